// SPDX-License-Identifier: Apache-2.0
import { withdrawApplication, withdrawInstruction } from '@unionid/domain/application';
import { handle } from '../kernel/handler.js';
import { applicationKeys, groundOf, locateApplication, putApplication } from './application-on-ledger.js';

/** The person takes the application back. */
export const withdrawHandler = handle(withdrawInstruction, {
  keys: applicationKeys,
  locate: locateApplication,
  apply: (work) => putApplication(work, withdrawApplication(work.payload, groundOf(work))),
});
