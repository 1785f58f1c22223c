// SPDX-License-Identifier: Apache-2.0
import { refuseApplication, refuseInstruction } from '@unionid/domain/application';
import { handle } from '../kernel/handler.js';
import { applicationKeys, groundOf, locateApplication, putApplication } from './application-on-ledger.js';

/** The union refuses. */
export const refuseHandler = handle(refuseInstruction, {
  keys: applicationKeys,
  locate: locateApplication,
  apply: (work) => putApplication(work, refuseApplication(work.payload, groundOf(work))),
});
