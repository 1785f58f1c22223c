// SPDX-License-Identifier: Apache-2.0
import { expelInstruction, expelMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { applyChange, changeKeys, locateChange } from './change.js';

export const expelHandler = handle(expelInstruction, {
  keys: changeKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => expelMembership(work.payload, ground)),
});
