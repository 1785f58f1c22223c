// SPDX-License-Identifier: Apache-2.0
import {
  newImport,
  newMemberEntry,
  type EndorsedInMemory,
  type TestImport,
  type TestLedger,
  type TestOperator,
} from '@unionid/chaincode/testing';
import type { OperatorView } from '@unionid/domain/api';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { contractFunctionOf, instructionDigest } from '@unionid/domain/instruction';
import {
  LEDGER,
  ledgerKey,
  readLedgerValue,
  splitKey,
  type LedgerType,
  type ManifestRecord,
} from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import type { BatchRow } from '@unionid/domain/transfer';
import { expect } from 'chai';
import type { LedgerTransaction } from '#src/ledger/ledger.js';
import { isLawfulBatch, type BatchGround } from '#src/read-model/lawful-batch.js';
import { alarmsOf } from '../support/alarms-of.js';
import { loadMembers, registerUnion } from '../support/enrol.js';
import { blockOf } from '../support/ledger-blocks.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const COLLUDERS = ['NationalMSP', 'BeijingMSP'];
const ROOT = `${'B'.repeat(42)}A`;
const DAY = 86_400_000;

describe('a batch of transfers that only the other province carried out', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let [from, to] = ['', ''];
  let members: readonly MemberEntry[];
  let [newSide, oldSide]: readonly TestOperator[] = [];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test } = network);
    const { sichuan, beijing } = network;
    [from, to] = [await registerUnion(test, sichuan.union), await registerUnion(test, beijing.union)];
    const loaded = await loadMembers(test, sichuan.union, { org: from, count: 2 });
    const alone = newMemberEntry(test, from, { person: 'alone' });
    await test.submit('person.enrol', alone, { by: sichuan.union.root });
    members = [...loaded, alone];
    [newSide, oldSide] = await Promise.all(
      [
        { union: beijing.union, org: to },
        { union: sichuan.union, org: from },
      ].map(async ({ union, org }) => {
        const operator = await registerOperator(test, union, { org, grants: ['member'] });
        await bindPerson(test, union, operator);
        return operator;
      }),
    );
    // A release that the batch makes void, by somebody who is known as a person (ADR 65).
    const release = { identityId: alone.identityId, place: '', codeKey: sichuan.union.root.signer.publicKey };
    await test.submit('transfer.release', release, { by: oldSide! });
    await network.catchUp();
  });
  afterEach(() => network.close());

  const rowOf = ({ identityId, personKey, nameTag }: MemberEntry): BatchRow => ({
    ...{ identityId, personKey, nameTag, root: ROOT, to },
  });
  /** With one row that is refused. */
  const newBatch = (): TestImport =>
    newImport(test, [...members.map(rowOf), rowOf(newMemberEntry(test, to, { person: 'stranger' }))]);
  const agree = async (batch: TestImport): Promise<void> => {
    const payload = { ...batch.manifest, from, to };
    const argument = await test.instruct('transfer.batch', payload, { by: newSide! });
    await test.call(contractFunctionOf('transfer.batch'), argument, { mspId: 'BeijingMSP' });
    const decision = parseSignedInstruction(argument);
    const confirm = { decision, digest: instructionDigest(decision.instruction) };
    await test.submit('decision.confirm', confirm, { by: oldSide!, subjectVersion: 1 });
    await network.catchUp();
  };
  const endorse = ({ chunks: [argument = ''] }: TestImport): Promise<EndorsedInMemory> =>
    test.ledger.endorse({ function: 'transfer:batchChunk', argument, submitter: { mspId: 'BeijingMSP' } });
  const transactionOf = (endorsed: EndorsedInMemory, change: Partial<LedgerTransaction> = {}) => {
    const writes = endorsed.writeSet.map((write) => ({ chaincode: 'identity' as const, ...write }));
    const time = new Date(test.clock.now()).toISOString();
    const { argument } = endorsed;
    const part = { argument, endorsers: COLLUDERS, time, writes, ...change };
    return blockOf(0, part).transactions[0]!;
  };
  const judge = (transaction: LedgerTransaction, change: Partial<BatchGround> = {}): Promise<boolean> => {
    const { readModel } = network.sichuan.services;
    const ground = { readModel, province: '51', mspId: 'SichuanMSP', now: test.clock.now() };
    return isLawfulBatch(transaction, { ...ground, ...change });
  };
  const manifestOf = ({ manifest: { manifestId } }: TestImport): ManifestRecord =>
    readLedgerValue('manifest', test.ledger.state(ledgerKey.manifest(manifestId)) ?? '')!;

  // Covers: T13
  it('is lawful row by row, and unlawful with anything of it otherwise', async () => {
    const batch = newBatch();
    await agree(batch);
    const endorsed = await endorse(batch);
    expect(await judge(transactionOf(endorsed))).to.equal(true);
    const { writes } = transactionOf(endorsed);
    const types = writes.map(({ key }) => splitKey(key)?.type);
    expect(types).to.include.members(['a', 'm', 't', 'chunk']);
    for (const [at, { key, value }] of writes.entries()) {
      const isIn = async (forged: LedgerTransaction['writes'], how: string): Promise<void> => {
        expect(await judge(transactionOf(endorsed, { writes: forged })), `${how} ${key}`).to.equal(false);
      };
      await isIn(writes.toSpliced(at, 1), 'without');
      await isIn(writes.with(at, { ...writes[at]!, value: value === undefined ? '1' : undefined }), 'turned');
      for (const change of changesOf(value))
        await isIn(writes.with(at, { ...writes[at]!, value: change }), change);
    }
    for (const type of Object.keys(SAMPLE_RECORDS) as LedgerType[]) {
      const { key, record } = SAMPLE_RECORDS[type];
      const more = { chaincode: LEDGER[type].chaincodes[0], key, value: canonicalJson(record) };
      const forged = transactionOf(endorsed, { writes: [...writes, more] });
      // What the kernel keeps is nobody's.
      expect(await judge(forged), key).to.equal(type === 'seen');
    }
  });

  it('is lawful by a manifest that the own side signed, its chunks and its time', async () => {
    const batch = newBatch();
    await agree(batch);
    const endorsed = await endorse(batch);
    const transaction = transactionOf(endorsed);
    expect(await judge(transaction, { mspId: 'AnhuiMSP' }), 'not seen by the own peer').to.equal(false);
    expect(await judge(transaction, { province: '34' }), 'another province’s').to.equal(false);
    const other = endorsed.argument.replace(ROOT, `${'C'.repeat(42)}A`);
    for (const argument of [other, '{}', 'x', endorsed.argument.replace('"index":0', '"index":1')])
      expect(await judge(transactionOf(endorsed, { argument }))).to.equal(false);
    const at = (time: number) => ({ time: new Date(time).toISOString() });
    const later = transactionOf(endorsed, at(test.clock.now() + 8 * DAY));
    expect(await judge(later), 'ahead of its time').to.equal(false);
    expect(await judge(later, { now: test.clock.now() + 8 * DAY }), 'after the manifest’s end').to.equal(
      false,
    );
    const { readModel } = network.sichuan.services;
    const without = (name: keyof BatchGround['readModel'], answer: unknown) =>
      judge(transaction, { readModel: with1(readModel, name, () => Promise.resolve(answer)) });
    expect(await without('manifest', { ...manifestOf(batch), state: 'CLOSED' })).to.equal(false);
    expect(await without('manifest', undefined)).to.equal(false);
    expect(await without('manifestEndorsers', [])).to.equal(false);
    expect(await without('network', undefined)).to.equal(false);
    for (const { operatorId } of [newSide!, oldSide!])
      for (const [why, change] of [
        ['service', (one) => ({ ...one, state: 'REVOKED' as const })],
        ['grant', (one) => ({ ...one, grants: [] })],
        ['key', (one) => ({ ...one, keys: one.keys.map((key) => ({ ...key, state: 'REVOKED' as const })) })],
        ['other key', (one) => ({ ...one, keys: [] })],
      ] satisfies readonly (readonly [string, (one: OperatorView) => OperatorView])[]) {
        const operator = async (id: string): Promise<OperatorView | undefined> => {
          const known = await readModel.operator(id);
          return known !== undefined && id === operatorId ? change(known) : known;
        };
        const asked = with1(readModel, 'operator', operator);
        expect(await judge(transaction, { readModel: asked }), `${why} of ${operatorId}`).to.equal(false);
      }
    expect(await without('isWithin', false)).to.equal(false);
    const taken = { digest: ROOT, rows: 4, done: 3, refused: {} };
    expect(await without('chunk', taken), 'a second time').to.equal(false);
    expect(await without('writtenAccount', undefined)).to.equal(false);
    expect(await without('accountsByPersonKeys', new Map())).to.equal(false);
    for (const name of ['manifest', 'operator', 'writtenAccount', 'transfer', 'isWithin'] as const) {
      const unreadable = (): Promise<never> => Promise.reject(new DomainError('RECORD_UNREADABLE'));
      const hidden = with1(readModel, name, unreadable);
      expect(await judge(transaction, { readModel: hidden }), `${name} unreadable`).to.equal(false);
      const fault = new Error('away');
      const away = with1(readModel, name, () => Promise.reject(fault));
      expect(await judge(transaction, { readModel: away }).catch((error: unknown) => error)).to.equal(fault);
    }
  });

  it('that nobody of the own side signed is an alarm when it is opened, changed and carried out', async () => {
    const batch = newBatch();
    await agree(batch);
    const agreed = manifestOf(batch);
    const other = newBatch();
    const { root, manifestId } = other.manifest;
    const before = await alarms();
    forge([{ key: ledgerKey.manifest(manifestId), value: canonicalJson({ ...agreed, root }) }]);
    expect(await alarms()).to.deep.equal({ ...before, sichuan: before.sichuan + 1 });
    // Of the altered contract nothing is heard but what it writes.
    const endorsed = await endorse(other);
    expect(await judge(transactionOf(endorsed)), 'its chunk').to.equal(false);
    const key = ledgerKey.manifest(batch.manifest.manifestId);
    forge([{ key, value: canonicalJson({ ...agreed, version: 2, root }) }]);
    expect(await alarms(), 'another list under what was signed').to.deep.include({
      sichuan: before.sichuan + 2,
    });
    expect(await judge(transactionOf(endorsed)), 'its chunk').to.equal(false);
  });

  // Covers: T13
  it('is no alarm from the first signature to the end, at either side', async () => {
    const before = await alarms();
    const batch = newBatch();
    await agree(batch);
    expect(await alarms()).to.deep.equal(before);
    test.ledger.submit({ ...(await endorse(batch)), endorsers: COLLUDERS });
    expect(await alarms()).to.deep.equal(before);
    for (const { identityId } of members)
      expect(await network.sichuan.services.readModel.account(identityId)).to.include({
        org: to,
        version: 2,
      });
    const { manifestId } = batch.manifest;
    await test.call('transfer:closeBatch', JSON.stringify({ manifestId }), { mspId: 'BeijingMSP' });
    expect(await alarms()).to.deep.equal(before);
    expect(manifestOf(batch)).to.deep.include({
      state: 'CLOSED',
      outcomes: { DONE: 3, MEMBER_NOT_FOUND: 1 },
    });
    const key = ledgerKey.manifest(manifestId);
    forge([{ key, value: canonicalJson({ ...manifestOf(batch), version: 3, outcomes: { DONE: 4 } }) }]);
    expect(await alarms(), 'added up otherwise').to.deep.include({ sichuan: before.sichuan + 1 });
  });

  /** What endorsers who agree could commit, whatever the contract says. */
  function forge(writeSet: EndorsedInMemory['writeSet']): void {
    test.ledger.submit({
      ...{ function: 'transfer:closeBatch', argument: '{}', submitter: { mspId: 'BeijingMSP' } },
      ...{ transactionId: test.newId('instruction'), time: test.clock.now(), result: '{}' },
      ...{ readSet: [], rangeSet: [], writeSet, endorsers: COLLUDERS, event: undefined },
    });
  }

  async function alarms(): Promise<Record<'beijing' | 'sichuan', number>> {
    await network.catchUp();
    return { beijing: await alarmsOf(network.beijing), sichuan: await alarmsOf(network.sichuan) };
  }
});

