// SPDX-License-Identifier: Apache-2.0
import type { TraceStep } from '@unionid/domain/api';
import { ITEMS_PER_RECORD, type PlanRecord } from '@unionid/domain/ledger';
import type { KnownItem, ReadModel, RecordVersion } from '../read-model/read-model.js';
import type { StepMaker } from './step-maker.js';

/** Folding and second checks are about 250 items at a time: what they do to one stands among the item's own steps. */
const OF_ITEMS: ReadonlySet<string> = new Set(['plan:fold', 'plan:screen']);

/** Each step of a plan. */
export async function planSteps(
  maker: StepMaker,
  planId: string,
  versions: readonly RecordVersion<'plan'>[],
): Promise<readonly TraceStep[]> {
  const steps: TraceStep[] = [];
  let before: PlanRecord | undefined;
  for (const version of versions) {
    const { record, type } = version;
    if (record === undefined || OF_ITEMS.has(type)) continue;
    const { programme, programmeVersion } = record;
    steps.push(
      await maker.step(version, {
        id: planId,
        facts: { kind: 'plan', type, record },
        rule: { programme, programmeVersion },
        version: record.v,
        money: { fen: (record.paid ?? record.stands ?? record.signed).fen, from: record.org },
        documents: documentsOf(record, before),
      }),
    );
    before = record;
  }
  return steps;
}

/** Documents that a step brought. */
function documentsOf(
  { publicity, order }: PlanRecord,
  before: PlanRecord | undefined,
): TraceStep['documents'] {
  return [
    ...(publicity !== undefined && before?.publicity === undefined
      ? [{ kind: 'notice' as const, digest: publicity.notice }]
      : []),
    ...(order !== undefined && before?.order !== order ? [{ kind: 'order' as const, digest: order }] : []),
  ];
}

/** The programme's version by which a plan grants. */
export async function programmeStep(
  readModel: ReadModel,
  maker: StepMaker,
  { programme, programmeVersion }: PlanRecord,
): Promise<readonly TraceStep[]> {
  const name = `${programme}/${String(programmeVersion)}`;
  const version = (await readModel.versionsUpTo('programme', name, Number.MAX_SAFE_INTEGER)).at(0);
  if (version?.record === undefined) return [];
  const { record } = version;
  const documents = [{ kind: 'document' as const, digest: record.document }];
  return [
    await maker.step(version, {
      id: programme,
      facts: { kind: 'programme', record },
      rule: { programme, programmeVersion },
      version: record.v,
      documents,
    }),
  ];
}

/** Each step of one item: its letter as it became another. */
export async function itemSteps(
  maker: StepMaker,
  { planId, item, fen }: Pick<KnownItem, 'planId' | 'item' | 'fen'>,
  versions: readonly RecordVersion<'itemStates'>[],
): Promise<readonly TraceStep[]> {
  const steps: TraceStep[] = [];
  let before = '';
  for (const version of versions) {
    const letter = version.record?.charAt(item % ITEMS_PER_RECORD) ?? '';
    if (letter === before || letter === '') continue;
    before = letter;
    steps.push(
      await maker.step(version, { id: planId, facts: { kind: 'item', letter, fen }, money: { fen } }),
    );
  }
  return steps;
}
