// SPDX-License-Identifier: Apache-2.0
import { groupsOf, ownPlans, planOf, type Check, type Figure } from './check.js';
import type { AuditRows, PlanRow } from './rows.js';

const NEAR = 95;
const ROUND_FEN = 100_000;

export const ANO_1: Check = {
  code: 'ANO-1',
  version: 3,
  title: { zh: '异常分布：卡线、年底突击、整数', en: 'Just below limits, year-end rush, round sums' },
  thresholds: { nearPercent: NEAR, roundFen: ROUND_FEN, month: 12 },
  falsePositives: { festival: { zh: '春节、元旦集中慰问', en: 'Festivals' } },
  gaps: [],
  together: 'union',
  run: (rows) => ({ found: [], figures: figuresOf(rows) }),
};

/** Figures by union; whoever reads them decides what to look at. */
function figuresOf(rows: AuditRows): readonly Figure[] {
  const own = ownPlans(rows);
  return [...groupsOf(own, (plan) => planOf(plan).org)].flatMap(([org, plans]) => {
    const items = plans.flatMap((plan) => plan.items.map(({ record }) => ({ plan, fen: record.fen })));
    const near = plans.filter(isNearBand).length;
    const rush = plans.filter((plan) => planOf(plan).on.slice(5, 7) === '12').length;
    const round = items.filter(({ fen }) => fen % ROUND_FEN === 0).length;
    return [
      { org, name: 'belowBand', count: near, of: plans.length },
      { org, name: 'yearEnd', count: rush, of: plans.length },
      { org, name: 'roundSums', count: round, of: items.length },
    ];
  });
}

function isNearBand(plan: PlanRow): boolean {
  const { fen } = planOf(plan).stands ?? planOf(plan).signed;
  return (plan.programme?.bands ?? []).some((band) => fen <= band.fen && fen * 100 >= band.fen * NEAR);
}
