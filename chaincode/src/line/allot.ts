// SPDX-License-Identifier: Apache-2.0
import { allot, allotInstruction } from '@unionid/domain/line';
import { handle } from '../kernel/handler.js';
import { locateGiver, movementGround, movementKeys, putMovement } from './move-between.js';

/** Money for a union below: on nobody's line but the giver's until that union accepts it. */
export const allotHandler = handle(allotInstruction, {
  keys: movementKeys,
  unions: ({ from, to }) => [from, to],
  locate: locateGiver,
  apply: (work) => {
    const { state, payload } = work;
    const offered = allot(payload, movementGround(work, payload, 'down'));
    return putMovement(state, payload.allotmentId, { offered, org: payload.from });
  },
});
