// SPDX-License-Identifier: Apache-2.0
import { textOfCode } from '../codes/index.js';
import type { FieldFault } from '../errors/index.js';
import { JOINING } from '../person/index.js';
import { EARLIEST_DAY, type IsoDate } from '../values/calendar-date.js';
import type { Cells } from './form.js';
import {
  MEMBER_FORM,
  PERSON_FIELD_NAMES,
  PERSON_FIELDS,
  type MemberColumn,
  type PersonField,
} from './member-columns.js';
import { isTooYoung, readMemberRow } from './member-form.js';
import type { MemberRow } from './member-row.js';
import type { RowProblem } from './row-result.js';

/** Fields that stand by themselves at a counter; the form's others stand under `more`. */
const OWN_FIELDS = [
  'name',
  'docType',
  'docNumber',
  'mobile',
  'sex',
  'birthDate',
  'householdType',
] as const satisfies readonly PersonField[];

type OwnField = (typeof OWN_FIELDS)[number];

/** The joining date is the operator's decision, not the person's. */
const FURTHER_FIELDS = PERSON_FIELD_NAMES.filter(
  (field) => field !== 'joinedDate' && !OWN_FIELDS.some((own) => own === field),
);

/** A person as entered at a counter, in the texts of the form or the codes of its drop-downs. */
export interface CounterPerson extends Readonly<Partial<Record<OwnField, string | undefined>>> {
  /** The form's further fields, by their name in the record or by their column. */
  readonly more?: Readonly<Record<string, string>> | undefined;
}

/** What the operator decides on the membership. */
export interface CounterDecision {
  readonly joined: IsoDate;
  readonly state?: 'ACTIVE' | 'RETAINED' | undefined;
  readonly since?: IsoDate | undefined;
  readonly change?: string | undefined;
  readonly reason?: string | undefined;
}

export type CounterEntry =
  | {
      readonly type: 'person.enrol';
      readonly person: CounterPerson;
      /** Where it is not known yet, the person alone is judged. */
      readonly decision?: CounterDecision | undefined;
    }
  | {
      readonly type: 'person.openAccount';
      readonly person: CounterPerson;
      /** The day on which the account is opened, where it is known. */
      readonly on?: IsoDate | undefined;
    }
  | { readonly type: 'transfer.request' | 'claim.open'; readonly person: CounterPerson };

export type CounterResult =
  | { readonly ok: true; readonly row: MemberRow }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Entries that make an account and no member. */
const WITHOUT_MEMBERSHIP: ReadonlySet<CounterEntry['type']> = new Set(['person.openAccount', 'claim.open']);

/** Where the columns stand that say something of the membership. */
const DECISION_PATHS: Readonly<Partial<Record<MemberColumn, string>>> = {
  会籍变化类型: 'decision.change',
  会籍变化日期: 'decision.since',
  会籍变化原因: 'decision.reason',
  入会日期: 'decision.joined',
  所属工会: 'org',
};

/**
 * Reads one person of a counter as a row of the member form, by the same rules; only who opens an account without membership
 * may be of any age.
 * @param today in China
 */
export function readCounterEntry(entry: CounterEntry, today: IsoDate): CounterResult {
  const isMember = entry.type === 'person.enrol';
  const decision = isMember ? entry.decision : undefined;
  const { more = {}, ...own } = entry.person;
  const further = furtherCells(more);
  if (further === undefined) return { ok: false, faults: [{ path: 'person.more', code: 'FIELD_UNKNOWN' }] };
  const decided = decision === undefined ? {} : decisionCells(decision);
  const result = readMemberRow(toTexts({ ...further, ...ownCells(own), ...decided }), {
    ...{ today, mapping: {}, rowNumber: 1 },
    ...(WITHOUT_MEMBERSHIP.has(entry.type) && { minAgeYears: 0 }),
  });
  if (!result.ok) return { ok: false, faults: counterFaults(result.problems) };
  const faults =
    decision === undefined ? dayFaults(result.row, entry, today) : stateFaults(result.row, decision);
  return faults.length === 0 ? { ok: true, row: result.row } : { ok: false, faults };
}

/**
 * A row of the member form as its person would be entered at a counter; what it says of the membership, and where it comes from, is
 * the row's and not the person's. Faults are those of cells that say nothing for certain.
 */
