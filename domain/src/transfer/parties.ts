// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorCode } from '../errors/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { isOpen, hasMoved, type TransferAction, type TransferStep } from './process.js';

/** Who acts now, and who is behind the operators who have acted before. */
export interface Actors {
  readonly actor: string;
  readonly person: string | undefined;
  /** Accounts of the person's that have ended for it (ADR 66): who has acted by one of them is the same. */
  readonly also?: readonly string[] | undefined;
  /** The person behind an operator, where one is bound. */
  readonly personOf: (operatorId: string) => string | undefined;
}

type Acted = Pick<TransferRecord, 'by' | 'objection' | 'let' | 'codeBy'>;

/** Operators who have acted for either side: who asked, who let go or gave a code, who objected or appealed. */
export function partiesOf(transfer: Acted): readonly string[] {
  return [...ofNew(transfer), ...ofOld(transfer)];
}

function ofNew({ by }: Acted): readonly string[] {
  return by === undefined ? [] : [by];
}

function ofOld({ objection, let: released, codeBy }: Acted): readonly string[] {
  return [objection?.by, released, codeBy].flatMap((operatorId) => operatorId ?? []);
}

/** Whether the person who acts is behind one of these operators. */
export function isAmong(operators: readonly string[], actors: Actors): boolean {
  return operators.some((each) => each === actors.actor || isPerson(actors.personOf(each), actors));
}

/** Whether an account is of the person who acts: the one behind the operator, or one that has ended for it. */
export function isPerson(
  identityId: string | undefined,
  { person, also = [] }: Pick<Actors, 'person' | 'also'>,
): boolean {
  return identityId !== undefined && (identityId === person || also.includes(identityId));
}

/**
 * Whether somebody has acted for another side in the same transfer (ADR 56): duties are persons, and nobody is both sides, nor a judge
 * in the own cause.
 */
export function isOfAnotherSide(
  { action, by }: Pick<TransferStep, 'by'> & { readonly action: TransferAction },
  current: (Acted & Pick<TransferRecord, 'status'>) | undefined,
  actors: Actors,
): boolean {
  if (current === undefined || isBeginning(action, current)) return false;
  return isAmong(othersThan(by, current), actors);
}

/** Operators who have acted for another side: of no turn of this one can they be the ones to take it. */
export function othersThan(side: TransferStep['by'], transfer: Acted): readonly string[] {
  return { old: ofNew, new: ofOld, judge: partiesOf }[side](transfer);
}

/** What begins the next one is no step of one that has ended. */
function isBeginning(action: TransferAction, { status }: Pick<TransferRecord, 'status'>): boolean {
  const begins = action === 'request' || action === 'release';
  return begins && (!isOpen(status) || hasMoved(status));
}

/** Between which provinces something is; '' of a side that nobody knows yet. */
export type Between = Pick<TransferRecord, 'fromProvince' | 'toProvince'>;

/**
 * Whether a step takes somebody who is known as a person (ADR 65): within a province one may act for either side, and must be seen to be
 * the same. A code is for whichever union it will be. Between provinces two registrars would have to err.
 */
export function needsPerson({ fromProvince, toProvince }: Between): boolean {
  return toProvince === '' || fromProvince === toProvince;
}

/** What decides on who takes a step. */
export interface PartyGround {
  readonly current: (Acted & Between & Pick<TransferRecord, 'status'>) | undefined;
  /** Of a transfer that begins with the step. */
  readonly beginning: Between;
}

/** Why not whoever takes a step: nobody knows as whom, or for another side the same person has acted already. */
export function refusalOfParty(
  step: Pick<TransferStep, 'by'> & { readonly action: TransferAction },
  { current, beginning }: PartyGround,
  actors: Actors,
): ErrorCode | undefined {
  const { action } = step;
  // Who asks, asks for the own union, whoever the last was for.
  const begins = current === undefined || action === 'request' || isBeginning(action, current);
  if (needsPerson(begins ? beginning : current) && actors.person === undefined) return 'PERSON_UNBOUND';
  return isOfAnotherSide(step, current, actors) ? 'SAME_PERSON' : undefined;
}

/** @throws DomainError PERSON_UNBOUND, SAME_PERSON */
export function assertParty(...step: Parameters<typeof refusalOfParty>): void {
  const code = refusalOfParty(...step);
  if (code !== undefined) throw new DomainError(code);
}
