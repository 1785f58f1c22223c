// SPDX-License-Identifier: Apache-2.0
import {
  byTime,
  foundOf,
  grantedIn,
  groupsOf,
  planOf,
  type Check,
  type Found,
  type Granted,
} from './check.js';
import { ownGrants } from './payees.js';

export const CAP_1: Check = {
  code: 'CAP-1',
  version: 2,
  title: { zh: '超过单笔或本期累计标准', en: 'Over the cap, of one item or of the period' },
  thresholds: {},
  falsePositives: {
    mixedFunds: { zh: '不同来源资金各在其标准以内', en: 'Of several sources, each within the cap' },
  },
  gaps: [
    {
      data: { zh: '各地低保标准（年）', en: 'Local subsistence standards (of the year)' },
      heldBy: { zh: '民政', en: 'civil affairs' },
    },
  ],
  run: (rows) => ({
    found: [
      ...ownGrants(rows).flatMap((one) => overItem(one) ?? []),
      ...[...groupsOf(grantedIn(rows.plans), personInWindow).values()].flatMap(
        (granted) => overSum(granted, 'window', 'windowFen') ?? [],
      ),
      ...[...groupsOf(grantedIn(rows.plans), householdInWindow).values()].flatMap(
        (granted) => overSum(granted, 'household', 'householdFen') ?? [],
      ),
    ],
  }),
};

function personInWindow({ plan, row }: Granted): string {
  const { class: benefitClass, window } = planOf(plan);
  return [benefitClass, window, row.record.for ?? row.record.id].join('/');
}

function householdInWindow({ plan, row }: Granted): string {
  const { class: benefitClass, window } = planOf(plan);
  return row.record.file === undefined ? '' : [benefitClass, window, row.record.file].join('/');
}

function overItem(one: Granted): Found | undefined {
  const cap = one.plan.programme?.itemFen;
  const { fen } = one.row.record;
  if (cap === undefined || fen <= cap) return undefined;
  return foundOf([one], { reason: 'item', fen: fen - cap, facts: { cap, fen } });
}

/** Each grant is held against the cap of its own programme, with all that came before it. */
function overSum(
  granted: readonly Granted[],
  reason: 'window' | 'household',
  of: 'windowFen' | 'householdFen',
): Found | undefined {
  if (granted.length < 2 || !granted.some(({ plan }) => plan.inScope)) return undefined;
  const sum = (some: readonly Granted[]): number => some.reduce((all, { row }) => all + row.record.fen, 0);
  const ordered = byTime(granted);
  const overs = ordered.map(({ plan }, at) => {
    const cap = plan.programme?.[of] ?? Infinity;
    return { cap, fen: sum(ordered.slice(0, at + 1)) };
  });
  const over = overs.findLast(({ cap, fen }) => fen > cap);
  if (over === undefined) return undefined;
  const bySource = groupsOf(granted, ({ plan }) => plan.fund?.source ?? 'unknown');
  const isMixed = bySource.size > 1 && [...bySource.values()].every((some) => sum(some) <= over.cap);
  return foundOf(ordered, {
    ...{ reason, fen: over.fen - over.cap, facts: over },
    explained: isMixed ? 'mixedFunds' : undefined,
  });
}
