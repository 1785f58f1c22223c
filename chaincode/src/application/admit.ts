// SPDX-License-Identifier: Apache-2.0
import { admit, admitInstruction } from '@unionid/domain/application';
import { handle } from '../kernel/handler.js';
import { applicationKeys, groundOf, locateApplication, putAdmitted } from './application-on-ledger.js';

/** The union admits whoever applied. */
export const admitHandler = handle(admitInstruction, {
  keys: applicationKeys,
  locate: locateApplication,
  apply: (work) => putAdmitted(work, admit(work.payload, groundOf(work))),
});
