// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { OperatorRecord, TransferRecord } from '../ledger/index.js';

/** Who acts in a transfer now, and the operators who have acted in it before. */
export interface TransferActors {
  readonly actor: string;
  readonly person: string | undefined;
  readonly before: readonly (Pick<OperatorRecord, 'person'> | undefined)[];
}

/** Operators who have acted for a side: who asked, who objected or appealed. */
export function partiesOf({ by, objection }: Pick<TransferRecord, 'by' | 'objection'>): readonly string[] {
  return [by, objection?.by].flatMap((operatorId) => operatorId ?? []);
}

/** Duties are persons: nobody decides what the same person asked for or objected to. @throws DomainError SAME_PERSON */
export function assertNoParty(
  transfer: Pick<TransferRecord, 'by' | 'objection'>,
  { actor, person, before }: TransferActors,
): void {
  const isPerson = person !== undefined && before.some((party) => party?.person === person);
  if (isPerson || partiesOf(transfer).includes(actor)) throw new DomainError('SAME_PERSON');
}
