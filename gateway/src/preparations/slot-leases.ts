// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';

/** Longer than signing what was prepared takes; until then the ledger does not know of the slot. */
const LEASE_MS = 2 * 60_000;

interface Lease {
  readonly identityId: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * Which of a union's open requests was promised to whom a moment ago, so that those who are asked for at once do not meet in one
 * and all but the first have to be prepared again. In memory only: after a restart that is the worst that happens.
 */
export class SlotLeases {
  readonly #now: () => number;
  readonly #leases = new Map<string, Map<number, Lease>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** One of the free slots, for the same person the same; where each was promised to others, any of them; undefined where none is free. */
  take(org: string, identityId: string, free: readonly number[]): number | undefined {
    const leases = this.#standing(org);
    const own = [...leases].find(([slot, lease]) => lease.identityId === identityId && free.includes(slot));
    const open = free.filter((slot) => !leases.has(slot));
    const slot = own?.[0] ?? slotFor(identityId, open.length > 0 ? open : free);
    if (slot === undefined) return undefined;
    leases.set(slot, { identityId, until: this.#now() + LEASE_MS });
    this.#leases.set(org, leases);
    return slot;
  }

  #standing(org: string): Map<number, Lease> {
    const now = this.#now();
    const standing = [...(this.#leases.get(org) ?? [])].filter(([, { until }]) => now < until);
    if (standing.length === 0) this.#leases.delete(org);
    return new Map(standing);
  }
}

// Spread: gateways of one province that share no memory seldom choose alike.
function slotFor(identityId: string, free: readonly number[]): number | undefined {
  const [first = 0, second = 0] = sm3(encodeUtf8(identityId));
  return free[(first * 256 + second) % free.length];
}
