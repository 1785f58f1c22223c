// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord, SilentBefore, TransferRecord } from '../ledger/index.js';
import { timestampAt } from '../values/timestamp.js';
import type { Membership } from './is-of.js';
import { withoutNewSide } from './rules.js';

// Who takes somebody over by silence and lets go at once to a third union ends no appeal: it stands for its own time, wherever the
// member has gone (ADR 65).

export interface SilentGround {
  readonly account: Membership;
  readonly now: number;
}

/**
 * What the next transfer, or this one once it is completed, keeps of an earlier silence.
 * @param current as time has made it
 */
export function keptSilent(
  current: TransferRecord | undefined,
  { account, now }: SilentGround,
): Pick<TransferRecord, 'silent'> {
  const { silent, from, nth } = current ?? {};
  if (silent === undefined || !isAppealable(silent, now)) return {};
  const isSame = nth === account.nth && account.org !== silent.from;
  // One that was appealed against has had its word, and stands as a transfer of its own.
  return isSame && from !== silent.from ? { silent } : {};
}

/** A transfer without it. */
export function withoutSilent(transfer: TransferRecord): TransferRecord {
  const { silent, ...rest } = transfer;
  return silent === undefined ? transfer : rest;
}

/** Of a switch to another union: the first silence counts, and with it what the old province would have the member back by. */
export function silentAfter(
  current: TransferRecord,
  {
    account,
    now,
    to,
    toProvince,
  }: SilentGround & {
    readonly account: AccountRecord;
    readonly to: string;
    readonly toProvince: string;
  },
): Pick<TransferRecord, 'silent'> {
  const silent = keptSilent(current, { account, now }).silent ?? ofBefore(current, now);
  // Back where it was, nothing is to be appealed against.
  if (silent === undefined || silent.from === to) return {};
  const leaves = account.province === silent.fromProvince && toProvince !== silent.fromProvince;
  return { silent: leaves ? { ...silent, root: account.root, tag: account.tag } : silent };
}

const SAID = ['evidence', 'by', 'moved', 'root', 'tag', 'rules'] as const;

function ofBefore(
  { before, from: to, fromProvince: toProvince }: TransferRecord,
  now: number,
): SilentBefore | undefined {
  const { appealUntil } = before ?? {};
  if (before === undefined || appealUntil === undefined) return undefined;
  const { from, fromProvince, asked, due } = before;
  const said = Object.fromEntries(
    SAID.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]])),
  );
  const silent = { ...{ from, fromProvince, to, toProvince, asked, due, appealUntil }, ...said };
  return isAppealable(silent, now) ? silent : undefined;
}

function isAppealable({ appealUntil }: SilentBefore, now: number): boolean {
  return timestampAt(now) < appealUntil;
}

/** The transfer by silence as it stands between its old union and whoever has the member now; undefined where there is none. */
export function silentBefore(
  { v, number, nth, from, silent, decided, earlier }: TransferRecord,
  { org: to, province: toProvince, nth: held }: Pick<AccountRecord, 'org' | 'province' | 'nth'>,
): TransferRecord | undefined {
  // Once it is appealed against it is the transfer itself.
  if (silent === undefined || from === silent.from || nth !== held || to === silent.from) return undefined;
  const { due, rules } = silent;
  return {
    ...(nth !== undefined && { nth }),
    ...(decided !== undefined && { decided }),
    ...(earlier !== undefined && { earlier }),
    ...{ v, number, status: 'COMPLETED', way: 'silence', silentAt: due, lapsesAt: due },
    ...{ ...silent, to, toProvince, silent },
    // Of whoever took over since, no version was kept.
    ...(rules !== undefined && toProvince !== silent.toProvince && { rules: withoutNewSide(rules) }),
    // Whoever has the member gives it back by its own transfer, not by this one.
    undoUntil: due,
  };
}
