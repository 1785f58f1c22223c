// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '../encoding/base64url.js';
import { encodeUtf8 } from '../encoding/utf8.js';
import { hmacSm3 } from '../sm/sm3.js';

/** Current version of the national matching key; versions overlap while it is rotated (architecture.md §5). */
export const PERSON_KEY_VERSION = 1;
/** A nameTag is short: it only confirms a name for a number that is known already. */
export const NAME_TAG_BYTES = 16;

/** A person's document, canonical (`canonicalDocument`), and normalised name. */
export interface PersonIdentifiers {
  readonly docType: string;
  readonly docNumber: string;
  readonly name: string;
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
  readonly nameTag: string;
}

/** Second step, at the national matching endpoint: HMAC-SM3 under k_national over the provinces' blind values. */
export function tagPerson(
  keys: MatchingKeys,
  version: number,
  blinded: { person: Uint8Array; name: Uint8Array },
): PersonTags {
  return {
    personKey: `${String(version)}.${toBase64url(hmacSm3(keys.person, blinded.person))}`,
    nameTag: toBase64url(hmacSm3(keys.name, blinded.name).subarray(0, NAME_TAG_BYTES)),
  };
}
