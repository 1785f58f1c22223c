// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { isId, type IdKind } from '../ids/index.js';
import { isCalendarDay } from '../values/calendar.js';

/** Strict field shapes, said once for every payload, record and HTTP body. */
const idField = (kind: IdKind): z.ZodMiniString<string> =>
  z.string().check(
    z.maxLength(32),
    z.refine((text) => isId(kind, text), { error: `not an identifier of kind ${kind}` }),
  );

export const identityIdField = idField('identity');
export const orgIdField = idField('organisation');
export const operatorIdField = idField('operator');
export const instructionIdField = idField('instruction');
export const manifestIdField = idField('manifest');
export const fundIdField = idField('fund');
export const allotmentIdField = idField('allotment');
export const programmeIdField = idField('programme');
export const fileIdField = idField('file');
export const findingIdField = idField('finding');
export const unmaskIdField = idField('unmask');

/** Union node code: '00' national, GB/T 2260 for provinces, 66 for XPCC (union-law.md §5.5). */
export const provinceCodeField = z.string().check(z.regex(/^\d{2}$/));
/** A place by GB/T 2260: a county, with 00 at its end a city, with 0000 a province. */
export const divisionField = z.string().check(z.regex(/^[1-9]\d{5}$/));
export const mspIdField = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9.-]{1,62}$/));
/** SM2 public key 04‖x‖y; whether it lies on the curve is the SM2 gate's question. */
export const publicKeyField = z.string().check(z.regex(/^04[0-9a-f]{128}$/));
export const signatureField = z.string().check(z.regex(/^[0-9a-f]{128}$/));
export const keyIdField = z.string().check(z.regex(/^[0-9a-f]{16}$/));
/** RFC 3339 in UTC to the millisecond, one spelling only, so that text order is time order. */
export const timestampField = z
  .string()
  .check(
    z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
    z.refine(isInstant, { error: 'not a time' }),
  );
/** ISO 8601 calendar date. */
export const dateField = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}$/), z.refine(isDate, { error: 'not a calendar date' }));
/** 32 bytes as base64url. */
export const digestField = z.string().check(z.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/));
/** 16 bytes as base64url. */
export const tagField = z.string().check(z.regex(/^[A-Za-z0-9_-]{21}[AQgw]$/));
/** `version.base64url(32 bytes)`. */
export const personKeyField = z
  .string()
  .check(z.regex(/^[1-9]\d{0,3}\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/));
/** What stands for a document or an account of a bank: version of the key, and 132 bits of a keyed hash as base64url. */
export const keyedTagField = z.string().check(z.regex(/^[1-9]\d{0,3}\.[A-Za-z0-9_-]{22}$/));
/** Where an account stands: page and slot of a bulk load (ledger/account-page.ts), '' for a record of its own. */
export const placeField = z.string().check(z.regex(/^(?:[0-9a-v]{16}[0-9a-f])?$/));
export const creditCodeField = z.string().check(z.regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/));
// A closed list of control and invisible characters: \p{Cf} grows with the runtime's Unicode, and endorsers would differ.
const INVISIBLE = String.raw`\u034f\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff\u{e0000}-\u{e0fff}`;
const BLANK = String.raw`[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]`;
/** What two persons sign they must be able to see: nothing invisible, and no blank at either end. */
// eslint-disable-next-line no-misleading-character-class -- each stands for itself, marks that combine with nothing among them
const VISIBLE = new RegExp(`^(?!${BLANK})[^${INVISIBLE}]+(?<!${BLANK})$`, 'u');
export const organisationNameField = z.string().check(z.minLength(2), z.maxLength(120), z.regex(VISIBLE));
// Read as a word that everybody can type, and another to whatever compares: dots for ·, Roman, circled and other numerals that are
// one character; what a spreadsheet writes for a character, and what it takes for a formula.
const OTHER_SPELLING =
  /[\u2022\u2027\u2219\u22c5\u30fb\uff65\u2100-\u218f\u2460-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289]|_x[\dA-Fa-f]{4}_/;
const FORMULA = /^(?:[=@\uff1d\uff20]|[+\-\uff0b\uff0d].)/u;
/** A name that is signed from now on, in one spelling; the ledger's records hold what was signed before. */
export const signedNameField = organisationNameField.check(
  z.refine((text) => !OTHER_SPELLING.test(text) && !FORMULA.test(text), { error: 'another spelling' }),
);
/** What a fund or a programme is called in public: short, one spelling, nothing that cannot be seen. */
export const titleField = signedNameField.check(z.maxLength(60));
export const codeField = z.string().check(z.regex(/^[0-9A-Za-z]{1,8}$/));
export const versionField = z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER));
/** Version of a record that is there. */
export const recordVersionField = z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER));
/** Which of a union's open requests (transfer/slots.ts). */
export const slotField = z.int().check(z.gte(0), z.lte(9_999));
/** Money in fen, 1/100 yuan: whole, never negative. */
export const fenField = z.int().check(z.gte(0), z.lte(Number.MAX_SAFE_INTEGER));
export const countField = z.int().check(z.gte(0), z.lte(1_000_000_000));

/** The field, or '' where there is none or nobody told. */
export const orNone = <T extends z.ZodMiniType>(field: T): z.ZodMiniUnion<[T, z.ZodMiniLiteral<''>]> =>
  z.union([field, z.literal('')]);

function isDate(text: string): boolean {
  return isCalendarDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
}

// Date.parse alone takes 30 February as 2 March, and 24:00 as the next day's 00:00.
function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}
