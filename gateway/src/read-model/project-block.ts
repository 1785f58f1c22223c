// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import {
  accountsOf,
  parsePlace,
  splitKey,
  type AccountPageRecord,
  type AccountRecord,
  type EmployerRecord,
  type IdentifiedAccount,
  type ManifestRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OrganisationProfileRecord,
  type OrganisationRecord,
  type SeenRecord,
} from '@unionid/domain/ledger';
import { comparableOrganisationName } from '@unionid/domain/values';
import type { LedgerBlock, LedgerTransaction } from '../ledger/ledger.js';
import { FIRST_COLUMNS, PRIMARY_KEYS, type ProjectedTable } from './schema.js';

/** A row by its table, or its key alone where it is to be deleted. */
export interface RowChange {
  readonly table: ProjectedTable;
  readonly row: Readonly<Record<string, string | number>>;
  readonly deleted: boolean;
}

/** What a block changes, last write of a row only, and which accounts it made or moved. */
export interface BlockChanges {
  readonly changes: readonly RowChange[];
  readonly accounts: ReadonlyMap<string, AccountRecord>;
}

/** More than a block has room for: the numbers of accounts go up from block to block. */
const ACCOUNTS_PER_BLOCK = 2 ** 20;

type Write = LedgerTransaction['writes'][number];
type Pages = ReadonlyMap<string, readonly IdentifiedAccount[]>;

/** An account, or a page of them, as a write left it. */
interface Version {
  readonly table: 'account_history' | 'account_page';
  readonly row: Row;
}

/** Looks up a manifest that an earlier block brought: a chunk's actor is its manifest's. */
export type FindManifest = (manifestId: string) => Promise<ManifestRecord | undefined>;

/** Turns a block into row changes: a pure function of the block and the manifests before it. */
export async function projectBlock(block: LedgerBlock, findManifest: FindManifest): Promise<BlockChanges> {
  const projection = new BlockProjection(block.number, findManifest);
  for (const [position, transaction] of block.transactions.entries()) {
    if (transaction.function !== '') await projection.add(transaction, position);
  }
  return projection;
}

class BlockProjection implements BlockChanges {
  readonly accounts = new Map<string, AccountRecord>();
  readonly #rows = new Map<string, RowChange>();
  readonly #manifests = new Map<string, ManifestRecord>();
  /** Of this block: a page and the personKeys that lead into it are written by one transaction, the page first. */
  readonly #pages = new Map<string, readonly IdentifiedAccount[]>();
  readonly #block: number;
  #accountsSeen = 0;
  readonly #findManifest: FindManifest;

  constructor(block: number, findManifest: FindManifest) {
    this.#block = block;
    this.#findManifest = findManifest;
  }

  get changes(): readonly RowChange[] {
    return [...this.#rows.values()];
  }

  async add(transaction: LedgerTransaction, position: number): Promise<void> {
    const { transactionId, code, time, result } = transaction;
    const name = transaction.function;
    this.#put('ledger_transaction', {
      ...{ transaction_id: transactionId, block: this.#block, position, code },
      ...{ function: name, time, result },
    });
    if (!transaction.valid) return;
    const versions = transaction.writes.flatMap((write) => this.#write(write) ?? []);
    await this.#addVersions(transaction, { position, versions });
  }

  /** Puts what a write says; answers the version that it makes of an account or a page. */
  #write({ key, value }: Write): Version | undefined {
    const { type = '', attributes = [] } = splitKey(key) ?? {};
    if (type === 'a') return this.#writeAccount(at(attributes, 0), value);
    if (type === 'ap') return this.#writePage(at(attributes, 0), value);
    const table = TABLE_OF[type];
    if (table === undefined) return undefined;
    const keyColumns = table.key(attributes);
    if (value === undefined) {
      this.#put(table.name, keyColumns, true);
    } else {
      const record = JSON.parse(value) as unknown;
      this.#put(table.name, { ...keyColumns, ...table.columns(record as never, value, this.#pages) });
      if (type === 'manifest') this.#manifests.set(at(attributes, 0), record as ManifestRecord);
    }
    return undefined;
  }

