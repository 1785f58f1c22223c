// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, UnionRow, Versions } from '@unionid/domain/audit';
import type { ReadModel } from '../read-model/read-model.js';
import { MAX_DEPTH } from '../read-model/shape/union-tree.js';

/** The unions of those who were granted something by a programme that names places, and all that ever stood above these. */
export async function placesAt(
  readModel: ReadModel,
  { plans, members, height }: Pick<AuditRows, 'plans' | 'members' | 'height'>,
): Promise<AuditRows['unions']> {
  const byPlace = plans.filter(({ programme }) => programme?.districts !== undefined);
  const payees = new Set(byPlace.flatMap(({ items }) => items.map(({ record }) => record.id)));
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
