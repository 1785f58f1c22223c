// SPDX-License-Identifier: Apache-2.0
import { runCheck, type AuditRows, type PlanRow } from '#src/audit/index.js';
import type { PlanRecord } from '#src/ledger/index.js';
import type { Country, NewPlan } from './planted-set.js';

// Cases, and what only looks like one, that neither of the two sets makes: each alone in a country, so that a test says what is told of it.

export const DIGEST = 'A'.repeat(43);

/** What a check says: reasons of faults, and of what is explained by what. */
export function told(code: string, rows: AuditRows): readonly string[] {
  return runCheck(code, rows).findings.map(({ reason, explained }) =>
    explained === undefined ? reason : `${reason}: ${explained}`,
  );
}

export const plan = (country: Country, given: Partial<NewPlan> & Pick<NewPlan, 'id' | 'items'>): PlanRow =>
  country.plan({ province: '51', class: 'winter', on: '2026-02-03', ...given });

/** The same country with one plan altered. */
export function altered(
  rows: AuditRows,
  planId: string,
  change: (row: PlanRow) => Partial<PlanRow>,
): AuditRows {
  const plans = rows.plans.map((row) => (row.planId === planId ? { ...row, ...change(row) } : row));
  return { ...rows, plans };
}

export const always =
  (change: (record: PlanRecord) => Partial<PlanRecord>) =>
  ({ versions }: PlanRow): Partial<PlanRow> => ({
    versions: versions.map(({ step, record }) => ({ step, record: { ...record, ...change(record) } })),
  });
