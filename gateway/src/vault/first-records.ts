// SPDX-License-Identifier: Apache-2.0
import { toHex } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import { commitmentRoot } from '@unionid/domain/privacy';
import { sm3 } from '@unionid/domain/sm';
import type { RecordKeyTable } from './record-key-table.js';
import { NO_KEY, storeRevision, type SealedRecord, type VaultKeys } from './record-sealing.js';
import type { RecordRow, RecordTable } from './record-table.js';
import type { NewRevision, RevisionTable } from './revision-table.js';
import type { RealNameRecord, Rooted } from './vault.js';

interface FirstRecordsParts {
  readonly records: RecordTable;
  readonly recordKeys: RecordKeyTable;
  readonly revisions: RevisionTable;
  readonly keys: VaultKeys;
  /** @throws DomainError DECRYPTION_FAILED */
  readonly open: (recordId: string, stored: SealedRecord) => RealNameRecord;
}

/** A record that opens, and its root. */
interface Opened extends Rooted {
  readonly record: RealNameRecord;
}

/** The records that came first, of which only the content tells the root. */
export class FirstRecords {
  readonly #parts: FirstRecordsParts;

  constructor(parts: FirstRecordsParts) {
    this.#parts = parts;
  }

  /** Whose record waits, and is the one under this root. */
  async waitingUnder(accounts: readonly Rooted[]): Promise<readonly string[]> {
    const states = await this.#parts.records.states(accounts.map(({ identityId }) => identityId));
    const waiting = accounts.filter(({ identityId }) => states.get(identityId) === 'PENDING');
    if (waiting.length === 0) return [];
    const rootOf = new Map(waiting.map(({ identityId, root }) => [identityId, root]));
    const opened = await this.#opened([...rootOf.keys()]);
    return opened.flatMap(({ identityId, root }) => (rootOf.get(identityId) === root ? [identityId] : []));
  }

  /** What is kept of records that others are to take the place of; of one that does not open the sealed text, and its key where there is one. */
  async asides(identityIds: readonly string[]): Promise<readonly NewRevision[]> {
    const { revisions } = this.#parts;
    const rows = await this.#parts.records.rows(identityIds);
    const wrappedOf = await this.#parts.recordKeys.wrapped(identityIds);
    const asides = rows.map((row) => this.#aside(row, wrappedOf.get(row.identity_id)));
    const known = await revisions.known(asides.map(({ stored }) => stored.identityId));
    return asides.filter(({ stored }) => !known.has(stored.identityId));
  }

  #aside(row: RecordRow, wrapped: Uint8Array | undefined): NewRevision {
    const { identity_id: identityId, sealed, document_index: documentIndex } = row;
    const note = { promised: '{}', group: row.record_group, preparedAt: row.prepared_at };
    const opened = this.#open(row, wrapped);
    if (opened !== undefined) {
      const stored = storeRevision(this.#parts.keys, opened.record, opened.root);
      // A number that is somebody else's now finds nobody by it.
      return { ...note, identityId, root: opened.root, stored: { ...stored, documentIndex } };
    }
    // Under no root, so that it never counts: a key that comes back, of another backup, may still open it by hand.
    const stored = { sealed, wrapped: wrapped ?? NO_KEY, documentIndex, nameTag: null };
    const recordId = `${identityId}/unopened-${toHex(sm3(sealed))}`;
    return { ...note, identityId, root: '', stored: { ...stored, identityId: recordId } };
  }

  async #opened(identityIds: readonly string[]): Promise<readonly Opened[]> {
    const { records, recordKeys } = this.#parts;
    const rows = await records.rows(identityIds);
    const wrappedOf = await recordKeys.wrapped(identityIds);
    return rows.flatMap((row) => this.#open(row, wrappedOf.get(row.identity_id)) ?? []);
  }

  #open({ identity_id: identityId, sealed }: RecordRow, wrapped: Uint8Array | undefined): Opened | undefined {
    if (wrapped === undefined) return undefined;
    try {
      const record = this.#parts.open(identityId, { sealed, wrapped });
      return { identityId, root: commitmentRoot(record.fields, record.seed), record };
    } catch (error) {
      if (asDomainError(error)?.code !== 'DECRYPTION_FAILED') throw error;
      return undefined;
    }
  }
}
