// SPDX-License-Identifier: Apache-2.0
import { isEnough } from '../plan/index.js';
import { bandOf } from '../programme/index.js';
import { groupsOf, planOf, stepTo, type Check, type Figure } from './check.js';
import type { AuditRows, PlanRow } from './rows.js';

const NEAR = 95;
const ROUND_FEN = 100_000;

export const ANO_1: Check = {
  code: 'ANO-1',
  version: 2,
  title: { zh: '异常分布：卡线、年底突击、整数', en: 'Just below limits, year-end rush, round sums' },
  thresholds: { nearPercent: NEAR, roundFen: ROUND_FEN, month: 12 },
  falsePositives: { festival: { zh: '春节、元旦集中慰问', en: 'Festivals' } },
  gaps: [],
  run: (rows) => ({ found: [], figures: figuresOf(rows) }),
};

/** Figures by union; whoever reads them decides what to look at. */
function figuresOf(rows: AuditRows): readonly Figure[] {
  const own = rows.plans.filter(({ inScope }) => inScope);
  return [...groupsOf(own, (plan) => planOf(plan).org)].flatMap(([org, plans]) => {
    const items = plans.flatMap((plan) => plan.items.map(({ record }) => ({ plan, fen: record.fen })));
    const near = plans.filter(isNearBand).length;
    const rush = plans.filter((plan) => planOf(plan).on.slice(5, 7) === '12').length;
    const round = items.filter(({ fen }) => fen % ROUND_FEN === 0).length;
    const locked = groupsOf(plans, windowOf);
    const split = plans.filter((plan) => isSplit(plan, locked)).length;
    return [
      { org, name: 'belowBand', count: near, of: plans.length },
      { org, name: 'splitBand', count: split, of: plans.length },
      { org, name: 'yearEnd', count: rush, of: plans.length },
      { org, name: 'roundSums', count: round, of: items.length },
    ];
  });
}

function isNearBand(plan: PlanRow): boolean {
  const { fen } = planOf(plan).stands ?? planOf(plan).signed;
  return (plan.programme?.bands ?? []).some((band) => fen <= band.fen && fen * 100 >= band.fen * NEAR);
}

/** Approved by fewer than what its union had locked of the class in the window by then asks for: each alone is below the band. */
function isSplit(plan: PlanRow, locked: ReadonlyMap<string, readonly PlanRow[]>): boolean {
  const { org, duties } = planOf(plan);
  const { programme } = plan;
  const approved = stepTo(plan, 'APPROVED');
  if (programme === undefined || approved === undefined || duties.approvers === undefined) return false;
  const fen = (locked.get(windowOf(plan)) ?? []).reduce((sum, other) => {
    const isBefore = (stepTo(other, 'LOCKED')?.block ?? Infinity) < approved.block;
    return isBefore ? sum + (planOf(other).stands?.fen ?? 0) : sum;
  }, 0);
  return !isEnough(duties.approvers, { band: bandOf(programme, fen), org });
}

function windowOf(plan: PlanRow): string {
  const { class: benefitClass, window, status } = planOf(plan);
  return status === 'CANCELLED' ? '' : [benefitClass, window].join('/');
}
