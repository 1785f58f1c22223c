// SPDX-License-Identifier: Apache-2.0
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { personKeysOf } from '@unionid/domain/person';
import { requestInstruction, requestTransfer } from '@unionid/domain/transfer';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';
import { putTransfer } from './transfer-on-ledger.js';

/** The new union asks for a member, whose document and name it has before it. */
export const requestHandler = handle(requestInstruction, {
  keys: (payload) => [
    ...[ledgerKey.organisation(payload.to), ledgerKey.employer(payload.to, payload.employer)],
    ...[ledgerKey.transfer(payload.identityId), ...personKeysOf(payload).map(ledgerKey.person)],
  ],
  locate: async ({ state, payload }) => {
    const { to, identityId } = payload;
    const { province } = assertOpen(state.get(ledgerKey.organisation(to)), to);
    await new Accounts(state).readByPersonKeys(personKeysOf(payload));
    const version = state.get(ledgerKey.transfer(identityId))?.v ?? 0;
    return { org: to, province, version, identityId };
  },
  apply: (work) => {
    const { state, payload, now, ledger } = work;
    const { identityId, to, employer } = payload;
    const network = networkOf(state);
    const transfer = requestTransfer(payload, {
      known: new Accounts(state).byPersonKeys(personKeysOf(payload)),
      transfer: state.get(ledgerKey.transfer(identityId)),
      org: state.get(ledgerKey.organisation(to)),
      coversEmployer: state.has(ledgerKey.employer(to, employer)),
      ...{ network, keyVersions: keyVersionsOf(network), now, ledger },
    });
    return putTransfer(work, identityId, transfer);
  },
});
