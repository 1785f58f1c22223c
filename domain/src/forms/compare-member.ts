// SPDX-License-Identifier: Apache-2.0
import type { MembershipState } from '../ledger/index.js';
import type { Fields } from '../privacy/index.js';
import type { IsoDate } from '../values/calendar-date.js';
import { PERSON_FIELD_NAMES, PERSON_FIELDS, type MemberColumn, type PersonField } from './member-columns.js';
import { memberFields } from './member-fields.js';
import type { MemberRow } from './member-row.js';

/** What is known of a member already. */
export interface KnownMember {
  /** The real-name record; undefined where it was erased. */
  readonly fields: Fields | undefined;
  /** Whether the ledger's tag is that of the row's number and name. */
  readonly isNamed: boolean;
  readonly state: MembershipState;
  readonly joined: IsoDate;
}

/** The document is what the member was found by, in whatever edition; where data come from says nothing of the person. */
const NOT_COMPARED: readonly PersonField[] = ['name', 'docType', 'docNumber', 'joinedDate', 'source'];

/** Columns in which a row says something else of a member than what is known. What it leaves empty says nothing. */
export function differingColumns(row: MemberRow, known: KnownMember): readonly MemberColumn[] {
  return [
    ...(isSameName(row, known) ? [] : [PERSON_FIELDS.name]),
    ...(known.fields === undefined ? [] : differingFields(row, known.fields)),
    ...(row.changeType === undefined || row.target === known.state ? [] : (['会籍变化类型'] as const)),
    ...(row.joinedDate === undefined || row.joinedDate === known.joined ? [] : [PERSON_FIELDS.joinedDate]),
  ];
}

function isSameName({ name }: MemberRow, { fields, isNamed }: KnownMember): boolean {
  return fields === undefined ? isNamed : fields.nameNormalised === name.normalised;
}

function differingFields(row: MemberRow, known: Fields): readonly MemberColumn[] {
  const stated = memberFields(row);
  return PERSON_FIELD_NAMES.filter((field) => {
    const text = stated[field];
    return text !== undefined && !NOT_COMPARED.includes(field) && text !== known[field];
  }).map((field) => PERSON_FIELDS[field]);
}
