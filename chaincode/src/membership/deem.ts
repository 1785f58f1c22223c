// SPDX-License-Identifier: Apache-2.0
import { deemInstruction, deemMembership } from '@unionid/domain/membership';
import { handle } from '../kernel/handler.js';
import { applyChange, changeKeys, locateChange } from './change.js';

export const deemHandler = handle(deemInstruction, {
  keys: changeKeys,
  locate: locateChange,
  apply: (work) => applyChange(work, (ground) => deemMembership(work.payload, ground)),
});
