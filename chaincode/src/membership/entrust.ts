// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { entrustInstruction, entrustMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const entrustHandler = handle(entrustInstruction, {
  keys: (payload) => [...transferKeys(payload), ledgerKey.organisation(payload.host)],
  locate: locateChange,
  apply: (work) => {
    const union = work.state.get(ledgerKey.organisation(work.payload.host));
    return applyChange(work, (ground) => entrustMembership(work.payload, { ...ground, union }));
  },
});
