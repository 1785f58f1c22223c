// SPDX-License-Identifier: Apache-2.0
import { decodeUtf8, encodeUtf8 } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import { openSm4 } from '@unionid/domain/sm';
import { sealWithFreshIv } from '@unionid/domain/signing';
import type { Kysely } from 'kysely';
import { batches } from '../database/batches.js';
import type { RecordKeyTable } from './record-key-table.js';
import type { VaultKeys } from './record-sealing.js';
import type { RevisionTable } from './revision-table.js';
import type { BankAccount, BankAccountName } from './vault.js';
import type { RecordTables } from './vault-schema.js';

interface Parts {
  readonly db: Kysely<RecordTables>;
  readonly recordKeys: RecordKeyTable;
  readonly revisions: RevisionTable;
  readonly keys: VaultKeys;
  /** Told of a record whose key, or account, does not open: it fails nobody else's. */
  readonly onDamaged: (recordId: string) => void;
}

/** Numbers of persons' accounts at banks: under the key of the person's own record, so that both are erased by one deletion. */
export class BankAccounts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Keeps them; of somebody without a record here nothing. Idempotent. */
  async keep(accounts: readonly BankAccount[]): Promise<void> {
    const { db, recordKeys, revisions } = this.#parts;
    for (const batch of batches(accounts)) {
      const revised = await revisions.current(batch.map(({ identityId }) => identityId));
      const recordIdOf = ({ identityId }: BankAccount): string =>
        revised.get(identityId)?.record_id ?? identityId;
      const wrapped = await recordKeys.wrapped(batch.map(recordIdOf));
      const rows = batch.flatMap((account) => {
        const key = this.#open(recordIdOf(account), wrapped);
        if (key === undefined) return [];
        const { identityId, tag, number } = account;
        const sealed = sealWithFreshIv({ key, plaintext: encodeUtf8(number), aad: aadOf(account) });
        return [{ identity_id: identityId, tag, record_id: recordIdOf(account), sealed }];
      });
      if (rows.length > 0)
        await db
          .insertInto('bank_account')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['identity_id', 'tag']).doUpdateSet((set) => ({
              record_id: set.ref('excluded.record_id'),
              sealed: set.ref('excluded.sealed'),
            })),
          )
          .execute();
    }
  }

  /** Numbers by person and tag, `identityId/tag`; without those that were never given here, were erased, or do not open. */
  async read(names: readonly BankAccountName[]): Promise<ReadonlyMap<string, string>> {
    const { db, recordKeys } = this.#parts;
    const asked = new Set(names.map(nameOf));
    const found = new Map<string, string>();
    for (const batch of batches(names)) {
      const rows = await db
        .selectFrom('bank_account')
        .selectAll()
        .where(
          'identity_id',
          'in',
          batch.map(({ identityId }) => identityId),
        )
        .execute();
      const wrapped = await recordKeys.wrapped(rows.map((row) => row.record_id));
      for (const { identity_id: identityId, tag, record_id: recordId, sealed } of rows) {
        const name = { identityId, tag };
        const key = asked.has(nameOf(name)) ? this.#open(recordId, wrapped) : undefined;
        const number = key && this.#openAlone(recordId, () => openSm4({ key, sealed, aad: aadOf(name) }));
        if (number !== undefined) found.set(nameOf(name), decodeUtf8(number));
      }
    }
    return found;
  }

  #open(recordId: string, wrapped: ReadonlyMap<string, Uint8Array>): Uint8Array | undefined {
    const sealed = wrapped.get(recordId);
    const { keys } = this.#parts;
    return (
      sealed &&
      this.#openAlone(recordId, () => openSm4({ key: keys.wrap, sealed, aad: encodeUtf8(recordId) }))
    );
  }

  // A page of payees would else be paid to nobody by one damaged byte.
  #openAlone(recordId: string, opened: () => Uint8Array): Uint8Array | undefined {
    try {
      return opened();
    } catch (error) {
      if (asDomainError(error)?.code !== 'DECRYPTION_FAILED') throw error;
      this.#parts.onDamaged(recordId);
      return undefined;
    }
  }
}

function nameOf({ identityId, tag }: BankAccountName): string {
  return `${identityId}/${tag}`;
}

/** Bound to person and tag: none can be put in another's place, or for a record. */
function aadOf(name: BankAccountName): Uint8Array {
  return encodeUtf8(`bank-account/${nameOf(name)}`);
}
