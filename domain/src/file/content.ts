// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { canonicalBytes } from '../encoding/canonical-json.js';
import { fromBase64url, toBase64url } from '../encoding/base64url.js';
import { MOST_MEMBERS } from '../ledger/index.js';
import type { PersonIdentifiers } from '../privacy/index.js';
import { sm3 } from '../sm/sm3.js';

const MOST_ENTRIES = 60;
const text = (most: number): z.ZodMiniString => z.string().check(z.minLength(1), z.maxLength(most));

/** Somebody of a household, as the union knows them. */
export const householdPerson = z.strictObject({
  name: text(120),
  /** GA/T 517; a resident identity card where it is left out. */
  docType: z.exactOptional(z.string().check(z.regex(/^\d{3}$/))),
  docNumber: text(40),
  /** 与户主关系. */
  relation: text(20),
});

/** What a hardship file says (domain C7): the household, its head first, and whatever else the union's form asks. */
export const fileContent = z.strictObject({
  household: z.array(householdPerson).check(z.minLength(1), z.maxLength(MOST_MEMBERS)),
  content: z
    .record(text(40), z.string().check(z.maxLength(500)))
    .check(z.refine((entries) => Object.keys(entries).length <= MOST_ENTRIES, { error: 'too many entries' })),
});
export type FileContent = z.output<typeof fileContent>;

/** What the ledger has of a content: SM3 over the seed (32 bytes, base64url) and the canonical content. */
export function contentDigest(content: FileContent, seed: string): string {
  const [salt, bytes] = [fromBase64url(seed), canonicalBytes(content)];
  const all = new Uint8Array(salt.length + bytes.length);
  all.set(salt);
  all.set(bytes, salt.length);
  return toBase64url(sm3(all));
}

/**
 * As whom the matching keys know somebody of a household: never as the account of the same document, so that the tag leads to none.
 * @param docNumber the lifelong part
 */
export function householdIdentifiers({
  docType,
  docNumber,
}: Pick<PersonIdentifiers, 'docType' | 'docNumber'>): PersonIdentifiers {
  return { docType: `household/${docType}`, docNumber, name: '' };
}
