// SPDX-License-Identifier: Apache-2.0
import { leaveInstruction, leaveMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { applyChange, changeKeys, locateChange } from './change.js';

export const leaveHandler = handle(leaveInstruction, {
  keys: changeKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => leaveMembership(work.payload, ground)),
});
