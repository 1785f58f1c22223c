// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes, decodeUtf8, encodeUtf8, fromBase64url, toBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { commitmentRoot, type Fields, type PersonIdentifiers } from '@unionid/domain/privacy';
import { hmacSm3, openSm4, SEAL_KEY_BYTES } from '@unionid/domain/sm';
import { randomBytes, sealWithFreshIv } from '@unionid/domain/signing';
import type { RealNameRecord } from './vault.js';

/** Keys made of the province's vault key, one for each use. */
export interface VaultKeys {
  readonly wrap: Uint8Array;
  readonly index: Uint8Array;
  readonly name: Uint8Array;
}

/** A record as it is stored: sealed under a key of its own, and that key wrapped. */
export interface SealedRecord {
  readonly sealed: Uint8Array;
  readonly wrapped: Uint8Array;
}

/** In place of the wrapped key of a record that has none any more; is not kept. */
export const NO_KEY = new Uint8Array(0);

/** What a vault keeps of a record, and of what finds it. */
export interface StoredRecord extends SealedRecord {
  readonly identityId: string;
  /** Null where the record is nobody's document. */
  readonly documentIndex: Uint8Array | null;
  readonly nameTag: Uint8Array | null;
}

/** What field commitments are made of. */
export type Committed = Pick<RealNameRecord, 'fields' | 'seed'>;

/** Derives the working keys. @param vaultKey 32 bytes */
export function deriveVaultKeys(vaultKey: Uint8Array): VaultKeys {
  if (vaultKey.length !== SEAL_KEY_BYTES) throw new RangeError('a vault key has 32 bytes');
  return {
    wrap: hmacSm3(vaultKey, encodeUtf8('unionid/vault/v1/wrap')),
    index: hmacSm3(vaultKey, encodeUtf8('unionid/vault/v1/document-index')),
    name: hmacSm3(vaultKey, encodeUtf8('unionid/vault/v1/name-tag')),
  };
}

/** Blind index of a document: a province finds its own member without the matching endpoint. */
export function documentIndex(keys: VaultKeys, docType: string, docNumber: string): Uint8Array {
  return hmacSm3(keys.index, encodeUtf8(`${docType}|${docNumber}`));
}

/**
 * Keyed tag by which a name is compared without opening the record. It tells nothing without the province's key, and two
 * records of one person have different ones.
 */
export function nameTag(keys: VaultKeys, identityId: string, person: PersonIdentifiers): Uint8Array {
  const { docType, docNumber, name } = person;
  return hmacSm3(keys.name, encodeUtf8(`${identityId}|${docType}|${docNumber}|${name}`));
}

/** Seals a record under a fresh key; the identifier is bound to both texts, so that none can be put in another's place. */
function sealRecord(keys: VaultKeys, record: RealNameRecord): SealedRecord {
  const { identityId, fields, seed, identifiers } = record;
  const recordKey = randomBytes(SEAL_KEY_BYTES);
  const aad = encodeUtf8(identityId);
  const plaintext = canonicalBytes({
    fields,
    seed: toBase64url(seed),
    ...(identifiers === undefined ? {} : { identifiers }),
  });
  return {
    sealed: sealWithFreshIv({ key: recordKey, plaintext, aad }),
    wrapped: sealWithFreshIv({ key: keys.wrap, plaintext: recordKey, aad }),
  };
}

/** Seals records and makes what finds them. */
export function storeRecords(keys: VaultKeys, records: readonly RealNameRecord[]): readonly StoredRecord[] {
  return records.map((record) => ({
    identityId: record.identityId,
    ...sealRecord(keys, record),
    ...indexRecord(keys, record),
  }));
}

/** Under which the record that a correction made is kept. */
export function revisionId({
  identityId,
  root,
}: {
  readonly identityId: string;
  readonly root: string;
}): string {
  return `${identityId}/${root}`;
}

/** The same of a record that a correction made, which is kept and bound under an identifier of its own. */
export function storeRevision(keys: VaultKeys, record: RealNameRecord, root: string): StoredRecord {
  const recordId = revisionId({ identityId: record.identityId, root });
  return {
    identityId: recordId,
    ...sealRecord(keys, { ...record, identityId: recordId }),
    ...indexRecord(keys, record),
  };
}

function indexRecord(
  keys: VaultKeys,
  { identityId, identifiers }: RealNameRecord,
): Pick<StoredRecord, 'documentIndex' | 'nameTag'> {
  if (identifiers === undefined) return { documentIndex: null, nameTag: null };
  const { docType, docNumber } = identifiers;
  return {
    documentIndex: documentIndex(keys, docType, docNumber),
    nameTag: nameTag(keys, identityId, identifiers),
  };
}

/** Root of each record's field commitments. */
export function commitmentRoots(records: readonly Committed[]): readonly string[] {
  return records.map(({ fields, seed }) => commitmentRoot(fields, seed));
}

/** Opens what `sealRecord` made. @throws DomainError DECRYPTION_FAILED */
export function openRecord(keys: VaultKeys, identityId: string, stored: SealedRecord): RealNameRecord {
  const aad = encodeUtf8(identityId);
  const recordKey = openSm4({ key: keys.wrap, sealed: stored.wrapped, aad });
  const content = parseContent(openSm4({ key: recordKey, sealed: stored.sealed, aad }));
  return {
    identityId,
    fields: content.fields,
    seed: fromBase64url(content.seed),
    identifiers: content.identifiers,
  };
}

interface Content {
  readonly fields: Fields;
  readonly seed: string;
  readonly identifiers?: PersonIdentifiers;
}

// The tag has vouched for the bytes: they are what this file once wrote.
function parseContent(plaintext: Uint8Array): Content {
  try {
    return JSON.parse(decodeUtf8(plaintext)) as Content;
  } catch (cause) {
    throw new DomainError('DECRYPTION_FAILED', {}, { cause });
  }
}
