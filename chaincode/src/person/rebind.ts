// SPDX-License-Identifier: Apache-2.0
import { settleByRebinding, type SettledOnto } from '@unionid/domain/claim';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey, personIndexOf } from '@unionid/domain/ledger';
import { isAskedFor } from '@unionid/domain/membership';
import {
  personKeysOf,
  rebindAccount,
  rebindInstruction,
  type RebindGround,
  type RebindPayload,
} from '@unionid/domain/person';
import { Accounts, type FoundAccount } from '../accounts/accounts.js';
import { ontoGround, ontoKeys } from '../claim/settle-onto.js';
import { networkOf } from '../governance/network-record.js';
import { handle, type Work } from '../kernel/handler.js';
import { applyChange, locateChange } from '../membership/apply-change.js';
import { transferKeys } from '../transfer/transfer-on-ledger.js';

type Rebinding = Work<typeof rebindInstruction>;

/** Another document leads to the account; the one before leads there still, unless a claim gives it to whose it is. */
export const rebindHandler = handle(rebindInstruction, {
  keys: (payload) => [
    ...transferKeys(payload),
    ...allKeysOf(payload).map(ledgerKey.person),
    ...ontoKeys(payload.claimed),
  ],
  locate: async (work) => {
    await new Accounts(work.state).readByPersonKeys(allKeysOf(work.payload));
    return locateChange(work);
  },
  apply: async (work) => {
    const { state, payload } = work;
    const { identityId, replaces = [] } = payload;
    const accounts = new Accounts(state);
    const settled = await settledBy(work);
    const ground = rebindGround(work);
    const { tag: formerTag } = accounts.find(payload).account;
    const holder = accounts.holderOf(identityId, replaces);
    const receipt = applyChange(work, ({ account, transfer, time }) =>
      rebindAccount(payload, { ...ground, account, isAsked: isAskedFor({ account, transfer, time }) }),
    );
    const given = settled?.claim.exchange?.keys ?? [];
    const kept = replaces.filter((key) => !given.includes(personIndexOf(key)));
    accounts.rebind(holder, { personKeys: personKeysOf(payload), replaces: kept, formerTag });
    if (settled !== undefined) putSettled(work, settled);
    return receipt;
  },
});

function allKeysOf(payload: RebindPayload): readonly string[] {
  return [...personKeysOf(payload), ...(payload.replaces ?? [])];
}

function rebindGround({ state, payload }: Rebinding): Pick<RebindGround, 'newer' | 'former' | 'keyVersions'> {
  const { claimed, replaces = [] } = payload;
  const accounts = new Accounts(state);
  const leadsTo = (key: string): string | undefined => accounts.byPersonKey(key)?.identityId;
  return {
    newer: personKeysOf(payload)
      .flatMap((key) => leadsTo(key) ?? [])
      .filter((id) => id !== claimed?.identityId),
    former: replaces.map(leadsTo),
    keyVersions: keyVersionsOf(networkOf(state)),
  };
}

/** A claim as the correction settles it, with the account that it takes the number from and what leads there. */
interface Settled extends SettledOnto {
  readonly found: FoundAccount;
  readonly holder: string;
}

async function settledBy(work: Rebinding): Promise<Settled | undefined> {
  const { state, payload, now } = work;
  if (payload.claimed === undefined) return undefined;
  const accounts = new Accounts(state);
  const ground = await ontoGround(work, { own: accounts.find(payload), claimed: payload.claimed });
  const { claim, claimed: found } = ground;
  const { identityId, account } = found;
  const transfer = state.get(ledgerKey.transfer(identityId));
  const exchanged = claim?.exchange?.keys ?? [];
  const settled = settleByRebinding({
    ...ground,
    keys: personKeysOf(payload).map(personIndexOf),
    exchanged: exchanged.flatMap((key) => accounts.byPersonKey(key)?.identityId ?? []),
    isAsked: isAskedFor({ account, transfer, time: new Date(now).toISOString() }),
  });
  return { ...settled, found, holder: accounts.holderOf(identityId, settled.claim.keys) };
}

/** The claim, and where numbers change places the other account with what leads to it from now on. */
function putSettled({ state }: Rebinding, { claim, claimed, found, holder }: Settled): void {
  state.put(ledgerKey.claim(found.identityId), claim);
  if (claimed === undefined) return;
  const accounts = new Accounts(state);
  const { keys: personKeys = [] } = claim.exchange ?? {};
  accounts.change(found, claimed);
  accounts.rebind(holder, { personKeys, replaces: [], formerTag: claimed.tag });
}
