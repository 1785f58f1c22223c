// SPDX-License-Identifier: Apache-2.0
import { deceaseInstruction, deceaseMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const deceaseHandler = handle(deceaseInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => deceaseMembership(work.payload, ground)),
});
