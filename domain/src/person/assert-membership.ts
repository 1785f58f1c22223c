// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { OrganisationRecord } from '../ledger/index.js';
import { assertDay } from '../organisation/index.js';

/** 会籍变化类型 入会. */
export const JOINING = '1';

/** What a 会籍变化类型 makes of a membership, and the 会籍变化原因 that can go with it. */
export interface MembershipChange {
  readonly to: 'ACTIVE' | 'RETAINED' | 'ENDED';
  readonly reasons: readonly string[];
}

/** By code (union-law.md §5.4): only expulsion is for crime, only leaving is by wish. */
export const MEMBERSHIP_CHANGES: Readonly<Record<string, MembershipChange>> = {
  '1': { to: 'ACTIVE', reasons: ['1'] },
  '2': { to: 'ACTIVE', reasons: ['1', '2', '3', '4'] },
  '3': { to: 'RETAINED', reasons: ['1', '2', '3', '4'] },
  '4': { to: 'ENDED', reasons: ['1', '2', '3', '4'] },
  '5': { to: 'ENDED', reasons: ['6'] },
  '6': { to: 'ENDED', reasons: ['1', '3', '5'] },
};

/** What is said of a membership. */
export interface MembershipStatement {
  readonly state: 'ACTIVE' | 'RETAINED';
  readonly joined: string;
  readonly since: string;
  readonly change: string;
  readonly reason: string;
}

interface MembershipGround {
  /** The union's; absent where the ledger does not tell. */
  readonly foundedOn?: OrganisationRecord['foundedOn'];
  /** Today in China. */
  readonly today: string;
}

/**
 * The rules of a row that the ledger itself can ask, on whatever way it comes (union-law.md §7).
 * @throws DomainError VALUE_NOT_ALLOWED, CHANGE_CONTRADICTORY, DATES_INVALID, DATE_TOO_EARLY, JOINED_BEFORE_FOUNDING
 */
export function assertMembership(statement: MembershipStatement, ground: MembershipGround): void {
  assertChange(statement);
  const { joined, since, change } = statement;
  if (joined > since) throw new DomainError('DATES_INVALID', { field: 'joined' });
  assertDay('since', since, ground.today);
  assertDay('joined', joined, ground.today);
  // Where nobody told the day of the change, the ledger repeats the day of joining, which may be another union's.
  const changed = since === joined ? undefined : since;
  if (isBeforeFounding({ change, joined, changed }, ground.foundedOn))
    throw new DomainError('JOINED_BEFORE_FOUNDING', { field: change === JOINING ? 'joined' : 'since' });
}

/** 入会日期 may lie before this union for whoever came from another: then the day they came counts. */
export function isBeforeFounding(
  {
    change,
    joined,
    changed,
  }: {
    readonly change: string;
    readonly joined: string | undefined;
    readonly changed: string | undefined;
  },
  foundedOn = '',
): boolean {
  const day = change === JOINING ? joined : changed;
  return day !== undefined && day < foundedOn;
}

// Nobody is enrolled by a change that ends a membership, nor into another state than the change leads to.
function assertChange({ change, state, reason }: MembershipStatement): void {
  const found = Object.hasOwn(MEMBERSHIP_CHANGES, change) ? MEMBERSHIP_CHANGES[change] : undefined;
  if (found === undefined || found.to === 'ENDED')
    throw new DomainError('VALUE_NOT_ALLOWED', { field: 'change' });
  if (found.to !== state) throw new DomainError('VALUE_NOT_ALLOWED', { field: 'state' });
  if (reason !== '' && !found.reasons.includes(reason))
    throw new DomainError('CHANGE_CONTRADICTORY', { field: 'reason' });
}