  #writeAccount(identityId: string, value: string | undefined): Version {
    if (value === undefined) this.#put('account', { identity_id: identityId }, true);
    else this.#putAccount({ identityId, account: JSON.parse(value) as AccountRecord }, '');
    return { table: 'account_history', row: { identity_id: identityId, record: value ?? '' } };
  }

  #writePage(pageId: string, value: string | undefined): Version | undefined {
    // Its accounts stand in rows of their own here, and stay: nobody who may deletes a page.
    if (value === undefined) return undefined;
    const page = JSON.parse(value) as AccountPageRecord;
    const accounts = accountsOf(page);
    this.#pages.set(pageId, accounts);
    for (const account of accounts) this.#putAccount(account, pageId);
    return { table: 'account_page', row: { page_id: pageId, province: page.province, record: value } };
  }

  #putAccount({ identityId, account }: IdentifiedAccount, pageId: string): void {
    const { v, state, province, org, joined, since, loa, tag, root } = account;
    const number = this.#block * ACCOUNTS_PER_BLOCK + this.#accountsSeen++;
    this.#put('account', {
      ...{ identity_id: identityId, number, version: v, state, province, org, joined, since },
      ...{ level: loa, name_tag: tag, root, page_id: pageId },
    });
    this.accounts.set(identityId, account);
  }

  async #addVersions(
    transaction: LedgerTransaction,
    { position, versions }: { readonly position: number; readonly versions: readonly Version[] },
  ): Promise<void> {
    if (versions.length === 0) return;
    const { type, actor } = await this.#decisionOf(transaction);
    const { transactionId, time } = transaction;
    const cause = { block: this.#block, position, transaction_id: transactionId, time, type, actor };
    for (const { table, row } of versions) this.#put(table, { ...row, ...cause });
  }

  /** Whose decision a transaction carries out: its own instruction's, or that of the manifest its chunk is under. */
  async #decisionOf(transaction: LedgerTransaction): Promise<{ type: string; actor: string }> {
    const chunkOf = CHUNK_START.exec(transaction.argument)?.groups?.manifestId;
    if (chunkOf === undefined) return decisionOf(transaction);
    return this.#decisionOfManifest(transaction, chunkOf);
  }

  async #decisionOfManifest(
    transaction: LedgerTransaction,
    manifestId: string,
  ): Promise<{ type: string; actor: string }> {
    const manifest = this.#manifests.get(manifestId) ?? (await this.#findManifest(manifestId));
    return { type: manifest?.type ?? transaction.function, actor: manifest?.actor ?? '' };
  }

  #put(table: ProjectedTable, row: RowChange['row'], deleted = false): void {
    const name = nameOf(table, row);
    // A later write of the same row replaces the earlier; the transaction's first copy stays (fabric-facts.md §4.3).
    const earlier = this.#rows.get(name);
    if (table === 'ledger_transaction' && earlier !== undefined) return;
    this.#rows.set(name, { table, row: earlier === undefined ? row : keepFirst(earlier, row), deleted });
  }
}

