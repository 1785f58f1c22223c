// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { batches } from '../database/batches.js';
import { Semaphore } from '../pacing/semaphore.js';
import { NO_KEY, revisionId, type StoredRecord } from './record-sealing.js';
import type { NewRevision } from './revision-table.js';
import type { VaultPair } from './vault-pair.js';
import type { GroupChange, Rooted, SeenRecord } from './vault.js';

/**
 * What is done to records of persons, one thing after another: a record and its key are in two databases, so that no transaction holds
 * both between a look and what is done by it. No other process has these databases open.
 */
export class RecordWrites {
  readonly #pair: Omit<VaultPair, 'lookup' | 'db'>;
  readonly #now: () => number;
  readonly #inTurn = new Semaphore(1);

  constructor(pair: Omit<VaultPair, 'lookup' | 'db'>, now: () => number) {
    this.#pair = pair;
    this.#now = now;
  }

  // Keys first: a crash in between leaves keys without records, which the next try replaces and the next start destroys by the
  // note of what was begun. The other way round would leave records that nobody can read.
  prepare(group: string, stored: readonly StoredRecord[]): Promise<void> {
    const { records, recordKeys, revisions } = this.#pair;
    return this.#inTurn.run(async () => {
      const taken = await records.states(stored.map(({ identityId }) => identityId));
      if (taken.size > 0) throw new DomainError('IDENTITY_ID_TAKEN');
      await recordKeys.put(stored);
      // Whatever was corrected, or came home, before: from now on this one is read.
      await revisions.standDown(stored.map(({ identityId }) => identityId));
      await records.insert(stored, { group, preparedAt: this.#now() });
      await recordKeys.finish(stored);
    });
  }

  /** While nothing is written or destroyed. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTurn.run(work);
  }

  // Of whom something was kept aside, or is corrected, only the root tells which record counts.
  activate(identityIds: readonly string[]): Promise<void> {
    const { records, revisions } = this.#pair;
    return this.#inTurn.run(async () => {
      const kept = await revisions.kept(identityIds);
      await records.activate(identityIds.filter((identityId) => !kept.has(identityId)));
    });
  }

  regroup(identityIds: readonly string[], groups: GroupChange): Promise<void> {
    return this.#inTurn.run(() => this.#pair.records.regroup(identityIds, groups));
  }

  discard(identityIds: readonly string[], groupPrefix: string): Promise<void> {
    const { records, recordKeys } = this.#pair;
    return this.#inTurn.run(async () => {
      for (const batch of batches(identityIds)) {
        const standing = [...(await records.standing(batch)).values()];
        const pending = standing
          .filter(({ state, group }) => state === 'PENDING' && group.startsWith(groupPrefix))
          .map(({ identityId }) => identityId);
        if (pending.length === 0) continue;
        await recordKeys.destroy(pending);
        await records.deletePending(pending);
      }
    });
  }

  /** @param asidesOf what is kept of records that the ledger had here */
  setAside(
    seen: readonly SeenRecord[],
    asidesOf: (identityIds: readonly string[]) => Promise<readonly NewRevision[]>,
  ): Promise<void> {
    const { records, recordKeys, revisions } = this.#pair;
    const identityIds = seen.map(({ identityId }) => identityId);
    return this.#inTurn.run(async () => {
      const now = await records.seen(identityIds);
      if (!seen.every((record) => isStill(record, now.get(record.identityId))))
        throw new DomainError('IDENTITY_ID_TAKEN');
      const counting = identityIds.filter((identityId) => now.get(identityId)?.state === 'ACTIVE');
      const asides = await asidesOf(counting);
      const stored = asides.map((aside) => aside.stored).filter(({ wrapped }) => wrapped !== NO_KEY);
      const kept = asides.map(({ identityId }) => identityId);
      if (kept.length > 0) {
        await recordKeys.put(stored, kept);
        await revisions.takeAside(asides);
      }
      // Of those that are aside the old keys: what opens was sealed anew, what does not has kept a copy of its key.
      await recordKeys.destroy(identityIds);
      await records.delete(identityIds);
      if (kept.length > 0) await recordKeys.finish(stored);
    });
  }

  // Keys first, as of any record.
  stage(revision: NewRevision): Promise<void> {
    const { revisions, recordKeys } = this.#pair;
    const { stored } = revision;
    return this.#inTurn.run(async () => {
      if ((await revisions.known([stored.identityId])).size > 0) throw new DomainError('IDENTITY_ID_TAKEN');
      await recordKeys.put([stored]);
      await revisions.insert(revision);
      await recordKeys.finish([stored]);
    });
  }

  /** @param waitingUnder whose record waits under the root that counts now */
  follow(accounts: readonly Rooted[], waitingUnder: () => Promise<readonly string[]>): Promise<void> {
    const { records, revisions } = this.#pair;
    return this.#inTurn.run(async () => {
      await records.activate(await waitingUnder());
      await revisions.follow(accounts);
    });
  }

  unstage(staged: readonly Rooted[]): Promise<void> {
    const { revisions, recordKeys } = this.#pair;
    return this.#inTurn.run(async () => {
      const gone = await revisions.stillWaiting(staged.map(revisionId));
      await recordKeys.destroy(gone);
      await revisions.delete(gone);
    });
  }
}

/** One that is gone stands in nobody's way. */
function isStill({ state, group, mark }: SeenRecord, now: SeenRecord | undefined): boolean {
  return now === undefined || (now.state === state && now.group === group && now.mark === mark);
}
