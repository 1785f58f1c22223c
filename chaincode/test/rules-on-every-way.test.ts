// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import type { ErrorCode } from '@unionid/domain/errors';
import type { ChunkRecord } from '@unionid/domain/ledger';
import type { EmployerEntry, OrganisationEntry } from '@unionid/domain/organisation';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import { newAccountPayload, newImport, newMemberEntry, newOrganisationEntry } from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

// What a file is refused for, no signed instruction gets past the contract: each rule on each way in. What a contract can not
// see, birth and employer, is asked by the gateway (gateway/test/preparations, gateway/test/imports).

const EMPLOYER: EmployerEntry = {
  ...{ name: '示范机械有限公司', creditCode: '91510000MA0000001F', nature: '170', economicType: '170' },
  ...{ industry: 'C', district: '', headcount: 120 },
};
const FOUNDED = '2001-01-01';
const DAY = 86_400_000;

type Bad<T> = readonly (readonly [string, (today: Date) => Partial<T>, ErrorCode])[];

const MEMBERS: Bad<MemberEntry> = [
  ['a change of no list', () => ({ change: 'zzzz' }), 'VALUE_NOT_ALLOWED'],
  ['a change that ends a membership', () => ({ change: '5' }), 'VALUE_NOT_ALLOWED'],
  [
    'a state that the change does not lead to',
    () => ({ change: '1', state: 'RETAINED' }),
    'VALUE_NOT_ALLOWED',
  ],
  ['a reason against the change', () => ({ reason: '6' }), 'CHANGE_CONTRADICTORY'],
  ['a reason of no list', () => ({ change: '2', reason: 'zzzz' }), 'CHANGE_CONTRADICTORY'],
  ['the year 1', () => ({ joined: '0001-01-01' }), 'DATE_TOO_EARLY'],
  ['the empty date of a spreadsheet', () => ({ joined: '1900-01-01', change: '2' }), 'DATE_TOO_EARLY'],
  ['a joining before the founding', () => ({ joined: '2000-12-31' }), 'JOINED_BEFORE_FOUNDING'],
  [
    'a coming before the founding',
    () => ({ change: '2', joined: '1999-01-01', since: '2000-12-31' }),
    'JOINED_BEFORE_FOUNDING',
  ],
  ['a change before the joining', () => ({ since: '2020-05-03' }), 'DATES_INVALID'],
  ['a day after tomorrow', (today) => ({ since: dayAfter(today, 2) }), 'DATES_INVALID'],
  [
    'a version of the matching key that nobody opened',
    () => ({ personKey: `2.${'A'.repeat(43)}` }),
    'KEY_VERSION_NOT_IN_FORCE',
  ],
];

const UNIONS: Bad<OrganisationEntry> = [
  ['a wrong check character', () => ({ creditCode: '81510000MB0000001X' }), 'CREDIT_CODE_CHECK'],
  ['a kind of body that there is not', () => ({ creditCode: '88510000MB0000001W' }), 'CREDIT_CODE_KIND'],
  ['a type of no list', () => ({ kind: 'zzzz' }), 'VALUE_NOT_ALLOWED'],
  ['the year 1', () => ({ foundedOn: '0001-01-01' }), 'DATE_TOO_EARLY'],
  ['a founding after tomorrow', (today) => ({ foundedOn: dayAfter(today, 2) }), 'DATES_INVALID'],
];

const EMPLOYERS: Bad<EmployerEntry> = [
  ['a wrong check character', () => ({ creditCode: '91510000MA0000001X' }), 'CREDIT_CODE_CHECK'],
  ['a kind of body that there is not', () => ({ creditCode: '88510000MB0000001W' }), 'CREDIT_CODE_KIND'],
  ['a nature of no list', () => ({ nature: 'zz' }), 'VALUE_NOT_ALLOWED'],
  ['an economic type of no list', () => ({ economicType: 'zz' }), 'VALUE_NOT_ALLOWED'],
  ['an industry of no list', () => ({ industry: 'Z' }), 'VALUE_NOT_ALLOWED'],
];

