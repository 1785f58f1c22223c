// SPDX-License-Identifier: Apache-2.0
import { settleByVoiding } from '@unionid/domain/claim';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { voidInstruction, voidMembership } from '@unionid/domain/membership';
import { Accounts } from '../accounts/accounts.js';
import { ontoGround, ontoKeys } from '../claim/settle-onto.js';
import { handle, type Work } from '../kernel/handler.js';
import { hasOperator } from '../operator/person-operators.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';
import { applyChange, locateChange } from './apply-change.js';

/** An account ends that should not be; of a duplicate another one stands for the person. */
export const voidHandler = handle(voidInstruction, {
  keys: (payload) => [...transferKeys(payload), ...ontoKeys(payload.into)],
  locate: locateChange,
  apply: async (work) => {
    // Whoever acts as this person would be nobody's, or the same as whoever acts by another account of it.
    if (await hasOperator(work, work.payload.identityId)) throw new DomainError('ACCOUNT_OF_OPERATOR');
    const put = await standingOf(work);
    const receipt = applyChange(work, (ground) => voidMembership(work.payload, ground));
    put();
    return receipt;
  },
});

/** What puts the account that stands, with the claim that says so. */
async function standingOf(work: Work<typeof voidInstruction>): Promise<() => void> {
  const { state, payload } = work;
  const { into } = payload;
  if (into === undefined) return () => undefined;
  const accounts = new Accounts(state);
  const ground = await ontoGround(work, { own: accounts.find(payload), claimed: into });
  const { claim, claimed } = settleByVoiding(ground);
  return () => {
    state.put(ledgerKey.claim(into.identityId), claim);
    accounts.change(ground.claimed, claimed);
  };
}
