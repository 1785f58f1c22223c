// SPDX-License-Identifier: Apache-2.0
import { readmit, readmitInstruction } from '@unionid/domain/application';
import { handle } from '../kernel/handler.js';
import { applicationKeys, groundOf, locateApplication, putAdmitted } from './application-on-ledger.js';

/** The same, of somebody who was expelled. */
export const readmitHandler = handle(readmitInstruction, {
  keys: applicationKeys,
  locate: locateApplication,
  apply: (work) => putAdmitted(work, readmit(work.payload, groundOf(work))),
});
