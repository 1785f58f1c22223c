// SPDX-License-Identifier: Apache-2.0
import { batchesOf } from '@unionid/domain/batches';
import { DomainError } from '@unionid/domain/errors';
import {
  accountPageOf,
  ACCOUNTS_PER_PAGE,
  formatPlace,
  ledgerKey,
  pageGroupOf,
  pageIdOf,
  type AccountRecord,
  type IdentifiedAccount,
  type LedgerKey,
} from '@unionid/domain/ledger';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import type { StateStore } from '../kernel/state-store.js';

type NewMember = IdentifiedAccount & { readonly persons: readonly LedgerKey<'person'>[] };
type Transaction = Pick<LedgerStub, 'time' | 'transactionId'>;
/** What tells which page a member will be in. */
type PageGroup = Pick<AccountRecord, 'org' | 'state' | 'loa'>;

/** The new accounts of one chunk, put into pages of one union and state each once all are known. */
export class NewPages {
  readonly #transaction: Transaction;
  readonly #state: StateStore;
  /** By the index's key, which has not all of the personKey. */
  readonly #members = new Map<LedgerKey, NewMember>();

  /**
   * @param groups of the rows as they come, refused ones included: the pages they need at the most are read
   * @throws DomainError CONFLICT where a page of such a name is there already
   */
  static async open(
    { stub, state }: { readonly stub: Transaction; readonly state: StateStore },
    groups: readonly PageGroup[],
  ): Promise<NewPages> {
    const pages = pageKeys(stub, groups);
    await state.read(pages);
    // Whoever chose the transaction's id and time so that a page has this name already gets nothing for it.
    if (pages.some((key) => state.has(key))) throw new DomainError('CONFLICT');
    return new NewPages(stub, state);
  }

  private constructor(transaction: Transaction, state: StateStore) {
    this.#transaction = transaction;
    this.#state = state;
  }

  /** The account that this chunk itself has enrolled for a personKey. */
  find(personKey: string): IdentifiedAccount | undefined {
    return this.#members.get(ledgerKey.person(personKey));
  }

  /** @param formerKey the person's other, which leads to the same place */
  add(personKey: string, account: IdentifiedAccount, formerKey = personKey): void {
    const persons = [...new Set([personKey, formerKey].map(ledgerKey.person))];
    const member = { ...account, persons };
    for (const person of persons) this.#members.set(person, member);
  }

  /** Puts what was added. */
  end(): void {
    const groups = Map.groupBy(new Set(this.#members.values()), ({ account }) => pageGroupOf(account));
    let number = 0;
    for (const group of groups.values()) {
      for (const members of batchesOf(group, ACCOUNTS_PER_PAGE)) {
        this.#putPage(pageIdOf(this.#transaction, number), members);
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
    for (const [slot, { persons }] of members.entries()) {
      for (const person of persons) state.put(person, formatPlace({ pageId, slot }));
    }
  }
}

/** Keys of the pages that the rows need if none is refused. */
function pageKeys(transaction: Transaction, groups: readonly PageGroup[]): LedgerKey<'accountPage'>[] {
  const sizes = [...Map.groupBy(groups, pageGroupOf).values()].map(({ length }) => length);
  const count = sizes.reduce((sum, size) => sum + Math.ceil(size / ACCOUNTS_PER_PAGE), 0);
  return Array.from({ length: count }, (_, number) => ledgerKey.accountPage(pageIdOf(transaction, number)));
}
