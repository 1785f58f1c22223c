// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, readLedgerValue, type ManifestRecord, type TransferRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { OPEN_REQUESTS, type RequestRow } from '@unionid/domain/transfer';
import { expect } from 'chai';
import {
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  VALIDATION_CODE,
  type TestImport,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { boundCadre } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { VALID, MVCC_READ_CONFLICT } = VALIDATION_CODE;

describe('requests for the members of a list', () => {
  let tree: UnionTree;
  /** Of 北京, which covers the employer; its members are of 四川. */
  let to: string;
  let asking: TestOperator;

  beforeEach(async () => {
    tree = await newUnionTree();
    to = await found();
    asking = await boundCadre(tree, {
      ...{ org: to, person: 'asking', home: to, by: tree.beijing.root },
    });
  });

  const found = async (parent = tree.beijing.orgId, by = tree.beijing.root): Promise<string> => {
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const union = newOrganisationEntry(tree, parent, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await tree.submit('organisation.register', union, { by });
    return union.orgId;
  };
  const enrol = async (person: string, change: Partial<MemberEntry> = {}): Promise<MemberEntry> => {
    const entry = newMemberEntry(tree, tree.basic, { person, ...change });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    return entry;
  };
  const enrolAll = async (...persons: readonly string[]): Promise<readonly MemberEntry[]> => {
    const entries: MemberEntry[] = [];
    for (const person of persons) entries.push(await enrol(person));
    return entries;
  };
  const rowOf = (
    { identityId, personKey, nameTag }: MemberEntry,
    slot: number,
    change: Partial<RequestRow> = {},
  ): RequestRow => ({
    ...{ identityId, personKey, nameTag, root: DIGEST, to, employer: EMPLOYER, slot, version: 0 },
    ...change,
  });
  const listOf = (rows: readonly RequestRow[], rowsPerChunk = OPEN_REQUESTS): TestImport =>
    newImport(tree, rows, { rowsPerChunk });
  const sign = (list: TestImport, by = asking, kind: 'contract' | 'residence' = 'contract') => {
    const payload = { ...list.manifest, evidence: { kind, digest: DIGEST } } as const;
    return tree.submit('transfer.requestMany', payload, { by });
  };
  const chunk = (argument: string, mspId = 'BeijingMSP') =>
    tree.call('transfer:requestManyChunk', argument, { mspId });
  const carryOut = async (
    rows: readonly RequestRow[],
    kind: 'contract' | 'residence' = 'contract',
  ): Promise<Record<string, unknown>> => {
    const list = listOf(rows);
    await sign(list, asking, kind);
    return (await chunk(list.chunks[0]!)).result;
  };
  const transferOf = ({ identityId }: Pick<MemberEntry, 'identityId'>): TransferRecord | undefined =>
    readLedgerValue('transfer', tree.ledger.state(ledgerKey.transfer(identityId)) ?? '');
  const orgOf = ({ identityId }: MemberEntry): string | undefined =>
    readLedgerValue('account', tree.ledger.state(ledgerKey.account(identityId)) ?? '')?.org;
  const manifestOf = ({ manifest: { manifestId } }: TestImport): ManifestRecord | undefined =>
    readLedgerValue('manifest', tree.ledger.state(ledgerKey.manifest(manifestId)) ?? '');
  const requestOf = ({ identityId, personKey, nameTag }: MemberEntry, slot: number, union = to) =>
    tree.submit(
      'transfer.request',
      {
        ...{ identityId, personKey, nameTag, root: DIGEST, to: union, employer: EMPLOYER, slot },
        evidence: { kind: 'contract', digest: DIGEST },
      },
      { by: tree.beijing.root },
    );
  const named = ({ identityId }: MemberEntry) => ({ identityId, place: '' });

  // Covers: T18
  it('are one transfer a row, to the last field as by a request of its own', async () => {
    const [single, ...members] = await enrolAll('single', 'one', 'two');
    await requestOf(single!, 0);
    const list = listOf(members.map((member, at) => rowOf(member, at + 1)));
    await sign(list);
    expect(manifestOf(list)).to.deep.include({
      ...{ type: 'transfer.requestMany', province: '11', rows: 2, state: 'OPEN' },
      evidence: { kind: 'contract', digest: DIGEST },
    });
    expect((await chunk(list.chunks[0]!)).result).to.deep.include({ rows: 2, done: 2, refused: {} });
    members.forEach((member, at) => {
      const by = asking.operatorId;
      expect(transferOf(member)).to.deep.equal({ ...transferOf(single!), slot: at + 1, by });
      expect(orgOf(member), 'who stays where it is').to.equal(tree.basic);
      expect(tree.ledger.state(ledgerKey.transferSlot(to, at + 1))).to.equal(`"${member.identityId}"`);
    });
    const closing = JSON.stringify({ manifestId: list.manifest.manifestId });
    const { result } = await tree.call('transfer:closeRequestMany', closing, { mspId: 'BeijingMSP' });
    expect(result).to.deep.include({ outcomes: { DONE: 2 } });
  });

  // Covers: T18
  it('are answered, let pass, objected to and taken back one by one', async () => {
    const [released, silent, objected, taken] = await enrolAll('released', 'silent', 'objected', 'taken');
    const all = [released!, silent!, objected!, taken!];
    await carryOut(all.map((member, at) => rowOf(member, at)));
    const step = (type: 'transfer.release' | 'transfer.cancel' | 'transfer.complete', member: MemberEntry) =>
      tree.submit(type, named(member), {
        by: type === 'transfer.release' ? tree.sichuan.root : asking,
        subjectVersion: transferOf(member)!.v,
      });
    await step('transfer.release', released!);
    await step('transfer.complete', released!);
    await step('transfer.cancel', taken!);
    const why = { ...named(objected!), ground: 'stillEmployed', evidence: DIGEST } as const;
    await tree.submit('transfer.object', why, { by: tree.sichuan.root, subjectVersion: 1 });
    expect(await codeOf(step('transfer.complete', silent!))).to.equal('TRANSFER_TOO_EARLY');
    tree.clock.set(Date.parse(transferOf(silent!)!.silentAt));
    await step('transfer.complete', silent!);
    expect(all.map((member) => transferOf(member)!.status)).to.deep.equal([
      ...['COMPLETED', 'COMPLETED', 'OBJECTED', 'CANCELLED'],
    ]);
    expect(all.map(orgOf)).to.deep.equal([to, to, tree.basic, tree.basic]);
  });

  // Covers: T18
  // Covers: T20
  it('asks within a province for nobody where whoever signed is not known as a person, elsewhere for everybody', async () => {
    const unbound = await registerOperator(tree, {
      ...{ org: to, role: 'superadmin', grants: ['member'] as const, by: tree.beijing.root },
    });
    const beside = newMemberEntry(tree, tree.beijingBasic, { person: 'beside' });
    await tree.submit('person.enrol', beside, { by: tree.beijing.root });
    const rows = [rowOf(beside, 0, { root: beside.root }), rowOf(await enrol('far'), 1)];
    const list = listOf(rows);
    await sign(list, unbound);
    const { result } = await chunk(list.chunks[0]!);
    expect(result)
      .to.include({ done: 1 })
      .and.deep.include({ refused: { PERSON_UNBOUND: [0] } });
    expect(await carryOut([rows[0]!])).to.include({ done: 1 });
  });

  it('refuses rows one by one, each by the code of a single request, and nothing of them is done', async () => {
    const other = await found();
    const [good, asked, again, wrongName, gone] = await enrolAll('good', 'asked', 'again', 'wrong', 'gone');
    const [uncovered, twice, moved] = await enrolAll('uncovered', 'twice', 'moved');
    const own = newMemberEntry(tree, to, { person: 'own' });
    await tree.submit('person.enrol', own, { by: tree.beijing.root });
    await requestOf(asked!, 0, other);
    await requestOf(again!, 7);
    const leaving = { ...named(gone!), on: '2026-03-02', evidence: DIGEST, reason: 'request' } as const;
    await tree.submit('membership.leave', leaving, { by: tree.sichuan.root, subjectVersion: 1 });
    const released = { ...named(moved!), codeKey: asking.signer.publicKey };
    await tree.submit('transfer.release', released, { by: tree.sichuan.root });
    const mine = personOf(asking);
    const cases: readonly (readonly [string, RequestRow])[] = [
      ['', rowOf(good!, 1)],
      ['TRANSFER_OPEN', rowOf(asked!, 2, { version: 1 })],
      ['TRANSFER_OPEN', rowOf(again!, 2, { version: 1 })],
      ['TRANSFER_OPEN', rowOf(good!, 2, { version: 1 })],
      ['STALE_SUBJECT', rowOf(good!, 2)],
      ['STALE_SUBJECT', rowOf(moved!, 2)],
      ['MEMBER_NOT_FOUND', rowOf(newMemberEntry(tree, to, { person: 'stranger' }), 2)],
      ['MEMBER_NOT_FOUND', rowOf(wrongName!, 2, { nameTag: good!.nameTag })],
      ['MEMBER_NOT_FOUND', rowOf(wrongName!, 2, { identityId: good!.identityId, version: 1 })],
      ['MEMBERSHIP_NONE', rowOf(gone!, 2)],
      ['MEMBER_UNCHANGED', rowOf(own, 2)],
      ['OWN_ACCOUNT', rowOf(mine, 2)],
      ['EMPLOYER_NOT_COVERED', rowOf(uncovered!, 2, { employer: '91999900MA00000027' })],
      ['EMPLOYER_NOT_COVERED', rowOf(uncovered!, 2, { employer: '' })],
      ['TRANSFER_SLOT_TAKEN', rowOf(twice!, 1)],
      ['TRANSFER_SLOT_TAKEN', rowOf(twice!, 7)],
      ['TRANSFER_CAP', rowOf(twice!, OPEN_REQUESTS)],
      ['ORGANISATION_UNKNOWN', rowOf(twice!, 2, { to: tree.newId('organisation') })],
      ['PROVINCE_FOREIGN', rowOf(twice!, 2, { to: tree.otherCity })],
      ['OUT_OF_SCOPE', rowOf(twice!, 2, { to: other })],
      ['KEY_VERSION_NOT_IN_FORCE', rowOf(twice!, 2, { personKey: `2${twice!.personKey.slice(1)}` })],
      ['FORMER_KEY_NEEDED', rowOf(twice!, 2, { formerKey: twice!.personKey })],
    ];
    const refused: Record<string, number[]> = {};
    cases.forEach(([code], at) => {
      if (code !== '') (refused[code] ??= []).push(at);
    });
    const before = [asked, again, moved].map((member) => transferOf(member!));
    const result = await carryOut(cases.map(([, row]) => row));
    expect(result).to.deep.equal({ digest: result.digest, rows: cases.length, done: 1, refused });
    expect([asked, again, moved].map((member) => transferOf(member!))).to.deep.equal(before);
    for (const member of [wrongName, gone, own, mine, uncovered, twice])
      expect(transferOf(member!)).to.equal(undefined);
    expect(await carryOut([rowOf(moved!, 2, { version: 1 })]), 'as the signer saw it').to.include({
      done: 1,
    });
  });

  /** The account behind an operator, as a row names it. */
  function personOf({ operatorId }: TestOperator): MemberEntry {
    const { personKey, nameTag } = newMemberEntry(tree, to, { person: 'asking' });
    const { person = '' } = readLedgerValue(
      'operator',
      tree.ledger.state(ledgerKey.operator(operatorId)) ?? '',
    )!;
    return { ...newMemberEntry(tree, to, { person: '' }), personKey, nameTag, identityId: person };
  }

  it('by residence is for the union of a street, which need name no employer', async () => {
    const street = newOrganisationEntry(tree, tree.beijing.orgId, { level: 4 });
    await tree.submit('organisation.register', street, { by: tree.beijing.root });
    const [one, two] = await enrolAll('one', 'two');
    asking = tree.beijing.root;
    const rows = [rowOf(one!, 0, { to: street.orgId, employer: '' }), rowOf(two!, 0)];
    expect(await carryOut(rows, 'residence')).to.deep.include({
      ...{ done: 1, refused: { RESIDENCE_UNION_NEEDED: [1] } },
    });
    expect(transferOf(one!)).to.deep.include({ evidence: { kind: 'residence', digest: DIGEST } });
  });

  it('within a province asks as between provinces', async () => {
    to = await found(tree.otherCity, tree.sichuan.root);
    const member = await enrol('one');
    const list = listOf([rowOf(member, 0, { root: member.root })]);
    await sign(list, tree.sichuan.root);
    expect((await chunk(list.chunks[0]!, 'SichuanMSP')).result).to.include({ done: 1 });
    expect(transferOf(member)).to.include({ fromProvince: '51', toProvince: '51', to });
  });

  // Covers: T14, T18
  it('are counted with a union’s single ones, two hundred open in all', async () => {
    const entries = Array.from({ length: OPEN_REQUESTS }, (_, at) =>
      newMemberEntry(tree, tree.basic, { person: `of many ${String(at)}` }),
    );
    const load = newImport(tree, entries);
    await tree.submit('person.import', load.manifest, { by: tree.sichuan.root });
    await tree.call('person:importChunk', load.chunks[0]!, { mspId: 'SichuanMSP' });
    const [single, late] = await enrolAll('single', 'late');
    await requestOf(single!, 0);
    const result = await carryOut(entries.map((entry, slot) => rowOf(entry, slot)));
    expect(result).to.deep.include({ done: OPEN_REQUESTS - 1, refused: { TRANSFER_SLOT_TAKEN: [0] } });
    await tree.submit('transfer.cancel', named(single!), { by: asking, subjectVersion: 1 });
    expect(await carryOut([rowOf(late!, 0)])).to.include({ done: 1 });
    const codes = await carryOut([rowOf(single!, 0, { version: 2 })]);
    expect(codes).to.deep.include({ refused: { TRANSFER_SLOT_TAKEN: [0] } });
  });

  it('are signed by whoever may ask singly, and by one', async () => {
    const list = listOf([rowOf(await enrol('one'), 0)]);
    const without = await registerOperator(tree, {
      ...{ org: tree.beijing.orgId, by: tree.beijing.root, role: 'cadre' as const },
      grants: ['organisation'] as const,
    });
    expect(await codeOf(sign(list, without))).to.equal('GRANT_MISSING');
    expect(await codeOf(chunk(list.chunks[0]!))).to.equal('MANIFEST_UNKNOWN');
    await sign(list);
    expect(await codeOf(sign(list))).to.equal('MANIFEST_EXISTS');
    expect(await codeOf(chunk(list.chunks[0]!, 'SichuanMSP'))).to.equal('SUBMITTER_FOREIGN');
    const other = listOf([rowOf(await enrol('two'), 1)]);
    const forged = other.chunks[0]!.replace(other.manifest.manifestId, list.manifest.manifestId);
    expect(await codeOf(chunk(forged))).to.equal('CHUNK_NOT_IN_MANIFEST');
    const closing = JSON.stringify({ manifestId: list.manifest.manifestId });
    const closed = tree.call('transfer:closeBatch', closing, { mspId: 'BeijingMSP' });
    expect(await codeOf(closed)).to.equal('MANIFEST_UNKNOWN');
  });

  it('have at most as many rows in a chunk as a union may have open', async () => {
    const member = await enrol('one');
    const rows = Array.from({ length: OPEN_REQUESTS + 2 }, (_, slot) => rowOf(member, slot));
    expect(await codeOf(sign(listOf(rows, rows.length)))).to.equal('CHUNK_TOO_LARGE');
    const list = listOf(rows, OPEN_REQUESTS + 1);
    await sign(list);
    expect(await codeOf(chunk(list.chunks[0]!))).to.equal('CHUNK_TOO_LARGE');
  });

  it('are carried out in any order and twice, and two chunks of one union at once', async () => {
    const members = await enrolAll('a', 'b', 'c');
    const list = listOf(
      members.map((member, slot) => rowOf(member, slot)),
      1,
    );
    await sign(list);
    const both = await Promise.all([2, 1].map((at) => endorse(list.chunks[at]!)));
    expect(tree.ledger.commit(both).transactions.map(({ code }) => code)).to.deep.equal([VALID, VALID]);
    const [once, twice] = [await chunk(list.chunks[0]!), await chunk(list.chunks[0]!)];
    expect(twice.result).to.deep.equal(once.result);
    for (const member of members) expect(transferOf(member)).to.include({ v: 1, status: 'REQUESTED' });
  });

  it('of two lists that ask for the same member at once, one does', async () => {
    const member = await enrol('one');
    const lists = [listOf([rowOf(member, 0)]), listOf([rowOf(member, 1)])];
    for (const list of lists) await sign(list);
    const both = await Promise.all(lists.map(({ chunks }) => endorse(chunks[0]!)));
    expect(tree.ledger.commit(both).transactions.map(({ code }) => code)).to.deep.equal([
      VALID,
      MVCC_READ_CONFLICT,
    ]);
    const { result } = await chunk(lists[1]!.chunks[0]!);
    expect(result).to.deep.include({ done: 0, refused: { STALE_SUBJECT: [0] } });
  });

  it('are counted by the ledger’s clock, which no chunk that was held back goes round', async () => {
    const list = listOf([rowOf(await enrol('one'), 0)]);
    await sign(list);
    const held = await endorse(list.chunks[0]!);
    tree.clock.advance(2 * HOUR);
    const hour = new Date(Math.floor(tree.clock.now() / HOUR) * HOUR).toISOString();
    await tree.call('governance:tick', JSON.stringify({ hour }), { mspId: 'BeijingMSP' });
    expect(tree.ledger.commit([held]).transactions[0]?.code).to.equal(MVCC_READ_CONFLICT);
    tree.clock.advance(8 * DAY);
    expect(await codeOf(chunk(list.chunks[0]!))).to.equal('MANIFEST_EXPIRED');
  });

  it('end with the service of whoever signed them', async () => {
    const list = listOf([rowOf(await enrol('one'), 0)]);
    await sign(list);
    const revoke = { operatorId: asking.operatorId, reason: 'other' } as const;
    await tree.submit('operator.revoke', revoke, { by: tree.beijing.root, subjectVersion: 2 });
    expect(await codeOf(chunk(list.chunks[0]!))).to.equal('OPERATOR_REVOKED');
  });

  const endorse = (argument: string) =>
    tree.ledger.endorse({
      function: 'transfer:requestManyChunk',
      argument,
      submitter: { mspId: 'BeijingMSP' },
    });
});
