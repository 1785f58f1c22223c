// SPDX-License-Identifier: Apache-2.0
import { fromBase64url, toHex } from '#src/encoding/index.js';
import type { SampleRecord } from '#src/ledger/index.js';
import { SAMPLE_BLOCKS } from '#src/sample/index.js';
import { dayOf, plain, rewrite, stepOf, withLine } from './simulated-altered.js';
import type { Simulation } from './simulated-country.js';
import type { Fault, Variants } from './simulated-lists.js';
import { dayName, DIGEST } from './simulated-rules.js';

const clo1: Variants = [
  (sim) => {
    const plan = plain(sim);
    const off = sim.oneOf([-1, 1, 100]);
    rewrite(plan, ({ paid }) => (paid === undefined ? {} : { paid: { ...paid, fen: paid.fen + off } }));
    return withLine(plan);
  },
  (sim) => {
    const plan = plain(sim, { ends: 'PUBLIC', day: 355 });
    rewrite(plan, ({ stands }) =>
      stands === undefined ? {} : { stands: { ...stands, items: stands.items + 1 } },
    );
    return withLine(plan);
  },
  (sim) => withLine(plain(sim, { ends: 'PAYING', day: 300 })),
  (sim) => {
    const plan = plain(sim);
    plan.items[0]!.letter = sim.oneOf(['F', 'R', 'C']);
    return withLine(plan);
  },
  (sim) => {
    const plan = plain(sim);
    if (sim.is(0.5)) plan.fund = undefined;
    else plan.programme = undefined;
    return withLine(plan);
  },
  (sim, n) => {
    const { province } = sim.programmes[n % sim.programmes.length]!.rules;
    const name = `${province}-union/${sim.oneOf(sim.unionsOf(province))}`;
    sim.lineBreaks.set(name, (sim.lineBreaks.get(name) ?? 0) + sim.int(1, 900));
    return [`line/${name}`];
  },
];

const led1: Variants = [
  ...(
    [
      (seal) => (seal.intact = false),
      (seal) => (seal.previous = 'of another chain'),
      (seal) => (seal.undecodable = 3),
    ] as ((seal: Parameters<Simulation['breaks'][number]>[0][number]) => void)[]
  ).map((spoil): Fault => (sim, n) => {
    sim.breaks.push((seals) => {
      spoil(seals.find(({ block }) => block === 3 + 7 * n)!);
    });
    return [`block/${String(3 + 7 * n)}`];
  }),
  (sim, n) => {
    sim.breaks.push(
      (seals) =>
        void seals.splice(
          seals.findIndex(({ block }) => block === 3 + 7 * n),
          1,
        ),
    );
    return [`block/${String(4 + 7 * n)}`];
  },
];

const sampled =
  (
    drawn: (reconciled: {
      readonly block: number;
      readonly day: number;
    }) => Partial<NonNullable<SampleRecord['drawn']>> | undefined,
  ): Fault =>
  (sim) => {
    const plan = plain(sim, { day: 60 });
    const { fund, org, province } = plan.versions[0]!.record;
    const record: SampleRecord = {
      ...{ v: 1, state: 'COMMITTED', org, province, fund, source: 'union', auditor: 'a', person: 'p' },
      ...{ on: dayName(60), commit: DIGEST, size: 1 },
    };
    const versions = [{ step: sim.at(60, 'sample.commit', 'a', 7), record }];
    sim.samples.push({ planId: plan.planId, versions });
    const day = dayOf(stepOf(plan, 'plan.reconcile').time);
    const made = drawn({ block: 0, day });
    if (made === undefined) return [plan.planId];
    const step = sim.at(day + 2, 'sample.record', 'a');
    sim.breaks.push((seals) => {
      const asked = stepOf(plan, 'plan.reconcile').block + SAMPLE_BLOCKS;
      const found = { person: 'p', evidence: DIGEST, nonce: DIGEST, items: [0], failed: 0, hash: DIGEST };
      const seal = seals.find(({ block }) => block === asked);
      const on = dayName(day + 2);
      // A block's hash is told in other letters than a digest.
      if (seal !== undefined && made.hash === undefined) seal.hash = toHex(fromBase64url(DIGEST));
      versions.push({
        step,
        record: {
          ...record,
          v: 2,
          state: 'RECORDED',
          drawn: {
            ...found,
            on,
            block: asked + (made.block ?? 0),
            ...(made.on !== undefined && { on: made.on }),
            ...(made.hash !== undefined && { hash: made.hash }),
          },
        },
      });
    });
    return [plan.planId];
  };

const sam1: Variants = [
  sampled(() => undefined),
  sampled(({ day }) => ({ on: dayName(day + 200) })),
  sampled(() => ({ block: 1 })),
  sampled(() => ({ hash: 'E'.repeat(43) })),
];

export const LEDGER: Readonly<Record<string, Variants>> = { 'CLO-1': clo1, 'LED-1': led1, 'SAM-1': sam1 };
