// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import {
  parseLedgerKey,
  readLedgerValue,
  type ChaincodeName,
  type LedgerRecords,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import {
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  type EndorsedInMemory,
  type TestImport,
  type TestOperator,
} from '#src/testing/index.js';
import { allotTo, newPlanWorld, newStaff, rowOf, TestPlan } from './support/benefit-plan.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';
/** Of no schema. */
const UNREADABLE = '[]';
/** The row that is not like the others: of another union, and nothing of it is read for them. */
const ODD = 1;

/** A signed list, and how its only chunk is endorsed. */
interface Signed {
  readonly list: TestImport;
  readonly function: string;
  readonly mspId: string;
  readonly chaincode?: 'benefit';
}

type Kind = (tree: UnionTree) => Promise<(at: readonly number[]) => Promise<Signed>>;

/** Three members of 四川, the odd one of another union. */
async function enrolThree(tree: UnionTree): Promise<readonly MemberEntry[]> {
  const entries = [tree.basic, await found(tree), tree.basic].map((org, at) =>
    newMemberEntry(tree, org, { person: `member ${String(at)}` }),
  );
  for (const entry of entries) await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
  return entries;
}

/** The same out of pages: one load each. */
async function loadThree(tree: UnionTree): Promise<readonly MemberEntry[]> {
  const entries = [0, 1, 2].map((at) => newMemberEntry(tree, tree.basic, { person: `loaded ${String(at)}` }));
  for (const entry of entries) {
    const { manifest, chunks } = newImport(tree, [entry]);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    await tree.call('person:importChunk', chunks[0]!, { mspId: 'SichuanMSP' });
  }
  return entries;
}

interface Founding {
  readonly parent: string;
  readonly by: TestOperator;
  readonly level: 4 | 5;
}

async function found(
  tree: UnionTree,
  { parent = tree.city, by = tree.sichuan.root, level = 5 }: Partial<Founding> = {},
): Promise<string> {
  const union = newOrganisationEntry(tree, parent, { level });
  await tree.submit('organisation.register', union, { by });
  return union.orgId;
}

/** By residence, so that nobody need be employed. */
const requestsOf =
  (enrol: typeof enrolThree): Kind =>
  async (tree) => {
    const by = tree.beijing.root;
    const street = { parent: tree.beijing.orgId, by, level: 4 } as const;
    const [to, odd] = [await found(tree, street), await found(tree, street)];
    const evidence = { kind: 'residence', digest: DIGEST } as const;
    const asked = ({ identityId, personKey, nameTag }: MemberEntry, slot: number) => ({
      ...{ identityId, personKey, nameTag, root: DIGEST, employer: '', slot, to: slot === ODD ? odd : to },
    });
    const rows = (await enrol(tree)).map((member, slot) => ({ ...asked(member, slot), version: 0 }));
    // The odd one's slot was somebody's of whom nothing came.
    const before = newMemberEntry(tree, tree.basic, { person: 'before' });
    await tree.submit('person.enrol', before, { by: tree.sichuan.root });
    await tree.submit('transfer.request', { ...asked(before, ODD), evidence }, { by });
    const { identityId } = before;
    await tree.submit('transfer.cancel', { identityId, place: '' }, { by, subjectVersion: 1 });
    return async (at) => {
      const list = newImport(
        tree,
        at.map((index) => rows[index]!),
      );
      await tree.submit('transfer.requestMany', { ...list.manifest, evidence }, { by });
      return { list, function: 'transfer:requestManyChunk', mspId: 'BeijingMSP' };
    };
  };

const batchesOf =
  (enrol: typeof enrolThree): Kind =>
  async (tree) => {
    const { beijing, sichuan, beijingBasic } = tree;
    const members = await enrol(tree);
    const odd = await found(tree, { parent: beijing.orgId, by: beijing.root });
    const first = await boundCadre(tree, {
      ...{ org: beijing.orgId, person: 'new side', home: beijingBasic, by: beijing.root },
    });
    const second = await boundCadre(tree, { org: sichuan.orgId, person: 'old side' });
    return async (at) => {
      const rows = at.map((index) => {
        const { identityId, personKey, nameTag } = members[index]!;
        return { identityId, personKey, nameTag, root: DIGEST, to: index === ODD ? odd : beijingBasic };
      });
      const list = newImport(tree, rows);
      const payload = { ...list.manifest, from: tree.city, to: beijing.orgId };
      await decideByTwo(tree, 'transfer.batch', { payload, subjectVersion: 0, first, second });
      return { list, function: 'transfer:batchChunk', mspId: 'BeijingMSP' };
    };
  };

