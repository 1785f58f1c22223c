// SPDX-License-Identifier: Apache-2.0
import { sql, type RawBuilder } from 'kysely';

/** Deeper than any union tree (union-law.md §5.2 has six levels): ends a loop that a wrong parent would make. */
export const MAX_DEPTH = 16;

/** A column that names a union, with its table; or what names one. */
type Union = string | RawBuilder<unknown>;

const nameOf = (union: Union): RawBuilder<unknown> => (typeof union === 'string' ? sql.ref(union) : union);

/**
 * True of rows whose union is this one or stands below it. Looked for upwards: a union has few above it, while below a province there
 * are a hundred thousand.
 */
export function isUnionWithin(union: Union, ancestor: string | RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    with recursive up (org_id, parent, depth) as (
      select org_id, parent, 0 from organisation where org_id = ${nameOf(union)}
      union all
      select o.org_id, o.parent, up.depth + 1 from organisation o join up on o.org_id = up.parent
      where up.depth < ${sql.lit(MAX_DEPTH)}
    ) select 1 from up where org_id = ${ancestor})`;
}

/** The union, or where it ends whoever has its members: `heirOf` for rows. */
export function heirIn(union: Union): RawBuilder<string> {
  return lastOf(union, sql`o.org_id = heirs.heir`);
}

/** The union, or once it is closed whoever has its members, under which it stands: `answeringFor` for rows. */
export function answeringIn(union: Union): RawBuilder<string> {
  return lastOf(union, sql`heirs.state = 'CLOSED' and o.org_id = heirs.parent`);
}

function lastOf(union: Union, next: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`coalesce((
    with recursive heirs (org_id, parent, heir, state, depth) as (
      select org_id, parent, heir, state, 0 from organisation where org_id = ${nameOf(union)}
      union all
      select o.org_id, o.parent, o.heir, o.state, heirs.depth + 1 from organisation o join heirs on ${next}
      where heirs.depth < ${sql.lit(MAX_DEPTH)}
    ) select org_id from heirs order by depth desc limit 1), ${nameOf(union)})`;
}

/** Columns that name who was to judge, and the two sides. */
export interface DisputeColumns {
  readonly judge: string;
  readonly sides: readonly [string, string];
}

/** Who judges as things stand: `judgeNow` for rows. */
export function judgeIn({ judge, sides: [one, other] }: DisputeColumns): RawBuilder<string> {
  return sql<string>`(
    select case when ${isAbove('dispute.judge', 'dispute.one')} and ${isAbove('dispute.judge', 'dispute.other')} then dispute.judge
      else coalesce((
        with recursive higher (org_id, parent, depth) as (
          select org_id, parent, 0 from organisation where org_id = dispute.one
          union all
          select o.org_id, o.parent, higher.depth + 1 from organisation o join higher on o.org_id = higher.parent
          where higher.depth < ${sql.lit(MAX_DEPTH)}
        ) select org_id from higher where depth > 0 and ${isAbove('higher.org_id', 'dispute.other')}
        order by depth limit 1), dispute.judge) end
    from (select ${sql.ref(judge)} as judge, ${heirIn(one)} as one, ${heirIn(other)} as other) dispute)`;
}

function isAbove(union: string, side: string): RawBuilder<boolean> {
  const [above, below] = [sql.ref(union), sql.ref(side)];
  return sql<boolean>`(${above} <> ${below} and ${isUnionWithin(below, above)})`;
}

/** True of rows whose union an operator of another acts for: one below it, or itself, in its province. */
export function isActedFor(
  union: Union,
  { org, province }: { readonly org: string; readonly province: string },
): RawBuilder<boolean> {
  return sql<boolean>`(${isUnionWithin(union, org)}
    and exists (select 1 from organisation own where own.org_id = ${nameOf(union)} and own.province = ${province}))`;
}

/** True of rows whose union is the first of its province: none other of it stands above. */
export function isFirstIn(union: Union): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from organisation own join organisation above on above.org_id = own.parent
    where own.org_id = ${nameOf(union)} and above.province <> own.province)`;
}
