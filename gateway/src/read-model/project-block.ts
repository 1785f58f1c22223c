// SPDX-License-Identifier: Apache-2.0
import {
  canonicalJson,
  comparableOrganisationName,
  splitKey,
  type AccountRecord,
  type EmployerRecord,
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
    const accounts = transaction.writes.filter(({ key, value }) => this.#write(key, value) === 'account');
    await this.#addHistory(transaction, { position, accounts });
  }

  /** Which table a write goes to. */
  #write(key: string, value: string | undefined): ProjectedTable | undefined {
    const parts = splitKey(key);
    const table = parts === undefined ? undefined : TABLE_OF[parts.type];
    if (parts === undefined || table === undefined) return undefined;
    const keyColumns = table.key(parts.attributes);
    if (value === undefined) {
      this.#put(table.name, keyColumns, true);
      return table.name;
    }
    const record = JSON.parse(value) as unknown;
    this.#put(table.name, { ...keyColumns, ...table.columns(record as never, value) });
    if (parts.type === 'a') this.accounts.set(parts.attributes[0] ?? '', record as AccountRecord);
    if (parts.type === 'manifest') this.#manifests.set(parts.attributes[0] ?? '', record as ManifestRecord);
    return table.name;
  }

  async #addHistory(
    transaction: LedgerTransaction,
    { position, accounts }: { readonly position: number; readonly accounts: LedgerTransaction['writes'] },
  ): Promise<void> {
    if (accounts.length === 0) return;
    const { type, actor } = await this.#decisionOf(transaction);
    const { transactionId, time } = transaction;
    for (const { key, value: record = '' } of accounts) {
      const identityId = splitKey(key)?.attributes[0] ?? '';
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
  readonly columns: (record: never, text: string) => Row;
}

const at = (attributes: readonly string[], index: number): string => attributes[index] ?? '';
const documentOf = (kind: string): TableOf => ({
  name: 'document',
  key: (attributes) => ({ kind, name: attributes.join('/') }),
  columns: (_record, text) => ({ record: text }),
});

// Record types of domain ledger/keys.ts; those not named here (`m`, `uscc`) repeat what other rows say.
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
    columns: (account: AccountRecord) => ({
      ...{ version: account.v, state: account.state, province: account.province, org: account.org },
      ...{ joined: account.joined, since: account.since, level: account.loa },
      ...{ name_tag: account.tag, root: account.root },
    }),
  },
  p: {
    name: 'person_key',
    key: (attributes) => ({ person_key: at(attributes, 0) }),
    columns: (_record, text) => ({ identity_id: identityOf(text) }),
  },
};

/** The index's value: the identity id, alone as a JSON string or as a record. */
function identityOf(text: string): string {
  const value = JSON.parse(text) as string | { readonly identityId: string };
  return typeof value === 'string' ? value : value.identityId;
}
