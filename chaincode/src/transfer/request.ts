// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { requestInstruction, requestTransfer } from '@unionid/domain/transfer';
import { handle } from '../kernel/handler.js';
import { putRequest, readForRequests, requestGround, requestKeys } from './put-request.js';
import { actorsIn, receiptOf } from './transfer-on-ledger.js';

/** The new union asks for a member, whose document and name it has before it. */
export const requestHandler = handle(requestInstruction, {
  keys: requestKeys,
  locate: async ({ state, payload, now, actor }) => {
    const { to, identityId } = payload;
    const { province } = assertOpen(state.get(ledgerKey.organisation(to)), to);
    await readForRequests({ state, now, person: actor.record.person }, [payload]);
    const version = state.get(ledgerKey.transfer(identityId))?.v ?? 0;
    return { org: to, province, version, identityId };
  },
  apply: (work) => {
    const { state, payload, ledger, actor } = work;
    const transfer = requestTransfer(payload, {
      ...requestGround(work, payload),
      ledger,
      actors: actorsIn(state, { actor: actor.operatorId, person: actor.record.person }),
    });
    putRequest(state, payload, transfer);
    return receiptOf(payload.identityId, transfer);
  },
});