// The contract takes canonical arguments only (RFC 8785: keys in order), so a chunk's half a thousand rows need not be
// parsed to find whose they are.
const CHUNK_START = /^\{"chunk":\{"index":\d+,"manifestId":"(?<manifestId>[\w-]+)"/;

function decisionOf(transaction: LedgerTransaction): { type: string; actor: string } {
  const { instruction } = JSON.parse(transaction.argument) as {
    readonly instruction?: { readonly type: string; readonly actor: string };
  };
  return instruction ?? { type: transaction.function, actor: '' };
}

/** Of a row in its block: no key holds U+0000, which separates the parts of the ledger's own keys. */
function nameOf(table: ProjectedTable, row: Row): string {
  let name: string = table;
  for (const column of PRIMARY_KEYS[table]) name += `\u0000${row[column] ?? ''}`;
  return name;
}

type Row = Readonly<Record<string, string | number>>;
interface TableOf {
  readonly name: ProjectedTable;
  readonly key: (attributes: readonly string[]) => Row;
  readonly columns: (record: never, text: string, pages: Pages) => Row;
}

const at = (attributes: readonly string[], index: number): string => attributes[index] ?? '';
const documentOf = (kind: string): TableOf => ({
  name: 'document',
  key: (attributes) => ({ kind, name: attributes.join('/') }),
  columns: (_record, text) => ({ record: text }),
});

// Record types of domain ledger/keys.ts but for accounts and their pages; those not named here (`m`, `uscc`) repeat what
// other rows say.
const TABLE_OF: Readonly<Record<string, TableOf | undefined>> = {
  network: documentOf('network'),
  province: documentOf('province'),
  'gateway-key': documentOf('gateway-key'),
  manifest: documentOf('manifest'),
  chunk: documentOf('chunk'),
  i: {
    name: 'seen_instruction',
    key: (attributes) => ({ instruction_id: at(attributes, 2) }),
    columns: (seen: SeenRecord) => ({ transaction_id: seen.transactionId }),
  },
  o: {
    name: 'organisation',
    key: (attributes) => ({ org_id: at(attributes, 0) }),
    columns: ({ version, state, province, parent, level }: OrganisationRecord) => {
      return { version, state, province, parent, level };
    },
  },
  op: {
    name: 'organisation_profile',
    key: (attributes) => ({ org_id: at(attributes, 0) }),
    columns: (profile: OrganisationProfileRecord) => ({
      ...{ version: profile.version, name: profile.name, credit_code: profile.creditCode },
      comparable_name: comparableOrganisationName(profile.name),
      ...{ kind: profile.kind, founded_on: profile.foundedOn, contact_root: profile.contactRoot },
    }),
  },
  e: {
    name: 'employer',
    key: (attributes) => ({ org_id: at(attributes, 0), credit_code: at(attributes, 1) }),
    columns: (employer: EmployerRecord, text) => ({
      name: comparableOrganisationName(employer.name),
      record: text,
    }),
  },
  operator: {
    name: 'operator',
    key: (attributes) => ({ operator_id: at(attributes, 0) }),
    columns: ({ version, org, province, role, grants, state, grantedBy }: OperatorRecord) => ({
      ...{ version, org, province, role, state },
      ...{ grants: canonicalJson(grants), granted_by: grantedBy },
    }),
  },
  'operator-key': {
    name: 'operator_key',
    key: (attributes) => ({ operator_id: at(attributes, 0), key_id: at(attributes, 1) }),
    columns: ({ publicKey, state }: OperatorKeyRecord) => ({ public_key: publicKey, state }),
  },
  p: {
    name: 'person_key',
    key: (attributes) => ({ person_index: at(attributes, 0) }),
    columns: (value: string, _text, pages) => ({ identity_id: identityOf(value, pages) }),
  },
};

/** A later write of a row in the same block does not change what FIRST_COLUMNS names. */
function keepFirst({ table, row: first }: RowChange, row: Row): Row {
  const kept = FIRST_COLUMNS[table]?.filter((column) => column in first && column in row) ?? [];
  return { ...row, ...Object.fromEntries(kept.map((column) => [column, first[column] ?? ''])) };
}

/** What stands under a personKey: an identityId, or a place in a page. */
function identityOf(value: string, pages: Pages): string {
  const place = parsePlace(value);
  if (place === undefined) return value;
  const account = pages.get(place.pageId)?.[place.slot];
  // Only an altered contract could write that: the row then leads to nobody.
  return account?.identityId ?? '';
}
