// SPDX-License-Identifier: Apache-2.0
import type { AccountView, PersonInput, PrepareRequest } from '@unionid/domain/api';
import { RESIDENCE_LEVEL } from '@unionid/domain/transfer';
import { DomainError, invalidRequest } from '@unionid/domain/errors';
import {
  checkAgainstUnion,
  counterFaults,
  faultsSinceJoining,
  memberFields,
  readCounterEntry,
  type MemberRow,
} from '@unionid/domain/forms';
import { isBeforeFounding, isHeld, JOINING } from '@unionid/domain/person';
import type { Fields, PersonIdentifiers } from '@unionid/domain/privacy';
import type { ReadModel } from '../read-model/read-model.js';
import { unionFactsOf } from '../standing/union-facts.js';

/** A person of a counter, read: the fields that the root commits to, and what matching needs. */
export interface EnteredPerson {
  readonly row: MemberRow;
  readonly fields: Fields;
  readonly identifiers: PersonIdentifiers;
}

export interface ReadingGround {
  /** The day in China. */
  readonly today: string;
  readonly readModel: Pick<ReadModel, 'organisation' | 'employers'>;
}

/**
 * Reads one person as a file's row is read, and holds a member against the union.
 * @throws DomainError INVALID_REQUEST whose `fields` name field and fault, never the value; ORGANISATION_UNKNOWN
 */
export async function readPerson(request: PrepareRequest, ground: ReadingGround): Promise<EnteredPerson> {
  const result = readCounterEntry(request, ground.today);
  if (!result.ok) throw invalidRequest(result.faults);
  await assertFits(result.row, request, ground);
  return entered(result.row);
}

/**
 * Reads one person's record as a correction makes it: of a member as of one who is asked for, of anybody else as of who opens an
 * account.
 * @throws DomainError INVALID_REQUEST
 */
export async function readCorrected(
  person: PersonInput,
  { state, org, joined }: Pick<AccountView, 'state' | 'org' | 'joined'>,
  { today, readModel }: ReadingGround,
): Promise<EnteredPerson> {
  const isMember = isHeld(state);
  const result = readCounterEntry(
    { type: isMember ? 'transfer.request' : 'person.openAccount', person },
    today,
  );
  if (!result.ok) throw invalidRequest(result.faults);
  if (isMember) {
    const union = await readModel.organisation(org);
    const facts = union && (await unionFactsOf(union, readModel));
    // A union that closes has members still, whose phones change.
    const { problems } = checkAgainstUnion(result.row, facts && { ...facts, state: 'ACTIVE' });
    const faults = [...counterFaults(problems), ...faultsSinceJoining(result.row, joined)];
    if (faults.length > 0) throw invalidRequest(faults);
  }
  return entered(result.row);
}

function entered(row: MemberRow): EnteredPerson {
  // The joining date is the operator's decision and stands on the ledger; a file's own column is kept as it was stated.
  const fields = memberFields({ ...row, joinedDate: undefined });
  const { docType, matchNumber: docNumber, name } = row;
  return { row, fields, identifiers: { docType, docNumber, name: name.normalised } };
}

async function assertFits(
  row: MemberRow,
  request: PrepareRequest,
  { readModel }: ReadingGround,
): Promise<void> {
  const union = await readModel.organisation(request.org);
  if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
  if (request.type === 'person.openAccount') {
    assertOpenedLater(request.on, union.foundedOn);
    return;
  }
  if (request.type === 'claim.open') return;
  if (request.type === 'transfer.request') await assertEntitled(request, union, readModel);
  const { problems } = checkAgainstUnion(row, await unionFactsOf(union, readModel));
  if (problems.length > 0) throw invalidRequest(counterFaults(problems));
}

// The contract decides; this only spares the operator a signature that can not take effect.
async function assertEntitled(
  { org, employer, evidence }: Extract<PrepareRequest, { readonly type: 'transfer.request' }>,
  { level }: { readonly level: number },
  readModel: ReadingGround['readModel'],
): Promise<void> {
  if (evidence.kind === 'residence') {
    if (level !== RESIDENCE_LEVEL) throw new DomainError('RESIDENCE_UNION_NEEDED', { level });
    return;
  }
  const employers = await readModel.employers(org);
  if (!employers.some(({ creditCode }) => creditCode === employer))
    throw new DomainError('EMPLOYER_NOT_COVERED', { employer });
}

function assertOpenedLater(on: string, foundedOn: string): void {
  if (isBeforeFounding({ change: JOINING, joined: on, changed: on }, foundedOn))
    throw invalidRequest([{ path: 'on', code: 'JOINED_BEFORE_FOUNDING' }]);
}
