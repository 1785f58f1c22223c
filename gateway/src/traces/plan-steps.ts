// SPDX-License-Identifier: Apache-2.0
import type { TraceStep } from '@unionid/domain/api';
import { ITEMS_PER_RECORD, type CorrectionRecord, type PlanRecord } from '@unionid/domain/ledger';
import type { KnownItem, ReadModel, RecordVersion } from '../read-model/read-model.js';
import type { StepMaker } from './step-maker.js';

/** Folding and second checks are about 250 items at a time: what they do to one stands among the item's own steps. */
const OF_ITEMS: ReadonlySet<string> = new Set(['plan:fold', 'plan:screen']);

/** What was done about single items of a plan, by transaction. */
export type Corrections = ReadonlyMap<string, ItemCorrection>;

interface ItemCorrection {
  readonly item: number;
  readonly version: RecordVersion<'correction'>;
  readonly record: CorrectionRecord;
}

const PAGE = 500;

export async function correctionsUpTo(
  readModel: Pick<ReadModel, 'correctedItems' | 'versionsUpTo'>,
  planId: string,
  block: number,
): Promise<Corrections> {
  const found = new Map<string, ItemCorrection>();
  for (let cursor: string | undefined, isDone = false; !isDone;) {
    const page = await readModel.correctedItems(planId, { limit: PAGE, cursor });
    for (const item of page.items)
      for (const version of await readModel.versionsUpTo('correction', `${planId}/${String(item)}`, block))
        if (version.record !== undefined)
          found.set(version.transactionId, { item, version, record: version.record });
    [cursor, isDone] = [page.next, page.next === undefined];
  }
  return found;
}

/** Each step of a plan. */
export async function planSteps(
  maker: StepMaker,
  planId: string,
  {
    versions,
    corrections,
  }: { readonly versions: readonly RecordVersion<'plan'>[]; readonly corrections: Corrections },
): Promise<readonly TraceStep[]> {
  const steps: TraceStep[] = [];
  let before: PlanRecord | undefined;
  for (const version of versions) {
    const { record, type } = version;
    if (record === undefined || OF_ITEMS.has(type)) continue;
    const { programme, programmeVersion } = record;
    const correction = corrections.get(version.transactionId)?.record;
    steps.push(
      await maker.step(version, {
        id: planId,
        facts: { kind: 'plan', type, record },
        rule: { programme, programmeVersion },
        version: record.v,
        money: {
          fen: (correction ?? record.paid ?? record.stands ?? record.signed).fen,
          from: record.org,
        },
        documents: [...documentsOf(record, before), ...documentOf(correction)],
      }),
    );
    before = record;
  }
  return steps;
}

function documentOf(correction: CorrectionRecord | undefined): TraceStep['documents'] {
  return correction === undefined ? [] : [{ kind: 'document', digest: correction.document }];
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

/** What an item went through. */
interface ItemVersions {
  readonly versions: readonly RecordVersion<'itemStates'>[];
  readonly corrections: Corrections;
}

/** Each step of one item: its letter as it became another, and what was done about it alone. */
export async function itemSteps(
  maker: StepMaker,
  { planId, item, fen }: Pick<KnownItem, 'planId' | 'item' | 'fen'>,
  { versions, corrections }: ItemVersions,
): Promise<readonly TraceStep[]> {
  const steps: TraceStep[] = [];
  let before = '';
  const own = [...corrections.values()].filter((correction) => correction.item === item);
  for (const version of versions) {
    const letter = version.record?.charAt(item % ITEMS_PER_RECORD) ?? '';
    if (letter === before || letter === '') continue;
    before = letter;
    // What changed the letter by itself is told with its reason below.
    if (own.some(({ version: { transactionId } }) => transactionId === version.transactionId)) continue;
    steps.push(
      await maker.step(version, { id: planId, facts: { kind: 'item', letter, fen }, money: { fen } }),
    );
  }
  for (const { version, record: correction } of own) {
    const facts = { kind: 'item', letter: before, fen, correction } as const;
    const documents = documentOf(correction);
    steps.push(await maker.step(version, { id: planId, facts, money: { fen: correction.fen }, documents }));
  }
  return steps;
}
