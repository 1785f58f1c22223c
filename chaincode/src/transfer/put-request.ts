// SPDX-License-Identifier: Apache-2.0
import { unlessRefused } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey, type LedgerKey, type TransferRecord } from '@unionid/domain/ledger';
import { personKeysOf } from '@unionid/domain/person';
import { decidedUnions, type RequestGround, type RequestPayload, type Sides } from '@unionid/domain/transfer';
import { Accounts } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import type { Transaction } from '../kernel/handler.js';
import { heirIn, readHeirs } from '../organisation/heir-of.js';
import type { StateStore } from '../kernel/state-store.js';
import { actorKeys } from './transfer-on-ledger.js';
import { newestRuleKeys, newestRules, sidesOf } from './rules-on-ledger.js';

// A request for a member as contracts know it, whether it came by itself or as a row of a list.

/** What a request says, as far as keys follow from it. */
type Asked = Pick<
  RequestPayload,
  'identityId' | 'personKey' | 'formerKey' | 'to' | 'employer' | 'slot' | 'code'
>;
type At = Pick<Transaction, 'state' | 'now'>;

/** Keys known from requests alone. */
export function requestKeys(payload: Asked): readonly LedgerKey[] {
  return [
    ...[ledgerKey.organisation(payload.to), ...employerKeys(payload)],
    ...slotKeys(payload),
    ...[ledgerKey.transfer(payload.identityId), ...personKeysOf(payload).map(ledgerKey.person)],
  ];
}

/**
 * Reads what those lead to: accounts, who was asked for last in the same slots, the newest rules, heirs of whom was decided against, and
 * the account of the person who asks.
 */
export async function readForRequests(
  { state, now, person }: At & { readonly person: string | undefined },
  requests: readonly Asked[],
): Promise<void> {
  await new Accounts(state).readByPersonKeys(requests.flatMap(personKeysOf));
  const keys = requests.flatMap((asked) => [
    ...(unlessRefused(() => inSlotKeys(state, asked)) ?? []),
    ...(unlessRefused(() => newestRuleKeys(beginningOf({ state, now }, asked))) ?? []),
    // Whoever gave the code, which is the only one who has acted before.
    ...[state.readable(ledgerKey.transfer(asked.identityId))?.codeBy]
      .flatMap((by) => by ?? [])
      .map(ledgerKey.operator),
  ]);
  await state.read([...keys, ...actorKeys({ person }, [])]);
  const newest = requests.map(({ identityId }) => state.readable(ledgerKey.transfer(identityId)));
  await readHeirs(state, newest.flatMap(decidedUnions));
}

/** What the rule asks about a request. */
export function requestGround({ state, now }: At, asked: Asked): RequestGround {
  const [inSlot] = inSlotKeys(state, asked);
  return {
    inSlot: inSlot && state.get(inSlot),
    known: new Accounts(state).byPersonKeys(personKeysOf(asked)),
    transfer: state.get(ledgerKey.transfer(asked.identityId)),
    org: state.get(ledgerKey.organisation(asked.to)),
    coversEmployer: employerKeys(asked).some((key) => state.has(key)),
    ...{ rules: newestRules(state, beginningOf({ state, now }, asked)), now },
    keyVersions: keyVersionsOf(networkOf(state)),
    heirOf: (orgId) => heirIn(state, orgId),
  };
}

/** Puts a transfer that was asked for, and the slot that it takes: none by a code, whatever it names. */
export function putRequest(state: StateStore, asked: Asked, transfer: TransferRecord): void {
  if (asked.code === undefined) for (const slot of slotKeys(asked)) state.put(slot, asked.identityId);
  state.put(ledgerKey.transfer(asked.identityId), transfer);
}

/** Between which provinces it is, '' for that of a stranger, whom nobody can ask for. */
function beginningOf({ state, now }: At, asked: Asked): Sides {
  return sidesOf(
    { now },
    {
      fromProvince: new Accounts(state).byPersonKeys(personKeysOf(asked))?.account.province ?? '',
      toProvince: state.get(ledgerKey.organisation(asked.to))?.province ?? '',
    },
  );
}

/** By residence nobody need be named. */
function employerKeys({ to, employer }: Asked): readonly LedgerKey<'employer'>[] {
  return employer === '' ? [] : [ledgerKey.employer(to, employer)];
}

function slotKeys({ to, slot }: Asked): readonly LedgerKey<'transferSlot'>[] {
  return slot === undefined ? [] : [ledgerKey.transferSlot(to, slot)];
}

/** The transfer of whoever was asked for last in the request's slot. */
function inSlotKeys(state: StateStore, asked: Asked): readonly LedgerKey<'transfer'>[] {
  return slotKeys(asked)
    .flatMap((slot) => state.get(slot) ?? [])
    .map(ledgerKey.transfer);
}
