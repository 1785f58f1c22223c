// SPDX-License-Identifier: Apache-2.0
import {
  newest,
  type AuditRows,
  type Check,
  type PlanRow,
  type UnionRow,
  type Versions,
} from '@unionid/domain/audit';
import { MAX_DEPTH } from '../read-model/shape/union-tree.js';
import type { AuditSource, Members } from './audit-source.js';

/** Those of whom a check asks where they stood: as far as it asks for places, or transfers. */
export function placedPayees(
  { ofPlaces, ofTransfers }: Check,
  plans: readonly PlanRow[],
): ReadonlySet<string> {
  if (ofPlaces === true) return byPlace(plans);
  return ofTransfers === true ? ofSeveral(plans) : new Set();
}

/** Whom a programme that names places has granted something. */
function byPlace(plans: readonly PlanRow[]): ReadonlySet<string> {
  return new Set(plans.filter(({ programme }) => programme?.districts !== undefined).flatMap(payeesOf));
}

/** Whom several unions have granted something of one class in one window. */
function ofSeveral(plans: readonly PlanRow[]): ReadonlySet<string> {
  const firsts = new Map<string, string>();
  const several = new Set<string>();
  for (const plan of plans) {
    const { class: benefitClass, window, org } = newest(plan.versions).record;
    for (const id of payeesOf(plan)) {
      const name = [id, benefitClass, window].join('/');
      const first = firsts.get(name) ?? org;
      firsts.set(name, first);
      if (first !== org) several.add(id);
    }
  }
  return several;
}

function payeesOf({ items }: PlanRow): readonly string[] {
  return items.map(({ record }) => record.id);
}

/** The unions that members were of, and all that ever stood above these. */
export async function unionsAbove(source: AuditSource, members: Members): Promise<AuditRows['unions']> {
  const orgs = [...members.values()].flatMap((versions) => versions.map(({ record }) => record.org));
  const found = new Map<string, Versions<UnionRow>>();
  let asked = orgs;
  for (let depth = 0; depth <= MAX_DEPTH && asked.length > 0; depth += 1) {
    const read = await source.versionsOf('organisation', asked);
    for (const [org, versions] of read)
      found.set(
        org,
        versions.map(({ step, record }) => ({ step, record: toUnion(record) })),
      );
    const above = [...read.values()].flat().map(({ record }) => record.parent);
    asked = above.filter((org) => org !== '' && !found.has(org));
  }
  return found;
}

function toUnion({ parent, division }: UnionRow): UnionRow {
  return { parent, ...(division !== undefined && { division }) };
}
