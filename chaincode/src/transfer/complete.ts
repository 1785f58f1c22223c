// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { completeInstruction, completeTransfer } from '@unionid/domain/transfer';
import { heirOf, heritageOf } from '../organisation/heir-of.js';
import { handle } from '../kernel/handler.js';
import {
  accountOf,
  groundOf,
  putSwitch,
  receiverOf,
  standingOf,
  transferKeys,
} from './transfer-on-ledger.js';

/** The switch: the account leaves one union and is the other's, in one transaction. */
export const completeHandler = handle(completeInstruction, {
  keys: transferKeys,
  locate: async ({ state, now, payload }) => {
    const { status, from, to, v: version } = standingOf({ state, now }, payload);
    // Where the old union's appeal was heard it is the one that takes the member; a code that nobody used is still its own.
    const isOfOld = status === 'RECALLED' || to === '';
    const receiver = await receiverOf(state, await heirOf(state, isOfOld ? from : to));
    return { ...receiver, version, identityId: payload.identityId };
  },
  apply: async (work, { org: receiver }) => {
    const { state, payload, today } = work;
    const found = accountOf(work, payload);
    const org = state.get(ledgerKey.organisation(receiver));
    const ground = await groundOf(work, found);
    const { status, from } = standingOf(work, payload);
    // Whoever goes on to the heir of the new union comes there anew.
    const isDissolved = status === 'RECALLED' && (await heritageOf(state, from))?.ground === 'dissolved';
    return putSwitch(work, found, completeTransfer({ ...ground, orgId: receiver, org, isDissolved, today }));
  },
});
