// SPDX-License-Identifier: Apache-2.0
import { retainInstruction, retainMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { applyChange, changeKeys, locateChange } from './change.js';

export const retainHandler = handle(retainInstruction, {
  keys: changeKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => retainMembership(work.payload, ground)),
});
