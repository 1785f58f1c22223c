// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import { needsSecond } from '@unionid/domain/instruction';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { Job } from '../jobs/job.js';
import { assertCaughtUp } from './discard-prepared.js';
import type { ImportDependencies } from './import-work.js';
import { standsOnLedger } from './on-ledger.js';

/** What is known here of a manifest that one has signed. */
export type Confirmation =
  | { readonly state: 'signed' }
  | {
      readonly state: 'waiting';
      /** RFC 3339. */
      readonly until: string;
    };

/** Whether the manifest of such a job takes effect only once another person has signed it, too. */
export function waitsForSecond({ kind, signed }: Pick<Job, 'kind' | 'signed'>): boolean {
  if (signed === undefined) return false;
  return needsSecond(INSTRUCTION_TYPES[IMPORT_KINDS[kind].instructionType], signed.instruction);
}

/**
 * Where a manifest stands whose first signature the ledger has, wherever the second is given: as far as blocks are known here.
 * @throws DomainError PENDING_EXPIRED, PENDING_WITHDRAWN, MANIFEST_EXISTS, which end the job; LEDGER_UNAVAILABLE, NOT_READY
 */
export async function confirmationOf(
  job: Job,
  work: Pick<ImportDependencies, 'readModel' | 'ledger'>,
): Promise<Confirmation> {
  // In this order: what leaves the one place is in the other by the same block, and no confirmation comes after the hour.
  const until = await pendingUntil(job, work);
  const isOver = until !== undefined && ((await work.readModel.clock())?.hour ?? '') > until;
  const stands = await standsOnLedger(job, work);
  if (stands === 'same') return { state: 'signed' };
  if (stands === 'other') throw new DomainError('MANIFEST_EXISTS');
  if (until === undefined) throw new DomainError('PENDING_WITHDRAWN');
  if (isOver) throw new DomainError('PENDING_EXPIRED', { until });
  return { state: 'waiting', until };
}

/** Until when it waits; undefined where it does not, whichever block says so. */
async function pendingUntil(
  { signed }: Job,
  work: Pick<ImportDependencies, 'readModel' | 'ledger'>,
): Promise<string | undefined> {
  if (signed === undefined) throw new DomainError('INTERNAL');
  const { actor, instructionId } = signed.instruction;
  const read = async (): Promise<string | undefined> =>
    (await work.readModel.pending(actor, instructionId).catch(unlessUnreadable))?.until;
  const until = await read();
  if (until !== undefined) return until;
  // It may be so new that its block is not here.
  await assertCaughtUp(work).catch((cause: unknown) => {
    throw new DomainError('NOT_READY', {}, { cause });
  });
  return read();
}
