// SPDX-License-Identifier: Apache-2.0
export {
  assertConfirmable,
  confirmInstruction,
  confirmPayload,
  personOf,
  type ConfirmGround,
  type ConfirmPayload,
} from './confirm.js';
export {
  asksNational,
  assertSecondUnion,
  isBoundToUnion,
  isFirstOf,
  type FirstSigned,
} from './second-union.js';
export { newPending } from './pending.js';
export { assertPending, withdrawInstruction, withdrawPayload, type WithdrawPayload } from './withdraw.js';
