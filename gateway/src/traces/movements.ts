// SPDX-License-Identifier: Apache-2.0
import type { TraceStep } from '@unionid/domain/api';
import type { LineName, ReadModel } from '../read-model/read-model.js';
import type { StepMaker } from './step-maker.js';

/** Movements into one line that are told; older ones of a line that has more are left out. */
const SHOWN = 50;
/** Deeper than any union tree (union-law.md §5.2 has six levels). */
const MOST_HOPS = 16;

export interface Movements {
  readonly steps: readonly TraceStep[];
  /** Whether older ones were left out. */
  readonly cut: boolean;
}

/** Every step of a fund itself. */
export async function fundSteps(
  readModel: ReadModel,
  maker: StepMaker,
  { fund, block }: { readonly fund: string; readonly block: number },
): Promise<readonly TraceStep[]> {
  const steps: TraceStep[] = [];
  for (const version of await readModel.versionsUpTo('fund', fund, block)) {
    const { record } = version;
    if (record === undefined) continue;
    const documents = [{ kind: 'document' as const, digest: record.document }];
    const { v: made, fen } = record;
    const money = { fen, to: record.org };
    steps.push(
      await maker.step(version, {
        id: fund,
        facts: { kind: 'fund', record },
        version: made,
        money,
        documents,
      }),
    );
  }
  return steps;
}

/** What came onto a line from above up to a block, hop by hop from the fund's owner on. */
export async function movementsDownTo(
  readModel: ReadModel,
  maker: StepMaker,
  { line: { fund, org }, block }: { readonly line: LineName; readonly block: number },
): Promise<Movements> {
  const steps: TraceStep[] = [];
  const seen = new Set<string>();
  let cut = false;
  let lines = [org];
  for (let hop = 0; hop < MOST_HOPS && lines.length > 0; hop += 1) {
    const givers = new Set<string>();
    for (const to of lines.filter((each) => !seen.has(each))) {
      seen.add(to);
      const ids = await readModel.movementsInto({ fund, org: to, block, limit: SHOWN });
      cut ||= ids.length > SHOWN;
      for (const id of ids.slice(0, SHOWN)) {
        const movement = await movementSteps(readModel, maker, { id, block });
        if (movement.back) continue;
        steps.push(...movement.steps);
        givers.add(movement.from);
      }
    }
    lines = [...givers];
  }
  return { steps, cut };
}

/** Each step of one movement. */
export async function movementSteps(
  readModel: ReadModel,
  maker: StepMaker,
  { id, block }: { readonly id: string; readonly block: number },
): Promise<{ readonly steps: readonly TraceStep[]; readonly from: string; readonly back: boolean }> {
  const steps: TraceStep[] = [];
  let [from, back] = ['', false];
  for (const version of await readModel.versionsUpTo('allotment', id, block)) {
    const { record } = version;
    if (record === undefined) continue;
    [from, back] = [record.from, record.back === true];
    const { v: made, fen, to } = record;
    const money = { fen, from, to };
    const documents = [{ kind: 'document' as const, digest: record.document }];
    steps.push(
      await maker.step(version, {
        id,
        facts: { kind: 'allotment', record },
        version: made,
        money,
        documents,
      }),
    );
  }
  return { steps, from, back };
}
