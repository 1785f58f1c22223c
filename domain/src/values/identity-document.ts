// SPDX-License-Identifier: Apache-2.0
import type { IsoDate } from './calendar-date.js';
import {
  birthDateOf,
  fixIdNumber,
  parseIdNumber,
  sexOf,
  shapeFault,
  type IdNumberFault,
  type Sex,
} from './id-number.js';
import { accept, refuse, type Fixed, type Parsed } from './parsed.js';
import { removeBlanks, toAsciiUpperCase, toHalfWidth } from '../text/plain-text.js';
import { repair } from './repair.js';

/** Documents by which a person may be enrolled (union-law.md §6.2). */
export type DocumentKind =
  | 'RESIDENT_ID'
  | 'HMT_RESIDENCE_PERMIT'
  | 'FOREIGN_PERMANENT_RESIDENT_ID'
  | 'HK_MACAO_TRAVEL_PERMIT'
  | 'TAIWAN_TRAVEL_PERMIT'
  | 'PASSPORT';

/**
 * Codes after GA/T 517 (常用证件代码); 553 stands for both editions of the permanent resident card. 154 for the residence
 * permit is younger than the standard's 2004 edition. Matching needs them distinct and unchanged, no more.
 */
export type DocumentType = '111' | '154' | '414' | '511' | '516' | '553';

/** A document as it is matched: the part of the number that stays when the document is renewed. */
export interface CanonicalDocument {
  readonly docType: DocumentType;
  readonly docNumber: string;
}

/** A valid document; birth date and sex where the number tells them. */
export interface IdentityDocument {
  readonly kind: DocumentKind;
  readonly docType: DocumentType;
  /** As on the document, repaired; `canonicalDocument` has the matched form. */
  readonly number: string;
  readonly birthDate?: IsoDate;
  readonly sex?: Sex;
}

export type DocumentFault = IdNumberFault | 'DOCUMENT_NUMBER_FORMAT' | 'DOCUMENT_KIND_MISMATCH';

export const DOCUMENT_TYPES: Readonly<Record<DocumentKind, DocumentType>> = {
  RESIDENT_ID: '111',
  HMT_RESIDENCE_PERMIT: '154',
  FOREIGN_PERMANENT_RESIDENT_ID: '553',
  HK_MACAO_TRAVEL_PERMIT: '516',
  TAIWAN_TRAVEL_PERMIT: '511',
  PASSPORT: '414',
};

/** 港澳台居民居住证: Hong Kong, Macao, Taiwan (《港澳台居民居住证申领发放办法》). */
const RESIDENCE_PERMITS: readonly string[] = ['810000', '820000', '830000'];
/** Permanent resident card from 2023-12-01: a leading 9, which no division has, then laid out as GB 11643. */
const NEW_PERMANENT_CARDS: readonly string[] = ['9'];
/** The card before it: country in three letters, then 12 digits. Both stay valid together. */
const OLD_PERMANENT_CARD = /^[A-Z]{3}\d{12}$/;
/** H or M, eight digits for life, then optionally two that count renewals (公安部 2010-03-10). */
const HK_MACAO_PERMIT = /^([HM]\d{8})(?:\d{2})?$/;
/** Card edition: eight digits for life; booklet edition: ten, then one character that counts renewals. */
const TAIWAN_PERMIT = /^(?:(\d{8})|(\d{10})[0-9A-Z]?)$/;
const PASSPORT_NUMBER = /^[A-Z0-9]{5,17}$/;

/** Reads the number of a document of the stated kind, strictly as printed. */
export function parseDocument(
  kind: DocumentKind,
  text: string,
  today: IsoDate,
): Parsed<IdentityDocument, DocumentFault> {
  switch (kind) {
    case 'RESIDENT_ID':
      return parseResidentId(text, today);
    case 'HMT_RESIDENCE_PERMIT':
      return parseNumbered(kind, text, today, RESIDENCE_PERMITS);
    case 'FOREIGN_PERMANENT_RESIDENT_ID':
      return OLD_PERMANENT_CARD.test(text)
        ? accept(documentOf(kind, text))
        : parseNumbered(kind, text, today, NEW_PERMANENT_CARDS);
    case 'HK_MACAO_TRAVEL_PERMIT':
      return parsePattern(kind, text, HK_MACAO_PERMIT);
    case 'TAIWAN_TRAVEL_PERMIT':
      return parsePattern(kind, text, TAIWAN_PERMIT);
    case 'PASSPORT':
      return parsePattern(kind, text, PASSPORT_NUMBER);
  }
}

