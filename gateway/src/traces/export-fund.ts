// SPDX-License-Identifier: Apache-2.0
import type { ExportManifest } from '@unionid/domain/answer';
import type { LineView, Page, TracedPlan, TraceStep } from '@unionid/domain/api';
import { itemCells, lineCells, newExportFiles, stepCells, sumsCells } from '@unionid/domain/export';
import type { PageRequest, ReadModel } from '../read-model/read-model.js';
import { toTracedItem } from './item-view.js';
import { fundSteps, movementSteps } from './movements.js';
import { toLineView } from './line-view.js';
import { correctionsUpTo, planSteps, type Corrections } from './plan-steps.js';
import { StepMaker } from './step-maker.js';
import { fundAsOf } from './trace-item.js';
import type { Moment } from './trace-moment.js';
import { summaryOf } from './trace-pages.js';

/** Rows asked for at once. */
const PAGE = 500;

/** An export of a fund: its files, and what the manifest says of them. */
export interface FundExport {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly said: Pick<
    ExportManifest,
    'fund' | 'asOf' | 'blockHash' | 'rules' | 'root' | 'rows' | 'tables' | 'workbook'
  >;
}

/** All that is known of a fund up to a block: movements, steps of plans, items, in an order that nothing later changes. @throws DomainError FUND_UNKNOWN */
export async function exportFund(readModel: ReadModel, fund: string, moment: Moment): Promise<FundExport> {
  const { asOf: block } = moment;
  await fundAsOf(readModel, fund, block);
  const [files, rules, maker] = [newExportFiles(), new RulesSeen(), new StepMaker(readModel)];
  const put = (steps: readonly TraceStep[]): void => {
    for (const step of steps) {
      rules.note(step);
      files.row(stepCells(step));
    }
  };
  put(await fundSteps(readModel, maker, { fund, block }));
  for await (const id of all((page) => readModel.movementsOf(fund, page)))
    put((await movementSteps(readModel, maker, { id, block })).steps);
  files.nextTable();
  const plans: ExportedPlan[] = [];
  for await (const planId of plansOf(readModel, fund)) {
    const versions = await readModel.versionsUpTo('plan', planId, block);
    const plan = versions.at(-1)?.record;
    if (plan === undefined) continue;
    const corrections = await correctionsUpTo(readModel, planId, block);
    plans.push({ plan: await summaryOf(readModel, planId, plan), recovered: recoveredOf(corrections) });
    put(await planSteps(maker, planId, { versions, corrections }));
  }
  files.nextTable();
  for (const { plan, recovered } of plans)
    for await (const item of all((page) => readModel.itemsAsOf(plan.planId, block, page)))
      files.row(itemCells(plan, toTracedItem(item), recovered.get(item.item)));
  files.nextTable();
  for (const { plan } of plans) files.row(sumsCells(plan));
  files.nextTable();
  for await (const line of linesOf(readModel, { fund, block })) files.row(lineCells(line));
  const made = files.end();
  return { files: made.files, said: { fund, ...moment, rules: rules.said, ...made.said } };
}

interface ExportedPlan {
  readonly plan: TracedPlan;
  /** Items that stand as paid and of which parts were got back → fen of these. */
  readonly recovered: ReadonlyMap<number, number>;
}

/** The newest of each item stands last. */
function recoveredOf(corrections: Corrections): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { item, record } of corrections.values()) found.set(item, record.recovered ?? 0);
  return found;
}

async function* linesOf(
  readModel: ReadModel,
  { fund, block }: { readonly fund: string; readonly block: number },
): AsyncGenerator<LineView> {
  for await (const org of all((page) => readModel.unionsOf({ fund }, page))) {
    const line = (await readModel.lineAsOf({ fund, org }, block))?.record;
    if (line !== undefined) yield toLineView({ fund, org, line });
  }
}

/** By union, then by identifier. */
async function* plansOf(readModel: ReadModel, fund: string): AsyncGenerator<string> {
  for await (const org of all((page) => readModel.unionsOf({ fund }, page)))
    yield* all((page) => readModel.plansOf({ fund, org }, page));
}

async function* all<T>(ask: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const { items, next } = await ask({ limit: PAGE, cursor });
    yield* items;
    cursor = next;
  } while (cursor !== undefined);
}

/** By which rules what is exported was decided. */
class RulesSeen {
  readonly #contracts = new Set<string>();
  readonly #programmes = new Map<string, ExportManifest['rules']['programmes'][number]>();

  note({ rule: { contract, programme, programmeVersion } }: TraceStep): void {
    if (contract !== undefined) this.#contracts.add(contract);
    if (programme === undefined || programmeVersion === undefined) return;
    const name = `${programme} ${String(programmeVersion).padStart(9, '0')}`;
    this.#programmes.set(name, { programme, version: programmeVersion });
  }

  get said(): ExportManifest['rules'] {
    const named = [...this.#programmes].sort(([one], [other]) => (one < other ? -1 : 1));
    return { contracts: [...this.#contracts].sort(), programmes: named.map(([, of]) => of) };
  }
}
