// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { namesOf } from '../file/index.js';
import {
  BENEFIT_CLASSES,
  itemTerms,
  MOST_KEPT,
  type AccountRecord,
  type FileRecord,
  type GrantedRecord,
  type PlanItem,
  type PlanRecord,
  type ProgrammeRecord,
} from '../ledger/index.js';
import { accountFields } from '../person/account.js';
import { capsAt, MOST_APART, windowsNear } from '../programme/index.js';
import { fenField, identityIdField, placeField } from '../schema/index.js';
import { daysBetween } from '../values/china-date.js';
import { besideFile, countedUnder, grantedToHousehold, subjectsOf } from './counted.js';
import { plansOf } from './duties.js';
import { assertFiled, type FiledGround } from './filed.js';

/** One item of a plan, as its list is signed. */
export const planRow = z.strictObject({
  identityId: identityIdField,
  /** Where the account stands, as whoever signed found it. */
  place: placeField,
  /** The root that the account has: the name on the list was held against it. It does not stand among the items. */
  root: accountFields.root,
  fen: fenField.check(z.gte(1)),
  ...itemTerms,
});
export type PlanRow = z.output<typeof planRow>;

/** What `identity` says of a member. */
export type MemberFacts = Pick<
  AccountRecord,
  'state' | 'org' | 'province' | 'joined' | 'since' | 'loa' | 'root' | 'also' | 'here' | 'again' | 'held'
>;

/** What is known when an item is granted. */
export interface ItemGround extends Omit<FiledGround, 'isGranted'> {
  readonly planId: string;
  readonly member: MemberFacts | undefined;
  /** What a subject was granted of the class in the window, by whomever. */
  readonly granted: (subject: string) => GrantedRecord | undefined;
  /** Other accounts of a subject's person (ADR 66), which have ended for it or for which it has: what they were granted was granted to the same. */
  readonly also: (subject: string) => readonly string[];
  /** The same of the windows beside it, as far as `nearWindows` names them. */
  readonly near: (subject: string) => readonly GrantedRecord[];
  /** Where the payee's union stands; undefined where nobody told. */
  readonly division: string | undefined;
  /** The file of the payee's household, whether the item names it or not. */
  readonly home: FileRecord | undefined;
  /** The same while it stands, counted on the plan's day or not. */
  readonly standing: FileRecord | undefined;
  /** Who signed the list, as identityId: nobody grants anything to himself, or to the own household. */
  readonly signers: readonly string[];
  /** Whether a number of a voucher is another item's, in the books of the plan's line. */
  readonly isBooked: (voucher: string) => boolean;
}

/** An item, and what its subjects have been granted with it. */
export interface GrantedItem {
  readonly item: PlanItem;
  readonly granted: ReadonlyMap<string, GrantedRecord>;
}

/**
 * @throws DomainError ACCOUNT_UNKNOWN, STALE_SUBJECT where the account has another root, OWN_ACCOUNT, GOODS_KIND, GOODS_SUM, VOUCHER_TAKEN, NOT_ELIGIBLE, DISTRICT_UNKNOWN, DISTRICT_UNCAPPED, CAP_EXCEEDED, ALREADY_GRANTED,
 * GRANT_TOO_SOON, DUPLICATE_IN_FILE where the plan grants it already, and what `assertFiled` names
 */
