// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord } from '#src/ledger/index.js';
import type { SimPlan, Simulation } from './simulated-country.js';
import { list, pay, someUnion } from './simulated-lists.js';

export function plain(sim: Simulation, given: Parameters<typeof list>[2] = {}): SimPlan {
  const items = Array.from({ length: sim.int(1, 5) }, () =>
    pay(sim.join(someUnion(sim)), sim.int(1, 80) * 100),
  );
  return list(sim, items, given);
}

export function rewrite(plan: SimPlan, change: (record: PlanRecord) => Partial<PlanRecord>): void {
  for (const version of plan.versions) version.record = { ...version.record, ...change(version.record) };
}

export const stepOf = (plan: SimPlan, type: string, nth = 0): SimPlan['versions'][number]['step'] =>
  plan.versions.filter(({ step }) => step.type === type)[nth]!.step;

/** What is wrong with a plan, and with its line by that. */
export const withLine = (plan: SimPlan): readonly string[] => {
  const { fund, org } = plan.versions[0]!.record;
  return [plan.planId, `line/${fund}/${org}`];
};

export const dayOf = (time: string): number =>
  Math.floor((Date.parse(time) - Date.UTC(2026, 0, 1)) / 86_400_000);
