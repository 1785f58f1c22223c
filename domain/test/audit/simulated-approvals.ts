// SPDX-License-Identifier: Apache-2.0
import type { SimPlan, Simulation } from './simulated-country.js';

/** Of some plans the approvals that a contract asks for: by all that their unions have locked of a class in a window by then. */
export function approveByAll(sim: Simulation, plans: readonly SimPlan[]): void {
  const locked = sim.plans.map(lockedBy);
  for (const plan of plans) {
    const approvals = plan.versions.filter(({ step }) => step.type === 'plan.approve');
    if (approvals.length !== 1 || plan.programme === undefined) continue;
    const { time } = approvals[0]!.step;
    const { name } = lockedBy(plan);
    const fen = locked
      .filter((each) => each.name === name && each.from < time && each.until >= time)
      .reduce((sum, each) => sum + each.fen, 0);
    if (fen > plan.programme.bands[0]!.fen) approveAgain(sim, plan);
  }
}

/** From when to when which sum of a plan counts, and with which others. */
function lockedBy({ versions }: SimPlan): { name: string; fen: number; from: string; until: string } {
  const of = (type: string) => versions.find(({ step }) => step.type === type);
  const { class: benefitClass, window, org } = versions[0]!.record;
  return {
    name: `${org} ${benefitClass} ${window}`,
    fen: of('plan.lock')?.record.stands?.fen ?? 0,
    from: of('plan.lock')?.step.time ?? '9',
    until: of('plan.cancel')?.step.time ?? '9',
  };
}

/** By one more person, of the union `org`. */
export function approveAgain(sim: Simulation, plan: SimPlan, org = '00'): void {
  const { planId, versions } = plan;
  const at = versions.findIndex(({ step }) => step.type === 'plan.approve');
  const { step: first, record } = versions[at]!;
  const [operator, person] = [`op-approver2-${planId}`, `approver2-${planId}`];
  sim.persons.set(operator, person);
  const second = sim.at(0, 'plan.approve', operator);
  second.time = new Date(Date.parse(first.time) + sim.int(1, 120) * 1000).toISOString();
  const approvers = [...record.duties.approvers!, { person, org }];
  const after = versions.slice(at).map((version) => ({
    step: version.step === first ? second : version.step,
    record: {
      ...version.record,
      v: version.record.v + 1,
      duties: { ...version.record.duties, approvers },
    },
  }));
  plan.versions = [
    ...versions.slice(0, at),
    { step: first, record: { ...record, status: 'CHECKED' } },
    ...after,
  ];
}
