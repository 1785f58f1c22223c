// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { isFinished, manifestOf, type Job } from '../jobs/job.js';
import { discardPrepared } from './discard-prepared.js';
import type { ImportSubmitter } from './import-submitter.js';
import type { ImportDependencies } from './import-work.js';
import type { JobRunner } from './job-runner.js';

export interface DecisionParts {
  readonly work: ImportDependencies;
  readonly runner: JobRunner;
  readonly submitter: ImportSubmitter;
}

/**
 * The operator signed the manifest: the job goes on to the ledger.
 * @throws DomainError NOT_FOUND, INSTRUCTION_ID_TAKEN, IMPORT_SIGNED, IMPORT_FINISHED, CONFLICT, PARTS_MISMATCH, or the contract's refusal; the job can then be signed again
 */
export async function approve(
  { work: { store }, runner, submitter }: DecisionParts,
  importId: string,
  signed: SignedInstruction,
): Promise<void> {
  const job = await store.jobs.get(importId);
  assertApprovable(job, signed);
  // The reader shows READY a moment before it has cleared its file away.
  if (job.state === 'READY') await runner.settled(importId);
  if (job.signed === undefined && !(await store.jobs.setSigned(importId, signed)))
    assertSignedBy(await store.jobs.get(importId), signed);
  try {
    const refusal = await submitter.submitManifest(await store.jobs.get(importId));
    if (refusal !== undefined) throw refusal;
  } finally {
    // Signed or given back: the job itself tells whether there is anything to go on with.
    runner.drive(importId);
  }
}

/**
 * The operator gave up on what is not signed: what was prepared is destroyed.
 * @throws DomainError NOT_FOUND, IMPORT_SIGNED, IMPORT_FINISHED, CONFLICT; LEDGER_UNAVAILABLE, NOT_READY: then it is to be asked again, or a sweep does it
 */
export async function cancel({ work, runner }: DecisionParts, importId: string): Promise<void> {
  const { store, spools, slots } = work;
  const job = await store.jobs.get(importId);
  if (job.state !== 'CANCELLED') {
    if (job.state !== 'READING' && job.state !== 'READY') throw stateRefusal(job);
    await runner.halt(importId);
    // It may have come to its end, or been signed, while it was being halted: then nothing of it is destroyed.
    if (!(await store.cancel(importId))) {
      const now = await store.jobs.get(importId);
      if (now.state !== 'CANCELLED') throw stateRefusal(now);
    }
  }
  slots.endList(importId);
  // Of one that was cancelled before, too: this may be as far as that did not come.
  await discardPrepared(work, job);
  await spools.remove(importId);
}

function assertApprovable(job: Job, { instruction }: SignedInstruction): void {
  const manifest = manifestOf(job);
  const isKnown = isSignedBy(job, instruction);
  if (manifest === undefined || (job.state !== 'READY' && !isKnown)) throw stateRefusal(job);
  const { instructionType } = IMPORT_KINDS[job.kind];
  if (instruction.type !== instructionType || canonicalJson(instruction.payload) !== canonicalJson(manifest))
    throw new DomainError('PARTS_MISMATCH', { reason: 'manifest' });
}

/** Of two who sign or cancel at once one is first, and the other told. */
function assertSignedBy(job: Job, { instruction }: SignedInstruction): void {
  if (!isSignedBy(job, instruction)) throw stateRefusal(job);
}

/**
 * Whether it is this very instruction that signed the job, by whichever signature over its bytes.
 * @throws DomainError INSTRUCTION_ID_TAKEN where its identifier stands for another there
 */
function isSignedBy({ signed }: Job, instruction: SignedInstruction['instruction']): boolean {
  if (signed?.instruction.instructionId !== instruction.instructionId) return false;
  if (instructionDigest(signed.instruction) !== instructionDigest(instruction))
    throw new DomainError('INSTRUCTION_ID_TAKEN');
  return true;
}

/** Why a job can not be signed or cancelled in the state it is in. */
function stateRefusal(job: Job): DomainError {
  const { state } = job;
  if (isFinished(job)) return new DomainError('IMPORT_FINISHED', { state });
  const isSigned = state === 'SUBMITTING' || state === 'CONFIRMING';
  return new DomainError(isSigned ? 'IMPORT_SIGNED' : 'CONFLICT', { state });
}
