// SPDX-License-Identifier: Apache-2.0
import type { PlanItemView, PlanView } from '@unionid/domain/api';
import {
  matchAnswers,
  type BankAnswer,
  type BankDifference,
  type MatchedAnswers,
  type OrderedItem,
} from '@unionid/domain/bank';
import { DomainError } from '@unionid/domain/errors';
import { yuan } from '@unionid/domain/fund';
import { ANSWER_FORM, readAnswerRow, tableFinder } from '@unionid/domain/forms';
import type { Sums } from '@unionid/domain/ledger';
import { csvText } from '@unionid/domain/report';
import { memoryFile, openTable } from '@unionid/domain/table';
import type { Client } from '../../client/client.js';
import { formRows, newRowCount } from '../../rebuild/form-rows.js';
import { readPlanItems } from '../../rebuild/plan-stands.js';
import type { Command, CommandContext } from '../command/command.js';
import { idOf, planOf } from '../steps/plan-steps.js';
import type { Exit } from '../terminal/exit-code.js';
import { readBytes, writeOwnFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../terminal/usage-error.js';
import { required, valueOf } from '../terminal/values.js';

const SHOWN = 20;
/** Plans of which a bank may say something. */
const ANSWERED: readonly PlanView['status'][] = ['PAYING', 'RECONCILED', 'CLOSED'];
/** What was given up, or came back, had its result before. */
const STATE_OF: Readonly<Record<PlanItemView['state'], OrderedItem['state']>> = {
  ...({ stands: 'other', leftOut: 'other', held: 'other' } as const),
  ...({ paid: 'paid', returned: 'paid', recovered: 'paid', notPaid: 'notPaid', givenUp: 'notPaid' } as const),
};

/** The bank's answer to an order, held against it before anything is recorded. */
export const planAnswerCommands: readonly Command[] = [
  {
    name: 'plans match',
    args: ['planId', 'file'],
    summary: {
      zh: '登记人：按参考号核对银行回单（CSV 或 XLSX：参考号、结果、流水号、金额），写出可登记的回单；重复、拆分、延迟、退汇等差异逐行告知',
      en: 'Recorder: hold the bank’s answers by reference against the order (CSV or XLSX: reference, result, serial number, sum) and write what can be recorded; each difference is told',
    },
    options: [
      {
        name: 'out',
        value: 'file',
        text: {
          zh: '可登记的回单，用 plans results 登记',
          en: 'What can be recorded, for plans results',
        },
        output: {},
      },
      {
        name: 'report',
        value: 'file',
        text: { zh: '差异清单（CSV）', en: 'The differences (CSV)' },
        output: {},
      },
    ],
    run: match,
  },
];

async function match(context: CommandContext): Promise<Exit> {
  const { terminal, session, values, args } = context;
  const planId = idOf(context);
  const [out, report] = [required(values, 'out'), valueOf(values, 'report')];
  const { answers, totals } = await readAnswers(args[1] ?? '');
  const plan = await planOf(context);
  // A payment that comes a second time may come once all is settled.
  if (!ANSWERED.includes(plan.status))
    throw new DomainError('PLAN_STEP', { action: 'results', status: plan.status });
  const items = await itemsOf(await session.client(), planId);
  const matched = matchAnswers({ planId, attempt: plan.attempt ?? 1, items }, answers, totals);
  await writeOwnFile(out, resultsFile(matched), false);
  if (report !== undefined) await writeOwnFile(report, differencesFile(terminal, matched.differences), false);
  terminal.result(matched, linesOf(terminal, { matched, planId, out }));
  return matched.differences.length === 0 ? 'ok' : 'badRows';
}

interface ReadAnswers {
  readonly answers: readonly BankAnswer[];
  readonly totals?: Sums;
}

/** @throws UsageError answersHeader where it is some other file; answersUnread, DomainError FILE_… */
async function readAnswers(path: string): Promise<ReadAnswers> {
  try {
    return await readLines(path);
  } catch (error) {
    // What compares lists says so of a header that is not its form's; nobody is to report it as a gateway's.
    if (!(error instanceof DomainError) || error.code !== 'PARTS_MISMATCH') throw error;
    throw new UsageError('answersHeader', { path, columns: ANSWER_FORM.requiredColumns.join('、') });
  }
}

/** Every line of the bank's file. @throws UsageError answersUnread where one can not be read; DomainError FILE_… */
async function readLines(path: string): Promise<ReadAnswers> {
  const { rows } = await openTable(memoryFile(await readBytes(path)), tableFinder(ANSWER_FORM));
  const answers: BankAnswer[] = [];
  let totals: Sums | undefined;
  for await (const { rowNumber, cells } of formRows(ANSWER_FORM, rows, newRowCount())) {
    const read = readAnswerRow(cells, { mapping: {}, rowNumber });
    if (!read.ok) throw new UsageError('answersUnread', { row: rowNumber });
    if ('totals' in read.row) totals = read.row.totals;
    else answers.push(read.row.answer);
  }
  return { answers, ...(totals !== undefined && { totals }) };
}

async function itemsOf(client: Client, planId: string): Promise<ReadonlyMap<number, OrderedItem>> {
  const items = await readPlanItems(planId, (id, options) => client.plans.items(id, options));
  return new Map(
    items.map(({ item, fen, reference, parts, ...view }) => [
      item,
      {
        ...{ item, fen, state: stateOf(view) },
        ...(reference !== undefined && { reference }),
        ...(parts !== undefined && { parts }),
      },
    ]),
  );
}

function stateOf({ state, isAsked }: Pick<PlanItemView, 'state' | 'isAsked'>): OrderedItem['state'] {
  return isAsked === true ? 'asked' : STATE_OF[state];
}

/** As `plans results` reads it. */
function resultsFile({ results }: MatchedAnswers): string {
  const rows = results.map(({ item, paid, serial }) => [String(item + 1), paid ? '成功' : '失败', serial]);
  return csvText([['序号', '结果', '流水号'], ...rows]);
}

function differencesFile(terminal: Terminal, differences: readonly BankDifference[]): string {
  const rows = differences.map(({ code, row, item, reference = '', fen }) => [
    ...[row === undefined ? '' : String(row), reference, item === undefined ? '' : String(item + 1)],
    ...[code, terminal.text(`difference_${code}`), fen === undefined ? '' : yuan(fen)],
  ]);
  return csvText([
    ['行号 Row', '参考号 Reference', '序号 Item', '代码 Code', '说明 Meaning', '多付 Beyond'],
    ...rows,
  ]);
}

function linesOf(
  terminal: Terminal,
  {
    matched,
    planId,
    out,
  }: { readonly matched: MatchedAnswers; readonly planId: string; readonly out: string },
): string[] {
  const { results, differences } = matched;
  const paid = results.filter((result) => result.paid).length;
  const beyond = differences.reduce((sum, { fen = 0 }) => sum + fen, 0);
  const shown = differences.slice(0, SHOWN).map(({ code, row, item }) =>
    terminal.text('answerDifference', {
      row: row === undefined ? '-' : String(row),
      item: item === undefined ? '-' : String(item + 1),
      what: terminal.text(`difference_${code}`),
    }),
  );
  return [
    terminal.text('answersMatched', { items: results.length, paid, failed: results.length - paid }),
    ...(differences.length > 0 ? [terminal.text('answersDiffer', { count: differences.length })] : []),
    ...shown,
    ...(beyond > 0 ? [terminal.text('answersPaidTwice', { yuan: yuan(beyond) })] : []),
    ...(results.length > 0 ? [terminal.text('answersNext', { planId, out })] : []),
  ];
}
