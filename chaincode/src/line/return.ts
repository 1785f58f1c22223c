// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { returnInstruction, returnUnspent } from '@unionid/domain/line';
import { handle } from '../kernel/handler.js';
import { locateGiver, movementGround, movementKeys, putMovement } from './move-between.js';

/** Money that was not spent, back to a union above or to the one that gave it, which accepts it. */
export const returnHandler = handle(returnInstruction, {
  keys: (payload) => [
    ...movementKeys(payload),
    ...(payload.cameBy === undefined ? [] : [ledgerKey.allotment(payload.cameBy)]),
  ],
  unions: ({ from, to }) => [from, to],
  locate: locateGiver,
  apply: (work) => {
    const { state, payload } = work;
    const { cameBy } = payload;
    const came = cameBy === undefined ? undefined : state.get(ledgerKey.allotment(cameBy));
    const offered = returnUnspent(payload, { ...movementGround(work, payload, 'up'), came });
    return putMovement(state, payload.allotmentId, { offered, org: payload.from });
  },
});
