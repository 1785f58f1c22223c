// SPDX-License-Identifier: Apache-2.0
import { returnInstruction, returnUnspent } from '@unionid/domain/line';
import { handle } from '../kernel/handler.js';
import { locateGiver, movementGround, movementKeys, putMovement } from './move-between.js';

/** Money that was not spent, back to a union above, which accepts it. */
export const returnHandler = handle(returnInstruction, {
  keys: movementKeys,
  unions: ({ from, to }) => [from, to],
  locate: locateGiver,
  apply: (work) => {
    const { state, payload } = work;
    const offered = returnUnspent(payload, movementGround(work, payload, 'up'));
    return putMovement(state, payload.allotmentId, { offered, org: payload.from });
  },
});
