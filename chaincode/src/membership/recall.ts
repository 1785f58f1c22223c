// SPDX-License-Identifier: Apache-2.0
import { recallInstruction, recallMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const recallHandler = handle(recallInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => recallMembership(work.payload, ground)),
});
