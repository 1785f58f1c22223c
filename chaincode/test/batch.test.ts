// SPDX-License-Identifier: Apache-2.0
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey, readLedgerValue, type AccountRecord, type ManifestRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import type { BatchRow } from '@unionid/domain/transfer';
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
import { boundCadre, decideByTwo, NO_LONGER_ENTITLED } from './support/two-persons.js';
import { newUnionTree, registerOperator, type UnionTree } from './support/union-tree.js';

const DIGEST = 'A'.repeat(43);
const TODAY = '2026-03-02';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { VALID, MVCC_READ_CONFLICT } = VALIDATION_CODE;

describe('a batch of transfers that both sides agree on', () => {
  let tree: UnionTree;
  let [newSide, oldSide]: readonly TestOperator[] = [];
  /** From 四川's city to a union of 北京. */
  let to: string;

  beforeEach(async () => {
    tree = await newUnionTree();
    to = tree.beijingBasic;
    newSide = await boundCadre(tree, {
      ...{ org: tree.beijing.orgId, person: 'new side', home: to, by: tree.beijing.root },
    });
    oldSide = await boundCadre(tree, { org: tree.sichuan.orgId, person: 'old side' });
  });

  const [byNew, byOld] = [() => newSide!, () => oldSide!];
  const enrol = async (person: string, change: Partial<MemberEntry> = {}): Promise<MemberEntry> => {
    const entry = newMemberEntry(tree, tree.basic, { person, ...change });
    await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    return entry;
  };
  const rowOf = (
    { identityId, personKey, nameTag }: MemberEntry,
    change: Partial<BatchRow> = {},
  ): BatchRow => ({
    ...{ identityId, personKey, nameTag, root: DIGEST, to },
    ...change,
  });
  const manifestOf = (rows: readonly BatchRow[], rowsPerChunk = 250): TestImport =>
    newImport(tree, rows, { rowsPerChunk });
  const payloadOf = ({ manifest }: TestImport, change: { from?: string; to?: string } = {}) => ({
    ...{ ...manifest, from: tree.city, to },
    ...change,
  });
  const sign = (batch: TestImport, change: { from?: string; to?: string } = {}, by = byNew()) =>
    tree.submit('transfer.batch', payloadOf(batch, change), { by });
  const agree = (
    batch: TestImport,
    change: { from?: string; to?: string; first?: TestOperator; second?: TestOperator } = {},
  ): Promise<void> => {
    const { first = byNew(), second = byOld(), ...sides } = change;
    return decideByTwo(tree, 'transfer.batch', {
      ...{ payload: payloadOf(batch, sides), subjectVersion: 0, first, second },
    });
  };
  const chunk = (argument: string, mspId = 'BeijingMSP') =>
    tree.call('transfer:batchChunk', argument, { mspId });
  const carryOut = async (rows: readonly BatchRow[]): Promise<Record<string, unknown>> => {
    const batch = manifestOf(rows);
    await agree(batch);
    return (await chunk(batch.chunks[0]!)).result;
  };
  const account = ({ identityId }: Pick<MemberEntry, 'identityId'>): AccountRecord =>
    readLedgerValue('account', tree.ledger.state(ledgerKey.account(identityId)) ?? '')!;
  const manifest = ({ manifest: { manifestId } }: TestImport): ManifestRecord | undefined =>
    readLedgerValue('manifest', tree.ledger.state(ledgerKey.manifest(manifestId)) ?? '');
  const transferState = ({ identityId }: MemberEntry) =>
    readLedgerValue('transfer', tree.ledger.state(ledgerKey.transfer(identityId)) ?? '');
  const counted = ({ identityId }: MemberEntry): readonly (string | undefined)[] =>
    [tree.basic, to].map((org) => tree.ledger.state(ledgerKey.membership(org, identityId)));

  // Covers: T13
  it('moves its members at once, without a transfer of their own', async () => {
    const members = [await enrol('one'), await enrol('two', { state: 'RETAINED', reason: '' })];
    const before = members.map(account);
    const batch = manifestOf(members.map((member) => rowOf(member)));
    await agree(batch);
    const { sides, second } = manifest(batch)!;
    expect(sides).to.deep.equal({ from: tree.city, fromProvince: '51', to });
    expect(second).to.include({ operatorId: byOld().operatorId });
    expect((await chunk(batch.chunks[0]!)).result).to.include({ rows: 2, done: 2 });
    members.forEach((member, at) => {
      expect(account(member)).to.deep.equal({
        ...{ ...before[at], v: 2, org: to, province: '11', since: TODAY, here: TODAY, root: DIGEST },
      });
      expect(counted(member)).to.deep.equal([undefined, '1']);
      expect(transferState(member)).to.equal(undefined);
    });
    const closing = JSON.stringify({ manifestId: batch.manifest.manifestId });
    const { result } = await tree.call('transfer:closeBatch', closing, { mspId: 'BeijingMSP' });
    expect(result).to.deep.include({ outcomes: { DONE: 2 } });
    expect(manifest(batch)).to.deep.include({ state: 'CLOSED', sides, second });
  });

  it('takes members out of pages, and the hosted back from where they were', async () => {
    const entries = ['a', 'b'].map((person) => newMemberEntry(tree, tree.basic, { person }));
    const load = newImport(tree, entries);
    await tree.submit('person.import', load.manifest, { by: tree.sichuan.root });
    await tree.call('person:importChunk', load.chunks[0]!, { mspId: 'SichuanMSP' });
    const hosted = await enrol('hosted');
    const entrust = {
      ...{ identityId: hosted.identityId, place: '', on: TODAY, until: '2026-12-31', evidence: DIGEST },
      ...({ kind: 'secondment', host: tree.otherCity } as const),
    };
    await tree.submit('membership.entrust', entrust, { by: tree.sichuan.root, subjectVersion: 1 });
    const result = await carryOut([...entries, hosted].map((entry) => rowOf(entry)));
    expect(result).to.include({ rows: 3, done: 3 });
    for (const entry of [...entries, hosted]) expect(account(entry)).to.include({ org: to, province: '11' });
    expect(account(hosted)).not.to.have.property('hosted');
  });

  it('within a province leaves the real-name record where it is', async () => {
    const member = await enrol('one');
    const second = await boundCadre(tree, { org: tree.city, person: 'city' });
    const batch = manifestOf([rowOf(member, { to: tree.otherCity, root: member.root })]);
    const first = byOld();
    await agree(batch, { to: tree.otherCity, first, second });
    await chunk(batch.chunks[0]!, 'SichuanMSP');
    expect(account(member)).to.include({ org: tree.otherCity, province: '51', root: member.root, v: 2 });
  });

  describe('is agreed to by somebody else of the old side, and by nobody else', () => {
    const signedFor = async (second: TestOperator): Promise<string> => {
      const batch = manifestOf([rowOf(await enrol(`of ${second.operatorId}`))]);
      const code = await codeOf(agree(batch, { second }));
      expect(manifest(batch), 'nothing is open').to.equal(undefined);
      return code;
    };

    // Covers: T13
    it('who is of the union that lets go or above it, in its province, with the grant and a person', async () => {
      const at = (org: string, person: string, grants?: readonly ['operator']) =>
        boundCadre(tree, { org, person, ...(grants !== undefined && { grants }) });
      expect(await signedFor(await at(tree.basic, 'below'))).to.equal('OUT_OF_SCOPE');
      expect(await signedFor(await at(tree.otherCity, 'beside'))).to.equal('OUT_OF_SCOPE');
      expect(await signedFor(await at(tree.city, 'without the grant', ['operator']))).to.equal(
        'GRANT_MISSING',
      );
      expect(await signedFor(byNew())).to.equal('SAME_PERSON');
      expect(await signedFor(tree.national.root)).to.equal('PERSON_UNBOUND');
      const unbound = await registerOperator(tree, {
        ...{ org: tree.city, role: 'superadmin', grants: ['member'] as const },
      });
      expect(await signedFor(unbound)).to.equal('PERSON_UNBOUND');
      const beside = await boundCadre(tree, {
        ...{ org: to, person: 'new side, too', home: to, by: tree.beijing.root },
      });
      expect(await signedFor(beside)).to.equal('PROVINCE_FOREIGN');
      const batch = manifestOf([rowOf(await enrol('one'))]);
      await agree(batch, { second: await at(tree.city, 'own') });
      expect(manifest(batch)).to.include({ state: 'OPEN' });
    });

    it('and first signed by whoever takes, of a union that does', async () => {
      const batch = manifestOf([rowOf(await enrol('one'))]);
      expect(await codeOf(sign(batch, {}, byOld()))).to.equal('PROVINCE_FOREIGN');
      const unbound = await registerOperator(tree, {
        ...{ org: to, role: 'superadmin', grants: ['member'] as const, by: tree.beijing.root },
      });
      expect(await codeOf(sign(batch, {}, unbound))).to.equal('PERSON_UNBOUND');
      expect(await codeOf(sign(batch, { from: tree.newId('organisation') }))).to.equal(
        'ORGANISATION_UNKNOWN',
      );
      expect(await codeOf(sign(batch, { to: tree.newId('organisation') }))).to.equal('ORGANISATION_UNKNOWN');
      expect(await codeOf(sign(batch, { from: tree.national.orgId }))).to.equal('PROVINCE_FOREIGN');
      expect(await codeOf(chunk(batch.chunks[0]!)), 'and nothing opens by one').to.equal('MANIFEST_UNKNOWN');
      await sign(batch);
      expect(await codeOf(chunk(batch.chunks[0]!))).to.equal('MANIFEST_UNKNOWN');
      await agree(manifestOf([rowOf(await enrol('two'))]));
    });

    it('or turned down by the same, and by nobody else', async () => {
      const withdraw = async (by: TestOperator): Promise<unknown> => {
        const batch = manifestOf([rowOf(await enrol(`of ${by.operatorId}`))]);
        const argument = await tree.instruct('transfer.batch', payloadOf(batch), { by: byNew() });
        await tree.call('transfer:batch', argument, { mspId: 'BeijingMSP' });
        const { actor, instructionId } = parseSignedInstruction(argument).instruction;
        return tree.submit('decision.withdraw', { actor, instructionId }, { by, subjectVersion: 1 });
      };
      for (const by of [byOld(), byNew()]) await withdraw(by);
      expect(await codeOf(withdraw(await boundCadre(tree, { org: tree.otherCity, person: 'x' })))).to.equal(
        'OUT_OF_SCOPE',
      );
      expect(await codeOf(withdraw(tree.beijing.root))).to.equal('PROVINCE_FOREIGN');
    });
  });

  // Covers: T13
  it('refuses rows one by one, and nothing of them is done', async () => {
    const [other, stray] = [tree.newId('organisation'), await enrol('stray', { org: tree.otherCity })];
    const [good, wrongName, gone] = [await enrol('good'), await enrol('wrong name'), await enrol('gone')];
    const [mine, theirs] = [personOf(byNew()), personOf(byOld())];
    const leaving = { identityId: gone.identityId, place: '', on: TODAY, evidence: DIGEST };
    await tree.submit(
      'membership.leave',
      { ...leaving, reason: 'request' },
      { by: tree.sichuan.root, subjectVersion: 1 },
    );
    const cases: readonly (readonly [string, BatchRow])[] = [
      ['MEMBER_NOT_FOUND', rowOf(newMemberEntry(tree, to, { person: 'stranger' }))],
      ['MEMBER_NOT_FOUND', rowOf(wrongName, { nameTag: stray.nameTag })],
      ['MEMBER_NOT_FOUND', rowOf(wrongName, { identityId: stray.identityId })],
      ['MEMBER_NOT_FOUND', rowOf(stray)],
      ['MEMBERSHIP_NONE', rowOf(gone)],
      ['MEMBER_UNCHANGED', rowOf(good)],
      ['MEMBER_UNCHANGED', rowOf(mine)],
      ['OWN_ACCOUNT', rowOf(theirs)],
      ['ORGANISATION_UNKNOWN', rowOf(wrongName, { to: other })],
      ['PROVINCE_FOREIGN', rowOf(wrongName, { to: tree.otherCity })],
      ['OUT_OF_SCOPE', rowOf(wrongName, { to: tree.beijing.orgId })],
      ['KEY_VERSION_NOT_IN_FORCE', rowOf(wrongName, { personKey: `2${wrongName.personKey.slice(1)}` })],
      ['FORMER_KEY_NEEDED', rowOf(wrongName, { formerKey: wrongName.personKey })],
    ];
    const before = [wrongName, stray, gone, theirs].map(account);
    expect(await carryOut([rowOf(good)])).to.include({ done: 1 });
    for (const [at, [code, row]] of cases.entries()) {
      const result = await carryOut([rowOf(await enrol(`beside ${at}`)), row]);
      expect(result, code).to.deep.include({ done: 1, refused: { [code]: [1] } });
    }
    expect([wrongName, stray, gone, theirs].map(account)).to.deep.equal(before);
  });

  /** The account behind an operator, as a row names it. */
  function personOf({ org }: TestOperator): MemberEntry {
    const isNew = org === tree.beijing.orgId;
    const { personKey, nameTag } = newMemberEntry(tree, to, { person: isNew ? 'new side' : 'old side' });
    const operator = isNew ? byNew() : byOld();
    const record = readLedgerValue(
      'operator',
      tree.ledger.state(ledgerKey.operator(operator.operatorId)) ?? '',
    );
    return { ...newMemberEntry(tree, to, { person: '' }), personKey, nameTag, identityId: record!.person! };
  }

  describe('of members who are asked for already', () => {
    const EMPLOYER = '91999900MA00000019';
    const asking = async (org: string): Promise<string> => {
      const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
      const union = newOrganisationEntry(tree, org, {
        employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
      });
      await tree.submit('organisation.register', union, { by: tree.beijing.root });
      return union.orgId;
    };
    const request = ({ identityId, personKey, nameTag }: MemberEntry, union: string, slot: number) =>
      tree.submit(
        'transfer.request',
        {
          ...{ identityId, personKey, nameTag, root: DIGEST, to: union, employer: EMPLOYER, slot },
          evidence: { kind: 'contract', digest: DIGEST },
        },
        { by: tree.beijing.root },
      );

    it('ends what is open between the same unions, a code too, and leaves to others what they asked for', async () => {
      to = await asking(tree.beijing.orgId);
      const [own, coded, others] = [await enrol('own'), await enrol('coded'), await enrol('others')];
      await request(own, to, 0);
      await request(others, await asking(tree.beijing.orgId), 0);
      const release = { identityId: coded.identityId, place: '', codeKey: byOld().signer.publicKey };
      await tree.submit('transfer.release', release, { by: tree.sichuan.root });
      const result = await carryOut([own, coded, others].map((member) => rowOf(member)));
      expect(result).to.deep.include({ done: 2, refused: { TRANSFER_OPEN: [2] } });
      for (const member of [own, coded]) {
        expect(transferState(member)).to.include({ status: 'CANCELLED', v: 2 });
        expect(transferState(member)).not.to.have.property('codeKey');
        expect(account(member)).to.include({ org: to });
      }
      expect(transferState(others)).to.include({ status: 'REQUESTED', v: 1 });
      expect(account(others)).to.include({ org: tree.basic });
    });

    it('does not cut off an appeal', async () => {
      to = await asking(tree.beijing.orgId);
      const member = await enrol('one');
      await request(member, to, 0);
      tree.clock.set(Date.parse(transferState(member)!.silentAt));
      const named = { identityId: member.identityId, place: '' };
      const [complete, appeal] = ['transfer.complete', 'transfer.appeal'] as const;
      await tree.submit(complete, named, { by: tree.beijing.root, subjectVersion: 1 });
      const why = { ...named, ground: 'stillEmployed', evidence: DIGEST } as const;
      await tree.submit(appeal, why, { by: tree.sichuan.root, subjectVersion: 2 });
      const batch = manifestOf([rowOf(member, { to: tree.otherCity })]);
      await agree(batch, { from: to, to: tree.otherCity, first: byOld(), second: byNew() });
      const { result } = await chunk(batch.chunks[0]!, 'SichuanMSP');
      expect(result).to.deep.include({ done: 0, refused: { TRANSFER_APPEALED: [0] } });
    });
  });

  it('is carried out chunk by chunk, in any order and twice, by the new side’s gateway', async () => {
    const members = await Promise.all(['a', 'b', 'c'].map((person) => enrol(person)));
    const batch = manifestOf(
      members.map((member) => rowOf(member)),
      1,
    );
    await agree(batch);
    expect(await codeOf(chunk(batch.chunks[0]!, 'SichuanMSP'))).to.equal('SUBMITTER_FOREIGN');
    const forged = batch.chunks[0]!.replace(members[0]!.identityId, members[1]!.identityId);
    expect(await codeOf(chunk(forged))).to.equal('CHUNK_NOT_IN_MANIFEST');
    const both = await Promise.all([2, 1].map((at) => endorse(batch.chunks[at]!)));
    expect(tree.ledger.commit(both).transactions.map(({ code }) => code)).to.deep.equal([VALID, VALID]);
    const [once, twice] = [await chunk(batch.chunks[0]!), await chunk(batch.chunks[0]!)];
    expect(twice.result).to.deep.equal(once.result);
    for (const member of members) expect(account(member)).to.include({ v: 2, org: to });
  });

  it('of two that move the same member at once, one does', async () => {
    const member = await enrol('one');
    const batches = [manifestOf([rowOf(member)]), manifestOf([rowOf(member)])];
    for (const batch of batches) await agree(batch);
    const both = await Promise.all(batches.map(({ chunks }) => endorse(chunks[0]!)));
    expect(tree.ledger.commit(both).transactions.map(({ code }) => code)).to.deep.equal([
      VALID,
      MVCC_READ_CONFLICT,
    ]);
    const { result } = await chunk(batches[1]!.chunks[0]!);
    expect(result).to.deep.include({ done: 0, refused: { MEMBER_UNCHANGED: [0] } });
  });

  it('has at most 250 rows in a chunk, which is of another manifest nowhere taken', async () => {
    const member = await enrol('one');
    const rows = Array.from({ length: 252 }, () => rowOf(member));
    const batch = manifestOf(rows, 251);
    await agree(batch);
    expect(await codeOf(chunk(batch.chunks[0]!))).to.equal('CHUNK_TOO_LARGE');
    expect(
      await codeOf(
        tree.call('person:closeImport', JSON.stringify({ manifestId: batch.manifest.manifestId }), {
          mspId: 'BeijingMSP',
        }),
      ),
    ).to.equal('MANIFEST_UNKNOWN');
  });

  // Covers: T13
  it('is taken as long as was signed for, from the second signature and by the ledger’s clock', async () => {
    const batch = manifestOf([rowOf(await enrol('one'))]);
    const argument = await tree.instruct('transfer.batch', payloadOf(batch), { by: byNew() });
    await tree.call('transfer:batch', argument, { mspId: 'BeijingMSP' });
    tree.clock.advance(6 * DAY);
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    await tree.submit('decision.confirm', { decision, digest }, { by: byOld(), subjectVersion: 1 });
    tree.clock.advance(HOUR);
    const held = await endorse(batch.chunks[0]!);
    tree.clock.advance(HOUR);
    const hour = new Date(Math.floor(tree.clock.now() / HOUR) * HOUR).toISOString();
    await tree.call('governance:tick', JSON.stringify({ hour }), { mspId: 'BeijingMSP' });
    expect(tree.ledger.commit([held]).transactions[0]?.code).to.equal(MVCC_READ_CONFLICT);
    expect(await codeOf(chunk(batch.chunks[0]!))).to.equal('MANIFEST_EXPIRED');
  });

  it('waits seven days for the second signature', async () => {
    const batch = manifestOf([rowOf(await enrol('one'))]);
    const argument = await tree.instruct('transfer.batch', payloadOf(batch), { by: byNew() });
    await tree.call('transfer:batch', argument, { mspId: 'BeijingMSP' });
    tree.clock.advance(7 * DAY + 1);
    const decision = parseSignedInstruction(argument);
    const digest = instructionDigest(decision.instruction);
    const confirm = tree.submit('decision.confirm', { decision, digest }, { by: byOld(), subjectVersion: 1 });
    expect(await codeOf(confirm)).to.equal('PENDING_EXPIRED');
  });

  it('ends with the service, the key or the grant of whoever signed it, on either side', async () => {
    for (const [code, end] of NO_LONGER_ENTITLED)
      for (const side of ['new', 'old'] as const) {
        const person = `${code} ${side}`;
        const [org, root] =
          side === 'new' ? [tree.beijing.orgId, tree.beijing.root] : [tree.city, tree.sichuan.root];
        const home = side === 'new' ? to : tree.basic;
        const signer = await boundCadre(tree, { org, person, home, by: root });
        const batch = manifestOf([rowOf(await enrol(`member ${person}`))]);
        await agree(batch, side === 'new' ? { first: signer } : { second: signer });
        await end(tree, signer, root);
        expect(await codeOf(chunk(batch.chunks[0]!)), person).to.equal(code);
      }
  });

  it('is between two unions of which neither stands below the other', async () => {
    const member = await enrol('one');
    const batch = manifestOf([rowOf(member, { to: tree.basic })]);
    const signer = await boundCadre(tree, { org: tree.city, person: 'both' });
    for (const [from, into] of [
      [tree.city, tree.city],
      [tree.city, tree.basic],
      [tree.basic, tree.city],
    ] as const)
      expect(await codeOf(sign(batch, { from, to: into }, signer)), `${from} ${into}`).to.equal(
        'SIDES_OVERLAP',
      );
    await sign(batch, { from: tree.otherCity, to: tree.basic }, signer);
  });

  it('names nobody twice', async () => {
    const member = await enrol('one');
    const result = await carryOut([rowOf(member), rowOf(member, { to: tree.beijingBasic })]);
    expect(result).to.deep.include({ done: 1, refused: { DUPLICATE_IN_FILE: [1] } });
  });

  it('lets members of a union that ends go, and brings nobody into one', async () => {
    const [left, late] = [await enrol('left'), await enrol('late')];
    const end = async (orgId: string, heir: string, signers: readonly [TestOperator, TestOperator]) => {
      const closing = { orgId, ground: 'dissolved', heir, on: TODAY, evidence: DIGEST } as const;
      const [first, second] = signers;
      await decideByTwo(tree, 'organisation.beginClosing', {
        payload: closing,
        subjectVersion: 1,
        first,
        second,
      });
    };
    const staff = async (union: 'sichuan' | 'beijing', person: string) =>
      boundCadre(tree, {
        ...{ org: tree[union].orgId, person, grants: ['organisation'] as const, by: tree[union].root },
        home: union === 'beijing' ? tree.beijingBasic : tree.otherCity,
      });
    await end(tree.basic, tree.city, [await staff('sichuan', 'x'), await staff('sichuan', 'y')]);
    expect(await carryOut([rowOf(left)])).to.include({ done: 1 });
    const batch = manifestOf([rowOf(late)]);
    await agree(batch);
    await end(to, tree.beijing.orgId, [await staff('beijing', 'v'), await staff('beijing', 'w')]);
    const { result } = await chunk(batch.chunks[0]!);
    expect(result).to.deep.include({ done: 0, refused: { ORGANISATION_CLOSED: [0] } });
    expect(await codeOf(sign(manifestOf([rowOf(late)])))).to.equal('ORGANISATION_CLOSED');
  });

  const endorse = (argument: string) =>
    tree.ledger.endorse({
      function: 'transfer:batchChunk',
      argument,
      submitter: { mspId: 'BeijingMSP' },
    });
});
