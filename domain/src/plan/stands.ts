// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { standsSchema, type PlanRecord, type Sums } from '../ledger/index.js';
import { manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** What everybody after the maker signs: the plan, and what stands of it. */
export const standsPayload = z.strictObject({ planId: manifestIdField, stands: standsSchema });
export type StandsPayload = z.output<typeof standsPayload>;

export const STANDS_SAMPLE: StandsPayload = {
  planId: SAMPLE.manifestId,
  stands: { items: 10, fen: 500_000, root: SAMPLE.digest },
};

type Stands = Sums & { readonly root: string };

/** That what was signed is what stands. @throws DomainError PLAN_SUMS with what stands */
export function assertStands(signed: Stands, stands: Stands | undefined): Stands {
  if (stands === undefined) throw new DomainError('PLAN_SUMS', {});
  const { items, fen, root } = stands;
  if (signed.items !== items || signed.fen !== fen || signed.root !== root)
    throw new DomainError('PLAN_SUMS', { items, fen });
  return stands;
}

/** What stands of a plan that is locked. @throws DomainError PLAN_SUMS */
export function standsOf({ stands }: Pick<PlanRecord, 'stands'>): Stands {
  if (stands === undefined) throw new DomainError('PLAN_SUMS', {});
  return stands;
}
