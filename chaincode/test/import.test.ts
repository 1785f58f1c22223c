// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import {
  ledgerKey,
  splitKey,
  type AccountPageRecord,
  type ChunkRecord,
  type ManifestRecord,
} from '@unionid/domain/ledger';
import { MAX_CHUNK_ROWS } from '@unionid/domain/manifest';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { identityIdFor, type MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import {
  newAccountPayload,
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  VALIDATION_CODE,
  type Committed,
  type TestImport,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { stateBytes } from './support/state-bytes.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const HOUR = 3_600_000;
const MAX_PAGED_BYTES = 175;

describe('imports', () => {
  let tree: UnionTree;
  let root: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    ({ root } = tree.sichuan);
  });

  const member = (person: string, change: Partial<MemberEntry> = {}): MemberEntry =>
    newMemberEntry(tree, tree.basic, { person, ...change });
  const members = (count: number): MemberEntry[] =>
    Array.from({ length: count }, (_, index) => member(`p${index}`));
  const openMembers = async (
    rows: readonly object[],
    { rowsPerChunk = 500, by = root }: { rowsPerChunk?: number; by?: TestOperator } = {},
  ): Promise<TestImport> => {
    const test = newImport(tree, rows, { rowsPerChunk });
    await tree.submit('person.import', test.manifest, { by });
    return test;
  };
  const importChunk = (argument: string | undefined, mspId = tree.sichuan.mspId): Promise<Committed> =>
    tree.call('person:importChunk', argument ?? '', { mspId });
  const close = ({ manifest }: TestImport, name = 'person:closeImport'): Promise<Committed> =>
    tree.call(name, canonicalJson({ manifestId: manifest.manifestId }), { mspId: tree.sichuan.mspId });
  const refusedBy = async (rows: readonly object[]): Promise<ChunkRecord['refused']> => {
    const { chunks } = await openMembers(rows);
    const { result } = await importChunk(chunks[0]);
    return result.refused as ChunkRecord['refused'];
  };

  it('enrol chunk by chunk, whatever their order, and close with the outcomes added up', async () => {
    const test = await openMembers([...members(7), member('p0')], { rowsPerChunk: 3 });
    for (const index of [2, 0, 1]) await importChunk(test.chunks[index]);
    const { result } = await close(test);
    // Chunk 2 came first, so its row of the repeated person took effect.
    const outcomes = { DONE: 7, MEMBER_UNCHANGED: 1 };
    expect(result).to.deep.equal({ manifestId: test.manifest.manifestId, version: 2, outcomes });
    const stored = tree.ledger.state(ledgerKey.manifest(test.manifest.manifestId)) ?? '';
    expect((JSON.parse(stored) as ManifestRecord).state).to.equal('CLOSED');
  });

  it('emit one event a chunk: how many, and the hash of the chunk, no ids', async () => {
    const { chunks } = await openMembers(members(2));
    const { block, result } = await importChunk(chunks[0]);
    const payload = canonicalJson({ type: 'person.importChunk', subjects: 2, root: result.digest });
    expect(block.transactions[0]?.event).to.deep.equal({ name: 'person.importChunk', payload });
  });

  it('answer a repeated chunk as before, without a write or an event', async () => {
    const test = await openMembers(members(2));
    const first = await importChunk(test.chunks[0]);
    const again = await importChunk(test.chunks[0]);
    expect(again.result).to.deep.equal(first.result);
    expect(again.block.transactions[0]).to.deep.include({ writes: [], event: undefined });
    await close(test);
    expect((await importChunk(test.chunks[0])).result).to.deep.equal(first.result);
  });

  describe('rows that conflict are outcomes', () => {
    it('of persons who are members, here or elsewhere', async () => {
      await tree.submit('person.enrol', member('here'), { by: root });
      const elsewhere = newMemberEntry(tree, tree.beijingBasic, { person: 'elsewhere' });
      await tree.submit('person.enrol', elsewhere, { by: tree.beijing.root });
      const rows = [member('here'), member('elsewhere'), member('new')];
      expect(await refusedBy(rows)).to.deep.equal({ MEMBER_EXISTS: [1], MEMBER_UNCHANGED: [0] });
    });

    it('of accounts that exist and identifiers that are another’s', async () => {
      const account = newAccountPayload(tree, tree.basic, { person: 'account' });
      await tree.submit('person.openAccount', account, { by: root });
      const { identityId } = account;
      const rows = [member('account'), member('other', { identityId }), member('third')];
      expect(await refusedBy(rows)).to.deep.equal({ ACCOUNT_EXISTS: [0], IDENTITY_ID_UNBOUND: [1] });
      const joining = member('account', { identityId });
      expect(await refusedBy([joining])).to.deep.equal({});
      const record = tree.ledger.state(ledgerKey.account(identityId)) ?? '';
      expect(JSON.parse(record)).to.include({ v: 2, state: 'ACTIVE' });
      expect(tree.ledger.state(ledgerKey.membership(tree.basic, identityId))).to.equal('1');
    });

    it('of repetitions within the chunk, of which the first stands', async () => {
      const first = member('twice');
      const rows = [first, first, member('twice', { org: tree.city })];
      expect(await refusedBy(rows)).to.deep.equal({ MEMBER_EXISTS: [2], MEMBER_UNCHANGED: [1] });
    });

    it('of persons whom the index can not tell apart, of whom the first stands', async () => {
      const first = member('one');
      const personKey = `${first.personKey.slice(0, 30)}${'A'.repeat(15)}`;
      const second = { ...member('two'), personKey };
      const rows = [first, { ...second, identityId: identityIdFor(second) }];
      expect(await refusedBy(rows)).to.deep.equal({ MEMBER_UNCHANGED: [1] });
      expect(await refusedBy(rows)).to.deep.equal({ MEMBER_UNCHANGED: [0, 1] });
    });

    it('of unions unknown, of another province, or outside the subtree, and of wrong dates', async () => {
      const rows = [
        member('a', { org: tree.newId('organisation') }),
        member('b', { org: tree.beijingBasic }),
        member('c', { joined: '2026-03-03', since: '2026-03-03' }),
        member('d', { since: '2020-05-01' }),
        member('e', { org: tree.national.orgId }),
      ];
      const expected = { DATES_INVALID: [2, 3], ORGANISATION_UNKNOWN: [0], PROVINCE_FOREIGN: [1, 4] };
      expect(await refusedBy(rows)).to.deep.equal(expected);
      const by = await registerOperator(tree, {
        org: tree.otherCity,
        role: 'superadmin',
        grants: ['member'],
      });
      const { chunks } = await openMembers([member('f')], { by });
      expect((await importChunk(chunks[0])).result.refused).to.deep.equal({ OUT_OF_SCOPE: [0] });
    });

    it('of the national operator, for whom no province is its own', async () => {
      const by = tree.national.root;
      const { chunks } = await openMembers([member('f'), member('g', { org: tree.national.orgId })], { by });
      const { result } = await importChunk(chunks[0], tree.national.mspId);
      expect(result.refused).to.deep.equal({ PROVINCE_FOREIGN: [0, 1] });
    });
  });

  describe('keep new members in pages', () => {
    const pages = (): AccountPageRecord[] =>
      tree.ledger
        .entries()
        .filter(([key]) => splitKey(key)?.type === 'ap')
        .map(([, value]) => JSON.parse(value) as AccountPageRecord);

    it('of one union, state and assurance, sixteen at most, and count them for the union', async () => {
      const rows = [
        ...members(17),
        member('other union', { org: tree.city }),
        member('retained', { state: 'RETAINED' }),
        member('unchecked', { level: 0 }),
      ];
      expect(await refusedBy(rows)).to.deep.equal({});
      const sizes = pages().map(({ org, state, loa, accounts }) => [org, state, loa, accounts.length]);
      expect(sizes).to.have.deep.members([
        [tree.basic, 'ACTIVE', 1, 16],
        [tree.basic, 'ACTIVE', 1, 1],
        [tree.city, 'ACTIVE', 1, 1],
        [tree.basic, 'RETAINED', 1, 1],
        [tree.basic, 'ACTIVE', 0, 1],
      ]);
      const counts = tree.ledger
        .entries()
        .flatMap(([key, value]) =>
          splitKey(key)?.type === 'm' ? [[splitKey(key)?.attributes[0], value]] : [],
        );
      const basic = counts.filter(([org]) => org === tree.basic).map(([, count]) => Number(count));
      expect(basic.reduce((sum, count) => sum + count, 0)).to.equal(19);
      expect(counts.filter(([org]) => org === tree.city)).to.deep.equal([[tree.city, '1']]);
    });

    it(`in at most ${MAX_PAGED_BYTES} bytes of state a member, indexes included`, async () => {
      const before = stateBytes(tree);
      expect(await refusedBy(members(500))).to.deep.equal({});
      const bytes = Math.round((stateBytes(tree) - before) / 500);
      console.log(`      ${bytes} bytes of keys and values`);
      expect(bytes).to.be.within(120, MAX_PAGED_BYTES);
    });

    it('each where its personKey leads', async () => {
      const rows = members(40);
      await refusedBy(rows);
      for (const { personKey, identityId } of rows) {
        const argument = canonicalJson({ personKey });
        const { result } = await tree.call('person:read', argument, { mspId: 'BeijingMSP' });
        expect(result.identityId).to.equal(identityId);
      }
    });

    it('never in the place of a page that was written meanwhile', async () => {
      const { chunks } = await openMembers(members(1));
      const call = { function: 'person:importChunk', argument: chunks[0] ?? '', submitter: root };
      const endorsed = await tree.ledger.endorse(call);
      const page = endorsed.writeSet.filter(({ key }) => splitKey(key)?.type === 'ap');
      expect(page).to.have.length(1);
      const before = {
        ...endorsed,
        transactionId: '0'.repeat(64),
        readSet: [],
        rangeSet: [],
        writeSet: page,
      };
      const { transactions } = tree.ledger.commit([before, endorsed]);
      const { VALID, MVCC_READ_CONFLICT } = VALIDATION_CODE;
      expect(transactions.map(({ code }) => code)).to.deep.equal([VALID, MVCC_READ_CONFLICT]);
    });
  });

  describe('refuse a chunk', () => {
    it('CHUNK_TOO_LARGE beyond 500 rows', async () => {
      const rows = members(MAX_CHUNK_ROWS + 2);
      const { chunks } = await openMembers(rows, { rowsPerChunk: MAX_CHUNK_ROWS + 1 });
      expect(await codeOf(importChunk(chunks[0]))).to.equal('CHUNK_TOO_LARGE');
    });

    it('CHUNK_TOO_LARGE of a manifest whose rows can not stand in its chunks', async () => {
      const rows = members(MAX_CHUNK_ROWS + 1);
      expect(await codeOf(openMembers(rows, { rowsPerChunk: rows.length }))).to.equal('CHUNK_TOO_LARGE');
    });

    it('INVALID_REQUEST of an index that is no number of a chunk', async () => {
      const { chunks } = await openMembers(members(1));
      for (const index of ['-1', '2000', '"0"', 'null'])
        expect(
          await codeOf(importChunk(chunks[0]?.replace('"index":0', `"index":${index}`))),
          index,
        ).to.equal('INVALID_REQUEST');
    });

    it('CHUNK_NOT_IN_MANIFEST when altered, misplaced, or proven by another path', async () => {
      const { chunks } = await openMembers(members(4), { rowsPerChunk: 1 });
      const [first = '', second = ''] = chunks;
      const altered = first.replace('"state":"ACTIVE"', '"state":"RETAINED"');
      expect(await codeOf(importChunk(altered))).to.equal('CHUNK_NOT_IN_MANIFEST');
      const misplaced = first.replace('"index":0', '"index":2');
      expect(await codeOf(importChunk(misplaced))).to.equal('CHUNK_NOT_IN_MANIFEST');
      const beyond = first.replace('"index":0', '"index":4');
      expect(await codeOf(importChunk(beyond))).to.equal('CHUNK_NOT_IN_MANIFEST');
      const path = second.slice(second.indexOf(',"path"'));
      const borrowed = first.slice(0, first.indexOf(',"path"')) + path;
      expect(await codeOf(importChunk(borrowed))).to.equal('CHUNK_NOT_IN_MANIFEST');
    });

    it('MANIFEST_UNKNOWN for one not signed, and for one of the other contract', async () => {
      const unsigned = newImport(tree, members(1));
      expect(await codeOf(importChunk(unsigned.chunks[0]))).to.equal('MANIFEST_UNKNOWN');
      const { manifest, chunks } = newImport(tree, members(1));
      await tree.submit('organisation.import', manifest, { by: root });
      expect(await codeOf(importChunk(chunks[0]))).to.equal('MANIFEST_UNKNOWN');
    });

    it('INVALID_REQUEST for a row of another shape, NOT_CANONICAL for another spelling', async () => {
      const { chunks } = await openMembers([{ ...member('a'), name: 'x' }]);
      expect(await codeOf(importChunk(chunks[0]))).to.equal('INVALID_REQUEST');
      expect(await codeOf(importChunk(`${chunks[0] ?? ''} `))).to.equal('NOT_CANONICAL');
    });

    it('SUBMITTER_FOREIGN through another organisation, the closing too', async () => {
      const { manifest, chunks } = await openMembers(members(1));
      expect(await codeOf(importChunk(chunks[0], tree.beijing.mspId))).to.equal('SUBMITTER_FOREIGN');
      const { manifestId } = manifest;
      const closing = tree.call('person:closeImport', canonicalJson({ manifestId }), {
        mspId: tree.beijing.mspId,
      });
      expect(await codeOf(closing)).to.equal('SUBMITTER_FOREIGN');
    });

    it('MANIFEST_EXPIRED by the clock of the ledger, whatever time its client tells', async () => {
      const { chunks } = await openMembers(members(1));
      const call = { function: 'person:importChunk', argument: chunks[0] ?? '', submitter: root };
      const held = await tree.ledger.endorse(call);
      tree.clock.advance(30 * 24 * HOUR);
      const hour = new Date(Math.floor(tree.clock.now() / HOUR) * HOUR).toISOString();
      await tree.call('governance:tick', canonicalJson({ hour }), { mspId: tree.sichuan.mspId });
      const { transactions } = tree.ledger.commit([held]);
      expect(transactions[0]?.code).to.equal(VALIDATION_CODE.MVCC_READ_CONFLICT);
      tree.clock.advance(-29 * 24 * HOUR);
      expect(await codeOf(importChunk(chunks[0]))).to.equal('MANIFEST_EXPIRED');
    });

    it('MANIFEST_EXPIRED after its end', async () => {
      const { chunks } = await openMembers(members(1));
      tree.clock.advance(HOUR);
      await importChunk(chunks[0]);
      const later = await openMembers(members(1));
      tree.clock.advance(HOUR + 1);
      expect(await codeOf(importChunk(later.chunks[0]))).to.equal('MANIFEST_EXPIRED');
    });

    it('KEY_REVOKED, OPERATOR_REVOKED, GRANT_MISSING once its actor may no longer', async () => {
      const stop = {
        KEY_REVOKED: ({ operatorId, keyId }: TestOperator) =>
          tree.submit('operator.revokeKey', { operatorId, keyId }, { by: root, subjectVersion: 1 }),
        OPERATOR_REVOKED: ({ operatorId }: TestOperator) =>
          tree.submit('operator.revoke', { operatorId, reason: 'left' }, { by: root, subjectVersion: 1 }),
        GRANT_MISSING: ({ operatorId }: TestOperator) =>
          tree.submit('operator.grant', { operatorId, grants: ['verify'] }, { by: root, subjectVersion: 1 }),
      };
      for (const [code, act] of Object.entries(stop)) {
        const by = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants: ['member'] });
        const { chunks } = await openMembers([member(code)], { by });
        await act(by);
        expect(await codeOf(importChunk(chunks[0]))).to.equal(code);
      }
    });
  });

  describe('manifests', () => {
    it('are opened once and closed once, when every chunk is there', async () => {
      const test = await openMembers(members(2), { rowsPerChunk: 1 });
      expect(await codeOf(tree.submit('person.import', test.manifest, { by: root }))).to.equal(
        'MANIFEST_EXISTS',
      );
      await importChunk(test.chunks[0]);
      expect(await codeOf(close(test))).to.equal('MANIFEST_INCOMPLETE');
      await importChunk(test.chunks[1]);
      expect(await codeOf(close(test, 'organisation:closeImport'))).to.equal('MANIFEST_UNKNOWN');
      await close(test);
      expect(await codeOf(close(test))).to.equal('MANIFEST_CLOSED');
    });

    it('do not close when the rows are not as many as were signed', async () => {
      const { manifest, chunks } = newImport(tree, members(2));
      await tree.submit('person.import', { ...manifest, rows: 3 }, { by: root });
      await importChunk(chunks[0]);
      expect(await codeOf(close({ manifest, chunks }))).to.equal('MANIFEST_INCOMPLETE');
    });

    it('may be signed for seven days', async () => {
      const { manifest } = newImport(tree, members(1));
      const { clock } = tree;
      const until = (days: number, more: number): string =>
        new Date(clock.now() + days * 24 * HOUR + more).toISOString();
      const tooLong = tree.submit('person.import', manifest, {
        by: root,
        change: { expiresAt: until(7, 1) },
      });
      expect(await codeOf(tooLong)).to.equal('INSTRUCTION_LIFETIME');
      await tree.submit('person.import', manifest, { by: root, change: { expiresAt: until(7, 0) } });
    });

    it('are readable', async () => {
      const { manifest } = await openMembers(members(1));
      const argument = canonicalJson({ manifestId: manifest.manifestId });
      const { result } = await tree.call('person:readManifest', argument, { mspId: 'BeijingMSP' });
      expect(result).to.deep.include({ state: 'OPEN', rows: 1, actor: root.operatorId });
      const other = tree.call('organisation:readManifest', argument, { mspId: 'BeijingMSP' });
      expect(await codeOf(other)).to.equal('MANIFEST_UNKNOWN');
    });
  });

  describe('of unions', () => {
    const importUnions = async (rows: readonly OrganisationEntry[], by = root): Promise<ChunkRecord> => {
      const { manifest, chunks } = newImport(tree, rows);
      await tree.submit('organisation.import', manifest, { by });
      const { result } = await tree.call('organisation:importChunk', chunks[0] ?? '', { mspId: by.mspId });
      return result as unknown as ChunkRecord;
    };

    it('find superiors among earlier rows of the chunk', async () => {
      const county = newOrganisationEntry(tree, tree.city, { level: 3 });
      const street = newOrganisationEntry(tree, county.orgId, { level: 4 });
      const basic = newOrganisationEntry(tree, street.orgId);
      expect(await importUnions([county, street, basic])).to.include({ done: 3 });
      await tree.submit('person.enrol', newMemberEntry(tree, basic.orgId, { person: 'a' }), { by: root });
    });

    it('refuse rows with the row above them, and what conflicts', async () => {
      const creditCode = '81510000MB0000001J';
      const foreign = newOrganisationEntry(tree, tree.beijing.orgId, { level: 3 });
      const rows = [
        foreign,
        newOrganisationEntry(tree, foreign.orgId),
        newOrganisationEntry(tree, tree.city, { creditCode }),
        newOrganisationEntry(tree, tree.city, { creditCode }),
        newOrganisationEntry(tree, tree.basic),
        newOrganisationEntry(tree, tree.city, { orgId: tree.basic }),
      ];
      const { done, refused } = await importUnions(rows);
      expect(done).to.equal(1);
      expect(refused).to.deep.equal({
        ...{ CREDIT_CODE_TAKEN: [3], ORGANISATION_EXISTS: [5], ORGANISATION_UNKNOWN: [1] },
        ...{ PARENT_INVALID: [4], PROVINCE_FOREIGN: [0] },
      });
    });

    it('stay in the subtree of who signed', async () => {
      const by = await registerOperator(tree, {
        org: tree.otherCity,
        role: 'superadmin',
        grants: ['organisation'],
      });
      const rows = [newOrganisationEntry(tree, tree.city), newOrganisationEntry(tree, tree.otherCity)];
      expect(await importUnions(rows, by)).to.deep.include({ done: 1, refused: { OUT_OF_SCOPE: [0] } });
    });

    it('close with their outcomes', async () => {
      const { manifest, chunks } = newImport(tree, [newOrganisationEntry(tree, tree.city)]);
      await tree.submit('organisation.import', manifest, { by: root });
      await tree.call('organisation:importChunk', chunks[0] ?? '', { mspId: tree.sichuan.mspId });
      const { result } = await close({ manifest, chunks }, 'organisation:closeImport');
      expect(result.outcomes).to.deep.equal({ DONE: 1 });
    });
  });
});
