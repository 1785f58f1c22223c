// SPDX-License-Identifier: Apache-2.0
import {
  CheckRun,
  checkOf,
  isOfScopeOnly,
  partOf,
  type Check,
  type CheckResult,
  type PlanRow,
} from '@unionid/domain/audit';
import { DomainError } from '@unionid/domain/errors';
import type { AuditScope } from '@unionid/domain/ledger';
import type { AuditSource } from './audit-source.js';
import { gatherGround } from './gather-ground.js';
import { gatherPart, withItems } from './gather-part.js';

/** Items that are enough for one part: what parts have in common is looked through once for each. */
const ENOUGH_ITEMS = 50_000;

export interface AskedCheck {
  readonly code: string;
  readonly scope: AuditScope;
  /** Items held at once at the most. */
  readonly mostItems: number;
  /** Instead of ENOUGH_ITEMS. */
  readonly enoughItems?: number;
}

/**
 * Runs a check on what the ledger had said at the source's height, in parts: only the items of plans that it looks at together are held at
 * once. The result is the same, whatever the parts.
 * @throws DomainError CHECK_UNKNOWN, CHECK_TOO_LARGE
 */
export async function runInParts(
  source: AuditSource,
  { code, scope, mostItems, enoughItems = ENOUGH_ITEMS }: AskedCheck,
): Promise<CheckResult> {
  const check = checkOf(code);
  const ground = await gatherGround(source, { check, scope });
  const run = new CheckRun(check, ground);
  const enough = Math.min(enoughItems, mostItems);
  let part = newPart();
  const take = async (): Promise<void> => {
    run.take(await gatherPart(source, check, { ground, plans: part.plans }), part.own);
    part = newPart();
  };
  for (const group of togetherIn(ground.plans, (plan) => partOf(check, plan))) {
    // What is found is of the scope: where nothing is, nobody looks.
    if (!group.some(({ inScope }) => inScope)) continue;
    const read = await readGroup(source, check, { group, mostItems });
    part.plans.push(...read.plans);
    part.kept += read.kept;
    part.own += read.own;
    if (part.kept >= enough) await take();
  }
  await take();
  return run.result();
}

/** Plans whose items are held; how many items these are, and how many its plans of the scope have in all. */
interface Part {
  readonly plans: PlanRow[];
  kept: number;
  own: number;
}

function newPart(): Part {
  return { plans: [], kept: 0, own: 0 };
}

/** @throws DomainError CHECK_TOO_LARGE */
async function readGroup(
  source: AuditSource,
  check: Check,
  { group, mostItems }: { readonly group: readonly PlanRow[]; readonly mostItems: number },
): Promise<Part> {
  const part = newPart();
  for (const one of group) {
    const isRead = one.inScope || !isOfScopeOnly(check);
    const { plan, items } = isRead ? await withItems(source, check, one) : { plan: one, items: 0 };
    part.plans.push(plan);
    part.kept += plan.items.length;
    if (plan.inScope) part.own += items;
    if (part.kept > mostItems) throw new DomainError('CHECK_TOO_LARGE', { limit: mostItems });
  }
  return part;
}

function togetherIn(
  plans: readonly PlanRow[],
  nameOf: (plan: PlanRow) => string,
): Iterable<readonly PlanRow[]> {
  const found = new Map<string, PlanRow[]>();
  for (const plan of plans) {
    const known = found.get(nameOf(plan));
    if (known === undefined) found.set(nameOf(plan), [plan]);
    else known.push(plan);
  }
  return found.values();
}
