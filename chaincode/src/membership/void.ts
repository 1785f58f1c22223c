// SPDX-License-Identifier: Apache-2.0
import { voidInstruction, voidMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { applyChange, changeKeys, locateChange } from './change.js';

export const voidHandler = handle(voidInstruction, {
  keys: changeKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => voidMembership(work.payload, ground)),
});
