// SPDX-License-Identifier: Apache-2.0
import { claimAt, isClaimOpen } from '@unionid/domain/claim';
import { timestampAt } from '@unionid/domain/values';
import type { Semaphore } from '../pacing/semaphore.js';
import { unlessUnreadable } from '../read-model/readable.js';
import { ASKED, isAsked, isToCome } from '../standing/asked-records.js';
import { ledgerHour, likelyNow } from '../standing/ledger-now.js';
import { discardUnlisted, ownerOf } from '../standing/discard-unlisted.js';
import { parseInstructionKey } from '../submission/instruction-name.js';
import type { PendingRecord, PendingSearch, Rooted } from '../vault/vault.js';
import type { PreparationRow, PreparationStore } from './preparation-store.js';
import type { VaultPreparationsOptions } from './options.js';

const HOUR_MS = 3_600_000;
/** How long the parts may be signed. */
export const VALIDITY_MS = 24 * HOUR_MS;
/** The longest an instruction may take effect after that: its own 24 hours, and a peer that was behind. */
const GRACE_MS = 48 * HOUR_MS;
/** Groups of the vault's records that were prepared one by one begin with it. */
export const GROUP = 'prepare/';
/**
 * The longest that a correction takes to be on the ledger: signed within its validity, confirmed within the days of its definition. One that an
 * answer to a claim names (ADR 66) is settled within ten working days, which are no more.
 */
const CORRECTION_MS = VALIDITY_MS + 14 * 24 * HOUR_MS + GRACE_MS;
const SWEEP_BATCH = 500;

/** Destroys the records of preparations of which nothing came. */
export class PreparationSweeper {
  readonly #options: VaultPreparationsOptions;
  readonly #store: PreparationStore;
  /** Instructions that are being submitted, and how often at once. */
  readonly #inHand = new Map<string, number>();

  readonly #onAccounts: Semaphore;

  /** @param onAccounts held by whoever prepares on an account: what is seen of one, and destroyed by that, is then one step */
  constructor(options: VaultPreparationsOptions, store: PreparationStore, onAccounts: Semaphore) {
    this.#options = options;
    this.#store = store;
    this.#onAccounts = onAccounts;
  }

