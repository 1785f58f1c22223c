// SPDX-License-Identifier: Apache-2.0
import { DomainError, unlessRefused } from '@unionid/domain/errors';
import {
  accountIn,
  accountsOf,
  formatLead,
  formatPlace,
  ledgerKey,
  parseLead,
  parsePlace,
  splitKey,
  type AccountPlace,
  type AccountRecord,
  type IdentifiedAccount,
  type LedgerKey,
  type PersonLead,
} from '@unionid/domain/ledger';
import { isHeld } from '@unionid/domain/person';
import type { StateStore } from '../kernel/state-store.js';

/** How instructions name an account: nothing looks one up by identityId alone. */
export interface AccountReference {
  readonly identityId: string;
  /** Page and slot of a bulk load, '' for a record of its own; it is checked. */
  readonly place: string;
}

/** An account and where it stands. */
export interface FoundAccount extends IdentifiedAccount {
  readonly place: string;
  /** Where it was found by a document that another has replaced. */
  readonly isFormer?: true;
}

/** Keys by which a reference is checked. */
export function accountKeys({ identityId, place }: AccountReference): LedgerKey[] {
  const page = parsePlace(place);
  const own = ledgerKey.account(identityId);
  return page === undefined ? [own] : [own, ledgerKey.accountPage(page.pageId)];
}

/** What folding a union's index has come to. */
export interface Folded {
  /** Keys that went. */
  readonly folded: number;
  /** Whether all of the index was seen. */
  readonly complete: boolean;
  /** Accounts and pages that count for the union, with their keys. */
  readonly holders: ReadonlyMap<string, readonly LedgerKey<'membership'>[]>;
}

/**
 * The accounts of the ledger. It alone knows that those of a bulk load stand in pages until they change and get a record of
 * their own, what leads from a personKey to either, and how the membership index of a union counts them (ADR 0025).
 */
export class Accounts {
  readonly #state: StateStore;

  constructor(state: StateStore) {
    this.#state = state;
  }

