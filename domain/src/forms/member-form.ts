// SPDX-License-Identifier: Apache-2.0
import { ageOn, type IsoDate } from '../values/calendar-date.js';
import { fixMobile, parseMobile } from '../values/mobile.js';
import { isPastRetirement } from '../values/retirement.js';
import type { Cells } from './form.js';
import { MEMBER_FORM, type MemberColumn } from './member-columns.js';
import { documentFields, readIdentity, type MemberIdentity } from './member-identity.js';
import { readMembership, type Membership } from './member-membership.js';
import type { MemberReader, MemberRow, MemberRowContext } from './member-row.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';

type Particulars = ReturnType<typeof readParticulars>;

/** Lowest age at which labour law allows work, hence membership (《劳动法》第十五条). */
export const MIN_AGE_YEARS = 16;
// Codes of SEX, EMPLOYMENT_STATUS, HOUSEHOLD_TYPE and YES_NO.
const MALE = '1';
const RETIRED = '4';
const URBAN_HOUSEHOLD = '2';
const YES = '1';

/**
 * Reads one row of the member form by the import rules of union-law.md §5.3: every fault is found at once, what can be
 * repaired without loss is repaired and noted, and only the five fields of 总工办发〔2017〕14号 must be there.
 */
export function readMemberRow(cells: Cells<MemberColumn>, context: MemberRowContext): RowResult<MemberRow> {
  const reader = new RowReader(MEMBER_FORM, cells, context.mapping);
  const identity = readIdentity(reader, context.today);
  const membership = readMembership(reader, context.today);
  const particulars = readParticulars(reader);
  checkAge(reader, identity, membership, context);
  warnOfAge(reader, { identity, membership, particulars, today: context.today });
  warnOfHousehold(reader, particulars);
  return reader.finish(() => toRow(context.rowNumber, identity, membership, particulars));
}

/** Whether somebody of this day of birth, where one is known, can not join on that day. */
export function isTooYoung(birthDate: IsoDate | undefined, joined: IsoDate): boolean {
  return birthDate !== undefined && ageOn(birthDate, joined) < MIN_AGE_YEARS;
}

function readParticulars(
  reader: MemberReader,
): Pick<
  MemberRow,
  | 'ethnicity'
  | 'employment'
  | 'education'
  | 'skill'
  | 'householdPlace'
  | 'political'
  | 'employer'
  | 'nativePlace'
  | 'migrantWorker'
  | 'source'
> & { readonly mobile: string | undefined; readonly householdType: string | undefined } {
  const migrant = reader.code('是否农民工会员');
  return {
    ethnicity: reader.code('民族'),
    employment: reader.code('就业状况'),
    education: reader.code('学历'),
    skill: reader.code('技术等级'),
    mobile: readMobile(reader),
    householdType: reader.code('户籍类型', { required: true }),
    householdPlace: reader.text('户籍所在地'),
    political: reader.code('政治面貌'),
    employer: reader.text('工作单位'),
    nativePlace: reader.text('籍贯'),
    migrantWorker: migrant === undefined ? undefined : migrant === YES,
    source: reader.text('数据来源', { silent: true, maxCharacters: 60 }),
  };
}

function readMobile(reader: MemberReader): string | undefined {
  const text = reader.text('移动电话', { required: true, maxCharacters: 40, phone: true });
  return text === undefined
    ? undefined
    : reader.parsed('移动电话', parseMobile(reader.fixed('移动电话', fixMobile(text))));
}

// Without a date of its own a membership is no older than the file (Q12).
function checkAge(
  reader: MemberReader,
  { birthDate }: MemberIdentity,
  membership: Membership,
  { today, minAgeYears = MIN_AGE_YEARS }: MemberRowContext,
): void {
  if (birthDate === undefined) return;
  const { joinedDate, changeDate } = membership;
  const earliest = [joinedDate, changeDate, today].filter((date) => date !== undefined).reduce(earlier);
  if (ageOn(birthDate, earliest) >= minAgeYears) return;
  reader.problem('TOO_YOUNG', joinedDate === earliest ? '入会日期' : '出生日期', { minAgeYears });
}

function earlier(one: IsoDate, other: IsoDate): IsoDate {
  return one < other ? one : other;
}

/** Q13 and Q16: who has retired is 保留会籍, whatever the form says. */
function warnOfAge(
  reader: MemberReader,
  row: {
    readonly identity: MemberIdentity;
    readonly membership: Membership;
    readonly particulars: Particulars;
    readonly today: IsoDate;
  },
): void {
  if (row.membership.target !== 'ACTIVE') return;
  if (row.particulars.employment === RETIRED) {
    reader.warn('RETIRED_NOT_RETAINED', '会籍变化类型');
    return;
  }
  const { birthDate, sex } = row.identity;
  if (birthDate === undefined || sex === undefined) return;
  if (isPastRetirement(birthDate, sex === MALE ? 'MALE' : 'FEMALE', row.today))
    reader.warn('PAST_RETIREMENT', '就业状况');
}

/** Q17: a migrant worker keeps a rural household; a 居民户口 does not tell. */
function warnOfHousehold(reader: MemberReader, { migrantWorker, householdType }: Particulars): void {
  if (migrantWorker === true && householdType === URBAN_HOUSEHOLD)
    reader.warn('MIGRANT_HOUSEHOLD', '是否农民工会员');
}

function toRow(
  rowNumber: number,
  identity: MemberIdentity,
  membership: Membership,
  particulars: Particulars,
): MemberRow | undefined {
  const { name, sex, birthDate, document } = identity;
  const { mobile, householdType } = particulars;
  if (name === undefined || sex === undefined || document === undefined) return undefined;
  if (mobile === undefined || householdType === undefined) return undefined;
  const about = { ...particulars, mobile, householdType };
  return { rowNumber, name, sex, birthDate, ...documentFields(document), ...membership, ...about };
}