  /** Of those that expired; answers how many. */
  async sweep(): Promise<number> {
    let swept = 0;
    for await (const row of this.#expired())
      swept += (await this.#onAccounts.run(() => this.#sweepOne(row)).catch(unlessUnreadable)) ?? 0;
    return swept + (await this.#sweepStrays()) + (await this.#sweepAsked()) + (await this.#sweepStaged());
  }

  /** What nobody can read keeps its own preparation only. @throws DomainError RECORD_UNREADABLE */
  async #sweepOne(row: PreparationRow): Promise<number> {
    return (await this.#mayGo(row)) ? this.#remove(row) : 0;
  }

  /** All of them, batch by batch: those that may not go yet would else stand before the others for ever. */
  async *#expired(): AsyncGenerator<PreparationRow> {
    const { now, sweepBatch: limit = SWEEP_BATCH } = this.#options;
    const before = now();
    for (let after: PreparationRow | undefined; ;) {
      const rows = await this.#store.expired(before, { after, limit });
      yield* rows;
      after = rows.at(-1);
      if (after === undefined) return;
    }
  }

  /** An instruction is about to be submitted: what is known of an earlier try tells nothing of it, until what is answered is called. */
  hold(key: string): () => void {
    this.#inHand.set(key, (this.#inHand.get(key) ?? 0) + 1);
    return () => {
      const left = (this.#inHand.get(key) ?? 1) - 1;
      if (left > 0) this.#inHand.set(key, left);
      else this.#inHand.delete(key);
    };
  }

  /**
   * Takes a preparation away for another one of the same person; false where its instruction is under way or took effect. One that was
   * refused is neither: handed in once more, it is told that it is not prepared any more.
   */
  async take(row: PreparationRow): Promise<boolean> {
    const mayGo = (await this.#isRefused(row)) || (await this.#mayGo(row));
    if (!mayGo || (await this.isAwaited(row))) return false;
    return this.#store.take(row);
  }

  async #isRefused({ instruction_id: claimed }: PreparationRow): Promise<boolean> {
    if (claimed === null) return false;
    const status = await this.#options.submissions.instruction(parseInstructionKey(claimed));
    // Of what no peer endorsed nothing was kept. Asked last: what is handed in again meanwhile waits for whoever takes it, or is found here.
    return (status === undefined || status.status === 'REFUSED') && !this.#inHand.has(claimed);
  }

  async #mayGo({ instruction_id: claimed, expires_at: expiresAt }: PreparationRow): Promise<boolean> {
    if (claimed === null) return true;
    const status = await this.#options.submissions.instruction(parseInstructionKey(claimed));
    switch (status?.status) {
      case 'PENDING':
        return false;
      case 'COMMITTED':
        return true;
      case 'REFUSED':
      case undefined:
        // It may be submitted again as long as its signature is valid.
        return expiresAt + GRACE_MS < this.#options.now();
    }
  }

  // `discard` leaves ACTIVE records alone, so a committed account loses only its row here.
  async #remove(row: PreparationRow): Promise<number> {
    const { identity_id: identityId } = row;
    // What this machine's clock makes of a deadline destroys nothing: the switch may be on its way.
    if (await this.#isAwaitedAt(row, await ledgerHour(this.#options))) return 0;
    if (!(await this.#store.take(row))) return 0;
    return discardUnlisted([identityId], { ...this.#options, groupPrefix: GROUP });
  }

  /**
   * True of a record whose instruction was committed and that is PENDING still: its block is not projected here yet, or it is
   * one of a claim, or of a transfer into this province, that goes on.
   */
  async isAwaited(row: PreparationRow): Promise<boolean> {
    return this.#isAwaitedAt(row, await this.#likelyTime());
  }

  async #isAwaitedAt(
    { identity_id: identityId, instruction_id: claimed }: PreparationRow,
    time: string,
  ): Promise<boolean> {
    const { vault, submissions, readModel, province } = this.#options;
    if (claimed === null) return false;
    const status = await submissions.instruction(parseInstructionKey(claimed));
    if (status?.status !== 'COMMITTED') return false;
    if ((await vault.states([identityId])).get(identityId) !== 'PENDING') return false;
    const claims = await readModel.claimsFor(identityId);
    // By a claim that has come to nothing there is no account.
    if (claims.length > 0 && (await readModel.account(identityId)) === undefined)
      return claims.some(({ claim }) => isClaimOpen(claimAt(claim, time).status));
    const known = await readModel.transfer(identityId);
    if (known === undefined || (await readModel.height()) <= (status.block ?? Infinity)) return true;
    return isToCome(known.transfer, { province, time });
  }

  async #likelyTime(): Promise<string> {
    return timestampAt(await likelyNow(this.#options));
  }

  /** Whether a list keeps a record: until it is carried out, and then as long as what it asked for goes on. */
  async isListed(match: Pick<PendingRecord, 'identityId' | 'group'>): Promise<boolean> {
    if (match.group.startsWith(ASKED))
      return isAsked(match, { ...this.#options, time: await this.#likelyTime() });
    return !match.group.startsWith(GROUP);
  }

  /**
   * What corrections left of which nothing came. By the ledger clock as it is known here and not by this machine's: a correction
   * that was carried out while this gateway was away is among the blocks that came before that hour.
   */
  async #sweepStaged(): Promise<number> {
    const { vault, readModel } = this.#options;
    const hour = await ledgerHour({ readModel });
    if (hour === '') return 0;
    const old: Rooted[] = [];
    // Of an account that nobody can read nobody knows under which root it is.
    for (const staged of await vault.stagedBefore(Date.parse(hour) - CORRECTION_MS, SWEEP_BATCH))
      if ((await ownerOf(staged.identityId, readModel)) !== 'unreadable') old.push(staged);
    // One whose root the ledger has counts, and is not to go: the vault is of an older backup than the block that said so.
    await vault.follow(await readModel.rootsOf(old.map(({ identityId }) => identityId)));
    await vault.unstage(old);
    return old.length;
  }

  /** Records of a preparation that a crash cut off before its row was written: nobody was told of them. */
  async #sweepStrays(): Promise<number> {
    let swept = 0;
    const preparedBefore = this.#options.now() - VALIDITY_MS - GRACE_MS;
    for await (const { identityId } of this.#pending({ groupPrefix: GROUP, preparedBefore }))
      swept += await this.#onAccounts.run(() => this.#sweepStray(identityId));
    return swept;
  }

  async #sweepStray(identityId: string): Promise<number> {
    if ((await this.#store.find(identityId)) !== undefined) return 0;
    return discardUnlisted([identityId], { ...this.#options, groupPrefix: GROUP });
  }

  /** Records of those whom a list asked for, and who do not come. */
  async #sweepAsked(): Promise<number> {
    let swept = 0;
    const time = await ledgerHour(this.#options);
    for await (const record of this.#pending({ groupPrefix: ASKED })) {
      if (!(await isAsked(record, { ...this.#options, time })))
        swept += await discardUnlisted([record.identityId], { ...this.#options, groupPrefix: record.group });
    }
    return swept;
  }

  async *#pending(
    wanted: Pick<PendingSearch, 'groupPrefix' | 'preparedBefore'>,
  ): AsyncGenerator<PendingRecord> {
    const { vault, sweepBatch: limit = SWEEP_BATCH } = this.#options;
    for (let after: string | undefined; ;) {
      const search = { ...wanted, limit };
      const records = await vault.pending({ ...search, ...(after !== undefined && { after }) });
      yield* records;
      after = records.at(-1)?.identityId;
      if (after === undefined) return;
    }
  }
}
