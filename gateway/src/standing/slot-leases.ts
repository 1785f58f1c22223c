// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { timestampAt } from '@unionid/domain/values';
import { Semaphore } from '../pacing/semaphore.js';
import type { BlockHeight, GovernanceQueries, TransferQueries } from '../read-model/read-model.js';
import { parseInstructionKey } from '../submission/instruction-name.js';
import type { Submissions } from '../submission/submissions.js';
import { ledgerNow } from './ledger-now.js';

/** How long what was prepared at a counter may wait for its signature before somebody else gets its slot. */
const LEASE_MS = 10 * 60_000;
/** How long a slot is the last choice after its lease: another peer may not have the block yet that made it free. */
const REST_MS = 30_000;

export interface SlotLeasesOptions {
  readonly readModel: Pick<TransferQueries, 'freeTransferSlots'> &
    Pick<GovernanceQueries, 'clock'> &
    Pick<BlockHeight, 'height'>;
  readonly submissions: Pick<Submissions, 'instruction'>;
  readonly now: () => number;
}

/** For whom a slot is held: a person whom a union asks for, at a counter or by a list. */
export interface Lessee {
  readonly org: string;
  readonly identityId: string;
  /** The import; '' of a single request. */
  readonly list: string;
}

interface Lease extends Lessee {
  /** Milliseconds since 1970; of a list until that has ended. */
  readonly until: number;
  /** Keys of the instructions that were submitted on it. */
  readonly instructions?: readonly string[];
  /** Of the transaction that carried the request out. */
  readonly block?: number;
  /** Since when it is over: it only rests. */
  readonly over?: number;
}

/**
 * Which of a union's open requests is on its way to the ledger for whom, single ones and those of lists alike: what is prepared or
 * submitted and not yet known here from its block is given to nobody else. In memory only; lists are taken up again after a restart, and
 * whoever was at a counter meanwhile may have to prepare once more.
 */
export class SlotLeases {
  readonly #options: SlotLeasesOptions;
  readonly #leases = new Map<string, Map<number, Lease>>();
  /** One after the other: what is free is asked of the read model and given out before the next looks. */
  readonly #line = new Semaphore(1);

  constructor(options: SlotLeasesOptions) {
    this.#options = options;
  }

  /** One that is free on the ledger and held for nobody, for the same person the same; undefined where there is none. */
  take(lessee: Lessee): Promise<number | undefined> {
    return this.#line.run(() => this.#take(lessee));
  }