/** The same questions, one of them answered otherwise. */
function with1(
  readModel: BatchGround['readModel'],
  name: keyof BatchGround['readModel'],
  answer: (asked: string) => Promise<unknown>,
): BatchGround['readModel'] {
  const asked = Object.fromEntries(
    QUESTIONS.map((each) => [each, (...given: readonly never[]) => ask(readModel, each, given)]),
  );
  return { ...asked, [name]: answer } as unknown as BatchGround['readModel'];
}

const QUESTIONS = [
  ...(['manifest', 'manifestEndorsers', 'chunk', 'clock', 'network', 'writtenAccount'] as const),
  ...(['accountsByPersonKeys', 'organisation', 'isWithin', 'operator', 'transfer'] as const),
] satisfies readonly (keyof BatchGround['readModel'])[];

function ask(
  readModel: BatchGround['readModel'],
  name: keyof BatchGround['readModel'],
  given: readonly never[],
): unknown {
  return (readModel[name] as (...asked: readonly never[]) => unknown)(...given);
}

/** A record with each of its fields otherwise. */
function changesOf(value: string | undefined): readonly string[] {
  const record: unknown = JSON.parse(value ?? 'null');
  if (typeof record !== 'object' || record === null) return value === undefined ? [] : ['7'];
  const other = (field: unknown): unknown => {
    if (typeof field === 'number') return field + 1;
    if (typeof field !== 'string') return {};
    return /^\d{4}-\d\d-\d\dT/.test(field)
      ? '2031-01-01T00:00:00.000Z'
      : (OTHERS.find((one) => one.test(field))?.as ?? 'x');
  };
  return Object.entries(record).map(([name, field]) => canonicalJson({ ...record, [name]: other(field) }));
}

const OTHERS: readonly { readonly test: (field: string) => boolean; readonly as: string }[] = [
  { test: (field) => field === 'ACTIVE', as: 'RETAINED' },
  { test: (field) => field === 'CANCELLED', as: 'COMPLETED' },
  { test: (field) => /^\d{4}-\d\d-\d\d$/.test(field), as: '2020-01-02' },
  { test: (field) => /^\d\d$/.test(field), as: '34' },
  { test: (field) => field.length === 43, as: `${'Z'.repeat(42)}A` },
  { test: (field) => field.length === 22, as: `${'Z'.repeat(21)}A` },
];