export function grantItem(row: PlanRow, ground: ItemGround): GrantedItem {
  const { file, plan, member } = ground;
  const item = itemOf(row, file);
  assertNotOwn(item, ground);
  if (member !== undefined && member.root !== row.root) throw new DomainError('STALE_SUBJECT');
  assertWorth(row, ground.programme);
  if (row.voucher !== undefined && ground.isBooked(row.voucher)) throw new DomainError('VOUCHER_TAKEN');
  assertEligible(ground);
  const isGranted = item.file === undefined && isGrantedBefore(item.id, ground);
  assertFiled(item, { ...ground, isGranted });
  const { itemFen } = ground.programme;
  const { windowFen, householdFen } = capsAt(ground.programme, ground.division);
  if (item.fen > itemFen) throw new DomainError('CAP_EXCEEDED', { cap: itemFen });
  const subjects = [...subjectsOf(item, plan.class, file), ...besideFile(item, plan.class, ground.standing)];
  for (const subject of new Set(subjects)) {
    assertCap(item, windowFen, grantedTo(subject, ground));
    assertFree(ground, subject);
  }
  if (householdFen !== undefined) assertHouseholdCap(item, householdFen, ground);
  const names = countedUnder(item, plan.class, file);
  return { item, granted: new Map(names.map((name) => [name, grantTo(name, item, ground)])) };
}

/** Windows beside a plan's own that its rules look at: at the turn of a year as within it. */
export function nearWindows(
  { class: benefitClass, on }: Pick<PlanRecord, 'class' | 'on'>,
  { apart = 0, files }: Pick<ProgrammeRecord, 'apart' | 'files'>,
): readonly string[] {
  const days = files?.late === undefined ? Math.min(apart, MOST_APART) - 1 : MOST_APART;
  return days <= 0 ? [] : windowsNear(benefitClass, on, days);
}

function isGrantedBefore(id: string, ground: ItemGround): boolean {
  const { plan } = ground;
  return (
    grantedTo(id, ground).length > 0 ||
    nearTo(id, ground).some(({ last }) => Math.abs(daysBetween(last, plan.on)) < MOST_APART)
  );
}

/** What a subject was granted in the window, under each account that has been the same person's. */
function grantedTo(subject: string, { granted, also }: ItemGround): readonly GrantedRecord[] {
  return [subject, ...also(subject)].flatMap((name) => granted(name) ?? []);
}

function nearTo(subject: string, { near, also }: ItemGround): readonly GrantedRecord[] {
  return [subject, ...also(subject)].flatMap(near);
}

/** Of each window the newest day alone is kept, so that nothing is granted for a day before it. */
function isTooSoon({ last }: GrantedRecord, { on }: Pick<PlanRecord, 'on'>, apart: number): boolean {
  return daysBetween(last, on) < apart;
}

function assertNotOwn({ id }: PlanItem, { signers, file, home }: ItemGround): void {
  const household = [file?.members, file?.left, home?.members, home?.left].flat();
  const own = [id, ...household.map((member) => member?.id)];
  if (signers.some((each) => own.includes(each))) throw new DomainError('OWN_ACCOUNT');
}

function grantTo(name: string, { fen }: PlanItem, { plan, planId, granted }: ItemGround): GrantedRecord {
  const before = granted(name);
  if (before === undefined) return { n: 1, fen, last: plan.on, plan: planId };
  assertReadable(before, fen);
  return {
    ...{ n: before.n + 1, fen: before.fen + fen },
    ...{ last: laterOf(before.last, plan.on), plan: planId, before: plansOf(before) },
  };
}

/** That what is kept of a household can still be read with one more. @throws DomainError ALREADY_GRANTED, CAP_EXCEEDED */
function assertReadable(before: GrantedRecord, fen: number): void {
  if (plansOf(before).length > MOST_KEPT) throw new DomainError('ALREADY_GRANTED');
  const cap = Number.MAX_SAFE_INTEGER;
  if (fen > cap - before.fen) throw new DomainError('CAP_EXCEEDED', { cap });
}

/** That one subject may be granted it once more. */
function assertFree(ground: ItemGround, subject: string): void {
  const { plan, planId, programme } = ground;
  const granted = grantedTo(subject, ground);
  if (granted.some((each) => plansOf(each).includes(planId))) throw new DomainError('DUPLICATE_IN_FILE');
  const times = granted.reduce((sum, { n }) => sum + n, 0);
  if (times >= BENEFIT_CLASSES[plan.class].most) throw new DomainError('ALREADY_GRANTED');
  const { apart } = programme;
  if (apart === undefined) return;
  const others = [...granted, ...nearTo(subject, ground)];
  if (others.some((each) => isTooSoon(each, plan, apart))) throw new DomainError('GRANT_TOO_SOON', { apart });
}

