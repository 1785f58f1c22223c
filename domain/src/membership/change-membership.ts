// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorCode } from '../errors/index.js';
import { type AccountRecord, type TransferRecord } from '../ledger/index.js';
import { assertDay } from '../organisation/index.js';
import { dateField, digestField, identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { currentOf, isOpen } from '../transfer/index.js';
import { chinaDateAt } from '../values/china-date.js';
import { keptOf, lastingOf, standingBefore } from './before.js';
import { membershipStep, type MembershipAction, type MembershipStep } from './process.js';

const LATE_MS = 30 * 86_400_000;

/** What every change of a membership says: whose, effective from which day, and the digest of the document behind it. */
export const changeFields = {
  identityId: identityIdField,
  place: placeField,
  /** 生效日期. */
  on: dateField,
  /** SM3 of the document. */
  evidence: digestField,
};

/** A fact that becomes known more than thirty days after the day from which it counts takes two persons (processes of the design, §1). */
export const LATE_FACTS = {
  needed: ({ on }: { readonly on: string }, issuedAt: string): boolean =>
    on < chinaDateAt(Date.parse(issuedAt) - LATE_MS),
  relation: 'subtree',
  days: 14,
} as const;

export const CHANGE_SAMPLE = {
  identityId: SAMPLE.identityId,
  place: '',
  on: '2026-01-31',
  evidence: SAMPLE.digest,
} as const;

/** Refusals of every change. */
export const CHANGE_ERRORS = [
  'ACCOUNT_UNKNOWN',
  'PLACE_WRONG',
  'MEMBERSHIP_STEP',
  'DATES_INVALID',
  'DATE_TOO_EARLY',
] as const satisfies readonly ErrorCode[];

/** Of what is not done while another union asks for the member. */
export const ASKED_ERRORS = [
  ...(['TRANSFER_OPEN', 'TRANSFER_APPEALED', 'TRANSFER_RECALLED'] as const),
] as const satisfies readonly ErrorCode[];

export interface ChangeGround {
  readonly account: AccountRecord;
  /** The person's newest transfer. */
  readonly transfer: TransferRecord | undefined;
  /** Today in China. */
  readonly today: string;
  /** RFC 3339, of the ledger clock or later. */
  readonly time: string;
}

export interface Change {
  readonly action: MembershipAction;
  readonly on: string;
  /** Finer than the official code. */
  readonly why: string;
}

/**
 * The account after a change of its membership.
 * @throws DomainError MEMBERSHIP_STEP where the state does not allow it, DATES_INVALID for a day before the last change
 */
export function changeMembership({ action, on, why }: Change, ground: ChangeGround): AccountRecord {
  const { account, today } = ground;
  const step = assertAllowed(action, ground);
  assertDay('on', on, today);
  // A correction says that what it takes back never was, as long as the union had the member.
  const isCorrection = action === 'rescind' || action === 'void';
  const since = isCorrection ? (account.here ?? account.joined) : account.since;
  if (on < since) throw new DomainError('DATES_INVALID', { field: 'on', since });
  // Whoever moved on the very day has not only moved: what rested until then is no membership of before.
  const heldFrom = action === 'resume' && on === account.here && { held: on };
  const next = { ...lastingOf(account), ...heldFrom, v: account.v + 1 };
  if (step.to === 'before') return { ...next, ...standingBefore(account, { on, why }) };
  const expelledAt = step.to === 'EXPELLED' && { at: next.v };
  return { ...next, state: step.to, since: on, why, ...expelledAt, ...keptOf(account, step.to) };
}

/** The step that an action is. @throws DomainError as `refusalOfChange` tells */
export function assertAllowed(action: MembershipAction, ground: ChangeGround): MembershipStep {
  const { state } = ground.account;
  const [step, refusal] = [membershipStep(state, action), refusalOfChange(action, ground)];
  if (refusal !== undefined || step === undefined)
    throw new DomainError(refusal ?? 'MEMBERSHIP_STEP', { action, state });
  return step;
}

/** Why a membership as it stands does not allow an action, whatever would be said with it; undefined where it does. */
export function refusalOfChange(
  action: MembershipAction,
  ground: Omit<ChangeGround, 'today'>,
): 'MEMBERSHIP_STEP' | 'RETIRED_STAYS' | (typeof ASKED_ERRORS)[number] | undefined {
  const { state, why, hosted } = ground.account;
  const step = membershipStep(state, action);
  if (step === undefined || (action === 'recall' && hosted === undefined)) return 'MEMBERSHIP_STEP';
  // Whoever is hired again after retirement stays retained (article 17).
  if (action === 'resume' && (why === 'retired' || why === 'earlyRetired')) return 'RETIRED_STAYS';
  return step.notWhileAsked === true ? askedBy(ground) : undefined;
}

/** Whether another union asks for the member: one whose membership has gone another way meanwhile is asked for by nobody. */
export function isAskedFor(ground: AskedGround): boolean {
  return askedBy(ground) !== undefined;
}

type AskedGround = Pick<ChangeGround, 'transfer' | 'time'> & {
  readonly account: Pick<AccountRecord, 'org' | 'nth'>;
};

/** In what way another union asks for the member; undefined where none does. */
function askedBy({ account, transfer, time }: AskedGround): (typeof ASKED_ERRORS)[number] | undefined {
  if (transfer === undefined || transfer.to === '') return undefined;
  const current = currentOf({ account, transfer, now: Date.parse(time) });
  if (current === undefined || !isOpen(current.status)) return undefined;
  const { status } = current;
  return status === 'APPEALED' || status === 'RECALLED' ? `TRANSFER_${status}` : 'TRANSFER_OPEN';
}
