// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { OrganisationProfileRecord, OrganisationRecord } from '#src/ledger/index.js';
import {
  divisionOf,
  registerOrganisation,
  reviseInstruction,
  reviseOrganisation,
  type ReviseOrganisationPayload,
} from '#src/organisation/index.js';
import { revisePresentation } from '#src/organisation/revise.js';
import { expectCode } from '../support/expect-code.js';

const UNION: OrganisationRecord = { version: 3, state: 'ACTIVE', province: '51', parent: 'O1', level: 3 };
const PROFILE: OrganisationProfileRecord = {
  ...{ version: 5, name: '示范机械厂工会委员会', creditCode: '', kind: '01' },
  ...{ foundedOn: '2026-03-02', contactRoot: '' },
};

function revise(changes: Partial<ReviseOrganisationPayload>, union: Partial<OrganisationRecord> = {}) {
  const ground = { organisation: { ...UNION, ...union }, profile: PROFILE, covered: new Map() };
  return reviseOrganisation({ orgId: 'O2', ...changes }, ground);
}

/** The field that is refused. */
const refused = (work: () => unknown): unknown => expectCode(work, 'VALUE_NOT_ALLOWED').details.field;

describe('where a union stands', () => {
  it('is within its province, 兵团 in Xinjiang, and anywhere for the national one', () => {
    for (const [province, division] of [
      ['51', '510107'],
      ['66', '659001'],
      ['00', '110101'],
    ] as const)
      expect(revise({ division }, { province }).organisation?.division).to.equal(division);
    for (const [province, division] of [
      ['51', '340100'],
      ['51', '110051'],
      ['66', '660100'],
    ] as const)
      expect(refused(() => revise({ division }, { province }))).to.equal('division');
  });

  it('is said as it is founded, within the province of its superior', () => {
    const found = (division?: string): OrganisationRecord =>
      registerOrganisation(
        {
          ...{ orgId: 'O3', parent: 'O2', name: PROFILE.name, creditCode: '', level: 5, kind: '01' },
          ...{ foundedOn: PROFILE.foundedOn, employers: [], contactRoot: '' },
          ...(division !== undefined && { division }),
        },
        { existing: undefined, parent: UNION, creditCodeHolder: undefined, today: '2026-03-02' },
      ).organisation;
    expect(found('510100')).to.have.property('division', '510100');
    expect(found()).not.to.have.property('division');
    expect(refused(() => found('340100'))).to.equal('division');
  });

  it('changes both records of a union, one of them only where it stood there already', () => {
    const { organisation, profile } = revise({ division: '510107' }, { division: '510100' });
    expect(organisation).to.deep.equal({ ...UNION, version: 4, division: '510107' });
    expect(profile).to.deep.equal({ ...PROFILE, version: 6 });
    expect(revise({ division: '510100', address: '某路' }, { division: '510100' })).not.to.have.property(
      'organisation',
    );
    expect(revise({ address: '某路' })).not.to.have.property('organisation');
    expectCode(() => revise({ division: '510100' }, { division: '510100' }), 'ORGANISATION_UNCHANGED');
  });

  it('is changed by two persons, as a name is, and nothing else', () => {
    const isSecondNeeded = (changes: object): boolean | undefined =>
      reviseInstruction.secondSignature?.needed({ orgId: 'O2', ...changes }, '');
    expect(isSecondNeeded({ division: '510107' })).to.equal(true);
    expect(isSecondNeeded({ name: '另一名称' })).to.equal(true);
    expect(isSecondNeeded({ address: '某路' })).to.equal(false);
  });

  it('is told alone where it alone is changed', () => {
    expect(revisePresentation.words({ orgId: 'O2', division: '510107' })).to.deep.equal({
      zh: '变更工会 O2 的资料：行政区划改为 510107',
      en: 'Revise union O2: division becomes 510107',
    });
    expect(revisePresentation.words({ orgId: 'O2', address: '某路' }).zh).to.equal(
      '变更工会 O2 的资料：地址改为「某路」',
    );
  });

  it('is what the nearest union above says that says anything', () => {
    const tree: Readonly<Record<string, Pick<OrganisationRecord, 'division' | 'parent'>>> = {
      root: { parent: '' },
      city: { parent: 'root', division: '510100' },
      county: { parent: 'city' },
      factory: { parent: 'county' },
      other: { parent: 'root' },
    };
    const at = (orgId: string): string | undefined => divisionOf(orgId, (each) => tree[each]);
    expect(['city', 'county', 'factory'].map(at)).to.deep.equal(['510100', '510100', '510100']);
    expect(['root', 'other', 'unknown'].map(at)).to.deep.equal([undefined, undefined, undefined]);
  });

  it('is not looked for for ever in a tree that goes round', () => {
    expect(divisionOf('O2', () => ({ parent: 'O2' }))).to.equal(undefined);
  });
});
