// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type LedgerKey, type TransferRecord } from '@unionid/domain/ledger';
import {
  ruleNamesOf,
  rulesOf,
  type CalendarName,
  type PolicyName,
  type Rules,
  type Sides,
} from '@unionid/domain/transfer';
import { timestampAt } from '@unionid/domain/values';
import { networkOf } from '../governance/network-record.js';
import type { Transaction } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

/** Where a transfer begins: its time, and the provinces of its sides. */
export function sidesOf(
  { now }: Pick<Transaction, 'now'>,
  provinces: Pick<Sides, 'fromProvince' | 'toProvince'>,
): Sides {
  return { asked: timestampAt(now), ...provinces };
}

/** Keys of the newest rules of a transfer that begins. */
export function newestRuleKeys(sides: Sides): readonly LedgerKey[] {
  return keysOf(sides, NEWEST);
}

/** The newest rules, whose keys were read. */
export function newestRules(state: StateStore, sides: Sides): Rules {
  return rulesUnder(state, sides, NEWEST);
}

/** The rules that a transfer was asked for under, whatever was set since. */
export async function rulesInForce(state: StateStore, transfer: TransferRecord): Promise<Rules> {
  const versionAt = (at: number): number => transfer.rules?.[at] ?? 0;
  await state.read(keysOf(transfer, versionAt));
  return rulesUnder(state, transfer, versionAt);
}

/** Which version stands at a place of a transfer's rules: 0 where there was none, undefined for the newest. */
type VersionAt = (at: number) => number | undefined;
const NEWEST: VersionAt = () => undefined;

function keysOf(sides: Sides, versionAt: VersionAt): readonly LedgerKey[] {
  const { policies, calendars } = ruleNamesOf(sides);
  return [
    ...policies.flatMap((name) => policyKeys(name, versionAt(name.at))),
    ...calendars.flatMap((name) => calendarKeys(name, versionAt(name.at))),
  ];
}

function rulesUnder(state: StateStore, sides: Sides, versionAt: VersionAt): Rules {
  const names = ruleNamesOf(sides);
  const policies = names.policies.map((name) => {
    const [key] = policyKeys(name, versionAt(name.at));
    return key && state.get(key);
  });
  const calendars = names.calendars.map((name) => {
    const [key] = calendarKeys(name, versionAt(name.at));
    return key && state.get(key);
  });
  return rulesOf(sides, { policies, calendars }, networkOf(state));
}

function policyKeys({ scope }: PolicyName, version: number | undefined): readonly LedgerKey<'policy'>[] {
  return scope === '' || version === 0 ? [] : [ledgerKey.policy(scope, version)];
}

function calendarKeys(
  { scope, year }: CalendarName,
  version: number | undefined,
): readonly LedgerKey<'calendar'>[] {
  return scope === '' || version === 0 ? [] : [ledgerKey.calendar(scope, year, version)];
}