  /** An account whose `accountKeys` were read. @throws DomainError ACCOUNT_UNKNOWN, PLACE_WRONG */
  find({ identityId, place }: AccountReference): FoundAccount {
    const own = this.#state.get(ledgerKey.account(identityId));
    const page = parsePlace(place);
    if (page === undefined) {
      if (own === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
      return { identityId, account: own, place: '' };
    }
    const paged = this.#inPage(page);
    // An account that has left its page is found by its own record only: that is the newer.
    if (paged?.identityId !== identityId || own !== undefined) throw new DomainError('PLACE_WRONG');
    return { ...paged, place };
  }

  /**
   * Reads what these personKeys, themselves read, lead to: in one message, or two where there are pages. Nobody's unreadable record keeps
   * the others from being read.
   */
  async readByPersonKeys(personKeys: readonly string[]): Promise<void> {
    const values = personKeys.flatMap(
      (personKey) => unlessRefused(() => this.#leadOf(personKey))?.holder ?? [],
    );
    await this.#state.read(values.map(keyOf));
    const paged = values.flatMap((value) => unlessRefused(() => this.#pagedAccount(value)) ?? []);
    await this.#state.read(paged.map(({ identityId }) => ledgerKey.account(identityId)));
  }

  /** The account that a personKey leads to. Its own record stands for it, where there is one, else its place in a page. */
  byPersonKey(personKey: string): FoundAccount | undefined {
    const lead = this.#leadOf(personKey);
    if (lead === undefined) return undefined;
    const { holder, formerTag } = lead;
    const former = formerTag !== undefined && { isFormer: true as const };
    const paged = this.#pagedAccount(holder);
    const identityId = paged?.identityId ?? holder;
    const own = this.#state.get(ledgerKey.account(identityId));
    if (own !== undefined) return { identityId, account: own, place: '', ...former };
    return paged && { ...paged, place: holder, ...former };
  }

  /** The account that a person's keys lead to; where versions of them led to two, the one that is a member's. */
  byPersonKeys(personKeys: readonly string[]): FoundAccount | undefined {
    const found = personKeys.flatMap((personKey) => this.byPersonKey(personKey) ?? []);
    return found.find(({ account }) => isMember(account)) ?? found[0];
  }

  /** Lets every key of a person lead where one of them does, once the account stands. */
  leadTogether(personKeys: readonly string[]): void {
    const persons = personKeys.map(ledgerKey.person);
    const place = persons.map((person) => this.#state.get(person)).find((value) => value !== undefined);
    const missing = persons.filter((person) => !this.#state.has(person));
    for (const person of missing) if (place !== undefined) this.#state.put(person, place);
  }

  /** What leads to an account from any of these keys, which were read: its place in a page, where it came in one. */
  holderOf(identityId: string, personKeys: readonly string[]): string {
    const [lead] = personKeys.flatMap((key) => this.#leadOf(key) ?? []);
    return lead?.holder ?? identityId;
  }

  /** Lets the keys of a person's new document lead to the account; those of the one before keep how it was known by them. */
  rebind(
    holder: string,
    {
      personKeys,
      replaces,
      formerTag,
    }: {
      readonly personKeys: readonly string[];
      readonly replaces: readonly string[];
      readonly formerTag: string;
    },
  ): void {
    for (const key of replaces) this.#state.put(ledgerKey.person(key), formatLead({ holder, formerTag }));
    for (const key of personKeys) this.#state.put(ledgerKey.person(key), holder);
  }

  /** The page in which a personKey's account came, also after it has left; undefined for one that came alone. */
  firstPlaceOf(personKey: string): AccountPlace | undefined {
    return parsePlace(this.#leadOf(personKey)?.holder ?? '');
  }

  /** Puts a new account, alone. Its personKey was read and leads to none. */
  enrol(personKey: string, { identityId, account }: IdentifiedAccount): void {
    const person = ledgerKey.person(personKey);
    this.#state.put(person, identityId);
    // Its identifier is bound to the personKey: whoever had made this account would have made that.
    this.#state.putPart(person, { key: ledgerKey.account(identityId), record: account });
    this.#count(person, { identityId, after: account });
  }

  /** Puts a new account to which these keys lead from now on, whomever they led to before. It was looked for, and there is none. */
  lead(personKeys: readonly string[], { identityId, account }: IdentifiedAccount): void {
    const own = ledgerKey.account(identityId);
    this.#state.put(own, account);
    for (const key of personKeys) this.#state.put(ledgerKey.person(key), identityId);
    this.#count(own, { identityId, after: account });
  }

  /** Puts another version of an account; one that stood in a page leaves it for a record of its own. */
  change({ identityId, place, account: before }: FoundAccount, after: AccountRecord): void {
    const own = ledgerKey.account(identityId);
    this.#state.put(own, after);
    const page = parsePlace(place);
    if (page === undefined) this.#uncount(own, { identityId, before, after });
    else if (isMember(before)) this.#leavePage(own, { page, org: before.org });
    this.#count(own, { identityId, after });
  }

  /**
   * Clears the membership index of a union of pages that all their members have left, at most `limit` keys.
   * @returns how many keys went, whether all of the union's index was seen, and who is still there
   */
  async fold(orgId: string, limit: number): Promise<Folded> {
    const keys = await this.#state.readRange('membership', { attributes: [orgId], limit });
    const complete = keys.length < limit;
    const byHolder = [...Map.groupBy(keys, holderOf)];
    // Where the range was cut, so may be its last holder.
    const whole = complete ? byHolder : byHolder.slice(0, -1);
    const [empty = [], holding = []] = [true, false].map((isEmpty) =>
      whole.filter(([, group]) => (this.#sum(group) === 0) === isEmpty),
    );
    const cleared = empty.flatMap(([, group]) => group);
    for (const key of cleared) this.#state.delete(key);
    return { folded: cleared.length, complete, holders: new Map(holding) };
  }

  /** The first `limit` members of those whom the index's holders have. */
  async membersOf(holders: Folded['holders'], limit: number): Promise<readonly FoundAccount[]> {
    const some = [...holders].slice(0, limit);
    await this.#state.read(some.map(([holder]) => holderKey(holder)));
    const found = some.flatMap(([holder, keys]) => this.#heldBy(holder, keys)).slice(0, limit);
    await this.#state.read(found.map(({ identityId }) => ledgerKey.account(identityId)));
    return found;
  }

  #heldBy(holder: string, keys: readonly LedgerKey<'membership'>[]): readonly FoundAccount[] {
    if (!isPageId(holder)) return [this.find({ identityId: holder, place: '' })];
    const page = this.#state.get(ledgerKey.accountPage(holder));
    if (page === undefined) return [];
    const left = new Set(keys.map((key) => splitKey(key)?.attributes[2]));
    return accountsOf(page).flatMap((account, slot) =>
      left.has(slot.toString(16)) ? [] : [{ ...account, place: formatPlace({ pageId: holder, slot }) }],
    );
  }

  #sum(keys: readonly LedgerKey<'membership'>[]): number {
    return keys.reduce((sum, key) => sum + (this.#state.get(key) ?? 0), 0);
  }

  #count(
    owner: LedgerKey,
    { identityId, after }: { readonly identityId: string; readonly after: AccountRecord },
  ): void {
    if (!isMember(after)) return;
    this.#state.putPart(owner, { key: ledgerKey.membership(after.org, identityId), record: 1 });
  }

  #uncount(
    own: LedgerKey,
    {
      identityId,
      before,
      after,
    }: { readonly identityId: string; readonly before: AccountRecord; readonly after: AccountRecord },
  ): void {
    if (!isMember(before) || (isMember(after) && after.org === before.org)) return;
    this.#state.deletePart(own, ledgerKey.membership(before.org, identityId));
  }

  #leavePage(own: LedgerKey, { page, org }: { readonly page: AccountPlace; readonly org: string }): void {
    const key = ledgerKey.membership(org, page.pageId, page.slot.toString(16));
    this.#state.putPart(own, { key, record: -1 });
  }

  #leadOf(personKey: string): PersonLead | undefined {
    const value = this.#state.get(ledgerKey.person(personKey));
    return value === undefined ? undefined : parseLead(value);
  }

  #pagedAccount(value: string): IdentifiedAccount | undefined {
    const place = parsePlace(value);
    return place && this.#inPage(place);
  }

  #inPage({ pageId, slot }: AccountPlace): IdentifiedAccount | undefined {
    const page = this.#state.get(ledgerKey.accountPage(pageId));
    return page && accountIn(page, slot);
  }
}

/** True where the account counts for its union. */
function isMember({ state }: AccountRecord): boolean {
  return isHeld(state);
}

/** The account or page that a key of the index counts for. */
function holderOf(key: LedgerKey<'membership'>): string {
  return splitKey(key)?.attributes[1] ?? '';
}

function isPageId(holder: string): boolean {
  return parsePlace(`${holder}0`) !== undefined;
}

function holderKey(holder: string): LedgerKey {
  return isPageId(holder) ? ledgerKey.accountPage(holder) : ledgerKey.account(holder);
}

function keyOf(value: string): LedgerKey {
  const place = parsePlace(value);
  return place === undefined ? ledgerKey.account(value) : ledgerKey.accountPage(place.pageId);
}
