// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Databases } from '#src/database/databases.js';
import { openFileContents, type FileContents } from '#src/files/file-contents.js';
import { sweepContents, type SweepMeans } from '#src/files/sweep-contents.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-03-01T00:00:00.000Z');
const CONTENT = { seed: 'A'.repeat(43), record: { household: [], content: {} } };

/** What is kept of a file: on which day, and whether a version of the file has said it. */
const kept = fc.record({ file: fc.constantFrom('F1', 'F2', 'F3'), day: fc.nat(20), isSaid: fc.boolean() });

describeOnDatabases('contents of hardship files that wait', () => {
  const folder = useTemporaryFolder();
  let databases: Databases;
  let contents: FileContents;
  let now = START;
  let waiting: readonly { readonly fileId: string; readonly digest: string; readonly until: string }[] = [];

  beforeEach(async () => {
    databases = await testDatabase().open(folder());
    contents = await openFileContents({ databases, vaultKey: new Uint8Array(32).fill(7), now: () => now });
  });
  afterEach(async () => {
    await contents.close();
    await databases.close();
  });

  /** A read model that has come so far, with what files have said; of unreadable ones nobody knows. */
  const readModelOf = (
    day: number | undefined,
    saidBy: (fileId: string) => readonly string[],
    unreadable = '',
  ): SweepMeans['readModel'] => ({
    clock: () =>
      Promise.resolve(
        day === undefined ? undefined : { v: 1, hour: new Date(START + day * DAY_MS).toISOString() },
      ),
    waitingContents: (fileId, at) =>
      Promise.resolve(
        waiting.flatMap((each) => (each.fileId === fileId && at <= each.until ? [each.digest] : [])),
      ),
    hardshipFileVersions: (fileId) =>
      fileId === unreadable
        ? Promise.reject(new DomainError('RECORD_UNREADABLE'))
        : Promise.resolve(saidBy(fileId).map((content) => ({ ...VERSION, record: { content } as never }))),
  });

  it('go once they are older than an instruction takes by the ledger’s clock, and no version of their file has said them', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(kept, { maxLength: 8 }),
        fc.option(fc.nat(40), { nil: undefined }),
        fc.constantFrom('F1', ''),
        async (all, day, unreadable) => {
          round += 1;
          const named = all.map((each, index) => ({
            ...each,
            fileId: `${each.file}/${String(round)}`,
            digest: `d${String(index)}`,
          }));
          for (const { fileId, digest, day: keptOn } of named) {
            now = START + keptOn * DAY_MS;
            await contents.keep({ fileId, digest }, CONTENT);
          }
          const saidBy = (fileId: string): readonly string[] =>
            named.filter((each) => each.fileId === fileId && each.isSaid).map(({ digest }) => digest);
          const unread = unreadable === '' ? '' : `${unreadable}/${String(round)}`;
          await sweepContents({ fileContents: contents, readModel: readModelOf(day, saidBy, unread) });
          for (const { fileId, digest, day: keptOn, isSaid } of named) {
            const isOld = day !== undefined && keptOn < day - 10;
            const stays = isSaid || !isOld || fileId === unread;
            expect((await contents.read({ fileId, digest })) !== undefined, digest).to.equal(stays);
          }
          // What is left is no matter of the next round.
          await sweepContents({ fileContents: contents, readModel: readModelOf(1_000, () => []) });
        },
      ),
      { numRuns: 25 },
    );
  });

  it('stay as long as the decision that names them can be confirmed', async () => {
    now = START;
    await contents.keep({ fileId: 'F4', digest: 'signed late' }, CONTENT);
    const until = new Date(START + 16 * DAY_MS).toISOString();
    waiting = [{ fileId: 'F4', digest: 'signed late', until }];
    const left = async (day: number): Promise<boolean> => {
      await sweepContents({ fileContents: contents, readModel: readModelOf(day, () => []) });
      return (await contents.read({ fileId: 'F4', digest: 'signed late' })) !== undefined;
    };
    expect(await left(16)).to.equal(true);
    expect(await left(17)).to.equal(false);
    waiting = [];
  });

  it('stay whatever is prepared beside them: the read model may be of before', async () => {
    await contents.keep({ fileId: 'F1', digest: 'stands' }, CONTENT);
    now += 30 * DAY_MS;
    await contents.keep({ fileId: 'F1', digest: 'later' }, CONTENT);
    expect(await contents.read({ fileId: 'F1', digest: 'stands' })).to.deep.equal(CONTENT);
  });
});

const VERSION = {
  block: 1,
  transactionId: 't',
  time: '',
  type: 'file.open',
  actor: '',
  keyId: '',
  contract: '1',
};
