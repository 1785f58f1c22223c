// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, UnionRow, Versions } from '@unionid/domain/audit';
import type { ReadModel } from '../read-model/read-model.js';
import { MAX_DEPTH } from '../read-model/shape/union-tree.js';

/** The unions of those who were granted something by a programme that names places, and all that ever stood above these. */
export async function placesAt(
  readModel: ReadModel,
  { plans, ...ground }: PlacesGround,
): Promise<AuditRows['unions']> {
  const byPlace = plans.filter(({ programme }) => programme?.districts !== undefined);
  return unionsAbove(readModel, new Set(byPlace.flatMap(payeesOf)), ground);
}

/** The unions of those whom several unions have granted something of one class in one window, likewise. */
export async function transfersAt(
  readModel: ReadModel,
  { plans, ...ground }: PlacesGround,
): Promise<AuditRows['unions']> {
  const firsts = new Map<string, string>();
  const several = new Set<string>();
  for (const plan of plans) {
    const { class: benefitClass, window, org = '' } = plan.versions.at(-1)?.record ?? {};
    for (const id of payeesOf(plan)) {
      const name = [id, benefitClass, window].join('/');
      const first = firsts.get(name) ?? org;
      firsts.set(name, first);
      if (first !== org) several.add(id);
    }
  }
  return unionsAbove(readModel, several, ground);
}

type PlacesGround = Pick<AuditRows, 'plans' | 'members' | 'height'>;

function payeesOf({ items }: AuditRows['plans'][number]): readonly string[] {
  return items.map(({ record }) => record.id);
}

async function unionsAbove(
  readModel: ReadModel,
  payees: ReadonlySet<string>,
  { members, height }: Omit<PlacesGround, 'plans'>,
): Promise<AuditRows['unions']> {
  const orgs = [...payees].flatMap((id) => (members.get(id) ?? []).map(({ record }) => record.org));
  const found = new Map<string, Versions<UnionRow>>();
  let asked = orgs;
  for (let depth = 0; depth <= MAX_DEPTH && asked.length > 0; depth += 1) {
    const read = await readModel.versionsOfBefore('organisation', [...new Set(asked)].sort(), height);
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
