// SPDX-License-Identifier: Apache-2.0
import { deemInstruction, deemMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const deemHandler = handle(deemInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => deemMembership(work.payload, ground)),
});
