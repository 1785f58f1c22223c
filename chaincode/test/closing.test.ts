// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import {
  ledgerKey,
  splitKey,
  type AccountRecord,
  type OrganisationRecord,
  type TransferRecord,
} from '@unionid/domain/ledger';
import { FOLD_MEMBERS } from '@unionid/domain/organisation';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import {
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  VALIDATION_CODE,
  type Committed,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { colleagueOf, newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';
const CHANGE = { place: '', on: TODAY, evidence: DIGEST };
const EMPLOYER = '91999900MA00000019';
const DAY = 86_400_000;

describe('a union that ends', () => {
  let tree: UnionTree;
  /** Two persons above it. */
  let first: TestOperator;
  let second: TestOperator;
  /** A union beside it, which could be its heir. */
  let beside: string;

  beforeEach(async () => {
    tree = await newUnionTree();
    const entry = newOrganisationEntry(tree, tree.city, { employers: [EMPLOYER_ENTRY] });
    beside = entry.orgId;
    await tree.submit('organisation.register', entry, { by: tree.sichuan.root });
    first = await boundCadre(tree, { org: tree.city, person: 'first', grants: ['organisation', 'member'] });
    second = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'second', grants: ['organisation'] });
  });

  const EMPLOYER_ENTRY = {
    ...{ name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' },
    ...{ industry: '', district: '', headcount: 12 },
  };
  const union = (orgId = tree.basic): OrganisationRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.organisation(orgId)) ?? '{}') as OrganisationRecord;
  const account = (identityId: string): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? '{}') as AccountRecord;
  const closing = (
    change: Partial<PayloadOf<'organisation.beginClosing'>> = {},
  ): PayloadOf<'organisation.beginClosing'> => ({
    ...{ orgId: tree.basic, ground: 'dissolved', heir: tree.city, on: TODAY, evidence: DIGEST },
    ...change,
  });
  const begin = (change: Partial<PayloadOf<'organisation.beginClosing'>> = {}): Promise<void> =>
    decideByTwo(tree, 'organisation.beginClosing', {
      ...{ payload: closing(change), subjectVersion: union(change.orgId).version, first, second },
    });
  const fold = (orgId = tree.basic, mspId = tree.sichuan.mspId): Promise<Committed> =>
    tree.call('organisation:fold', canonicalJson({ orgId }), { mspId });
  const close = (by = first, orgId = tree.basic): Promise<Committed> =>
    tree.submit('organisation.close', { orgId }, { by, subjectVersion: union(orgId).version });
  const enrol = async (person: string, org = tree.basic): Promise<MemberEntry> => {
    const entry = newMemberEntry(tree, org, { person });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    return entry;
  };
  const load = async (count: number): Promise<MemberEntry[]> => {
    const rows = Array.from({ length: count }, (_, index) =>
      newMemberEntry(tree, tree.basic, { person: `paged ${index}` }),
    );
    const { manifest, chunks } = newImport(tree, rows);
    await tree.submit('person.import', manifest, { by: tree.sichuan.root });
    for (const chunk of chunks) await tree.call('person:importChunk', chunk, { mspId: tree.sichuan.mspId });
    return rows;
  };
  /** How many members the index counts for a union. */
  const counted = (orgId: string): number =>
    tree.ledger
      .entries()
      .filter(([key]) => splitKey(key)?.type === 'm' && splitKey(key)?.attributes[0] === orgId)
      .reduce((sum, [, value]) => sum + Number(value), 0);

  // Covers: S17, W6
  it('leaves nobody without a union: who was in it, in pages or alone, is kept by the one above', async () => {
    const rows = [...(await load(FOLD_MEMBERS + 30)), await enrol('alone')];
    // Both signers are members of it, too.
    const all = counted(tree.basic);
    await begin();
    expect(union()).to.deep.include({ state: 'CLOSING', version: 2 });
    const answers = [];
    for (let empty = false; !empty;) {
      const { result } = await fold();
      answers.push(result);
      empty = result.empty === true;
      const everybody = counted(tree.basic) + counted(tree.city);
      expect(everybody, 'each in one union at each instant').to.equal(all);
    }
    expect(answers[0]).to.include({ carried: FOLD_MEMBERS, empty: false });
    expect(counted(tree.city)).to.equal(all);
    for (const { identityId } of rows)
      expect(account(identityId)).to.include({
        ...{ org: tree.city, state: 'RETAINED', why: 'employerEnded', since: TODAY, province: '51' },
      });
    await close();
    expect(union()).to.deep.include({ state: 'CLOSED', version: 3 });
    expect(union().closing, 'the heir is known for ever').to.deep.include({ heir: tree.city });
  });

  // Covers: S8
  it('leaves a retained membership retained, in the keeping of the one above', async () => {
    const { identityId } = await enrol('retired');
    const payload = { ...CHANGE, identityId, reason: 'retired' } as const;
    await tree.submit('membership.retain', payload, { by: first, subjectVersion: 1 });
    await begin();
    await fold();
    expect(account(identityId)).to.include({ org: tree.city, state: 'RETAINED', why: 'retired' });
  });

  // Covers: S17
  it('gives its members, as they are, to the union that it is merged into', async () => {
    const { identityId } = await enrol('one');
    await begin({ ground: 'merged', heir: beside });
    await fold();
    expect(account(identityId)).to.include({ org: beside, state: 'ACTIVE', since: TODAY });
    await close();
  });

  it('is a decision of two persons above it, and of nobody in it or beside it', async () => {
    const own = await registerOperator(tree, {
      org: tree.basic,
      role: 'superadmin',
      grants: ['organisation'],
    });
    const other = await registerOperator(tree, {
      ...{ org: tree.otherCity, role: 'superadmin', grants: ['organisation'] as const },
    });
    for (const by of [own, other])
      expect(
        await codeOf(tree.submit('organisation.beginClosing', closing(), { by, subjectVersion: 1 })),
      ).to.equal('OUT_OF_SCOPE');
    const { result } = await tree.submit('organisation.beginClosing', closing(), {
      ...{ by: first, subjectVersion: 1 },
    });
    expect(result, 'it waits').not.to.include({ state: 'CLOSING' });
    expect(union().state).to.equal('ACTIVE');
  });

  it('has an heir of its province that takes members: above it where it is dissolved, never below', async () => {
    const trial = (change: Partial<PayloadOf<'organisation.beginClosing'>>, by = first): Promise<string> =>
      codeOf(
        tree.submit('organisation.beginClosing', closing(change), {
          ...{ by, subjectVersion: union(change.orgId).version },
        }),
      );
    expect(await trial({ heir: beside })).to.equal('HEIR_INVALID');
    expect(await trial({ ground: 'merged', heir: tree.basic })).to.equal('HEIR_INVALID');
    const root = { orgId: tree.city, ground: 'merged', heir: tree.basic } as const;
    expect(await trial(root, second)).to.equal('HEIR_INVALID');
    expect(await trial({ ground: 'merged', heir: tree.otherCity }), 'not of the own tree').to.equal(
      'OUT_OF_SCOPE',
    );
    expect(await trial({ ground: 'merged', heir: tree.beijingBasic }, second)).to.equal('OUT_OF_SCOPE');
    expect(await trial({ on: '2026-03-03' })).to.equal('DATES_INVALID');
    await begin({ ground: 'merged', heir: beside });
    expect(await trial({ orgId: beside, ground: 'merged', heir: tree.basic })).to.equal(
      'ORGANISATION_CLOSED',
    );
  });

  it('takes nobody and nothing from the day it begins to end', async () => {
    await begin();
    expect(await codeOf(enrol('late'))).to.equal('ORGANISATION_CLOSED');
    const below = newOrganisationEntry(tree, tree.basic, {});
    expect(await codeOf(tree.submit('organisation.register', below, { by: tree.sichuan.root }))).to.equal(
      'ORGANISATION_CLOSED',
    );
    expect(await codeOf(begin())).to.equal('ORGANISATION_STEP');
  });

  it('ends once nobody is in it and nothing stands under it, begun first', async () => {
    expect(await codeOf(close())).to.equal('ORGANISATION_STEP');
    await enrol('one');
    await begin();
    expect(await codeOf(close())).to.equal('ORGANISATION_NOT_EMPTY');
    await fold();
    await fold();
    await close();
    expect(await codeOf(fold())).to.equal('ORGANISATION_STEP');
  });

  it('does not end over the heads of the unions below it', async () => {
    const third = await boundCadre(tree, {
      ...{ org: tree.sichuan.orgId, person: 'third', grants: ['organisation'] },
    });
    await decideByTwo(tree, 'organisation.beginClosing', {
      payload: closing({ orgId: tree.city, heir: tree.sichuan.orgId }),
      ...{ subjectVersion: 1, first: third, second },
    });
    expect(await codeOf(close(second, tree.city))).to.equal('ORGANISATION_HAS_UNIONS');
  });

  for (const [ground, inherited] of [
    ['merged', { state: 'ACTIVE' }],
    ['dissolved', { state: 'RETAINED', why: 'employerEnded' }],
  ] as const)
    it(`has its heir take whoever comes back from an end that should not have been, ${ground}, as it would have then`, async () => {
      const ids = await Promise.all(
        ['gone', 'stays'].map(async (person) => (await enrol(person)).identityId),
      );
      const [gone = '', stays = ''] = ids;
      for (const identityId of ids)
        await tree.submit(
          'membership.leave',
          { ...CHANGE, identityId, reason: 'request' },
          { by: first, subjectVersion: 1 },
        );
      tree.clock.advance(9 * DAY);
      await begin({ ground, heir: ground === 'merged' ? beside : tree.city, on: '2026-03-09' });
      while ((await fold()).result.empty !== true);
      await close();
      const third = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'x', home: beside });
      const heirs = await boundCadre(tree, { org: beside, person: 'y', home: beside });
      const signers = { first: ground === 'merged' ? heirs : first, second: third };
      const payload = { ...CHANGE, identityId: gone, reason: 'mistake' } as const;
      await decideByTwo(tree, 'membership.rescind', { payload, subjectVersion: 2, ...signers });
      // From no day on which the member would have been of the union that has ended.
      const days = { since: '2026-03-09', here: '2026-03-09', v: 3 };
      const org = ground === 'merged' ? beside : tree.city;
      expect(account(gone)).to.include({ org, ...days, ...inherited });
      const dies = { ...CHANGE, identityId: gone, on: '2026-03-10' };
      await decideByTwo(tree, 'membership.decease', { payload: dies, subjectVersion: 3, ...signers });
      const early = { payload: { ...payload, on: '2026-03-08' }, subjectVersion: 4, ...signers };
      expect(await codeOf(decideByTwo(tree, 'membership.rescind', early))).to.equal('DATES_INVALID');
      // Whoever had left has left that union still.
      const dead = { ...CHANGE, identityId: stays, on: '2026-03-10' };
      await decideByTwo(tree, 'membership.decease', { payload: dead, subjectVersion: 2, ...signers });
      const alive = { ...dead, reason: 'notDead' } as const;
      await decideByTwo(tree, 'membership.rescind', { payload: alive, subjectVersion: 3, ...signers });
      expect(account(stays)).to.include({ org: tree.basic, state: 'WITHDRAWN', since: TODAY });
    });

  // Covers: W7
  it('first lets the unions below it stand under another, which then are that one’s', async () => {
    const by = await boundCadre(tree, {
      ...{ org: tree.sichuan.orgId, person: 'mover', grants: ['organisation'] as const },
    });
    const moved = async (change: Partial<PayloadOf<'organisation.move'>> = {}): Promise<void> => {
      const payload = { orgId: tree.basic, parent: tree.otherCity, evidence: DIGEST, ...change };
      const { version: subjectVersion } = union(payload.orgId);
      await decideByTwo(tree, 'organisation.move', { payload, subjectVersion, first: by, second });
    };
    await moved();
    expect(union()).to.include({ parent: tree.otherCity, version: 2 });
    expect(await codeOf(moved())).to.equal('PARENT_UNCHANGED');
    expect(await codeOf(moved({ parent: beside }))).to.equal('PARENT_INVALID');
    expect(
      await codeOf(tree.submit('organisation.beginClosing', closing(), { by: first, subjectVersion: 2 })),
      'the former superior has no say any more',
    ).to.equal('OUT_OF_SCOPE');
  });

  // Covers: S17
  it('is succeeded in the transfers of its members: the clock runs on, and the code that it gave counts', async () => {
    const member = await enrol('one');
    const { identityId } = member;
    const asked = { identityId, place: '' };
    await request(member);
    const before = transfer(identityId);
    await begin({ ground: 'merged', heir: beside });
    await fold();
    expect(transfer(identityId)).to.deep.equal({ ...before, v: 2, from: beside });
    tree.clock.set(Date.parse(before.silentAt));
    await tree.submit('transfer.complete', asked, { by: tree.sichuan.root, subjectVersion: 2 });
    expect(account(identityId)).to.include({ org: tree.otherCity });
    // Closed meanwhile, and the member goes back all the same: to the heir.
    await close();
    await tree.submit('transfer.undo', asked, { by: tree.sichuan.root, subjectVersion: 3 });
    expect(account(identityId)).to.include({ org: beside, state: 'ACTIVE' });
  });

  it('is followed by whoever goes back to the heir of a dissolved union: retained, as everybody came', async () => {
    const member = await enrol('one');
    const { identityId } = member;
    const asked = { identityId, place: '' };
    await request(member);
    tree.clock.set(Date.parse(transfer(identityId).silentAt));
    await tree.submit('transfer.complete', asked, { by: tree.sichuan.root, subjectVersion: 1 });
    expect(account(identityId)).to.include({ org: tree.otherCity, state: 'ACTIVE' });
    await begin();
    await tree.submit('transfer.undo', asked, { by: tree.sichuan.root, subjectVersion: 2 });
    expect(account(identityId)).to.include({ org: tree.city, state: 'RETAINED', why: 'employerEnded' });
  });

  it('is nobody’s request any more where the union that asked is the heir', async () => {
    const member = await enrol('one');
    await request(member, beside);
    await begin({ ground: 'merged', heir: beside });
    await fold();
    expect(transfer(member.identityId)).to.include({ status: 'CANCELLED' });
    expect(account(member.identityId)).to.include({ org: beside });
  });

  it('that is an heir itself gives on what it would have had, to a union that takes members', async () => {
    const { identityId } = await enrol('one');
    await begin({ ground: 'merged', heir: beside });
    const third = newOrganisationEntry(tree, tree.city, {});
    await tree.submit('organisation.register', third, { by: tree.sichuan.root });
    tree.clock.advance(9 * DAY);
    await begin({ orgId: beside, ground: 'merged', heir: third.orgId, on: '2026-03-10' });
    await fold(beside);
    await close(first, beside);
    await fold();
    // The days in between were no heir's but the first.
    expect(account(identityId)).to.include({ org: third.orgId, state: 'ACTIVE', since: '2026-03-10' });
    await close();
    expect(union()).to.include({ parent: third.orgId });
  });

  it('leaves nothing under its superior, which can end then, too', async () => {
    const [third, fourth] = [await provincial('third'), await provincial('fourth')];
    for (const orgId of [tree.basic, beside]) {
      await begin({ orgId });
      while ((await fold(orgId)).result.empty !== true);
      await close(first, orgId);
    }
    await decideByTwo(tree, 'organisation.beginClosing', {
      payload: closing({ orgId: tree.city, heir: tree.sichuan.orgId }),
      ...{ subjectVersion: 1, first: third, second: fourth },
    });
    while ((await fold(tree.city)).result.empty !== true);
    await close(third, tree.city);
    expect(union(tree.city)).to.include({ state: 'CLOSED', parent: tree.sichuan.orgId });
  });

  it('is acted for by its heir, and by nobody of before, in what it has begun or lost', async () => {
    const heirs = await boundCadre(tree, { org: beside, person: 'of the heir' });
    const before = await registerOperator(tree, { org: tree.basic, role: 'superadmin', grants: ['member'] });
    const member = await enrol('one', tree.otherCity);
    await cover(tree.basic);
    await request(member, tree.basic);
    await begin({ ground: 'merged', heir: beside });
    while ((await fold()).result.empty !== true);
    await close();
    const named = { identityId: member.identityId, place: '' };
    await tree.submit('transfer.cancel', named, { by: heirs, subjectVersion: 1 });
    expect(transfer(member.identityId)).to.include({ status: 'CANCELLED' });
    expect(before.org).to.equal(tree.basic);
  });

  // Covers: S17
  for (const isClosed of [false, true])
    it(`leaves whom it has asked for to its heir, who takes the member or lets go, ${isClosed ? 'once closed' : 'while it ends'}`, async () => {
      const heirs = await boundCadre(tree, { org: beside, person: 'of the heir' });
      const [member, other, own] = [
        await enrol('one', tree.otherCity),
        await enrol('two', tree.otherCity),
        await enrol('three', beside),
      ];
      await cover(tree.basic);
      for (const [slot, each] of [member, other, own].entries()) await request(each, tree.basic, slot);
      await begin({ ground: 'merged', heir: beside });
      if (isClosed) {
        while ((await fold()).result.empty !== true);
        await close();
      }
      const of = ({ identityId }: MemberEntry): { identityId: string; place: string } => ({
        ...{ identityId, place: '' },
      });
      const by = { by: heirs, subjectVersion: 1 };
      await tree.submit('transfer.cancel', of(other), by);
      expect(transfer(other.identityId)).to.include({ status: 'CANCELLED' });
      tree.clock.set(Date.parse(transfer(member.identityId).silentAt));
      expect(await codeOf(tree.submit('transfer.complete', of(own), by)), 'it has the member').to.equal(
        'TRANSFER_OVERTAKEN',
      );
      await tree.submit('transfer.complete', of(member), by);
      expect(account(member.identityId)).to.include({ org: beside, state: 'ACTIVE' });
      expect(transfer(member.identityId)).to.include({ status: 'COMPLETED', to: beside });
      await tree.submit('transfer.undo', of(member), { by: heirs, subjectVersion: 2 });
      expect(account(member.identityId)).to.include({ org: tree.otherCity });
    });

  it('never makes a judge of a side: where the judge is the heir, another judges', async () => {
    const member = await enrol('one');
    const { identityId } = member;
    const named = { identityId, place: '' };
    const sibling = newOrganisationEntry(tree, tree.city, { employers: [EMPLOYER_ENTRY] });
    await tree.submit('organisation.register', sibling, { by: tree.sichuan.root });
    await request(member, sibling.orgId);
    const objection = { ...named, ground: 'stillEmployed', evidence: DIGEST } as const;
    const objector = await colleagueOf(tree, tree.sichuan);
    await tree.submit('transfer.object', objection, { by: objector, subjectVersion: 1 });
    expect(transfer(identityId)).to.include({ judge: tree.city });
    await begin();
    await fold();
    const decision = { ...named, outcome: 'stay', evidence: DIGEST } as const;
    expect(
      await codeOf(tree.submit('transfer.decide', decision, { by: first, subjectVersion: 3 })),
      'the city has the member now',
    ).to.equal('OUT_OF_SCOPE');
    const judge = await colleagueOf(tree, tree.sichuan);
    await tree.submit('transfer.decide', decision, { by: judge, subjectVersion: 3 });
  });

  it('is given on by two who both stand above both', async () => {
    const third = await provincial('third');
    const payload = closing({ ground: 'merged', heir: tree.otherCity });
    expect(
      await codeOf(
        decideByTwo(tree, 'organisation.beginClosing', {
          ...{ payload, subjectVersion: 1, first: third, second: first },
        }),
      ),
      'the city of the one alone',
    ).to.equal('OUT_OF_SCOPE');
  });

  it('is folded by its own province, and by two at once only once', async () => {
    await enrol('one');
    await begin();
    expect(await codeOf(fold(tree.basic, tree.beijing.mspId))).to.equal('SUBMITTER_FOREIGN');
    const call = {
      ...{ function: 'organisation:fold', argument: canonicalJson({ orgId: tree.basic }) },
      submitter: { mspId: tree.sichuan.mspId },
    };
    const both = await Promise.all([tree.ledger.endorse(call), tree.ledger.endorse(call)]);
    const { transactions } = tree.ledger.commit(both);
    expect(transactions.map(({ code }) => code)).to.deep.equal([
      VALIDATION_CODE.VALID,
      VALIDATION_CODE.MVCC_READ_CONFLICT,
    ]);
  });

  function transfer(identityId: string): TransferRecord {
    return JSON.parse(tree.ledger.state(ledgerKey.transfer(identityId)) ?? '{}') as TransferRecord;
  }

  function provincial(person: string): Promise<TestOperator> {
    return boundCadre(tree, {
      ...{ org: tree.sichuan.orgId, person, grants: ['organisation'], home: tree.otherCity },
    });
  }

  async function cover(orgId: string): Promise<void> {
    const payload = { orgId, cover: [EMPLOYER_ENTRY] };
    await tree.submit('organisation.revise', payload, { by: tree.sichuan.root, subjectVersion: 1 });
  }

  async function request(member: MemberEntry, to?: string, slot = 0): Promise<void> {
    const asking = to ?? tree.otherCity;
    if (to === undefined) await cover(asking);
    const { identityId, personKey, nameTag, root } = member;
    const payload = {
      ...{ identityId, personKey, nameTag, root, to: asking, employer: EMPLOYER, slot },
      evidence: { kind: 'contract', digest: DIGEST } as const,
    };
    await tree.submit('transfer.request', payload, { by: tree.sichuan.root, subjectVersion: 0 });
  }
});
