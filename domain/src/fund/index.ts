// SPDX-License-Identifier: Apache-2.0
export { SOURCE_ZH, yuan } from './words.js';
export {
  closeFund,
  closeFundPayload,
  closeInstruction,
  type CloseFundGround,
  type CloseFundPayload,
} from './close.js';
export { openFund, openFundPayload, openInstruction, type OpenFundPayload } from './open.js';