/** Each kind of rows that lead to records of persons and unions. */
const KINDS: Readonly<Record<string, Kind>> = {
  'members who join': async (tree) => {
    const odd = await found(tree);
    // An account that there is: whoever left.
    const members = (await enrolThree(tree)).map((member, at) => ({
      ...{ ...member, joined: TODAY, since: TODAY },
      org: at === ODD ? odd : member.org,
    }));
    for (const { identityId } of members) {
      const left = { ...samplePayload('membership.leave'), identityId, on: '2026-03-01' };
      await tree.submit('membership.leave', left, { by: tree.sichuan.root, subjectVersion: 1 });
    }
    return async (at) => {
      const list = newImport(
        tree,
        at.map((index) => members[index]!),
      );
      await tree.submit('person.import', list.manifest, { by: tree.sichuan.root });
      return { list, function: 'person:importChunk', mspId: 'SichuanMSP' };
    };
  },
  'requests for members': requestsOf(enrolThree),
  'requests for members in pages': requestsOf(loadThree),
  'members of a batch': batchesOf(enrolThree),
  'members of a batch in pages': batchesOf(loadThree),
  'changes of memberships': async (tree) => {
    const members = await enrolThree(tree);
    const [first, second] = [
      await boundCadre(tree, { org: tree.city, person: 'first' }),
      await boundCadre(tree, { org: tree.sichuan.orgId, person: 'second' }),
    ];
    return async (at) => {
      const rows = at.map((index) => {
        const { identityId, root } = members[index]!;
        const change = { action: 'leave', identityId, place: '', root, version: 1, on: TODAY };
        return { ...samplePayload('membership.leave'), ...change };
      });
      const list = newImport(tree, rows);
      const payload = { ...list.manifest };
      await decideByTwo(tree, 'membership.change', { payload, subjectVersion: 0, first, second });
      return { list, function: 'membership:changeChunk', mspId: 'SichuanMSP' };
    };
  },
  'payees of a plan': async (tree) => {
    const members = await enrolThree(tree);
    const world = await newPlanWorld(tree);
    const by = tree.sichuan.root;
    const staff = await newStaff(tree, { org: tree.city, home: tree.basic, by });
    await allotTo(world, { org: tree.city, by });
    return async (at) => {
      const plan = new TestPlan(
        world,
        staff,
        at.map((index) => rowOf(members[index]!)),
      );
      await plan.open();
      return { list: plan.list, function: 'plan:openChunk', mspId: 'SichuanMSP', chaincode: 'benefit' };
    };
  },
};

describe('a record that nobody can read', () => {
  for (const [kind, open] of Object.entries(KINDS))
    it(`is the fault of its own row alone: ${kind}`, async () => {
      const tree = await newUnionTree();
      const sign = await open(tree);
      const [whole, others] = [await sign([0, ODD, 2]), await sign([0, 2])];
      const endorse = (signed: Signed): Promise<EndorsedInMemory> => {
        const { list, mspId, function: name, chaincode = 'identity' } = signed;
        const called: ChaincodeName = chaincode;
        return tree.ledger.endorse({
          ...{ chaincode: called, function: name, argument: list.chunks[0]!, submitter: { mspId } },
        });
      };
      const write = async (place: Place, value: string): Promise<void> => {
        const writeSet = [{ ...place, value }];
        tree.ledger.commit([{ ...(await endorse(others)), readSet: [], rangeSet: [], writeSet }]);
      };
      const before = outcomeOf(await endorse(whole));
      expect(before.refused, 'a good list').to.deep.equal({});
      const shared = placesOf(await endorse(others)).map(({ key }) => key);
      const own = placesOf(await endorse(whole)).filter(({ key }) => !shared.includes(key));
      let damaged = 0;
      for (const place of own) {
        const value = tree.ledger.state(place.key, place.chaincode);
        if (value === undefined || LISTS.includes(parseLedgerKey(place.key)?.type ?? '')) continue;
        await write(place, UNREADABLE);
        const { done, refused } = outcomeOf(await endorse(whole));
        expect(Object.values(refused).flat(), place.key).to.satisfy((at: number[]) =>
          at.every((row) => row === ODD),
        );
        expect(done, place.key).to.be.at.least(before.done - 1);
        damaged += 1;
        await write(place, value);
      }
      expect(damaged).to.be.greaterThan(1);
    });
});

/** The lists themselves. */
const LISTS: readonly string[] = ['manifest', 'chunk', 'plan'];

interface Place {
  readonly chaincode: ChaincodeName;
  readonly key: string;
}

function placesOf({ chaincode: called = 'identity', readSet }: EndorsedInMemory): readonly Place[] {
  return readSet.map(({ chaincode = called, key }) => ({ chaincode, key }));
}

function outcomeOf({ result }: EndorsedInMemory): Pick<LedgerRecords['chunk'], 'done' | 'refused'> {
  return readLedgerValue('chunk', result) ?? expect.fail(result);
}
