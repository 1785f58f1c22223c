// SPDX-License-Identifier: Apache-2.0
// Made by `npm run generate` from the files that carry out an instruction type.
import { confirmHandler as decisionConfirmHandler } from '../decision/confirm.js';
import { withdrawHandler as decisionWithdrawHandler } from '../decision/withdraw.js';
import { openHandler as fundOpenHandler } from '../fund/open.js';

/** What carries out each instruction type of chaincode `benefit`. */
export const HANDLERS = {
  'decision.confirm': decisionConfirmHandler,
  'decision.withdraw': decisionWithdrawHandler,
  'fund.open': fundOpenHandler,
};
