// SPDX-License-Identifier: Apache-2.0
import type { AccountPageRecord, AccountRecord } from './records.js';

/** Accounts of one page: enough that its key costs little, few enough that reading one account stays cheap. */
export const ACCOUNTS_PER_PAGE = 16;

export interface IdentifiedAccount {
  readonly identityId: string;
  readonly account: AccountRecord;
}

/** Where in which page an account stands. */
export interface AccountPlace {
  readonly pageId: string;
  readonly slot: number;
}

const PLACE = /^(?<pageId>[0-9a-v]{16})(?<slot>[0-9a-f])$/;
/** Widths of identityId, tag and root (schema/fields.ts), then one day or two. */
const SLOT = /^(?<identityId>.{26})(?<tag>.{22})(?<root>.{43})(?<joined>\d{8})(?<since>\d{8})?$/;

/**
 * Identifier of the `number`-th page of a transaction, 16 characters: in the order of time, and hardly another
 * transaction's. @param time milliseconds since 1970 @param transactionId hex
 */
export function pageIdOf(
  { time, transactionId }: { readonly time: number; readonly transactionId: string },
  number: number,
): string {
  return (
    time.toString(32).padStart(9, '0') + transactionId.slice(0, 5) + number.toString(32).padStart(2, '0')
  );
}

/** Spells a place: the value under a personKey. */
export function formatPlace({ pageId, slot }: AccountPlace): string {
  return pageId + slot.toString(16);
}

/** The place that the value under a personKey names; undefined where it is an identityId. */
export function parsePlace(value: string): AccountPlace | undefined {
  const { pageId, slot } = PLACE.exec(value)?.groups ?? {};
  return pageId === undefined || slot === undefined ? undefined : { pageId, slot: Number.parseInt(slot, 16) };
}

/** What the accounts of one page have in common; a union is of one province. */
export function pageGroupOf({ org, state, loa }: Pick<AccountRecord, 'org' | 'state' | 'loa'>): string {
  return [org, state, loa].join('/');
}

/** Makes a page of accounts of one group, all new. @throws RangeError for none, too many, or of several groups */
export function accountPageOf(members: readonly IdentifiedAccount[]): AccountPageRecord {
  const [first] = members;
  if (first === undefined || members.length > ACCOUNTS_PER_PAGE)
    throw new RangeError('not the size of a page');
  const { province, org, state, loa } = first.account;
  const group = pageGroupOf(first.account);
  const isOfPage = ({ v, province: own, ...account }: AccountRecord): boolean =>
    v === 1 && own === province && pageGroupOf(account) === group;
  if (!members.every(({ account }) => isOfPage(account)))
    throw new RangeError('not the accounts of one page');
  return { province, org, state, loa, accounts: members.map(spell) };
}

/** The accounts of a page in the order of their slots. */
export function accountsOf(page: AccountPageRecord): readonly IdentifiedAccount[] {
  return page.accounts.map((text) => read(text, page));
}

/** The account in one slot; undefined where the page has none there. */
export function accountIn(page: AccountPageRecord, slot: number): IdentifiedAccount | undefined {
  const text = page.accounts[slot];
  return text === undefined ? undefined : read(text, page);
}

function spell({ identityId, account: { tag, root, joined, since } }: IdentifiedAccount): string {
  const days = since === joined ? joined : joined + since;
  const text = identityId + tag + root + days.replaceAll('-', '');
  if (!SLOT.test(text)) throw new RangeError('not an account of a page');
  return text;
}

function read(text: string, { province, org, state, loa }: AccountPageRecord): IdentifiedAccount {
  const groups = SLOT.exec(text)?.groups;
  if (groups === undefined) throw new RangeError('not an account of a page');
  const { identityId = '', tag = '', root = '', joined = '', since = joined } = groups;
  const dates = { joined: toDate(joined), since: toDate(since) };
  return { identityId, account: { v: 1, state, province, org, ...dates, loa, tag, root } };
}

function toDate(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}
