// SPDX-License-Identifier: Apache-2.0
import { provenChunkOf } from '@unionid/domain/manifest';
import { importInstruction, organisationChunk, type OrganisationEntry } from '@unionid/domain/organisation';
import type { RowHandler } from '../manifest/execute-chunk.js';
import { organisationKeys, putOrganisation } from './put-organisation.js';

/** Unions as rows of a chunk; a row's superior may be an earlier row. */
export const organisationRows: RowHandler<OrganisationEntry> = {
  definition: importInstruction,
  schema: provenChunkOf(organisationChunk),
  home: ({ parent }) => parent,
  keys: organisationKeys,
  open: ({ state, today }) => ({
    put: (row) => {
      putOrganisation(state, row, today);
    },
    end: () => undefined,
  }),
};