/** All of a household together, whichever file it was granted by. */
function assertHouseholdCap(item: PlanItem, cap: number, ground: ItemGround): void {
  const { plan, granted, also } = ground;
  // Whose file does not count yet is of the household all the same.
  const file = item.file === undefined ? ground.standing : ground.file;
  if (file === undefined) return;
  // By what names the file has is written what the file grants, and once; what somebody has by another account comes on top.
  const names = new Set(file.members.flatMap(namesOf));
  const fenOf = (name: string): number =>
    [name, ...also(name).filter((other) => !names.has(other))].reduce(
      (sum, each) => sum + (granted(each)?.fen ?? 0),
      0,
    );
  const before = grantedToHousehold(
    { file, ...(item.file !== undefined && { fileId: item.file }) },
    plan.class,
    fenOf,
  );
  if (item.fen > cap - before) throw new DomainError('CAP_EXCEEDED', { cap });
}

function assertCap({ fen }: PlanItem, cap: number, granted: readonly GrantedRecord[]): void {
  if (granted.reduce((sum, each) => sum + each.fen, fen) > cap)
    throw new DomainError('CAP_EXCEEDED', { cap });
}

/** What stands of a row among the plan's items: neither where the account is, nor its root. */
export function itemOf(
  { identityId, fen, file, for: whom, goods, voucher, account }: PlanRow,
  { v: fileVersion }: Partial<Pick<FileRecord, 'v'>> = {},
): PlanItem {
  return {
    ...{ id: identityId, fen },
    ...(file !== undefined && { file }),
    ...(file !== undefined && fileVersion !== undefined && { fileVersion }),
    ...(whom !== undefined && { for: whom }),
    ...(goods !== undefined && { goods }),
    ...(voucher !== undefined && { voucher }),
    ...(account !== undefined && { account }),
  };
}

/** Whether somebody is a member of the kind that a programme grants to: asked when it is granted, and again before it is paid. */
export function isPayable(
  { state }: Pick<MemberFacts, 'state'>,
  { retained }: Pick<ProgrammeRecord, 'retained'>,
): boolean {
  return state === 'ACTIVE' || (state === 'RETAINED' && retained === true);
}

/** That goods are granted where the programme grants goods, and worth what is said. @throws DomainError GOODS_KIND, GOODS_SUM */
function assertWorth({ fen, goods }: PlanRow, programme: Pick<ProgrammeRecord, 'goods'>): void {
  if ((goods !== undefined) !== (programme.goods === true)) throw new DomainError('GOODS_KIND');
  if (goods !== undefined && goods.quantity * goods.unitFen !== fen) throw new DomainError('GOODS_SUM');
}

function assertEligible({ member, programme, plan: { on } }: ItemGround): void {
  if (member === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  const { state, joined } = member;
  if (!isPayable(member, programme)) throw new DomainError('NOT_ELIGIBLE', { state });
  if (joined === '' || joined > on || payableSince(member, programme) > on)
    throw new DomainError('NOT_ELIGIBLE', { on });
  const { tenure } = programme;
  if (tenure !== undefined && daysBetween(joined, on) < tenure)
    throw new DomainError('NOT_ELIGIBLE', { tenure });
}

/**
 * Since when somebody is a member of the kind that a programme grants to. Whoever has moved since is no younger a member, and whoever has
 * retired, or works again, is of the same kind where both are; of who came back after an end the days before are none of it.
 */
function payableSince(
  { joined, since, here, again = joined, held = again }: MemberFacts,
  { retained }: Pick<ProgrammeRecord, 'retained'>,
): string {
  if (retained === true) return again;
  return here === since ? laterOf(again, held) : since;
}

function laterOf(one: string, other: string): string {
  return one < other ? other : one;
}
