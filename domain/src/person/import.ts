// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import { defineInstruction, MANIFEST_HOURS, type PresentationOf } from '../instruction/index.js';
import { chunkOf, MANIFEST_SAMPLE, manifestPayload, manifestWords } from '../manifest/index.js';
import { memberEntry } from './enrol.js';

export const memberChunk = chunkOf(memberEntry);
export type MemberChunk = z.output<typeof memberChunk>;

export const importInstruction = defineInstruction({
  type: 'person.import',
  chaincode: 'identity',
  payload: manifestPayload,
  grant: 'member',
  subject: undefined,
  maxHours: MANIFEST_HOURS,
  errors: ['MANIFEST_EXISTS', 'CHUNK_TOO_LARGE'],
});

export const importPresentation: PresentationOf<typeof importInstruction> = {
  words: /* @__PURE__ */ manifestWords(
    { what: '批量入会', rows: '人' },
    { what: 'Import members', rows: 'members' },
  ),
  sample: () => MANIFEST_SAMPLE,
};
