// SPDX-License-Identifier: Apache-2.0
import { asDomainError } from '@unionid/domain/errors';
import { commitmentRoot } from '@unionid/domain/privacy';
import type { RecordKeyTable } from './record-key-table.js';
import { revisionId, storeRevision, type SealedRecord, type VaultKeys } from './record-sealing.js';
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
  readonly row: RecordRow;
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

  /** What is kept of records that others are to take the place of; nothing of one that does not open. */
  async asides(identityIds: readonly string[]): Promise<readonly NewRevision[]> {
    const { revisions, keys } = this.#parts;
    const opened = await this.#opened(identityIds);
    const known = await revisions.known(opened.map(revisionId));
    return opened
      .filter((each) => !known.has(revisionId(each)))
      .map(({ identityId, root, record, row }) => ({
        ...{ identityId, root, promised: '{}', group: row.record_group, preparedAt: row.prepared_at },
        // A number that is somebody else's now finds nobody by it.
        stored: { ...storeRevision(keys, record, root), documentIndex: row.document_index },
      }));
  }

  async #opened(identityIds: readonly string[]): Promise<readonly Opened[]> {
    const { records, recordKeys, open } = this.#parts;
    const rows = await records.rows(identityIds);
    const wrappedOf = await recordKeys.wrapped(identityIds);
    return rows.flatMap((row) => {
      const { identity_id: identityId, sealed } = row;
      const wrapped = wrappedOf.get(identityId);
      if (wrapped === undefined) return [];
      try {
        const record = open(identityId, { sealed, wrapped });
        return [{ identityId, root: commitmentRoot(record.fields, record.seed), record, row }];
      } catch (error) {
        if (asDomainError(error)?.code !== 'DECRYPTION_FAILED') throw error;
        return [];
      }
    });
  }
}
