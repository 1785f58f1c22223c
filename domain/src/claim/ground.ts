// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorCode } from '../errors/index.js';
import type { ClaimRecord } from '../ledger/index.js';
import { identityIdField, placeField } from '../schema/index.js';
import { isAmong, isPerson, needsPerson, type Actors } from '../transfer/parties.js';
import { addWorkingDays, silenceAt, type Pace } from '../transfer/term.js';
import { timestampAt } from '../values/timestamp.js';
import { claimNow } from './claim-at.js';
import { claimRefusalOf, claimStepOf, type ClaimAction, type ClaimStep } from './process.js';

/** Working days that the holding union has to answer, the judge to decide, and the claimant to settle. */
const ANSWER_DAYS = 5;
const JUDGE_DAYS = 10;
const SETTLE_DAYS = 10;

/** How every step but the first names its claim: by the account that the number leads to. */
export const claimedFields = { identityId: identityIdField, place: placeField };

/** What the ledger knows when somebody takes a step of a claim. */
export interface ClaimGround {
  /** The newest claim on the account, as it was written. */
  readonly claim: ClaimRecord | undefined;
  readonly network: Pace;
  /** Milliseconds since 1970; the ledger clock's where that is later. */
  readonly now: number;
  /** Of no matter to whoever only looks whether it was allowed, whoever did it. */
  readonly actors?: Actors;
  /** Of the account that the number leads to. */
  readonly holderProvince: string;
}

type Acted = Partial<Pick<ClaimRecord, 'by' | 'contest' | 'yielded'>>;

/** Operators who have acted in a claim: who opened it, and who contested it or yielded. */
export function claimParties({ by, contest, yielded }: Acted): readonly string[] {
  return [by, contest?.by, yielded].flatMap((operatorId) => operatorId ?? []);
}

/** A step that the process allows, and the claim as time has made it. */
export interface ClaimMove extends ClaimStep {
  readonly current: ClaimRecord;
}

/** @throws DomainError CLAIM_UNKNOWN, why the process does not allow the step now, PERSON_UNBOUND, OWN_ACCOUNT or SAME_PERSON */
export function claimMove(
  action: ClaimAction,
  { claim, now, actors, holderProvince }: ClaimGround,
): ClaimMove {
  if (claim === undefined) throw new DomainError('CLAIM_UNKNOWN');
  const current = claimNow(claim, timestampAt(now));
  const step = claimStepOf(current.status, action);
  if (step === undefined) throw claimRefusal(action, current);
  const code = actors && refusalOfClaimParty(step, { claim: current, holderProvince }, actors);
  if (code !== undefined) throw new DomainError(code);
  return { ...step, current };
}

/** Why the process does not allow a step. */
export function claimRefusal(
  action: ClaimAction,
  { status, due, silentAt }: Pick<ClaimRecord, 'status' | 'due' | 'silentAt'>,
): DomainError {
  return new DomainError(claimRefusalOf(action, status), {
    status,
    ...(status === 'OPENED' && { due, silentAt }),
  });
}

/**
 * Why not whoever takes a step: within a province nobody knows as whom (ADR 65), it is the owner, who gains by it, or the same person has
 * acted for another side.
 */
export function refusalOfClaimParty(
  step: Pick<ClaimStep, 'by'>,
  { claim, holderProvince }: Pick<ClaimGround, 'holderProvince'> & { readonly claim: ClaimRecord },
  actors: Actors,
): ErrorCode | undefined {
  if (isPersonMissing({ holderProvince, province: claim.province }, actors)) return 'PERSON_UNBOUND';
  if (isPerson(claim.owner, actors)) return 'OWN_ACCOUNT';
  return isOfAnotherClaimSide(step, claim, actors) ? 'SAME_PERSON' : undefined;
}

/** Whether a claim takes somebody who is known as a person, and who acts is not. */
export function isPersonMissing(
  { holderProvince, province }: Pick<ClaimGround, 'holderProvince'> & Pick<ClaimRecord, 'province'>,
  { person }: Pick<Actors, 'person'>,
): boolean {
  return person === undefined && needsPerson({ fromProvince: holderProvince, toProvince: province });
}

/** Whether whoever takes a step has acted for another side: who opened a claim is no witness to it, who contested it ends it for nobody. */
export function isOfAnotherClaimSide(
  { by: side }: Pick<ClaimStep, 'by'>,
  claim: Acted,
  actors: Actors,
): boolean {
  return isAmong(othersThanSide(side, claim), actors);
}

/** Operators who have acted in a claim for another side. */
export function othersThanSide(side: ClaimStep['by'], claim: Acted): readonly string[] {
  const { by, ...ofHolder } = claim;
  const others: Acted = { claimant: ofHolder, holder: by === undefined ? {} : { by }, judge: claim }[side];
  return claimParties(others);
}

/** The deadlines of a claim that is opened now. */
export function claimTerms({
  now,
  network,
}: Pick<ClaimGround, 'now' | 'network'>): Pick<ClaimRecord, 'asked' | 'due' | 'silentAt' | 'lapsesAt'> {
  const due = addWorkingDays(now, ANSWER_DAYS, network);
  const silentAt = silenceAt(due, network);
  return {
    ...{ asked: timestampAt(now), due: timestampAt(due), silentAt: timestampAt(silentAt) },
    lapsesAt: timestampAt(addWorkingDays(silentAt, SETTLE_DAYS, network)),
  };
}

/** Until when the judge may decide. */
export function judgedUntil({ now, network }: Pick<ClaimGround, 'now' | 'network'>): string {
  return timestampAt(addWorkingDays(now, JUDGE_DAYS, network));
}

/** What is upheld now comes to nothing where nobody settles it. */
export function settledBy({ now, network }: Pick<ClaimGround, 'now' | 'network'>): string {
  return timestampAt(addWorkingDays(now, SETTLE_DAYS, network));
}
