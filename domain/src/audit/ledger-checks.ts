// SPDX-License-Identifier: Apache-2.0
import { fromBase64url, toHex } from '../encoding/index.js';
import { SAMPLE_BLOCKS, SAMPLE_DAYS } from '../sample/index.js';
import { daysBetween } from '../values/index.js';
import { dayOf, foundInPlan, newest, stepTo, type Check, type Found } from './check.js';
import type { AuditRows, PlanRow, SealRow, Step } from './rows.js';

export const LED_1: Check = {
  code: 'LED-1',
  version: 2,
  together: 'plan',
  ofBlocks: true,
  title: {
    zh: '账本完整：区块首尾相连、记录可读',
    en: 'The ledger is whole: blocks follow each other, records can be read',
  },
  thresholds: {},
  falsePositives: {},
  gaps: [
    {
      data: { zh: '账外文件与其 SM3 是否一致', en: 'Whether documents are those of their SM3' },
      heldBy: { zh: '各工会（出示文件时核对）', en: 'each union (checked when shown)' },
    },
  ],
  runAtLarge: (rows) => ({ found: [...chainFaults(rows), ...recordFaults(rows)] }),
};

function chainFaults({ seals, scope, height }: AuditRows): readonly Found[] {
  const last = seals.at(-1)?.block ?? height - 1;
  // Blocks that were applied and are not there any more.
  const cut = last + 1 < height ? [blockFound(scope.org, 'blockMissing', last + 1)] : [];
  const faults = seals.flatMap((seal, at) => {
    const reason = sealFault(seal, seals[at - 1]);
    return reason === undefined ? [] : [blockFound(scope.org, reason, seal.block)];
  });
  return [...faults, ...cut];
}

function sealFault(
  { block, previous, intact, undecodable }: SealRow,
  before: SealRow | undefined,
): Found['reason'] | undefined {
  if (!intact) return 'dataAltered';
  if (before !== undefined && before.block + 1 !== block) return 'blockMissing';
  if (before !== undefined && before.hash !== previous) return 'chainBroken';
  return undecodable > 0 ? 'undecodable' : undefined;
}

function recordFaults({ unreadable, scope }: AuditRows): readonly Found[] {
  return unreadable.map(({ type, name, block }) => ({
    ...blockFound(scope.org, 'unreadable', block),
    facts: { block, type, name },
  }));
}

function blockFound(org: string, reason: Found['reason'], block: number): Found {
  return { org, reason, fen: 0, items: [], plans: [], facts: { block }, steps: [] };
}

export const SAM_1: Check = {
  code: 'SAM-1',
  version: 2,
  together: 'plan',
  ofBlocks: true,
  ofSamples: true,
  title: {
    zh: '抽样逾期未公布，或不是按指定区块抽取',
    en: 'A sample not revealed in time, or not drawn by its block',
  },
  thresholds: { days: SAMPLE_DAYS, blocks: SAMPLE_BLOCKS },
  falsePositives: {},
  gaps: [],
  runAtLarge: (rows) => ({
    found: rows.samples.flatMap(({ planId, versions }) => {
      const plan = rows.plans.find((one) => one.planId === planId);
      if (plan?.inScope !== true) return [];
      const late = committedLate(plan, versions);
      const reconciled = stepTo(plan, 'RECONCILED');
      if (reconciled === undefined) return late;
      return [...late, ...sampleFault(rows, { plan, reconciled, sample: newest(versions) })];
    }),
  }),
};

/** Promised once the list was fixed: whoever knows what it is drawn from can look for a nonce. */
function committedLate(plan: PlanRow, [first]: AuditRows['samples'][number]['versions']): readonly Found[] {
  const locked = stepTo(plan, 'LOCKED');
  if (first === undefined || locked === undefined || first.step.block <= locked.block) return [];
  const steps = [locked, first.step];
  return [foundInPlan(plan, { reason: 'committedLate', fen: 0, facts: {}, steps })];
}

function sampleFault(
  { asOf, seals }: AuditRows,
  {
    plan,
    reconciled,
    sample,
  }: {
    readonly plan: PlanRow;
    readonly reconciled: Step;
    readonly sample: AuditRows['samples'][number]['versions'][number];
  },
): readonly Found[] {
  const { drawn } = sample.record;
  const told = { fen: 0, steps: [reconciled, sample.step] };
  const since = daysBetween(dayOf(reconciled), drawn?.on ?? asOf);
  const late =
    since > SAMPLE_DAYS ? [foundInPlan(plan, { ...told, reason: 'unrevealed', facts: { days: since } })] : [];
  if (drawn === undefined) return late;
  const asked = reconciled.block + SAMPLE_BLOCKS;
  const seal = seals.find(({ block }) => block === asked);
  const isOther =
    drawn.block !== asked || (seal !== undefined && seal.hash !== toHex(fromBase64url(drawn.hash)));
  const facts = { asked, drawn: drawn.block };
  return isOther ? [...late, foundInPlan(plan, { ...told, reason: 'otherBlock', facts })] : late;
}
