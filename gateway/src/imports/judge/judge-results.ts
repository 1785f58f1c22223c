// SPDX-License-Identifier: Apache-2.0
import { DomainError, refusalOf } from '@unionid/domain/errors';
import type { PlanRecord } from '@unionid/domain/ledger';
import { readResultRow, type ListedResult, type ResultColumn } from '@unionid/domain/forms';
import { attemptOf, handedOver, letterOf } from '@unionid/domain/plan';
import type { TableRow } from '@unionid/domain/table';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { KnownItem } from '../../read-model/read-model.js';
import type { Judge, JudgeGround, ReadBatch } from './file-judge.js';
import type { JudgedRow, Problem } from './judged-row.js';
import {
  bad,
  candidatesOf,
  isCandidate,
  readPersonRow,
  refuseRepeated,
  type ReadRow,
} from './person-rows.js';

/** What a bank answers: each row about one item of a plan, which has no answer yet. */
export const RESULT_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open(ground) {
    const { plan } = ground;
    if (plan === undefined) throw new DomainError('INTERNAL');
    return { take: (rows) => readResults(rows, { ...ground, plan }), end: () => undefined };
  },
};

interface ResultGround extends JudgeGround {
  readonly plan: string;
}

type Candidate = ReadRow<ListedResult>;
type Step = JudgedRow | Candidate;

const COLUMN: ResultColumn = '序号';

async function readResults(rows: readonly TableRow[], ground: ResultGround): Promise<ReadBatch> {
  const read = rows.map((row): Step => readPersonRow<ListedResult, ResultColumn>(row, ground, readResultRow));
  const { steps, persons } = await refuseRepeated(read, ground, {
    nameOf: ({ row }) => `item|${String(row.result.item)}`,
    problem: (details) => toProblem('DUPLICATE_IN_FILE', details),
  });
  return { persons, judge: () => judgeResults(steps, ground) };
}

async function judgeResults(
  steps: readonly Step[],
  { readModel, plan }: ResultGround,
): Promise<readonly JudgedRow[]> {
  const numbers = candidatesOf(steps).map(({ row }) => row.result.item);
  const items = await readModel.itemsAt(plan, numbers);
  const known = await readModel.plan(plan);
  return steps.map((step) =>
    isCandidate(step) ? judge(step, { item: items.get(step.row.result.item), plan: known }) : step,
  );
}

function judge(
  { row: { rowNumber, result }, notes }: Candidate,
  { item, plan }: { readonly item: KnownItem | undefined; readonly plan: PlanRecord | undefined },
): JudgedRow {
  const refusal = refusalOf(() => {
    letterOf(result, { letter: item?.letter, attempt: plan === undefined ? 1 : attemptOf(plan) });
    // Who hands out stands in the signed list.
    if (plan !== undefined) handedOver(result, { plan, agent: '', on: plan.on });
  });
  if (refusal !== undefined) return bad(rowNumber, [toProblem(refusal.code, refusal.details)], notes);
  return {
    ...({ rows: [rowNumber], outcome: 'ready', notes: { ...notes, problems: [] } } as const),
    ...(item !== undefined && { identityId: item.identityId }),
    prepared: { entry: result, record: undefined },
  };
}

function toProblem(code: Problem['code'], details: Problem['details']): Problem {
  return { code, column: code === 'GOODS_RECEIPT' ? '签领方式' : COLUMN, details };
}
