// SPDX-License-Identifier: Apache-2.0
import { expelInstruction, expelMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const expelHandler = handle(expelInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => expelMembership(work.payload, ground)),
});
