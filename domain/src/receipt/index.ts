// SPDX-License-Identifier: Apache-2.0
export {
  attestInstruction,
  attestPayload,
  attestReceipt,
  type AttestGround,
  type AttestPayload,
} from './attest.js';
