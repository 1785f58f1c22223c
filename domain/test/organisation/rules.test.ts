// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ErrorCode } from '#src/errors/index.js';
import type { OrganisationRecord } from '#src/ledger/index.js';
import {
  registerOrganisation,
  toEmployerRecord,
  type OrganisationEntry,
  type OrganisationGround,
} from '#src/organisation/index.js';
import { expectCode } from '../support/expect-code.js';

const PARENT: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '51', parent: 'O1', level: 3 };
const EMPLOYER = {
  ...{ name: '示范机械有限公司', creditCode: '91510000MA0000001F', nature: '170', economicType: '170' },
  ...{ industry: 'C', district: '成都', headcount: 120 },
};
const ENTRY: OrganisationEntry = {
  ...{ orgId: 'O3', parent: 'O2', name: '示范机械厂工会委员会', creditCode: '', level: 5, kind: '01' },
  ...{ foundedOn: '2026-03-02', employers: [EMPLOYER], contactRoot: '' },
};
const GROUND: OrganisationGround = {
  ...{ existing: undefined, parent: PARENT, creditCodeHolder: undefined, today: '2026-03-02' },
};

describe('founding a union', () => {
  const found = (entry: Partial<OrganisationEntry>, ground: Partial<OrganisationGround> = {}): unknown =>
    registerOrganisation({ ...ENTRY, ...entry }, { ...GROUND, ...ground });

  it('takes the province from its superior and keeps authority apart from description', () => {
    expect(found({})).to.deep.equal({
      organisation: {
        ...{ version: 1, state: 'ACTIVE', province: '51', parent: 'O2', level: 5 },
        foundedOn: '2026-03-02',
      },
      profile: {
        ...{
          version: 1,
          name: ENTRY.name,
          creditCode: '',
          kind: '01',
          foundedOn: '2026-03-02',
          contactRoot: '',
        },
      },
    });
  });

  it('is refused where the identifier or the credit code is taken', () => {
    expectCode(() => found({}, { existing: PARENT }), 'ORGANISATION_EXISTS');
    expectCode(() => found({}, { creditCodeHolder: 'O9' }), 'CREDIT_CODE_TAKEN');
  });

  it('is refused under a superior that is unknown, closed, or not of a higher level', () => {
    expectCode(() => found({}, { parent: undefined }), 'ORGANISATION_UNKNOWN');
    expectCode(() => found({}, { parent: { ...PARENT, state: 'CLOSED' } }), 'ORGANISATION_CLOSED');
    expectCode(() => found({ level: 3 }), 'PARENT_INVALID');
    expectCode(() => found({ level: 2 }), 'PARENT_INVALID');
    expect(found({ level: 4 })).to.have.nested.property('organisation.level', 4);
  });

  it('is refused for tomorrow, and for an employer named twice', () => {
    expectCode(() => found({ foundedOn: '2026-03-03' }), 'DATES_INVALID');
    expectCode(() => found({ employers: [EMPLOYER, { ...EMPLOYER, name: '别名' }] }), 'INVALID_REQUEST');
  });

  const bad: readonly (readonly [string, Partial<OrganisationEntry>, ErrorCode, string])[] = [
    ['a mistyped code', { creditCode: '81510000MB0000001Y' }, 'CREDIT_CODE_CHECK', 'creditCode'],
    ['a code of no kind of body', { creditCode: '88510000MB0000001W' }, 'CREDIT_CODE_KIND', 'creditCode'],
    ['a kind of no list', { kind: 'zzzz' }, 'VALUE_NOT_ALLOWED', 'kind'],
    ['a founding on a day of nothing', { foundedOn: '1900-01-01' }, 'DATE_TOO_EARLY', 'foundedOn'],
    [
      "an employer's mistyped code",
      { employers: [{ ...EMPLOYER, creditCode: '91510000MA00000010' }] },
      'CREDIT_CODE_CHECK',
      'creditCode',
    ],
    [
      "an employer's nature of no list",
      { employers: [{ ...EMPLOYER, nature: 'zz' }] },
      'VALUE_NOT_ALLOWED',
      'nature',
    ],
    [
      "an employer's type",
      { employers: [{ ...EMPLOYER, economicType: 'zz' }] },
      'VALUE_NOT_ALLOWED',
      'economicType',
    ],
    [
      "an employer's industry",
      { employers: [{ ...EMPLOYER, industry: 'Z' }] },
      'VALUE_NOT_ALLOWED',
      'industry',
    ],
  ];
  for (const [what, entry, code, field] of bad)
    it(`is refused for ${what}`, () => {
      const refused = expectCode(() => found(entry), code);
      expect(refused.details.field).to.equal(field);
    });

  it('keeps of an employer what its key does not say', () => {
    const { creditCode, ...rest } = EMPLOYER;
    expect(toEmployerRecord(EMPLOYER)).to.deep.equal(rest);
    expect(creditCode).to.be.a('string');
  });
});
