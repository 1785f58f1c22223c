// SPDX-License-Identifier: Apache-2.0
import { rescindInstruction, rescindMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './change.js';

export const rescindHandler = handle(rescindInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => rescindMembership(work.payload, ground)),
});
