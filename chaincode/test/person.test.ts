// SPDX-License-Identifier: Apache-2.0
import { samplePayload } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { ledgerKey, type AccountRecord } from '@unionid/domain/ledger';
import type { MemberEntry, OpenAccountPayload } from '@unionid/domain/person';
import { expect } from 'chai';
import { newAccountPayload, newImport, newMemberEntry, type EndorsedInMemory } from '#src/testing/index.js';
import { codeOf, refusalOf } from './support/refusal.js';
import { stateBytes } from './support/state-bytes.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const MAX_STATE_BYTES = 350;

describe('persons', () => {
  let tree: UnionTree;

  beforeEach(async () => {
    tree = await newUnionTree();
  });

  const entryOf = (person: string, change: Partial<MemberEntry> = {}): MemberEntry =>
    newMemberEntry(tree, tree.basic, { person, ...change });
  const enrol = (entry: MemberEntry, { by = tree.sichuan.root, subjectVersion = 0 } = {}): Promise<unknown> =>
    tree.submit('person.enrol', entry, { by, subjectVersion });
  const accountFor = (
    person: string,
    change: { identityId?: string; on?: string } = {},
  ): OpenAccountPayload => newAccountPayload(tree, tree.basic, { person, ...change });
  const open = (payload: OpenAccountPayload): Promise<unknown> =>
    tree.submit('person.openAccount', payload, { by: tree.sichuan.root });
  const accountOf = (identityId: string): AccountRecord =>
    JSON.parse(tree.ledger.state(ledgerKey.account(identityId)) ?? 'null') as AccountRecord;

  it('are enrolled with an account, an index by personKey and one by union', async () => {
    const entry = entryOf('one', { level: 0 });
    await enrol(entry);
    expect(accountOf(entry.identityId)).to.deep.equal({
      ...{ v: 1, state: 'ACTIVE', province: '51', org: tree.basic, joined: entry.joined, since: entry.since },
      ...{ loa: 0, tag: entry.nameTag, root: entry.root },
    });
    expect(tree.ledger.state(ledgerKey.person(entry.personKey))).to.equal(JSON.stringify(entry.identityId));
    expect(tree.ledger.state(ledgerKey.membership(tree.basic, entry.identityId))).to.equal('1');
  });

  it(`take at most ${MAX_STATE_BYTES} bytes of state each, indexes included`, async () => {
    for (const state of ['ACTIVE', 'RETAINED'] as const) {
      const before = stateBytes(tree);
      const entry = entryOf(state, { state });
      await enrol(entry);
      const bytes = stateBytes(tree) - before;
      console.log(`      ${state}: ${bytes} bytes of keys and values`);
      expect(bytes).to.be.within(300, MAX_STATE_BYTES);
    }
  });

  it('are members once in the whole country', async () => {
    const entry = entryOf('one');
    await enrol(entry);
    expect(await codeOf(enrol(entry))).to.equal('MEMBER_UNCHANGED');
    expect(await codeOf(enrol(entryOf('one')))).to.equal('MEMBER_UNCHANGED');
    const elsewhere = newMemberEntry(tree, tree.beijingBasic, { person: 'one' });
    const refusal = await refusalOf(enrol(elsewhere, { by: tree.beijing.root }));
    expect(refusal.code).to.equal('MEMBER_EXISTS');
    expect(refusal.details).to.deep.equal({ province: '51' });
  });

  it('keep their identityId: another person can not take it, nor its root', async () => {
    const { identityId, root } = entryOf('one');
    for (const change of [{ identityId }, { identityId, root }, { root }]) {
      expect(await codeOf(enrol(entryOf('two', change)))).to.equal('IDENTITY_ID_UNBOUND');
    }
    expect(await codeOf(open(accountFor('three', { identityId })))).to.equal('IDENTITY_ID_UNBOUND');
  });

  it('join on the account that they have', async () => {
    const account = accountFor('one');
    await open(account);
    const entry = entryOf('one', { identityId: account.identityId, level: 0 });
    expect(accountOf(entry.identityId)).to.include({
      v: 1,
      state: 'NONE',
      joined: '',
      since: '2025-10-01',
      loa: 1,
    });
    expect(await codeOf(open(accountFor('one')))).to.equal('ACCOUNT_EXISTS');
    expect(await codeOf(enrol(entryOf('one')))).to.equal('ACCOUNT_EXISTS');
    expect(await codeOf(enrol(entry))).to.equal('STALE_SUBJECT');
    await enrol(entry, { subjectVersion: 1 });
    expect(accountOf(entry.identityId)).to.include({ v: 2, state: 'ACTIVE', joined: entry.joined, loa: 1 });
    expect(tree.ledger.state(ledgerKey.membership(tree.basic, entry.identityId))).to.equal('1');
  });

  // Covers: W1
  it('with an account in another province join there, under the same identifier and the same name', async () => {
    const account = accountFor('one');
    await open(account);
    const { identityId } = account;
    const entry = newMemberEntry(tree, tree.beijingBasic, { person: 'one', identityId });
    const join = (change: Partial<MemberEntry> = {}): Promise<unknown> =>
      enrol({ ...entry, ...change }, { by: tree.beijing.root, subjectVersion: 1 });
    expect(await codeOf(join({ nameTag: `${'B'.repeat(21)}A` }))).to.equal('NAME_DIFFERS');
    await join();
    expect(accountOf(identityId)).to.include({
      ...{ v: 2, state: 'ACTIVE', province: '11', org: tree.beijingBasic, root: entry.root, loa: 1 },
    });
    expect(tree.ledger.state(ledgerKey.membership(tree.beijingBasic, identityId))).to.equal('1');
  });

  // Covers: W1
  it('who have left in one province join again in another, but not who was expelled or is dead', async () => {
    const entry = entryOf('one');
    await enrol(entry);
    const { identityId } = entry;
    const end = { ...samplePayload('membership.leave'), identityId, on: '2026-03-02' };
    await tree.submit('membership.leave', end, { by: tree.sichuan.root, subjectVersion: 1 });
    const joined = { joined: '2026-03-02', since: '2026-03-02' };
    const again = newMemberEntry(tree, tree.beijingBasic, { person: 'one', identityId, ...joined });
    await enrol(again, { by: tree.beijing.root, subjectVersion: 2 });
    expect(accountOf(identityId)).to.include({ v: 3, state: 'ACTIVE', province: '11' });
    expect(accountOf(identityId)).not.to.have.property('was');
    const held = [tree.basic, tree.beijingBasic].map((org) =>
      tree.ledger.state(ledgerKey.membership(org, identityId)),
    );
    expect(held).to.deep.equal([undefined, '1']);
  });

  it('belong to provinces, not to the national organisation', async () => {
    const entry = newMemberEntry(tree, tree.national.orgId, { person: 'one' });
    expect(await codeOf(enrol(entry, { by: tree.national.root }))).to.equal('PROVINCE_FOREIGN');
  });

  it('do not join after today, nor before they joined', async () => {
    expect(await codeOf(enrol(entryOf('one', { joined: '2026-03-03', since: '2026-03-03' })))).to.equal(
      'DATES_INVALID',
    );
    expect(await codeOf(enrol(entryOf('one', { since: '2020-05-03' })))).to.equal('DATES_INVALID');
    expect(await codeOf(open(accountFor('one', { on: '2026-03-03' })))).to.equal('DATES_INVALID');
    await enrol(entryOf('one', { joined: '2026-03-02', since: '2026-03-02' }));
  });

  it('join unions that exist', async () => {
    expect(await codeOf(enrol(entryOf('one', { org: tree.newId('organisation') })))).to.equal(
      'ORGANISATION_UNKNOWN',
    );
  });

  describe('queries', () => {
    const evaluate = async (name: string, request: object): Promise<Record<string, unknown>> => {
      const call = { function: name, argument: canonicalJson(request), submitter: { mspId: 'BeijingMSP' } };
      return JSON.parse(await tree.ledger.evaluate(call)) as Record<string, unknown>;
    };
    const refused = (name: string, request: object): Promise<string> =>
      codeOf(tree.call(name, canonicalJson(request), { mspId: 'BeijingMSP' }));

    it('find an account by personKey', async () => {
      const entry = entryOf('one');
      await enrol(entry);
      const { identityId, personKey } = entry;
      const expected = { identityId, place: '', account: { ...accountOf(identityId) } };
      expect(await evaluate('person:read', { personKey })).to.deep.equal(expected);
    });

    it('tell the history, newest first, as far as asked', async () => {
      const account = accountFor('one');
      await open(account);
      tree.clock.advance(1_500);
      const { identityId, personKey } = account;
      await enrol(entryOf('one', { identityId }), { subjectVersion: 1 });
      const all = (await evaluate('person:history', { personKey, limit: 100 })) as unknown as History;
      expect(all.identityId).to.equal(identityId);
      expect(all.history.map(({ account: { v } }) => v)).to.deep.equal([2, 1]);
      expect(all.history[0]?.time).to.equal(new Date(tree.clock.now()).toISOString());
      const one = await evaluate('person:history', { personKey, limit: 1 });
      expect(one.history).to.have.length(1);
    });

    it('find an account and its history in the page of its bulk load', async () => {
      const rows = [entryOf('one'), entryOf('two', { since: '2024-05-04' })];
      const [first, second] = rows;
      if (first === undefined || second === undefined) throw new RangeError('no rows');
      await load(rows);
      expect(tree.ledger.state(ledgerKey.account(second.identityId))).to.equal(undefined);
      const { identityId, personKey } = second;
      const account = {
        ...{
          v: 1,
          state: 'ACTIVE',
          province: '51',
          org: tree.basic,
          joined: '2020-05-04',
          since: '2024-05-04',
        },
        ...{ loa: 1, tag: second.nameTag, root: second.root },
      };
      const place = JSON.parse(tree.ledger.state(ledgerKey.person(personKey)) ?? '') as string;
      expect(await evaluate('person:read', { personKey })).to.deep.equal({ identityId, place, account });
      const { history } = (await evaluate('person:history', { personKey, limit: 1 })) as unknown as History;
      expect(history).to.have.length(1);
      expect(history[0]).to.deep.include({ account, time: new Date(tree.clock.now()).toISOString() });
      expect(await codeOf(enrol(entryOf('two')))).to.equal('MEMBER_UNCHANGED');
      const elsewhere = newMemberEntry(tree, tree.beijingBasic, { person: 'one' });
      expect(await codeOf(enrol(elsewhere, { by: tree.beijing.root }))).to.equal('MEMBER_EXISTS');
    });

    it('take an account’s own record before its place in a page', async () => {
      const entry = entryOf('one');
      await load([entry]);
      const { identityId, personKey } = entry;
      const changed = { ...(await accountFound(personKey)), v: 2, org: tree.city };
      tree.ledger.commit([
        {
          ...(await endorsedNothing(entry)),
          writeSet: [{ key: ledgerKey.account(identityId), value: canonicalJson(changed) }],
        },
      ]);
      expect(await accountFound(personKey)).to.deep.equal(changed);
      const { history } = (await evaluate('person:history', { personKey, limit: 9 })) as unknown as History;
      expect(history.map(({ account: { v } }) => v)).to.deep.equal([2, 1]);
    });

    it('refuse what is not there and pages without bound', async () => {
      const { personKey } = entryOf('nobody');
      expect(await refused('person:read', { personKey })).to.equal('ACCOUNT_UNKNOWN');
      expect(await refused('person:history', { personKey, limit: 1 })).to.equal('ACCOUNT_UNKNOWN');
      expect(await refused('person:history', { personKey, limit: 101 })).to.equal('INVALID_REQUEST');
    });

    const load = async (rows: readonly MemberEntry[]): Promise<void> => {
      const { manifest, chunks } = newImport(tree, rows);
      await tree.submit('person.import', manifest, { by: tree.sichuan.root });
      const { result } = await tree.call('person:importChunk', chunks[0] ?? '', {
        mspId: tree.sichuan.mspId,
      });
      expect(result.done).to.equal(rows.length);
    };
    const accountFound = async (personKey: string): Promise<AccountRecord> =>
      (await evaluate('person:read', { personKey })).account as AccountRecord;
    /** A transaction whose writes are to be replaced: no contract changes a member yet. */
    const endorsedNothing = ({ personKey }: MemberEntry): Promise<EndorsedInMemory> => {
      const submitter = { mspId: 'SichuanMSP' };
      return tree.ledger.endorse({
        function: 'person:read',
        argument: canonicalJson({ personKey }),
        submitter,
      });
    };
  });
});

interface History {
  readonly identityId: string;
  readonly history: readonly { readonly time: string; readonly account: AccountRecord }[];
}
