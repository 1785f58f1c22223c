// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, MemberRow, SealRow, Step, Version, Versions } from '@unionid/domain/audit';
import {
  accountsOf,
  readLedgerValue,
  type IdentifiedAccount,
  type LedgerRecords,
  type LedgerType,
} from '@unionid/domain/ledger';
import { batches } from '../database/batches.js';
import { AUDIT_ROWS, type NamedRow, type VersionRange } from '../read-model/aggregates/audit-source.js';
import type { ReadModel } from '../read-model/read-model.js';

/** Names of what checks ask the read model. */
export const PAGE_NAMES = [
  ...(['auditVersions', 'auditVersionsOf', 'auditPlaces', 'auditPages', 'auditAccounts'] as const),
  ...(['auditBlocks', 'unreadableBefore', 'paidBefore'] as const),
] as const satisfies readonly (keyof ReadModel)[];
export type PageName = (typeof PAGE_NAMES)[number];

/** Likewise the answers, page by page. */
export type AuditPages = Pick<ReadModel, PageName>;

/** Versions of one record by its name; those that nobody can read are left out. */
export type NamedVersions<T extends LedgerType> = ReadonlyMap<string, Versions<LedgerRecords[T]>>;

export type Members = AuditRows['members'];

/** What the ledger had said once `height` blocks were applied, read from its pages. */
export class AuditSource {
  readonly height: number;
  readonly #pages: AuditPages;

  constructor(pages: AuditPages, height: number) {
    this.height = height;
    this.#pages = pages;
  }

  /** Record after record, by name. */
  async *each<T extends LedgerType>(
    type: T,
    within: Pick<VersionRange, 'from' | 'below'> = {},
  ): AsyncGenerator<readonly [name: string, versions: Versions<LedgerRecords[T]>]> {
    let [current, versions]: [string, Version<LedgerRecords[T]>[]] = ['', []];
    for await (const row of this.#rows(type, within)) {
      if (row.name !== current) {
        if (versions.length > 0) yield [current, versions];
        [current, versions] = [row.name, []];
      }
      versions.push(...versionOf(type, row));
    }
    if (versions.length > 0) yield [current, versions];
  }

  async versions<T extends LedgerType>(type: T): Promise<NamedVersions<T>> {
    const found = new Map<string, Versions<LedgerRecords[T]>>();
    for await (const [name, versions] of this.each(type)) found.set(name, versions);
    return found;
  }

  /** Of some records alone. */
  async versionsOf<T extends LedgerType>(type: T, names: Iterable<string>): Promise<NamedVersions<T>> {
    const found = new Map<string, Version<LedgerRecords[T]>[]>();
    for (const batch of batches([...new Set(names)].sort()))
      for (const row of await this.#pages.auditVersionsOf(type, batch, this.height))
        append(found, row.name, versionOf(type, row));
    return found;
  }

  /** Accounts as they stood, and those that stand for them where somebody was entered twice. */
  async members(named: Iterable<string>): Promise<Map<string, Versions<MemberRow>>> {
    const found = new Map<string, Version<MemberRow>[]>();
    for (let names = [...new Set(named)].sort(); names.length > 0;) {
      await this.#readMembers(names, found);
      const standing = names.flatMap((name) => found.get(name)?.at(-1)?.record.into ?? []);
      names = [...new Set(standing)].filter((each) => !found.has(each)).sort();
    }
    return found;
  }

  /** Of these only those that have ended for another of the same person: by a record of their own, as no page brings one. */
  async merged(named: Iterable<string>): Promise<Members> {
    const ended = new Set<string>();
    for (const batch of batches([...new Set(named)].sort()))
      for (const row of await this.#pages.auditAccounts(batch, this.height))
        for (const { record } of versionOf('account', row))
          if (record.into !== undefined) ended.add(row.name);
    const all = await this.members(ended);
    return new Map([...all].filter(([, versions]) => versions.at(-1)?.record.into !== undefined));
  }

  async blocks(): Promise<readonly SealRow[]> {
    const found: SealRow[] = [];
    for (let from = 0; from < this.height; from += AUDIT_ROWS)
      found.push(...(await this.#pages.auditBlocks(from, this.height)));
    return found;
  }

  unreadable(): Promise<AuditRows['unreadable']> {
    return this.#pages.unreadableBefore(this.height);
  }

  paid(planId: string): Promise<ReadonlyMap<number, number>> {
    return this.#pages.paidBefore(planId, this.height);
  }

  async *#rows(type: LedgerType, within: Pick<VersionRange, 'from' | 'below'>): AsyncGenerator<NamedRow> {
    let after: NamedRow | undefined;
    do {
      const place = after && { name: after.name, block: after.block, position: after.position };
      const rows = await this.#pages.auditVersions(type, { ...within, height: this.height, after: place });
      yield* rows;
      after = rows.length < AUDIT_ROWS ? undefined : rows.at(-1);
    } while (after !== undefined);
  }

  /** As each account stood: what its page brought, and what has a record of its own. */
  async #readMembers(names: readonly string[], found: Map<string, Version<MemberRow>[]>): Promise<void> {
    await this.#readPages(new Set(names), found);
    for (const batch of batches(names))
      for (const row of await this.#pages.auditAccounts(batch, this.height))
        for (const { step, record } of versionOf('account', row))
          append(found, row.name, [{ step, record: toMember(record) }]);
  }

  /** Who came together is granted together: each page is read once. */
  async #readPages(names: ReadonlySet<string>, found: Map<string, Version<MemberRow>[]>): Promise<void> {
    const pageOf = new Map<string, string>();
    for (const batch of batches([...names]))
      for (const { identityId, pageId } of await this.#pages.auditPlaces(batch))
        pageOf.set(identityId, pageId);
    for (const batch of batches([...new Set(pageOf.values())]))
      for (const row of await this.#pages.auditPages(batch, this.height))
        for (const { identityId, account } of accountsIn(row))
          if (pageOf.get(identityId) === row.name)
            append(found, identityId, [{ step: stepOf(row), record: toMember(account) }]);
  }
}

function accountsIn({ record }: NamedRow): readonly IdentifiedAccount[] {
  const page = readLedgerValue('accountPage', record);
  return page === undefined ? [] : accountsOf(page);
}

function versionOf<T extends LedgerType>(type: T, row: NamedRow): readonly Version<LedgerRecords[T]>[] {
  const record = row.record === '' ? undefined : readLedgerValue(type, row.record);
  return record === undefined ? [] : [{ step: stepOf(row), record }];
}

function toMember({ state, org, province, joined, since, into }: LedgerRecords['account']): MemberRow {
  return { state, org, province, joined, since, ...(into !== undefined && { into }) };
}

function stepOf({ block, transaction_id, time, type, actor }: NamedRow): Step {
  return { block, transactionId: transaction_id, time, type, actor };
}

function append<T>(found: Map<string, T[]>, name: string, some: readonly T[]): void {
  if (some.length === 0) return;
  const known = found.get(name);
  if (known === undefined) found.set(name, [...some]);
  else known.push(...some);
}
