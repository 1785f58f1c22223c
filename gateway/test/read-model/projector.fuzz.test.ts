// SPDX-License-Identifier: Apache-2.0
// Where values are parsed and not held against their schemas, and a projection that throws fails its block, it finds one within
// 100 runs; without the shapes of keys (src/read-model/shape/read-record.ts), a block that PostgreSQL does not take within 100;
// where a question about what nobody can read fails the look at a block (src/read-model/lawful-switch.ts), such a block within 200.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CHAINCODES,
  compositeKey,
  KEY_PREFIX,
  LEDGER,
  readLedgerValue,
  splitKey,
  type LedgerType,
} from '@unionid/domain/ledger';
import { fuzz } from '@unionid/domain/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Databases } from '#src/database/databases.js';
import type { LedgerWrite } from '#src/ledger/ledger.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { findForeignChanges } from '#src/read-model/foreign-changes.js';
import { isLawfulSwitch } from '#src/read-model/lawful-switch.js';
import { blockOf, type TransactionPart } from '../support/ledger-blocks.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

/** Of the blocks, and of the gateway that looks at them. */
const NOW = Date.parse('2026-11-22T00:00:00.000Z');
const TYPES = Object.keys(SAMPLE_RECORDS) as LedgerType[];
/** Texts that databases, indexes and parsers have trouble with. */
const troublesome = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u0000', '\ud800', '/', '__proto__', '0000-00-00', '9'.repeat(400)),
  fc.integer({ min: 0, max: 1_000 }).map(incompressible),
);
/** Long texts that no database makes short again. */
function incompressible(words: number): string {
  return Array.from({ length: words }, (_, index) => ((index * 2_654_435_761) % 2 ** 32).toString(36)).join(
    '',
  );
}

const anything: fc.Arbitrary<unknown> = fc.oneof(
  ...[fc.jsonValue(), troublesome, fc.double(), fc.maxSafeInteger(), fc.constant(null)],
);

/** A record of a type with one of its fields otherwise, or missing. */
function nearly(type: LedgerType): fc.Arbitrary<string> {
  const { record }: { readonly record: unknown } = SAMPLE_RECORDS[type];
  if (typeof record !== 'object' || record === null) return anything.map(toJson);
  const names = Object.keys(record);
  return fc
    .tuple(fc.constantFrom(...names, 'more'), fc.option(anything, { nil: undefined }))
    .map(([name, value]) => toJson({ ...record, [name]: value }));
}

function toJson(value: unknown): string {
  // For undefined there is none, whatever the type says.
  const text = JSON.stringify(value) as string | undefined;
  return text ?? '';
}

function valueOf(type: LedgerType): fc.Arbitrary<string | undefined> {
  const { record }: { readonly record: unknown } = SAMPLE_RECORDS[type];
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(toJson(record)) },
    { weight: 4, arbitrary: nearly(type) },
    { weight: 1, arbitrary: fc.oneof(troublesome, fc.constantFrom('"x"', 'null', '{', '[]', '1e999')) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

function keyOf(type: LedgerType): fc.Arbitrary<string> {
  const { key } = SAMPLE_RECORDS[type];
  const attributes = splitKey(key)?.attributes ?? [];
  const changed = fc
    .tuple(fc.nat(), troublesome)
    .map(([at, text]) => attributes.with(at % Math.max(attributes.length, 1), text));
  const others = fc.array(troublesome, { maxLength: 4 });
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(key) },
    {
      weight: 2,
      arbitrary: (attributes.length > 0 ? fc.oneof(changed, others) : others).map((parts) =>
        compositeKey(KEY_PREFIX[type], ...parts),
      ),
    },
    { weight: 1, arbitrary: troublesome },
  );
}

const anyType = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...TYPES) },
  // Of the one question that is asked of a block before it is applied.
  { weight: 1, arbitrary: fc.constantFrom<LedgerType>('account', 'transfer', 'clock') },
);
const write: fc.Arbitrary<LedgerWrite> = anyType.chain((type) =>
  fc.record({
    chaincode: fc.constantFrom(...LEDGER[type].chaincodes, ...CHAINCODES),
    key: keyOf(type),
    value: valueOf(type),
  }),
);
const argument = fc.oneof(
  troublesome,
  fc.jsonValue().map(toJson),
  fc.constantFrom('{"instruction":null}', '{"instruction":{"type":1,"actor":"\u0000"}}'),
  fc.nat(30_000).map((depth) => `{"instruction":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  fc.stringMatching(/^[\w-]{1,40}$/).map((id) => `{"chunk":{"index":0,"manifestId":"${id}"}}`),
);
const transaction: fc.Arbitrary<TransactionPart> = fc.record({
  ...{ writes: fc.array(write, { maxLength: 4 }), argument, function: troublesome, result: troublesome },
  transactionId: fc.stringMatching(/^[0-9a-f]{64}$/),
  endorsers: fc.subarray(['NationalMSP', 'SichuanMSP', 'BeijingMSP']),
  chaincode: fc.constantFrom(...CHAINCODES, ''),
});

describeOnDatabases('the projector', () => {
  let folder: string;
  let databases: Databases;
  let readModel: DatabaseReadModel;
  let alarms: { readonly transactionId: string; readonly recordType: string }[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unionid fuzz '));
    databases = await testDatabase().open(folder);
    readModel = await openReadModel(databases, (writes) => alarms.push(...writes));
  });
  afterEach(async () => {
    await readModel.close();
    await databases.close();
    rmSync(folder, { recursive: true, force: true });
  });

  fuzz(
    'projector',
    fc.asyncProperty(fc.array(transaction, { minLength: 1, maxLength: 3 }), async (parts) => {
      alarms = [];
      const height = await readModel.height();
      const block = blockOf(height, ...parts);
      const holdsAny = readModel.holdsAny.bind(readModel);
      await findForeignChanges(block, {
        ...{
          province: '51',
          mspId: 'SichuanMSP',
          holdsAny,
          leadsToAny: readModel.leadsToAny.bind(readModel),
        },
        isLawful: (transaction) => isLawfulSwitch(transaction, { readModel, province: '51', now: NOW }),
      });
      await readModel.apply(block, () => Promise.resolve());
      expect(await readModel.height()).to.equal(height + 1);
      for (const { transactionId, writes } of parts)
        for (const one of writes)
          if (isUnreadable(one)) expect(alarms.map((alarm) => alarm.transactionId)).to.include(transactionId);
    }),
    { runs: 200 },
  );
});

/** By itself, whatever the read model thinks of it. */
function isUnreadable({ chaincode, key, value }: LedgerWrite): boolean {
  const type = TYPES.find((name) => SAMPLE_RECORDS[name].key === key);
  if (type === undefined || value === undefined || splitKey(key) === undefined) return false;
  const homes: readonly string[] = LEDGER[type].chaincodes;
  return homes.includes(chaincode) && readLedgerValue(type, value) === undefined;
}
