// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely';

/** Deeper than any union tree (union-law.md §5.2 has six levels): ends a loop that a wrong parent would make. */
export const MAX_DEPTH = 16;

/**
 * True of rows whose union, named by `column`, is this one or stands below it. Looked for upwards: a union has few above it, while
 * below a province there are a hundred thousand.
 * @param column with its table
 */
export function isUnionWithin(column: string, ancestor: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    with recursive up (org_id, parent, depth) as (
      select org_id, parent, 0 from organisation where org_id = ${sql.ref(column)}
      union all
      select o.org_id, o.parent, up.depth + 1 from organisation o join up on o.org_id = up.parent
      where up.depth < ${sql.lit(MAX_DEPTH)}
    ) select 1 from up where org_id = ${ancestor})`;
}
