// SPDX-License-Identifier: Apache-2.0
export { openFund, openFundPayload, openInstruction, type OpenFundPayload } from './open.js';
