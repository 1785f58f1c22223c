// SPDX-License-Identifier: Apache-2.0
import {
  accountsOf,
  canonicalJson,
  comparableOrganisationName,
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
} from '@unionid/domain';
import type { LedgerBlock, LedgerTransaction } from '../ledger/ledger.js';
import { PRIMARY_KEYS, type ProjectedTable } from './schema.js';

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

type Write = LedgerTransaction['writes'][number];
type Pages = ReadonlyMap<string, readonly IdentifiedAccount[]>;

/** An account as a write left it: canonical JSON, '' where it was deleted. */
interface AccountVersion {
  readonly identityId: string;
  readonly record: string;
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
    const versions: AccountVersion[] = [];
    for (const write of transaction.writes) versions.push(...this.#write(write));
    await this.#addHistory(transaction, { position, versions });
  }

  /** Puts what a write says; answers the accounts that it is about. */
  #write({ key, value }: Write): readonly AccountVersion[] {
    const { type = '', attributes = [] } = splitKey(key) ?? {};
    if (type === 'ap') return this.#writePage(at(attributes, 0), value);
    const table = TABLE_OF[type];
    if (table === undefined) return [];
    const keyColumns = table.key(attributes);
    if (value === undefined) {
      this.#put(table.name, keyColumns, true);
    } else {
      const record = JSON.parse(value) as unknown;
      this.#put(table.name, { ...keyColumns, ...table.columns(record as never, value, this.#pages) });
      this.#note(type, at(attributes, 0), record);
    }
    return type === 'a' ? [{ identityId: at(attributes, 0), record: value ?? '' }] : [];
  }

  /** Keeps what others ask of this block. */
  #note(type: string, id: string, record: unknown): void {
    if (type === 'a') this.accounts.set(id, record as AccountRecord);
    if (type === 'manifest') this.#manifests.set(id, record as ManifestRecord);
  }

  #writePage(pageId: string, value: string | undefined): readonly AccountVersion[] {
    // Nobody who may writes a page twice, and its accounts stand in rows of their own here.
    if (value === undefined) return [];
    const page = JSON.parse(value) as AccountPageRecord;
    const accounts = accountsOf(page);
    this.#pages.set(pageId, accounts);
    this.#put('account_page', { page_id: pageId, province: page.province });
    return accounts.map(({ identityId, account }) => {
      this.#put('account', { identity_id: identityId, ...accountColumns(account) });
      this.accounts.set(identityId, account);
      return { identityId, record: canonicalJson(account) };
    });
  }

  async #addHistory(
    transaction: LedgerTransaction,
    { position, versions }: { readonly position: number; readonly versions: readonly AccountVersion[] },
  ): Promise<void> {
    if (versions.length === 0) return;
    const { type, actor } = await this.#decisionOf(transaction);
    const { transactionId, time } = transaction;
    for (const { identityId, record } of versions) {
      this.#put('account_history', {
        identity_id: identityId,
        block: this.#block,
        position,
        transaction_id: transactionId,
        time,
        type,
        actor,
        record,
      });
    }
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
    // A later write of the same row replaces the earlier; the transaction's first copy stays (fabric.md §3.6).
    if (table === 'ledger_transaction' && this.#rows.has(name)) return;
    this.#rows.set(name, { table, row, deleted });
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

// Record types of domain ledger/keys.ts; those not named here (`m`, `uscc`) repeat what other rows say, and a page (`ap`)
// is many rows.
const TABLE_OF: Readonly<Record<string, TableOf | undefined>> = {
  network: documentOf('network'),
  province: documentOf('province'),
  'gateway-key': documentOf('gateway-key'),
  manifest: documentOf('manifest'),
  chunk: documentOf('chunk'),
  i: {
    name: 'seen_instruction',
    key: (attributes) => ({ instruction_id: at(attributes, 1) }),
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
  a: {
    name: 'account',
    key: (attributes) => ({ identity_id: at(attributes, 0) }),
    columns: accountColumns,
  },
  p: {
    name: 'person_key',
    key: (attributes) => ({ person_index: at(attributes, 0) }),
    columns: (value: string, _text, pages) => ({ identity_id: identityOf(value, pages) }),
  },
};

function accountColumns({ v, state, province, org, joined, since, loa, tag, root }: AccountRecord): Row {
  return { version: v, state, province, org, joined, since, level: loa, name_tag: tag, root };
}

/** What stands under a personKey: an identityId, or a place in a page. */
function identityOf(value: string, pages: Pages): string {
  const place = parsePlace(value);
  if (place === undefined) return value;
  const account = pages.get(place.pageId)?.[place.slot];
  // Only an altered contract could write that: the row then leads to nobody.
  return account?.identityId ?? '';
}
