// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type OrganisationRecord } from '@unionid/domain/ledger';
import type { StateStore } from './state-store.js';

/** Levels 0 to 5, strictly growing downwards (domain/organisation/rules.ts): no path is longer. */
const MAX_DEPTH = 6;

/** Reads these unions and all above them up to `top`, one message a level. */
export async function readAncestors(state: StateStore, orgIds: Iterable<string>, top: string): Promise<void> {
  let level = new Set(orgIds);
  for (let depth = 0; depth < MAX_DEPTH && level.size > 0; depth += 1) {
    await state.read([...level].map((orgId) => ledgerKey.organisation(orgId)));
    level = new Set([...level].filter((orgId) => orgId !== top).flatMap((orgId) => parentsOf(state, orgId)));
  }
}

/** True when `orgId` is `top` or stands below it; both must have been read by `readAncestors`. */
export function isWithin(state: StateStore, orgId: string, top: string): boolean {
  let current = orgId;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    if (current === top) return true;
    const [parent] = parentsOf(state, current);
    if (parent === undefined) return false;
    current = parent;
  }
  return false;
}

function parentsOf(state: StateStore, orgId: string): string[] {
  const parent = state.get<OrganisationRecord>(ledgerKey.organisation(orgId))?.parent ?? '';
  return parent === '' ? [] : [parent];
}
