// SPDX-License-Identifier: Apache-2.0
import { voidInstruction, voidMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const voidHandler = handle(voidInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => voidMembership(work.payload, ground)),
});
