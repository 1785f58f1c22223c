// SPDX-License-Identifier: Apache-2.0
import { retainInstruction, retainMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const retainHandler = handle(retainInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => retainMembership(work.payload, ground)),
});
