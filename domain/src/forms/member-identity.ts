// SPDX-License-Identifier: Apache-2.0
import { isCutNumber } from '../table/number-cell.js';
import type { IsoDate } from '../values/calendar-date.js';
import type { Sex } from '../values/id-number.js';
import {
  canonicalDocument,
  documentKindOf,
  fixDocumentNumber,
  parseDocument,
  type DocumentKind,
  type IdentityDocument,
} from '../values/identity-document.js';
import { checkName, nameWarnings, normaliseName, type PersonName } from '../values/person-name.js';
import type { MemberReader, MemberRow } from './member-row.js';
import type { RowReader } from './row-reader.js';

/** Who a row is about; undefined is what is missing or faulty, which the reader has noted. */
export interface MemberIdentity {
  readonly name: PersonName | undefined;
  readonly sex: string | undefined;
  readonly document: IdentityDocument | undefined;
  /** By the number where it tells, else as stated. */
  readonly birthDate: IsoDate | undefined;
}

/** Digits of a number from which on three of its end are cut. */
const MOST_KEPT_DIGITS = 17;

/** GB/T 2261.1 codes of the two sexes that a number can tell. */
const SEX_CODES: Readonly<Record<Sex, string>> = { MALE: '1', FEMALE: '2' };

/** Reads name, sex, document and birth date, and holds them against each other (Q01–Q04, Q10, Q11). */
export function readIdentity(reader: MemberReader, today: IsoDate): MemberIdentity {
  const name = readName(reader);
  const sex = reader.code('性别', { required: true });
  const document = readDocument(reader, today);
  const stated = reader.date('出生日期', today);
  if (document !== undefined) compareWithNumber(reader, document, { sex, stated });
  return { name, sex, document, birthDate: document?.birthDate ?? stated };
}

function compareWithNumber(
  reader: MemberReader,
  document: IdentityDocument,
  { sex, stated }: { readonly sex: string | undefined; readonly stated: IsoDate | undefined },
): void {
  if (document.sex !== undefined && sex !== undefined && SEX_CODES[document.sex] !== sex) {
    reader.problem('SEX_MISMATCH', '性别');
  }
  if (document.birthDate !== undefined && stated !== undefined && stated !== document.birthDate) {
    reader.problem('BIRTH_DATE_MISMATCH', '出生日期');
  }
}

/** What tells persons in any list. */
type PersonReader = Pick<
  RowReader<'姓名' | '有效证件类别' | '证件号码'>,
  'text' | 'isEmpty' | 'code' | 'parsed' | 'fixed' | 'problem' | 'warn'
>;

/** The name of whom a row is about. */
export function readName(reader: PersonReader): PersonName | undefined {
  const text = reader.text('姓名', { required: true });
  if (text === undefined) return undefined;
  const { name, fixes } = normaliseName(text);
  reader.fixed('姓名', { text, fixes });
  const checked = reader.parsed('姓名', checkName(name));
  if (checked !== undefined) for (const code of nameWarnings(checked)) reader.warn(code, '姓名');
  return checked;
}

/** The document by which it tells them. */
export function readDocument(reader: PersonReader, today: IsoDate): IdentityDocument | undefined {
  const kind = readDocumentKind(reader);
  const text = reader.text('证件号码', { required: true, maxCharacters: 40 });
  if (text === undefined || kind === undefined) return undefined;
  const number = reader.fixed('证件号码', fixDocumentNumber(kind, text));
  const parsed = parseDocument(kind, number, today);
  if (!parsed.ok && parsed.code === 'DOCUMENT_KIND_MISMATCH') {
    reader.problem(parsed.code, '有效证件类别');
    return undefined;
  }
  const isCut = number.length > MOST_KEPT_DIGITS && /^\d+$/.test(number) && isCutNumber(number);
  if (isCut && !parsed.ok) {
    reader.problem('NUMBER_ROUNDED', '证件号码');
    return undefined;
  }
  // One in some thousand numbers really ends so.
  if (isCut) reader.warn('NUMBER_MAYBE_ROUNDED', '证件号码');
  return reader.parsed('证件号码', parsed);
}

// Unstated, a document is a resident identity card: 总工办发〔2017〕14号 names no other.
function readDocumentKind(reader: PersonReader): DocumentKind | undefined {
  const isStated = !reader.isEmpty('有效证件类别');
  const code = reader.code('有效证件类别');
  if (!isStated) return 'RESIDENT_ID';
  return code === undefined ? undefined : documentKindOf(code);
}

/** The document as a row keeps it: as written, and the lifelong part by which persons are matched. */
export function documentFields(
  document: IdentityDocument,
): Pick<MemberRow, 'docType' | 'docNumber' | 'matchNumber'> {
  const { docType, docNumber } = canonicalDocument(document.kind, document.number);
  return { docType, docNumber: document.number, matchNumber: docNumber };
}
