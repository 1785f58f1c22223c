// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { ProgrammeRecord } from '../ledger/index.js';
import { programmeIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

export const endPayload = z.strictObject({ programmeId: programmeIdField });
export type EndPayload = z.output<typeof endPayload>;

export const endInstruction = defineInstruction({
  type: 'programme.end',
  chaincode: 'benefit',
  payload: endPayload,
  grant: 'fund',
  subject: 'programme',
  errors: ['PROGRAMME_UNKNOWN', 'PROGRAMME_ENDED'],
});

export const endPresentation: PresentationOf<typeof endInstruction> = {
  words: ({ programmeId }) => ({
    zh: `终止项目 ${programmeId}：不再新开发放计划，已开的继续`,
    en: `End programme ${programmeId}: no new plans, open ones go on`,
  }),
  sample: () => ({ programmeId: SAMPLE.programmeId }),
};

/** A programme under which no plan is opened any more. @throws DomainError PROGRAMME_UNKNOWN, PROGRAMME_ENDED */
export function endProgramme(programme: ProgrammeRecord | undefined): ProgrammeRecord {
  const current = assertProgramme(programme);
  if (current.state === 'ENDED') throw new DomainError('PROGRAMME_ENDED');
  return { ...current, v: current.v + 1, state: 'ENDED' };
}

/** @throws DomainError PROGRAMME_UNKNOWN */
export function assertProgramme(programme: ProgrammeRecord | undefined): ProgrammeRecord {
  if (programme === undefined) throw new DomainError('PROGRAMME_UNKNOWN');
  return programme;
}
