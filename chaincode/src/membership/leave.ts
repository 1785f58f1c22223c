// SPDX-License-Identifier: Apache-2.0
import { leaveInstruction, leaveMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const leaveHandler = handle(leaveInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => leaveMembership(work.payload, ground)),
});
