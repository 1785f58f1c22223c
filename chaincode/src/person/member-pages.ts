// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  accountPageOf,
  ACCOUNTS_PER_PAGE,
  formatPlace,
  ledgerKey,
  pageGroupOf,
  pageIdOf,
  type IdentifiedAccount,
  type OrganisationRecord,
} from '@unionid/domain/ledger';
import { enrolMember, type MemberEntry } from '@unionid/domain/person';
import type { OpenedChunk, RowWriter } from '../import/execute-chunk.js';
import type { StateStore } from '../kernel/state-store.js';
import { knownAccount, readKnownAccounts } from './known-accounts.js';
import { putAccount } from './put-member.js';

type NewMember = IdentifiedAccount & { readonly person: string };
type Transaction = OpenedChunk<MemberEntry>['stub'];

/** Enrols the members of one chunk: new accounts go into pages, an account that the person has keeps its own record. */
export class MemberPages implements RowWriter<MemberEntry> {
  readonly #transaction: Transaction;
  readonly #state: StateStore;
  readonly #today: string;
  /** By the index's key, which has not all of the personKey. */
  readonly #enrolled = new Map<string, NewMember>();

  static async open({ stub, state, rows, today }: OpenedChunk<MemberEntry>): Promise<MemberPages> {
    const pages = pageKeys(stub, rows);
    await state.read(pages);
    // Whoever chose the transaction's id and time so that a page has this name already gets nothing for it.
    if (pages.some((key) => state.has(key))) throw new DomainError('CONFLICT');
    await readKnownAccounts(
      state,
      rows.map(({ personKey }) => personKey),
    );
    return new MemberPages({ stub, state, today });
  }

  private constructor({ stub, state, today }: Omit<OpenedChunk<MemberEntry>, 'rows'>) {
    this.#transaction = stub;
    this.#state = state;
    this.#today = today;
  }

  put(entry: MemberEntry): void {
    const { identityId, personKey, org } = entry;
    const state = this.#state;
    const person = ledgerKey.person(personKey);
    const known = this.#enrolled.get(person) ?? knownAccount(state, personKey);
    const union = state.get<OrganisationRecord>(ledgerKey.organisation(org));
    const account = enrolMember(entry, { org: union, known, today: this.#today });
    if (known === undefined) this.#enrolled.set(person, { identityId, account, person });
    else putAccount(state, entry, account);
  }

  end(): void {
    const groups = Map.groupBy(this.#enrolled.values(), ({ account }) => pageGroupOf(account));
    let number = 0;
    for (const group of groups.values()) {
      for (let start = 0; start < group.length; start += ACCOUNTS_PER_PAGE) {
        this.#putPage(pageIdOf(this.#transaction, number), group.slice(start, start + ACCOUNTS_PER_PAGE));
        number += 1;
      }
    }
  }

  #putPage(pageId: string, members: readonly NewMember[]): void {
    const state = this.#state;
    const key = ledgerKey.accountPage(pageId);
    const page = accountPageOf(members);
    state.put(key, page);
    state.putPart(key, { key: ledgerKey.membership(page.org, pageId), record: members.length });
    for (const [slot, { person }] of members.entries()) {
      state.put(person, formatPlace({ pageId, slot }));
    }
  }
}

/** Keys of the pages that the rows need if none is refused. */
function pageKeys(transaction: Transaction, rows: readonly MemberEntry[]): string[] {
  const groups = Map.groupBy(rows, ({ org, state, level }) => pageGroupOf({ org, state, loa: level }));
  const count = [...groups.values()].reduce(
    (sum, { length }) => sum + Math.ceil(length / ACCOUNTS_PER_PAGE),
    0,
  );
  return Array.from({ length: count }, (_, number) => ledgerKey.accountPage(pageIdOf(transaction, number)));
}
