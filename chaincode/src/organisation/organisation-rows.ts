// SPDX-License-Identifier: Apache-2.0
import { organisationChunk, provenChunkOf } from '@unionid/domain/manifest';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import type { RowHandler } from '../import/execute-chunk.js';
import { organisationKeys, putOrganisation } from './register-handler.js';

/** Unions as rows of a chunk; a row's superior may be an earlier row. */
export const organisationRows: RowHandler<OrganisationEntry> = {
  type: 'organisation.import',
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
