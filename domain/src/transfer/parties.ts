// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { isOpen, hasMoved, type TransferAction, type TransferStep } from './process.js';

/** Who acts now, and who is behind the operators who have acted before. */
export interface Actors {
  readonly actor: string;
  readonly person: string | undefined;
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
export function isAmong(operators: readonly string[], { actor, person, personOf }: Actors): boolean {
  return operators.some((each) => each === actor || (person !== undefined && personOf(each) === person));
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
  if (current === undefined) return false;
  // What begins the next one is no step of one that has ended.
  const begins = action === 'request' || action === 'release';
  if (begins && (!isOpen(current.status) || hasMoved(current.status))) return false;
  const others = { old: ofNew, new: ofOld, judge: partiesOf }[by];
  return isAmong(others(current), actors);
}

/** @throws DomainError SAME_PERSON where `isOfAnotherSide` */
export function assertOneSide(...step: Parameters<typeof isOfAnotherSide>): void {
  if (isOfAnotherSide(...step)) throw new DomainError('SAME_PERSON');
}
