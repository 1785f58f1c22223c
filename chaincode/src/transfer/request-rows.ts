// SPDX-License-Identifier: Apache-2.0
import { provenChunkOf } from '@unionid/domain/manifest';
import {
  requestByRow,
  requestChunk,
  requestManyInstruction,
  type RequestRow,
} from '@unionid/domain/transfer';
import type { RowHandler } from '../manifest/execute-chunk.js';
import { putRequest, readForRequests, requestGround, requestKeys } from './put-request.js';
import { actorsIn } from './transfer-on-ledger.js';

/** Requests for members as rows of a chunk, each by the rule of a request of its own. */
export const requestRows: RowHandler<RequestRow> = {
  definition: requestManyInstruction,
  schema: provenChunkOf(requestChunk),
  home: ({ to }) => to,
  keys: requestKeys,
  open: async ({ state, rows, manifest, persons, now }) => {
    await readForRequests({ state, now, person: persons[0] }, rows);
    return {
      put: (row) => {
        const actors = actorsIn(state, { actor: manifest.actor, person: persons[0] });
        const ground = { ...requestGround({ state, now }, row), signers: persons, actors };
        putRequest(state, row, requestByRow(row, manifest, ground));
      },
      end: () => undefined,
    };
  },
};
