// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { AccountRecord, ApplicationRecord, OrganisationRecord } from '../ledger/index.js';
import { assertHome, isHeld, mayJoin } from '../person/index.js';
import { digestField, identityIdField, orgIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { timestampAt } from '../values/timestamp.js';
import { applicationAt } from './application-at.js';
import {
  applicationRefusal,
  applicationStep,
  type ApplicationAction,
  type ApplicationStep,
} from './process.js';

/** What every step says: whose application to which union. */
export const applicationFields = { identityId: identityIdField, place: placeField, org: orgIdField };
/** And the SM3 of the document that it rests on. */
export const evidenceField = { evidence: digestField };

export const APPLICATION_SAMPLE = { identityId: SAMPLE.identityId, place: '', org: SAMPLE.orgId } as const;

/** What tells whether an action may be taken. */
export interface ApplicationStanding {
  /** The applicant's. */
  readonly account: Pick<AccountRecord, 'state' | 'since' | 'joined' | 'org' | 'province'>;
  /** The person's newest application to the union. */
  readonly application: ApplicationRecord | undefined;
  /** The union. */
  readonly organisation: Pick<OrganisationRecord, 'state' | 'closing' | 'province'> | undefined;
  /** Milliseconds since 1970; the ledger clock's where that is later. */
  readonly now: number;
}

/** What the ledger knows when somebody takes a step of an application. */
export interface ApplicationGround extends ApplicationStanding {
  readonly account: AccountRecord;
  readonly organisation: OrganisationRecord | undefined;
  /** Today in China. */
  readonly today: string;
}

/** What an admission leaves on the ledger. */
export interface Admitted {
  readonly account: AccountRecord;
  readonly application: ApplicationRecord;
}

/**
 * That an action may be taken now, whoever takes it: the person may join the union, and the application stands where it can be.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, PROVINCE_FOREIGN, MEMBER_UNCHANGED, MEMBER_EXISTS, MEMBERSHIP_ENDED,
 * MEMBERSHIP_STEP, APPLICATION_UNKNOWN, APPLICATION_OPEN, APPLICATION_ENDED
 */
export function assertApplicable(
  action: ApplicationAction,
  org: string,
  ground: ApplicationStanding,
): ApplicationStep {
  if (action !== 'refuse' && action !== 'withdraw') assertMayTake(action, org, ground);
  const { account, application, now } = ground;
  const status = application && applicationAt(application, account, timestampAt(now));
  const step = applicationStep(status, action);
  if (step === undefined) throw new DomainError(applicationRefusal(status), { status: status ?? 'NONE' });
  return step;
}

/** The application after a step that settles it. @throws DomainError as assertApplicable */
export function settle(
  action: Exclude<ApplicationAction, 'open'>,
  org: string,
  ground: ApplicationGround,
): ApplicationRecord {
  const { to: status } = assertApplicable(action, org, ground);
  if (ground.application === undefined) throw new DomainError('APPLICATION_UNKNOWN');
  return { ...ground.application, v: ground.application.v + 1, status };
}

/** In register, of the province that keeps the account, and the person is nobody's; who was expelled is readmitted. */
function assertMayTake(
  action: 'open' | 'admit' | 'readmit',
  org: string,
  { account, organisation }: ApplicationStanding,
): void {
  const { state, province } = account;
  const home = assertHome(organisation, org);
  if (isHeld(state)) {
    if (account.org === org) throw new DomainError('MEMBER_UNCHANGED');
    throw new DomainError('MEMBER_EXISTS', { province });
  }
  const isExpelled = state === 'EXPELLED';
  if (action === 'readmit' && !isExpelled) throw new DomainError('MEMBERSHIP_STEP', { action, state });
  if (!mayJoin(state) && (action === 'admit' || !isExpelled))
    throw new DomainError('MEMBERSHIP_ENDED', { state });
  if (home.province !== province) throw new DomainError('PROVINCE_FOREIGN', { province });
}
