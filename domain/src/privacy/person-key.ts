// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '../encoding/base64url.js';
import { encodeUtf8 } from '../encoding/utf8.js';
import { hmacSm3 } from '../sm/sm3.js';

/** Version that the national matching key begins with; two overlap while it is turned (architecture.md §5). */
export const PERSON_KEY_VERSION = 1;
/** A nameTag is short: it only confirms a name for a number that is known already. */
export const NAME_TAG_BYTES = 16;

/** A person's document, canonical (`canonicalDocument`), and normalised name. */
export interface PersonIdentifiers {
  readonly docType: string;
  readonly docNumber: string;
  readonly name: string;
}

/** The national keys: k_national by version, and its sister for names, which is one for all of them (ADR 38). */
export interface NationalMatchingKeys {
  readonly person: ReadonlyMap<number, Uint8Array>;
  readonly name: Uint8Array;
}

/** What a province sends to the national matching endpoint: neither half can be turned back or guessed alone. */
export interface BlindedPerson {
  readonly person: string;
  readonly name: string;
}

/** The two provincial keys (k_provinces and its sister for names), 32 bytes each. */
export interface MatchingKeys {
  readonly person: Uint8Array;
  readonly name: Uint8Array;
}

/** First step, at the province: HMAC-SM3 under k_provinces, so the national side never sees a document. */
export function blindPerson(keys: MatchingKeys, identifiers: PersonIdentifiers): BlindedPerson {
  const { docType, docNumber, name } = identifiers;
  return {
    person: toBase64url(hmacSm3(keys.person, encodeUtf8(`v1|${docType}|${docNumber}`))),
    // Never a function of the name alone: names are few and guessable.
    name: toBase64url(hmacSm3(keys.name, encodeUtf8(`v1|${docType}|${docNumber}|${name}`))),
  };
}

/** Index and tag that go on the ledger. */
export interface PersonTags {
  readonly personKey: string;
  /** The key under the version before, while two are in force (ADR 37). */
  readonly formerKey?: string;
  readonly nameTag: string;
}

/** Second step, at the national matching endpoint: HMAC-SM3 under k_national over the provinces' blind values. */
export function tagPerson(
  keys: MatchingKeys,
  version: number,
  blinded: { readonly person: Uint8Array; readonly name: Uint8Array },
): PersonTags {
  return {
    personKey: personKeyUnder(keys.person, version, blinded.person),
    nameTag: toBase64url(hmacSm3(keys.name, blinded.name).subarray(0, NAME_TAG_BYTES)),
  };
}

/**
 * The same while versions overlap: the newer key, and the one under the version before.
 * @param versions one or two, the older first; of each there is a key
 */
export function tagPersonUnder(
  { person, name }: NationalMatchingKeys,
  versions: readonly number[],
  blinded: { readonly person: Uint8Array; readonly name: Uint8Array },
): PersonTags {
  const [version = 0, former] = versions.toReversed();
  const tags = tagPerson({ person: keyOf(person, version), name }, version, blinded);
  if (former === undefined) return tags;
  return { ...tags, formerKey: personKeyUnder(keyOf(person, former), former, blinded.person) };
}

function personKeyUnder(key: Uint8Array, version: number, blinded: Uint8Array): string {
  return `${String(version)}.${toBase64url(hmacSm3(key, blinded))}`;
}

function keyOf(keys: NationalMatchingKeys['person'], version: number): Uint8Array {
  const key = keys.get(version);
  if (key === undefined) throw new Error(`no national matching key of version ${String(version)}`);
  return key;
}
