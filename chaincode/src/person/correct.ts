// SPDX-License-Identifier: Apache-2.0
import { correctAccount, correctInstruction } from '@unionid/domain/person';
import { handle } from '../kernel/handler.js';
import { applyChange, locateChange } from '../membership/apply-change.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';

/** The account under the root of the corrected record. */
export const correctHandler = handle(correctInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => correctAccount(work.payload, ground)),
});