  /** The same slot as before a restart. */
  hold(slot: number, lessee: Lessee): void {
    const leases = this.#of(lessee.org);
    if (isHeld(leases.get(slot))) return;
    leases.set(slot, { ...lessee, until: this.#untilOf(lessee) });
  }

  /** A single request is about to be submitted: its outcome tells when the lease ends. Without a slot it goes by code, and needs none. */
  submitted(lessee: Lessee, instruction: string, slot: number | undefined): void {
    const leases = this.#of(lessee.org);
    for (const [other, lease] of leases)
      if (isOf(lease, lessee) && other !== slot && lease.instructions === undefined) this.#end(other, lease);
    if (slot === undefined) return;
    const known = leases.get(slot);
    // Somebody else's by now: the ledger decides.
    if (isHeld(known) && !isOf(known, lessee)) return;
    const instructions = new Set([...instructionsOf(known, lessee), instruction]);
    leases.set(slot, { ...lessee, until: this.#untilOf(lessee), instructions: [...instructions] });
  }

  /** Nothing comes of a single request; another of the same person that is under way keeps its slot. */
  refused(lessee: Lessee, instruction: string): void {
    const leases = this.#of(lessee.org);
    for (const [slot, lease] of leases) {
      if (!isOf(lease, lessee) || lease.instructions?.includes(instruction) !== true) continue;
      const instructions = lease.instructions.filter((key) => key !== instruction);
      if (instructions.length === 0) this.#end(slot, lease);
      else leases.set(slot, { ...lease, instructions });
    }
  }

  /** What the ledger decided of a list's request; without a block it was refused. */
  decided(lessee: Lessee, block?: number): void {
    for (const [slot, lease] of this.#of(lessee.org)) {
      if (!isOf(lease, lessee)) continue;
      if (block === undefined) this.#end(slot, lease);
      else this.#of(lessee.org).set(slot, { ...lease, block });
    }
  }

  /** Of a list that has ended, however: whatever the ledger has not taken. */
  endList(list: string): void {
    for (const leases of this.#leases.values())
      for (const [slot, lease] of leases)
        if (lease.list === list && lease.block === undefined) this.#end(slot, lease);
  }

  async #take(lessee: Lessee): Promise<number | undefined> {
    const { readModel } = this.#options;
    // First what is over, then what is free: who ended by a block is in the slot by then, or gone from it.
    await this.#settle(lessee.org);
    const free = await readModel.freeTransferSlots(lessee.org, timestampAt(await ledgerNow(this.#options)));
    const leases = this.#of(lessee.org);
    const own = [...leases].find(([slot, lease]) => isOf(lease, lessee) && free.includes(slot));
    const slot = own?.[0] ?? choose(lessee.identityId, free, leases);
    if (slot === undefined) return undefined;
    if (own?.[1].instructions === undefined) leases.set(slot, { ...lessee, until: this.#untilOf(lessee) });
    this.#leases.set(lessee.org, leases);
    return slot;
  }

  /** Ends the leases whose outcome is known, and forgets those that have rested. */
  async #settle(org: string): Promise<void> {
    const leases = this.#of(org);
    const height = await this.#options.readModel.height();
    for (const [slot, lease] of [...leases]) {
      const { over } = lease;
      if (over !== undefined) {
        if (over + REST_MS <= this.#options.now() && leases.get(slot) === lease) leases.delete(slot);
        // While it was asked, the slot may have got another lease, or this one its instruction.
      } else if ((await this.#isOver(lease, height)) && leases.get(slot) === lease) this.#end(slot, lease);
    }
    if (leases.size === 0) this.#leases.delete(org);
  }

  async #isOver({ block, instructions, until }: Lease, height: number): Promise<boolean> {
    if (block !== undefined) return height > block;
    const isLate = until <= this.#options.now();
    if (instructions === undefined) return isLate;
    for (const instruction of instructions)
      if (!(await this.#isKnown(instruction, { height, isLate }))) return false;
    return true;
  }

  /** Whether the outcome of an instruction is known here. */
  async #isKnown(
    instruction: string,
    { height, isLate }: { readonly height: number; readonly isLate: boolean },
  ): Promise<boolean> {
    const status = await this.#options.submissions.instruction(parseInstructionKey(instruction));
    switch (status?.status) {
      case 'PENDING':
        return false;
      case 'REFUSED':
        return true;
      case 'COMMITTED':
        return status.block === undefined ? isLate : height > status.block;
      case undefined:
        return isLate;
    }
  }

  #end(slot: number, { org, ...lease }: Lease): void {
    if (lease.over === undefined) this.#of(org).set(slot, { ...lease, org, over: this.#options.now() });
  }

  #untilOf({ list }: Lessee): number {
    return list === '' ? this.#options.now() + LEASE_MS : Infinity;
  }

  #of(org: string): Map<number, Lease> {
    const known = this.#leases.get(org) ?? new Map<number, Lease>();
    this.#leases.set(org, known);
    return known;
  }
}

function isHeld(lease: Lease | undefined): lease is Lease {
  return lease !== undefined && lease.over === undefined;
}

function isOf(lease: Lease, { identityId, list }: Lessee): boolean {
  return isHeld(lease) && lease.identityId === identityId && lease.list === list;
}

function instructionsOf(lease: Lease | undefined, lessee: Lessee): readonly string[] {
  return lease !== undefined && isOf(lease, lessee) ? (lease.instructions ?? []) : [];
}

/** One that was never used before those that rest, of these the one that has rested longest. */
function choose(
  identityId: string,
  free: readonly number[],
  leases: ReadonlyMap<number, Lease>,
): number | undefined {
  const fresh = free.filter((slot) => !leases.has(slot));
  if (fresh.length > 0) return spread(identityId, fresh);
  const rested = free.filter((slot) => !isHeld(leases.get(slot)));
  const since = (slot: number): number => leases.get(slot)?.over ?? 0;
  return rested.sort((one, other) => since(one) - since(other))[0];
}

// Gateways of one province that share no memory seldom choose alike.
function spread(identityId: string, free: readonly number[]): number | undefined {
  const [first = 0, second = 0] = sm3(encodeUtf8(identityId));
  return free[(first * 256 + second) % free.length];
}
