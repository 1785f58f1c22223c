// SPDX-License-Identifier: Apache-2.0
import { openApplication, openInstruction } from '@unionid/domain/application';
import { handle } from '../kernel/handler.js';
import { applicationKeys, groundOf, locateApplication, putApplication } from './application-on-ledger.js';

/** A person applies to a union. */
export const openHandler = handle(openInstruction, {
  keys: applicationKeys,
  locate: locateApplication,
  apply: (work) => putApplication(work, openApplication(work.payload, groundOf(work))),
});
