// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@unionid/domain/errors';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { ApiError, type Client } from '@unionid/sdk';

const PATIENCE_MS = 180_000;
const PAUSE_MS = 1_000;

/** Does work that may be done again until somebody answers: nodes are killed meanwhile. @throws ApiError, DomainError as refused */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      return await work();
    } catch (error) {
      if (isAnswer(error) || Date.now() > end) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

/**
 * The same signed bytes until there is an answer: whether it was carried out must not depend on whose connection broke. COMMITTED,
 * the code that it was refused with, or UNKNOWN.
 */
export async function submitPatiently(client: Client, signed: SignedInstruction): Promise<string> {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      const { status } = await client.instructions.submit(signed, { waitSeconds: 30 });
      if (status !== 'PENDING') return status;
    } catch (error) {
      if (isAnswer(error)) return codeOf(error);
    }
    if (Date.now() > end) return 'UNKNOWN';
    await sleep(PAUSE_MS);
  }
}

/** What it was refused with, by the gateway or by the client itself. */
export function codeOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof DomainError) return error.code;
  throw error;
}

/** A refusal; not that there was no answer, or none yet. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status >= 400 && error.status < 500 && error.status !== 429;
}
