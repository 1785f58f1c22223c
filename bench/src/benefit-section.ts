// SPDX-License-Identifier: Apache-2.0
import type { BenefitRun } from './benefits.js';
import type { Figure, Section } from './figure.js';
import { rateOf, type Timing } from './run-in-flight.js';

const ITEMS = 'items/s';
/** What the records are, in the order of the table. */
const RECORDS: Readonly<Record<string, string>> = {
  it: 'items, 25 to a record',
  st: 'their letters',
  d: 'what each payee was granted',
  chunk: 'chunks',
  manifest: 'lists',
  b: 'plans',
};

/** Items of plans, with what each takes of the disk, and what asking `identity` costs. */
export function benefitSection(run: BenefitRun): Section {
  const { ours, bare, chainBytes, stateBytes, items, together, apart } = run;
  const state = Object.values(stateBytes).reduce((all, bytes) => all + bytes, 0);
  return {
    title: 'Plans of grants',
    figures: [
      {
        ...{ what: 'chunks of 250 under a signed plan', value: rateOf(ours), unit: ITEMS, note: told(ours) },
        ...{ ratio: { value: rateOf(ours) / rateOf(bare), to: 'the bare contract' } },
        bar: { of: 'ratio', least: 0.7 },
      },
      {
        ...{ what: 'bare contract: the same question to identity, the same keys', value: rateOf(bare) },
        ...{ unit: ITEMS, note: told(bare) },
      },
      { what: 'state of an item', value: state / items, unit: 'B', bar: { of: 'value', most: 300 } },
      ...Object.entries(RECORDS).map(([type, what]): Figure => {
        return { what: `of it ${what}`, value: (stateBytes[type] ?? 0) / items, unit: 'B' };
      }),
      { what: 'blocks of an item', value: chainBytes / ours.count, unit: 'B' },
      eligibility('eligibility of 250 payees in one call', together),
      {
        ...eligibility('in 250 calls', apart),
        ratio: { value: apart.seconds / together.seconds, to: 'one call' },
      },
    ],
  };
}

function eligibility(what: string, { count, seconds }: Timing): Figure {
  return { what, value: (seconds / count) * 1_000, unit: 'ms' };
}

function told({ count, seconds }: Timing): string {
  return `${count.toString()} items in ${seconds.toFixed(1)} s`;
}
