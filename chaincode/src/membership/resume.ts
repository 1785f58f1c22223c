// SPDX-License-Identifier: Apache-2.0
import { resumeInstruction, resumeMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

export const resumeHandler = handle(resumeInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => resumeMembership(work.payload, ground)),
});
