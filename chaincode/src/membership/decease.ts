// SPDX-License-Identifier: Apache-2.0
import { deceaseInstruction, deceaseMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { applyChange, changeKeys, locateChange } from './change.js';

export const deceaseHandler = handle(deceaseInstruction, {
  keys: changeKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => deceaseMembership(work.payload, ground)),
});
