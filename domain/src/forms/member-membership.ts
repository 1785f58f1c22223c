// SPDX-License-Identifier: Apache-2.0
import { CHANGE_REASON, textOfCode } from '../codes/index.js';
import { JOINING, MEMBERSHIP_CHANGES } from '../person/index.js';
import { EARLIEST_DAY, type IsoDate } from '../values/calendar-date.js';
import { fixCreditCode, isUnionCreditCode, parseCreditCode } from '../values/credit-code.js';
import type { MemberColumn } from './member-columns.js';
import type { MemberReader, MemberRow } from './member-row.js';
import { parseUnionReference, type UnionReference } from './union-reference.js';

type CodedUnion = Extract<UnionReference, { readonly by: 'creditCode' }>;

export type Membership = Pick<
  MemberRow,
  'changeType' | 'changeDate' | 'changeReason' | 'union' | 'joinedDate' | 'target'
>;

/** Reads the change of membership, its dates and the union, and holds them against each other (Q14, Q15). */
export function readMembership(reader: MemberReader, today: IsoDate): Membership {
  const changeType = reader.code('会籍变化类型');
  const changeDate = reader.date('会籍变化日期', today, { notBefore: EARLIEST_DAY });
  const changeReason = reader.code('会籍变化原因', { silent: changeType === JOINING });
  const stated = reader.date('入会日期', today, {
    silent: changeType === JOINING,
    notBefore: EARLIEST_DAY,
  });
  checkReason(reader, changeType, changeReason);
  checkOrder(reader, { changeType, changeDate, stated });
  const joinedDate = stated ?? (changeType === JOINING ? changeDate : undefined);
  const target = MEMBERSHIP_CHANGES[changeType ?? JOINING]?.to ?? 'ACTIVE';
  return { changeType, changeDate, changeReason, union: readUnion(reader), joinedDate, target };
}

function checkReason(reader: MemberReader, changeType: string | undefined, reason: string | undefined): void {
  if (changeType === undefined || reason === undefined) return;
  const allowed = MEMBERSHIP_CHANGES[changeType]?.reasons ?? [];
  if (allowed.includes(reason)) return;
  reader.problem('CHANGE_CONTRADICTORY', '会籍变化原因', {
    allowed: allowed.map((code) => textOfCode(CHANGE_REASON, code) ?? code),
  });
}

function checkOrder(
  reader: MemberReader,
  dates: { changeType: string | undefined; changeDate: IsoDate | undefined; stated: IsoDate | undefined },
): void {
  const { changeType, changeDate, stated } = dates;
  if (changeDate === undefined || stated === undefined) return;
  if (changeDate < stated) reader.problem('DATES_OUT_OF_ORDER', '会籍变化日期');
  else if (changeType === JOINING && changeDate !== stated) reader.warn('JOIN_DATES_DIFFER', '会籍变化日期');
}

function readUnion(reader: MemberReader): UnionReference | undefined {
  const text = reader.text('所属工会', { silent: true });
  const union = text === undefined ? undefined : reader.parsed('所属工会', parseUnionReference(text));
  const coded = readUnionCode(reader);
  if (coded === undefined) return warnOfPrefix(reader, '所属工会', union);
  if (union?.by === 'creditCode' && union.creditCode !== coded.creditCode)
    reader.problem('UNION_CODE_DIFFERS', '工会统一社会信用代码');
  const named = union?.by === 'name' ? { ...coded, name: union.name } : coded;
  return warnOfPrefix(reader, '工会统一社会信用代码', named);
}

function readUnionCode(reader: MemberReader): CodedUnion | undefined {
  const text = reader.text('工会统一社会信用代码', { silent: true, maxCharacters: 40 });
  if (text === undefined) return undefined;
  const code = reader.parsed(
    '工会统一社会信用代码',
    parseCreditCode(reader.fixed('工会统一社会信用代码', fixCreditCode(text))),
  );
  return code && { by: 'creditCode', creditCode: code.code, usualPrefix: isUnionCreditCode(code) };
}

function warnOfPrefix(
  reader: MemberReader,
  column: MemberColumn,
  union: UnionReference | undefined,
): UnionReference | undefined {
  if (union?.by === 'creditCode' && !union.usualPrefix) reader.warn('UNION_CODE_PREFIX', column);
  return union;
}
