// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import { defineInstruction, MANIFEST_HOURS, type PresentationOf } from '../instruction/index.js';
import { chunkOf, MANIFEST_SAMPLE, manifestPayload, manifestWords } from '../manifest/index.js';
import { organisationEntry } from './entry.js';

/** Rows of one chunk: parents before their children. */
export const organisationChunk = chunkOf(organisationEntry);
export type OrganisationChunk = z.output<typeof organisationChunk>;

export const importInstruction = defineInstruction({
  type: 'organisation.import',
  chaincode: 'identity',
  payload: manifestPayload,
  grant: 'organisation',
  subject: undefined,
  maxHours: MANIFEST_HOURS,
  errors: ['MANIFEST_EXISTS', 'CHUNK_TOO_LARGE'],
});

export const importPresentation: PresentationOf<typeof importInstruction> = {
  words: /* @__PURE__ */ manifestWords(
    { what: '批量建会', rows: '个工会' },
    { what: 'Import unions', rows: 'unions' },
  ),
  sample: () => MANIFEST_SAMPLE,
};
