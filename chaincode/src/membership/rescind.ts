// SPDX-License-Identifier: Apache-2.0
import { rescindInstruction, rescindMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { applyChange, changeKeys, locateChange } from './change.js';

export const rescindHandler = handle(rescindInstruction, {
  keys: changeKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => rescindMembership(work.payload, ground)),
});
