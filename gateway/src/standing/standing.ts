// SPDX-License-Identifier: Apache-2.0
import type { AccountView } from '@unionid/domain/api';
import { differingColumns, type MemberColumn, type MemberRow } from '@unionid/domain/forms';
import { isHeld } from '@unionid/domain/person';
import type { Fields } from '@unionid/domain/privacy';

/** What a person's account already says to a row that would enrol that person in a union. */
export type Standing =
  | { readonly is: 'new' }
  /** An account without membership. */
  | { readonly is: 'account'; readonly identityId: string }
  | { readonly is: 'unchanged'; readonly identityId: string }
  /** A member of the union, registered with something else in these columns. */
  | { readonly is: 'differs'; readonly identityId: string; readonly columns: readonly MemberColumn[] }
  /** A member of another union. */
  | { readonly is: 'elsewhere'; readonly province: string };

/** An account that the ledger has under the row's document. */
export interface KnownPerson {
  readonly account: AccountView;
  /** Real-name record of the account; undefined where this vault has none. */
  readonly fields: Fields | undefined;
  /** Whether the account's tag is that of the row's number and name; asked where there is no record. */
  readonly isNamed: boolean;
}

/**
 * Decides it once for files and counters. A spelling that is repaired is no difference, and neither is what the row leaves
 * empty.
 */
export function standingOf(row: MemberRow, org: string, known: KnownPerson | undefined): Standing {
  if (known === undefined) return { is: 'new' };
  const { account, fields, isNamed } = known;
  const { identityId, state, joined, province } = account;
  if (!isHeld(state)) return { is: 'account', identityId };
  if (account.org !== org) return { is: 'elsewhere', province };
  const columns = differingColumns(row, { fields, isNamed, state, joined });
  return columns.length === 0 ? { is: 'unchanged', identityId } : { is: 'differs', identityId, columns };
}
