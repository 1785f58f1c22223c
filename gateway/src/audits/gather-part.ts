// SPDX-License-Identifier: Apache-2.0
import { newest, type AuditRows, type Check, type ItemRow, type PlanRow } from '@unionid/domain/audit';
import { attemptOf } from '@unionid/domain/plan';
import { ITEMS_PER_RECORD, type PlanRecord } from '@unionid/domain/ledger';
import type { AuditSource, Members } from './audit-source.js';
import { peopleIn } from './gather-ground.js';
import { placedPayees, unionsAbove } from './places-at.js';

/** Plans with the items that a check looks at, and how many they have. */
export interface PlanItems {
  readonly plan: PlanRow;
  readonly items: number;
}

/** Reads the items of a plan and keeps those that a check looks at. */
export async function withItems(source: AuditSource, check: Check, plan: PlanRow): Promise<PlanItems> {
  const { record } = newest(plan.versions);
  const rows = await itemsOf(source, { planId: plan.planId, record });
  const kept = rows.filter((row) => check.looksAt?.(record, row) ?? true);
  return { plan: { ...plan, items: kept }, items: rows.length };
}

/** The rows of a part of the plans: who and what their items name beside what all plans have in common. */
export async function gatherPart(
  source: AuditSource,
  check: Check,
  { ground, plans }: { readonly ground: AuditRows; readonly plans: readonly PlanRow[] },
): Promise<AuditRows> {
  const files = check.ofFiles === 'named' ? await filesOf(source, plans) : ground.files;
  const named = check.ofFiles === 'named' ? await source.merged(peopleIn(files)) : [];
  const placed = await source.members(placedPayees(check, plans));
  const members = new Map([
    ...ground.members,
    ...named,
    ...(await payeesOf(source, check, plans)),
    ...placed,
  ]);
  return { ...ground, plans, files, members, unions: await unionsAbove(source, placed) };
}

function payeesOf(source: AuditSource, { ofPayees }: Check, plans: readonly PlanRow[]): Promise<Members> {
  if (ofPayees === undefined) return Promise.resolve(new Map());
  const ids = new Set(plans.flatMap(({ items }) => items.map(({ record }) => record.id)));
  return ofPayees === 'member' ? source.members(ids) : source.merged(ids);
}

function filesOf(source: AuditSource, plans: readonly PlanRow[]): Promise<AuditRows['files']> {
  const named = plans.flatMap(({ items }) => items.flatMap(({ record }) => record.file ?? []));
  return source.versionsOf('hardshipFile', named);
}

/** In the order of the list. */
async function itemsOf(
  source: AuditSource,
  { planId, record: plan }: { readonly planId: string; readonly record: PlanRecord },
): Promise<readonly ItemRow[]> {
  // Names go on with a slash, after which 0 is the next character.
  const within = { from: `${planId}/`, below: `${planId}0` };
  const letters = new Map<string, string>();
  for await (const [name, versions] of source.each('itemStates', within))
    letters.set(name, newest(versions).record);
  const rows: ItemRow[] = [];
  for await (const [name, versions] of source.each('items', within)) {
    const { step, record: written } = newest(versions);
    const [states, first] = [letters.get(name) ?? '', Number(name.split('/')[1]) * ITEMS_PER_RECORD];
    for (const [at, record] of written.items.entries())
      rows.push({ planId, item: first + at, record, letter: states[at] ?? 'S', step });
  }
  rows.sort((one, other) => one.item - other.item);
  // Of plans that went to the bank more than once: by which order an item was paid is known by when that was said.
  return attemptOf(plan) > 1 ? withPaid(rows, await source.paid(planId)) : rows;
}

function withPaid(rows: readonly ItemRow[], paid: ReadonlyMap<number, number>): readonly ItemRow[] {
  return rows.map((row) => {
    const paidIn = paid.get(row.item);
    return paidIn === undefined ? row : { ...row, paidIn };
  });
}
