// SPDX-License-Identifier: Apache-2.0
import {
  CheckRun,
  checkOf,
  isOfScopeOnly,
  newest,
  partOf,
  personIn,
  type Check,
  type CheckResult,
  type ItemRow,
  type MemberRow,
  type NameOfItem,
  type PlanRow,
  type Versions,
} from '@unionid/domain/audit';
import { DomainError } from '@unionid/domain/errors';
import type { AuditScope } from '@unionid/domain/ledger';
import type { AuditSource } from './audit-source.js';
import { gatherGround } from './gather-ground.js';
import { gatherPart, withItems } from './gather-part.js';

/** Each reads all items of its group. */
const MOST_SLICES = 200;
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
  const enough = Math.min(enoughItems, mostItems / 2);
  let part = newPart();
  const take = async (): Promise<void> => {
    run.take(await gatherPart(source, check, { ground, plans: part.plans }), part.own);
    part = newPart();
  };
  for (const group of Map.groupBy(ground.plans, (plan) => partOf(check, plan)).values()) {
    // What is found is of the scope: where nothing is, nobody looks.
    if (!group.some(({ inScope }) => inScope)) continue;
    for await (const read of slicesOf(source, check, { group, mostItems })) {
      for (const plan of read.plans) part.plans.push(plan);
      part.kept += read.kept;
      part.own += read.own;
      if (part.kept >= enough) await take();
    }
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

interface Group {
  readonly group: readonly PlanRow[];
  readonly mostItems: number;
}

/**
 * A group as a whole, or where that may be too large and its items can be told apart by name, in slices: each is read by itself.
 * @throws DomainError CHECK_TOO_LARGE
 */
async function* slicesOf(
  source: AuditSource,
  check: Check,
  { group, mostItems }: Group,
): AsyncGenerator<Part> {
  const signed = group.reduce((sum, { versions }) => sum + newest(versions).record.signed.items, 0);
  // Half of the room is for slices that are larger than others.
  const slices = Math.ceil(signed / Math.max(1, mostItems / 2));
  const nameOf = slices > 1 ? await namesApart(source, check, group) : undefined;
  if (nameOf === undefined) yield readGroup(source, check, { group, mostItems });
  else if (slices > MOST_SLICES) throw new DomainError('CHECK_TOO_LARGE', { limit: mostItems });
  else
    for (let slice = 0; slice < slices; slice += 1) {
      const isOf = (row: ItemRow): boolean => checksumOf(nameOf(row)) % slices === slice;
      const part = await readGroup(source, check, { group, mostItems, isOf });
      yield { ...part, own: slice === 0 ? part.own : 0 };
    }
}

async function namesApart(
  source: AuditSource,
  check: Check,
  group: readonly PlanRow[],
): Promise<NameOfItem | undefined> {
  if (check.apartBy?.(group, String) === undefined) return undefined;
  const merged = new Map<string, Versions<MemberRow>>();
  for (const plan of group) {
    const { items } = (await withItems(source, check, plan)).plan;
    const some = await source.merged(items.map(({ record }) => record.id));
    for (const [name, versions] of some) merged.set(name, versions);
  }
  return check.apartBy(group, personIn({ members: merged }));
}

/** FNV-1a: which slice does not matter, as long as it is the same for one name. */
function checksumOf(name: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) sum = Math.imul(sum ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return sum;
}

async function readGroup(
  source: AuditSource,
  check: Check,
  { group, mostItems, isOf = () => true }: Group & { readonly isOf?: (row: ItemRow) => boolean },
): Promise<Part> {
  const part = newPart();
  for (const one of group) {
    const isRead = one.inScope || !isOfScopeOnly(check);
    const { plan, items } = isRead ? await withItems(source, check, one) : { plan: one, items: 0 };
    const kept = plan.items.filter(isOf);
    part.plans.push({ ...plan, items: kept });
    part.kept += kept.length;
    if (plan.inScope) part.own += items;
    if (part.kept > mostItems) throw new DomainError('CHECK_TOO_LARGE', { limit: mostItems });
  }
  return part;
}
