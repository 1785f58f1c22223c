// SPDX-License-Identifier: Apache-2.0
import { isAskedFor } from '@unionid/domain/membership';
import { correctIdentity, correctIdentityInstruction } from '@unionid/domain/person';
import { handle } from '../kernel/handler.js';
import { applyChange, locateChange } from '../membership/apply-change.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';

/** The account under the root and the name's tag of the corrected record. */
export const correctIdentityHandler = handle(correctIdentityInstruction, {
  keys: transferKeys,
  locate: locateChange,
  apply: (work) =>
    applyChange(work, (ground) =>
      correctIdentity(work.payload, { account: ground.account, isAsked: isAskedFor(ground) }),
    ),
});
