// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { dateField } from '../schema/index.js';

/** Days that a seen instruction is kept after its day is over (architecture.md §4). */
export const RETENTION_DAYS = 30;

const DAY_MS = 86_400_000;

/** Forgets seen instructions of a day that is over by {@link RETENTION_DAYS}, at most `limit` at a time. */
export const pruneInstructionsPayload = z.strictObject({
  day: dateField,
  limit: z.int().check(z.gte(1), z.lte(500)),
});
export type PruneInstructionsPayload = z.output<typeof pruneInstructionsPayload>;

export const pruneInstructionsInstruction = defineInstruction({
  type: 'governance.pruneInstructions',
  chaincode: 'identity',
  payload: pruneInstructionsPayload,
  grant: 'governance',
  subject: undefined,
  errors: ['RETENTION_TOO_EARLY'],
});

export const pruneInstructionsPresentation: PresentationOf<typeof pruneInstructionsInstruction> = {
  words: ({ day, limit }) => ({
    zh: `清理 ${day} 到期的指令记录，至多 ${limit} 条`,
    en: `Prune at most ${limit} seen instructions of ${day}`,
  }),
  sample: () => ({ day: '2026-01-31', limit: 500 }),
};

/** @throws DomainError RETENTION_TOO_EARLY unless the day, in UTC, is over by RETENTION_DAYS */
export function assertPrunable(day: string, time: number): void {
  const endOfDay = Date.parse(`${day}T00:00:00.000Z`) + DAY_MS;
  if (!(endOfDay + RETENTION_DAYS * DAY_MS <= time)) throw new DomainError('RETENTION_TOO_EARLY', { day });
}
