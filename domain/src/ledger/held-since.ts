// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord } from './records.js';

/** Since when the state of an account holds, for whoever is to have the member from now on: another union is no other state. */
export function heldSince({
  since,
  here,
  held,
  joined,
}: Pick<AccountRecord, 'since' | 'here' | 'held' | 'joined'>): Pick<AccountRecord, 'held'> {
  const from = here === since ? held : since;
  return from !== undefined && from > joined ? { held: from } : {};
}