/** Lossless repairs of a document number; a 15-digit number is lengthened only where it is a resident identity card. */
export function fixDocumentNumber(kind: DocumentKind, text: string): Fixed {
  if (kind === 'RESIDENT_ID') return fixIdNumber(text);
  return repair(text, [
    ['FULL_WIDTH', toHalfWidth],
    ['SPACES', (value) => removeBlanks(value).replace(/[()]/g, '')],
    ['LETTER_CASE', toAsciiUpperCase],
  ]);
}

/**
 * The form that is matched, of a valid number. A renewed travel permit matches the old one; a passport's number changes
 * with each passport, and so does a permanent resident's with the edition: those are joined as a person's document
 * history, not here.
 */
export function canonicalDocument(kind: DocumentKind, number: string): CanonicalDocument {
  return { docType: DOCUMENT_TYPES[kind], docNumber: lifelongPart(kind, number) };
}

/** The kind that a document type stands for, or undefined for a type that enrols nobody. */
export function documentKindOf(docType: string): DocumentKind | undefined {
  const kinds = Object.keys(DOCUMENT_TYPES) as DocumentKind[];
  return kinds.find((kind) => DOCUMENT_TYPES[kind] === docType);
}

function lifelongPart(kind: DocumentKind, number: string): string {
  switch (kind) {
    case 'HK_MACAO_TRAVEL_PERMIT':
      return number.slice(0, 9);
    case 'TAIWAN_TRAVEL_PERMIT':
      return number.length === 11 ? number.slice(0, 10) : number;
    case 'RESIDENT_ID':
    case 'HMT_RESIDENCE_PERMIT':
    case 'FOREIGN_PERMANENT_RESIDENT_ID':
    case 'PASSPORT':
      return number;
  }
}

// Were another kind's number let through, the same person would match twice under two document types.
function parseResidentId(text: string, today: IsoDate): Parsed<IdentityDocument, DocumentFault> {
  const isOther =
    shapeFault(text) === undefined && hasPrefix(text, [...RESIDENCE_PERMITS, ...NEW_PERMANENT_CARDS]);
  if (isOther || isOtherKind(text)) return refuse('DOCUMENT_KIND_MISMATCH');
  const parsed = parseIdNumber(text, today);
  if (!parsed.ok) return parsed;
  const { number, birthDate, sex } = parsed.value;
  return accept({ kind: 'RESIDENT_ID', docType: '111', number, birthDate, sex });
}

function isOtherKind(text: string): boolean {
  return OLD_PERMANENT_CARD.test(text) || HK_MACAO_PERMIT.test(text);
}

function parseNumbered(
  kind: DocumentKind,
  text: string,
  today: IsoDate,
  prefixes: readonly string[],
): Parsed<IdentityDocument, DocumentFault> {
  const fault = shapeFault(text);
  if (fault !== undefined) return refuse(fault);
  if (!hasPrefix(text, prefixes)) return refuse('DOCUMENT_KIND_MISMATCH');
  const birth = birthDateOf(text, today);
  if (!birth.ok) return birth;
  return accept({ ...documentOf(kind, text), birthDate: birth.value, sex: sexOf(text) });
}

// A valid resident number under another kind is a wrong kind, not a wrong number.
function parsePattern(
  kind: DocumentKind,
  text: string,
  pattern: RegExp,
): Parsed<IdentityDocument, DocumentFault> {
  if (text.length === 18 && shapeFault(text) === undefined) return refuse('DOCUMENT_KIND_MISMATCH');
  return pattern.test(text) ? accept(documentOf(kind, text)) : refuse('DOCUMENT_NUMBER_FORMAT');
}

function documentOf(kind: DocumentKind, number: string): IdentityDocument {
  return { kind, docType: DOCUMENT_TYPES[kind], number };
}

function hasPrefix(text: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => text.startsWith(prefix));
}
