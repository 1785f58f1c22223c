// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { FILE_ENDS, type FileRecord } from '../ledger/index.js';
import { dateField, digestField, fileIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertNotOwn } from './open.js';
import { assertStanding } from './revise.js';
import { END_ZH } from './words.js';

/** 注销. */
export const closeFilePayload = z.strictObject({
  fileId: fileIdField,
  reason: z.enum(FILE_ENDS),
  /** First day on which nothing is granted by it any more. */
  on: dateField,
  evidence: digestField,
});
export type CloseFilePayload = z.output<typeof closeFilePayload>;

export const closeInstruction = defineInstruction({
  type: 'file.close',
  chaincode: 'benefit',
  payload: closeFilePayload,
  grant: 'file',
  subject: 'hardshipFile',
  hasDeadline: true,
  errors: ['HARDSHIP_UNKNOWN', 'HARDSHIP_ENDED', 'DATES_INVALID'],
});

export const closePresentation: PresentationOf<typeof closeInstruction> = {
  words: ({ fileId, reason, on }) => ({
    zh: `注销困难职工档案 ${fileId}：${END_ZH[reason]}，自 ${on} 起`,
    en: `End hardship file ${fileId}: ${reason}, from ${on} on`,
  }),
  sample: () => ({
    ...{ fileId: SAMPLE.fileId, reason: 'recovered', on: '2026-12-01', evidence: SAMPLE.digest },
  }),
};

export interface CloseFileGround {
  readonly file: FileRecord | undefined;
  /** Who ends it, by every account. */
  readonly persons: readonly string[];
  readonly today: string;
}

/** @throws DomainError as the definition lists them, OWN_ACCOUNT */
export function closeFile({ reason, on, evidence }: CloseFilePayload, ground: CloseFileGround): FileRecord {
  const file = assertStanding(ground.file, ground.today);
  assertNotOwn(file.members, ground.persons);
  if (on < file.filed || on > ground.today) throw new DomainError('DATES_INVALID', { field: 'on' });
  return { ...file, v: file.v + 1, state: 'CLOSED', closed: { on, reason, evidence } };
}
