// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as fc from 'fast-check';
import { formatId, randomBytesOf } from '@unionid/domain/ids';
import { commitmentRoot } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { expectCode } from '@unionid/domain/testing';
import type { Databases } from '#src/database/databases.js';
import { openVault } from '#src/vault/database-vault.js';
import type { RealNameRecord, Vault } from '#src/vault/vault.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const PERSON = { docType: '111', docNumber: '119999199003070019', name: '测试甲一' };

describeOnDatabases('vault, asked by several at once', (dialect) => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let vault: Vault;
  let damaged: string[] = [];

  beforeEach(async () => {
    damaged = [];
    databases = await testDatabase().open(folder());
    vault = await openVault({
      ...{ databases, vaultKey: new Uint8Array(32).fill(7), now: () => 1_000 },
      onDamaged: (recordId) => void damaged.push(recordId),
    });
  });
  afterEach(async () => {
    await vault.close();
    await databases.close();
  });

  const read = async (identityId: string): Promise<RealNameRecord | undefined> =>
    (await vault.read([identityId])).get(identityId);

  it('keeps the record of one of two that come under one identifier, and its key', async () => {
    const identityId = newId();
    const records = [newRecord(identityId), newRecord(identityId)];
    const outcomes = await Promise.allSettled(
      records.map((record, at) => vault.prepare(`g${String(at)}`, [record])),
    );
    const kept = records.filter((_, at) => outcomes[at]?.status === 'fulfilled');
    expect(kept).to.have.lengthOf(1);
    expect(await read(identityId)).to.deep.equal(kept[0]);
  });

  it('changes nothing for whoever comes second, of the others of the same call either', async () => {
    const [shared, other] = [newRecord(newId()), newRecord(newId())];
    await vault.prepare('g1', [shared]);
    await expectCode(vault.prepare('g2', [other, newRecord(shared.identityId)]), 'IDENTITY_ID_TAKEN');
    expect(await read(shared.identityId)).to.deep.equal(shared);
    const keys = await testDatabase().query(folder(), 'vault-keys', 'select identity_id from record_key');
    expect(keys.map((row) => row.identity_id)).to.deep.equal([shared.identityId]);
  });

  it('destroys, and says of a group, only what is of that group', async () => {
    const record = newRecord(newId());
    const { identityId } = record;
    await vault.prepare('import/b/0', [record]);
    await vault.discard([identityId], 'import/a/');
    await vault.regroup([identityId], { from: 'import/a/', to: 'asked/1' });
    expect((await vault.seen([identityId])).get(identityId)).to.include({ group: 'import/b/0' });
    expect(await read(identityId)).to.deep.equal(record);
  });

  // Any few calls about the same persons at the same moment; without turns it fails within 20 runs, on either.
  it('opens every record that stands, whatever is done at the same time', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(stepOf, { minLength: 3, maxLength: 8 }), async (steps) => {
        const persons = [newId(), newId()];
        for (const step of steps.slice(0, 2)) await step(vault, persons).catch(refusal);
        await Promise.all(steps.map((step) => step(vault, persons).catch(refusal)));
        for (const identityId of persons) {
          const record = await read(identityId);
          expect(
            !(await vault.states([identityId])).has(identityId),
            'a record without a key, or a key alone',
          ).to.equal(record === undefined);
          await vault.staged(identityId);
        }
        expect(await keysWithoutRecord()).to.deep.equal([]);
        expect(damaged).to.deep.equal([]);
      }),
      { numRuns: dialect === 'sqlite' ? 120 : 40 },
    );
  });

  const keysWithoutRecord = async (): Promise<readonly string[]> => {
    const of = async (component: 'vault' | 'vault-keys', text: string): Promise<readonly string[]> =>
      (await testDatabase().query(folder(), component, text)).map(({ id }) => String(id));
    const records = await of(
      'vault',
      'select identity_id as id from record union all select record_id as id from revision',
    );
    const keys = await of('vault-keys', 'select identity_id as id from record_key');
    return keys.filter((id) => !records.includes(id));
  };
});

type Step = (vault: Vault, persons: readonly string[]) => Promise<unknown>;

const some = fc.uniqueArray(fc.nat({ max: 1 }), { minLength: 1 });
const group = fc.constantFrom('import/a/0', 'import/b/0', 'prepare/c');

/** Of a list or a counter. */
const prepareOf: fc.Arbitrary<Step> = fc
  .tuple(some, group, fc.boolean())
  .map(([at, name, replaces]): Step => async (vault, persons) => {
    const records = at.map((index) => newRecord(persons[index]!));
    if (replaces) await vault.setAside([...(await vault.seen(idsOf(at, persons))).values()]);
    await vault.prepare(name, records);
  });

/** One call of a list, a counter, a sweep or a block. */
const stepOf: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: prepareOf, weight: 4 },
  fc.tuple(some, group).map(
    ([at, name]): Step =>
      (vault, persons) =>
        vault.discard(idsOf(at, persons), name),
  ),
  fc.tuple(some, group).map(
    ([at, from]): Step =>
      (vault, persons) =>
        vault.regroup(idsOf(at, persons), { from, to: 'asked/1' }),
  ),
  some.map(
    (at): Step =>
      (vault, persons) =>
        vault.seen(idsOf(at, persons)).then((seen) => vault.setAside([...seen.values()])),
  ),
  some.map(
    (at): Step =>
      (vault, persons) =>
        vault.activate(idsOf(at, persons)),
  ),
  some.map(
    (at): Step =>
      (vault, persons) =>
        vault.read(idsOf(at, persons)),
  ),
  fc.nat({ max: 1 }).map((at): Step => async (vault, persons) => {
    const record = newRecord(persons[at]!);
    const rooted = { identityId: record.identityId, root: commitmentRoot(record.fields, record.seed) };
    await vault.stage(record, { ...rooted, group: 'operator', promised: '{}' });
    await vault.unstage([rooted]);
  }),
);

function idsOf(at: readonly number[], persons: readonly string[]): readonly string[] {
  return at.map((index) => persons[index]!);
}

function refusal(error: unknown): void {
  expect(error).to.have.property('code', 'IDENTITY_ID_TAKEN');
}

function newId(): string {
  return formatId('identity', randomBytes(randomBytesOf('identity')));
}

function newRecord(identityId: string): RealNameRecord {
  const fields = { name: '测试甲一', docNumber: PERSON.docNumber };
  return { identityId, fields, seed: randomBytes(32), identifiers: PERSON };
}