describe('rules on every way in', () => {
  let tree: UnionTree;

  before(async () => {
    tree = await newUnionTree();
  });

  const by = (): { readonly by: UnionTree['sichuan']['root'] } => ({ by: tree.sichuan.root });
  const now = (): Date => new Date(tree.clock.now());
  /** Code of the one row of a chunk that is refused; the good row beside it takes effect. */
  const rowCode = async (
    area: 'person' | 'organisation',
    [bad, good]: readonly [object, object],
  ): Promise<string | undefined> => {
    const { manifest, chunks } = newImport(tree, [bad, good]);
    await tree.submit(`${area}.import`, manifest, by());
    const { mspId } = tree.sichuan;
    const { result } = await tree.call(`${area}:importChunk`, chunks[0] ?? '', { mspId });
    const { done, refused } = result as unknown as ChunkRecord;
    const [[code, rows] = []] = Object.entries(refused);
    expect([done, rows], canonicalJson(refused)).to.deep.equal([1, [0]]);
    return code;
  };

  describe('of members', () => {
    for (const [what, changeOf, code] of MEMBERS) {
      const entry = (): MemberEntry => newMemberEntry(tree, tree.basic, { person: what, ...changeOf(now()) });

      it(`${what}: ${code} by itself and as a row`, async () => {
        expect(await codeOf(tree.submit('person.enrol', entry(), by()))).to.equal(code);
        const good = newMemberEntry(tree, tree.basic, { person: `beside ${what}` });
        expect(await rowCode('person', [entry(), good])).to.equal(code);
      });
    }

    const openings = { '0001-01-01': 'DATE_TOO_EARLY', '2000-12-31': 'JOINED_BEFORE_FOUNDING' };
    for (const [on, code] of Object.entries(openings))
      it(`an account without membership on ${on}: ${code}`, async () => {
        const account = newAccountPayload(tree, tree.basic, { person: on, on });
        expect(await codeOf(tree.submit('person.openAccount', account, by()))).to.equal(code);
      });

    it('whose values stand on the edge are enrolled', async () => {
      const today = dayAfter(now(), 0);
      for (const joined of [FOUNDED, today]) {
        const entry = newMemberEntry(tree, tree.basic, { person: joined, joined, since: today });
        await tree.submit('person.enrol', entry, by());
      }
    });
  });

  describe('of unions', () => {
    for (const [what, changeOf, code] of UNIONS) {
      const entry = (): OrganisationEntry => newOrganisationEntry(tree, tree.city, changeOf(now()));

      it(`${what}: ${code} by itself and as a row`, async () => {
        expect(await codeOf(tree.submit('organisation.register', entry(), by()))).to.equal(code);
        expect(await rowCode('organisation', [entry(), newOrganisationEntry(tree, tree.city)])).to.equal(
          code,
        );
      });
    }

    it('another type of no list: VALUE_NOT_ALLOWED', async () => {
      const payload = { orgId: tree.basic, kind: 'zzzz' };
      const revision = tree.submit('organisation.revise', payload, { ...by(), subjectVersion: 1 });
      expect(await codeOf(revision)).to.equal('VALUE_NOT_ALLOWED');
    });

    it('that found a province: CREDIT_CODE_CHECK', async () => {
      await tree.submit(
        'governance.addProvince',
        { code: '44', mspId: 'GuangdongMSP', name: '广东省总工会' },
        { by: tree.national.root },
      );
      const founder = tree.newOperator({ mspId: 'GuangdongMSP' }, tree.newId('organisation'));
      const { operatorId, signer } = founder;
      const joining = tree.submit(
        'governance.joinProvince',
        {
          province: '44',
          organisation: {
            ...{ orgId: tree.newId('organisation'), name: '广东省总工会', creditCode: '13440000XA0000000A' },
          },
          root: { operatorId, publicKey: signer.publicKey },
        },
        { by: founder, submitter: { mspId: 'GuangdongMSP', admin: true } },
      );
      expect(await codeOf(joining)).to.equal('CREDIT_CODE_CHECK');
    });
  });

  describe('of employers', () => {
    for (const [what, changeOf, code] of EMPLOYERS) {
      it(`${what}: ${code} at founding, as a row and at a revision`, async () => {
        const employer = { ...EMPLOYER, ...changeOf(now()) };
        const entry = (): OrganisationEntry =>
          newOrganisationEntry(tree, tree.city, { employers: [employer] });
        expect(await codeOf(tree.submit('organisation.register', entry(), by()))).to.equal(code);
        expect(await rowCode('organisation', [entry(), newOrganisationEntry(tree, tree.city)])).to.equal(
          code,
        );
        const payload = { orgId: tree.basic, cover: [employer] };
        const revision = tree.submit('organisation.revise', payload, { ...by(), subjectVersion: 1 });
        expect(await codeOf(revision)).to.equal(code);
      });
    }
  });
});

/** A day in China, some days after a time. */
function dayAfter(time: Date, days: number): string {
  return new Date(time.getTime() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10);
}
