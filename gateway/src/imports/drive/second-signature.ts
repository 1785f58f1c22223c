// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import { needsSecond } from '@unionid/domain/instruction';
import { isUnreadable } from '../../read-model/readable.js';
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
 * @throws DomainError PENDING_EXPIRED, PENDING_WITHDRAWN, MANIFEST_EXISTS, which end the job; RECORD_UNREADABLE, where nobody knows;
 * LEDGER_UNAVAILABLE, NOT_READY
 */
export async function confirmationOf(
  job: Job,
  work: Pick<ImportDependencies, 'readModel' | 'ledger'>,
): Promise<Confirmation> {
  // In this order: what leaves the one place is in the other by the same block, and no confirmation comes after the hour.
  const pending = await lookedAt(pendingUntil(job, work));
  const clock = await lookedAt(work.readModel.clock());
  const stands = await standsOnLedger(job, work);
  if (stands === 'same') return { state: 'signed' };
  if (stands === 'other') throw new DomainError('MANIFEST_EXISTS');
  // As it was told before is enough to know that the time is over, and not to know that it waits still.
  const until = pending.refusal === undefined ? pending.found : (job.waitsUntil ?? told(pending));
  if (until === undefined) throw new DomainError('PENDING_WITHDRAWN');
  if ((told(clock)?.hour ?? '') > until) throw new DomainError('PENDING_EXPIRED', { until });
  told(pending);
  return { state: 'waiting', until };
}

/** What was there at this moment, or that nobody could read it. */
interface Looked<T> {
  readonly found?: T;
  readonly refusal?: DomainError;
}

async function lookedAt<T>(look: Promise<T>): Promise<Looked<T>> {
  try {
    return { found: await look };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { refusal: new DomainError('RECORD_UNREADABLE', {}, { cause: error }) };
  }
}

/** Asked only where it matters: what stands already needs none of it. @throws DomainError RECORD_UNREADABLE */
function told<T>({ found, refusal }: Looked<T>): T | undefined {
  if (refusal !== undefined) throw refusal;
  return found;
}

/** Until when it waits; undefined where it does not, whichever block says so. @throws DomainError RECORD_UNREADABLE, NOT_READY, LEDGER_UNAVAILABLE */
async function pendingUntil(
  { signed }: Job,
  work: Pick<ImportDependencies, 'readModel' | 'ledger'>,
): Promise<string | undefined> {
  if (signed === undefined) throw new DomainError('INTERNAL');
  const { actor, instructionId } = signed.instruction;
  const read = async (): Promise<string | undefined> =>
    (await work.readModel.pending(actor, instructionId))?.until;
  const until = await read();
  if (until !== undefined) return until;
  // It may be so new that its block is not here.
  await assertCaughtUp(work);
  return read();
}
