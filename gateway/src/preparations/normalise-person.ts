// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { hasCode, HOUSEHOLD_TYPE, SEX } from '@unionid/domain/codes';
import { DomainError } from '@unionid/domain/errors';
import type { Fields, PersonIdentifiers } from '@unionid/domain/privacy';
import {
  ageOn,
  canonicalDocument,
  checkName,
  fixDocumentNumber,
  fixMobile,
  normaliseName,
  parseDocument,
  parseMobile,
  type IdentityDocument,
  documentKindOf,
} from '@unionid/domain/values';

/** A person as checked and repaired: the fields that the root commits to, and what matching needs. */
export interface NormalisedPerson {
  readonly fields: Fields;
  readonly identifiers: PersonIdentifiers;
}

export interface PersonRules {
  /** Today in China, `yyyy-mm-dd`. */
  readonly today: string;
  /** 16 for a member (Labour Law §15); 0 for an account without membership. */
  readonly minimumAge: number;
}

/**
 * Format and logic of one person as entered at the counter, by the rules of file imports.
 * @throws DomainError INVALID_REQUEST whose `fields` name field and fault, never the value
 */
export function normalisePerson(input: PersonInput, rules: PersonRules): NormalisedPerson {
  const problems: string[] = [];
  const document = readDocument(input, rules.today, problems);
  const name = readName(input.name, problems);
  const mobile = readMobile(input.mobile, problems);
  checkCodes(input, problems);
  if (document !== undefined) checkAgainstDocument(input, document, problems);
  if (ageOn(input.birthDate, rules.today) < rules.minimumAge) problems.push('person.birthDate: TOO_YOUNG');
  if (document === undefined || problems.length > 0)
    throw new DomainError('INVALID_REQUEST', { fields: problems });
  const { more = {}, ...person } = input;
  return {
    fields: { ...more, ...person, name: name.entered, docNumber: document.number, mobile },
    identifiers: { ...canonicalDocument(document.kind, document.number), name: name.normalised },
  };
}

function readDocument(
  { docType, docNumber }: PersonInput,
  today: string,
  problems: string[],
): IdentityDocument | undefined {
  const kind = documentKindOf(docType);
  if (kind === undefined) {
    problems.push('person.docType: CODE_UNKNOWN');
    return undefined;
  }
  const parsed = parseDocument(kind, fixDocumentNumber(kind, docNumber).text, today);
  if (parsed.ok) return parsed.value;
  problems.push(`person.docNumber: ${parsed.code}`);
  return undefined;
}

function readName(
  text: string,
  problems: string[],
): { readonly entered: string; readonly normalised: string } {
  const { name } = normaliseName(text);
  const checked = checkName(name);
  if (!checked.ok) problems.push(`person.name: ${checked.code}`);
  return name;
}

function readMobile(text: string, problems: string[]): string {
  const fixed = fixMobile(text).text;
  const parsed = parseMobile(fixed);
  if (!parsed.ok) problems.push(`person.mobile: ${parsed.code}`);
  return fixed;
}

function checkCodes({ sex, householdType }: PersonInput, problems: string[]): void {
  if (!hasCode(SEX, sex)) problems.push('person.sex: CODE_UNKNOWN');
  if (!hasCode(HOUSEHOLD_TYPE, householdType)) problems.push('person.householdType: CODE_UNKNOWN');
}

// Passports and travel permits tell neither birth date nor sex.
function checkAgainstDocument(
  { sex, birthDate }: PersonInput,
  document: IdentityDocument,
  problems: string[],
): void {
  if (document.birthDate !== undefined && document.birthDate !== birthDate)
    problems.push('person.birthDate: BIRTH_DATE_MISMATCH');
  if (document.sex !== undefined && (document.sex === 'MALE' ? '1' : '2') !== sex)
    problems.push('person.sex: SEX_MISMATCH');
}