export function counterPersonOf(cells: Cells<MemberColumn>): {
  readonly person: CounterPerson;
  readonly faults: readonly FieldFault[];
} {
  const fields = [...OWN_FIELDS, ...FURTHER_FIELDS.filter((field) => field !== 'source')];
  const faults: FieldFault[] = [];
  const texts = new Map<PersonField, string>();
  for (const field of fields) {
    const column = PERSON_FIELDS[field];
    const cell = cells[column] ?? '';
    if (typeof cell === 'string') texts.set(field, cell);
    else faults.push({ path: pathOf(column), code: cell.fault });
  }
  const textsOf = (names: readonly PersonField[]): Record<string, string> =>
    Object.fromEntries(names.flatMap((name) => (texts.get(name) ? [[name, texts.get(name) ?? '']] : [])));
  const more = textsOf(fields.slice(OWN_FIELDS.length));
  const own = Object.fromEntries(OWN_FIELDS.map((name) => [name, texts.get(name) ?? '']));
  return { person: { ...own, ...(Object.keys(more).length > 0 && { more }) }, faults };
}

/** Faults of a member's record beside the day of joining, which the ledger has: a correction and a transfer leave it as it is. */
export function faultsSinceJoining(
  { birthDate }: Pick<MemberRow, 'birthDate'>,
  joined: IsoDate,
): readonly FieldFault[] {
  return isTooYoung(birthDate, joined) ? [{ path: pathOf('出生日期'), code: 'TOO_YOUNG' }] : [];
}

/** Faults of a row by where its columns stand at a counter. */
export function counterFaults(problems: readonly RowProblem[]): readonly FieldFault[] {
  return problems.map(({ code, column }) => ({ path: pathOf(column as MemberColumn), code }));
}

type Texts = Readonly<Partial<Record<MemberColumn, string | undefined>>>;

function ownCells(own: Omit<CounterPerson, 'more'>): Texts {
  return Object.fromEntries(OWN_FIELDS.map((field) => [PERSON_FIELDS[field], own[field]]));
}

/** Undefined where a name is none of the form's further fields, or one of them stands there twice. */
function furtherCells(more: Readonly<Record<string, string>>): Texts | undefined {
  const fields = Object.keys(more).flatMap(
    (name) => FURTHER_FIELDS.find((field) => field === name || PERSON_FIELDS[field] === name) ?? [],
  );
  const texts = Object.values(more);
  if (new Set(fields).size < texts.length) return undefined;
  return Object.fromEntries(fields.map((field, at) => [PERSON_FIELDS[field], texts[at]]));
}

function decisionCells({ joined, since, change = JOINING, reason }: CounterDecision): Texts {
  return { 入会日期: joined, 会籍变化日期: since, 会籍变化类型: change, 会籍变化原因: reason };
}

// A counter's drop-downs may send their codes: the form is read by its texts.
function toTexts(cells: Texts): Cells<MemberColumn> {
  const texts = Object.entries(cells).map(([column, value = '']) => {
    const table = MEMBER_FORM.tables[column as MemberColumn];
    return [column, (table && textOfCode(table, value)) ?? value];
  });
  return Object.fromEntries(texts) as Cells<MemberColumn>;
}

/** Nobody is enrolled by a change that ends a membership, nor into another state than the change leads to. */
function stateFaults({ target }: MemberRow, { state = 'ACTIVE' }: CounterDecision): readonly FieldFault[] {
  if (target === state) return [];
  const path = target === 'ENDED' ? 'decision.change' : 'decision.state';
  return [{ path, code: 'VALUE_NOT_ALLOWED' }];
}

// The person's own row says nothing of that day: nobody has an account before birth.
function dayFaults(
  { birthDate = '' }: MemberRow,
  entry: CounterEntry,
  today: IsoDate,
): readonly FieldFault[] {
  if (entry.type !== 'person.openAccount' || entry.on === undefined) return [];
  const { on } = entry;
  if (on > today) return [{ path: 'on', code: 'DATE_IN_FUTURE' }];
  if (on < EARLIEST_DAY) return [{ path: 'on', code: 'DATE_TOO_EARLY' }];
  return on < birthDate ? [{ path: 'on', code: 'DATES_OUT_OF_ORDER' }] : [];
}

function pathOf(column: MemberColumn): string {
  const field = PERSON_FIELD_NAMES.find((name) => PERSON_FIELDS[name] === column);
  const isOwn = OWN_FIELDS.some((name) => name === field);
  return DECISION_PATHS[column] ?? `person.${isOwn ? '' : 'more.'}${field ?? column}`;
}
