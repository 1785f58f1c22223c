// SPDX-License-Identifier: Apache-2.0
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { personKeysOf } from '@unionid/domain/person';
import { requestInstruction, requestTransfer, type RequestPayload } from '@unionid/domain/transfer';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import { handle } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';
import { newestRuleKeys, newestRules, sidesOf } from './rules-on-ledger.js';
import { putTransfer } from './transfer-on-ledger.js';

/** The new union asks for a member, whose document and name it has before it. */
export const requestHandler = handle(requestInstruction, {
  keys: (payload) => [
    ...[ledgerKey.organisation(payload.to), ...employerKeys(payload)],
    ...slotKeys(payload),
    ...[ledgerKey.transfer(payload.identityId), ...personKeysOf(payload).map(ledgerKey.person)],
  ],
  locate: async ({ state, payload, now }) => {
    const { to, identityId } = payload;
    const { province } = assertOpen(state.get(ledgerKey.organisation(to)), to);
    await new Accounts(state).readByPersonKeys(personKeysOf(payload));
    const sides = sidesOf({ now }, { fromProvince: provinceOf(state, payload), toProvince: province });
    await state.read([...inSlotKeys(state, payload), ...newestRuleKeys(sides)]);
    const version = state.get(ledgerKey.transfer(identityId))?.v ?? 0;
    return { org: to, province, version, identityId };
  },
  apply: (work, { province: toProvince }) => {
    const { state, payload, now, ledger } = work;
    const { identityId, to } = payload;
    const network = networkOf(state);
    const [inSlot] = inSlotKeys(state, payload);
    const sides = sidesOf(work, { fromProvince: provinceOf(state, payload), toProvince });
    const transfer = requestTransfer(payload, {
      inSlot: inSlot && state.get(inSlot),
      known: new Accounts(state).byPersonKeys(personKeysOf(payload)),
      transfer: state.get(ledgerKey.transfer(identityId)),
      org: state.get(ledgerKey.organisation(to)),
      coversEmployer: employerKeys(payload).some((key) => state.has(key)),
      ...{ rules: newestRules(state, sides), keyVersions: keyVersionsOf(network), now, ledger },
    });
    if (payload.code === undefined) for (const slot of slotKeys(payload)) state.put(slot, identityId);
    return putTransfer(work, identityId, transfer);
  },
});

/** Of the person's account; '' of a stranger, whom nobody can ask for. */
function provinceOf(state: StateStore, payload: RequestPayload): string {
  return new Accounts(state).byPersonKeys(personKeysOf(payload))?.account.province ?? '';
}

/** By residence nobody need be named. */
function employerKeys({ to, employer }: RequestPayload): readonly LedgerKey<'employer'>[] {
  return employer === '' ? [] : [ledgerKey.employer(to, employer)];
}

function slotKeys({ to, slot }: RequestPayload): readonly LedgerKey<'transferSlot'>[] {
  return slot === undefined ? [] : [ledgerKey.transferSlot(to, slot)];
}

/** The transfer of whoever was asked for last in the request's slot. */
function inSlotKeys(state: StateStore, payload: RequestPayload): readonly LedgerKey<'transfer'>[] {
  return slotKeys(payload)
    .flatMap((slot) => state.get(slot) ?? [])
    .map(ledgerKey.transfer);
}
