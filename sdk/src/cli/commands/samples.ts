// SPDX-License-Identifier: Apache-2.0
import type { PlanItemView, PlanView, SampleView, UnionNames } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { yuan } from '@unionid/domain/fund';
import { sampleSizeField } from '@unionid/domain/ledger';
import { csvText } from '@unionid/domain/report';
import { estimateOf, SAMPLE_BLOCKS, sampleOf } from '@unionid/domain/sample';
import { digestField, manifestIdField, parseWith } from '@unionid/domain/schema';
import { randomBytes } from '@unionid/domain/signing';
import { sm3 } from '@unionid/domain/sm';
import { namedUnion } from '@unionid/domain/trace';
import * as z from 'zod/mini';
import type { Client } from '../../client/client.js';
import { readPlanItems } from '../../rebuild/plan-stands.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decideEntered } from '../steps/decide-entered.js';
import { digestOfFile } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { idOf } from '../steps/plan-steps.js';
import { readVisits } from '../steps/visits.js';
import { SAMPLE_STATE_ZH } from '../terminal/code-words.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile, writeOwnFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../terminal/usage-error.js';
import { required } from '../terminal/values.js';

const NONCE_BYTES = 32;
/** What an auditor has committed to, as it is kept until the sample is drawn. */
const nonceFile = z.strictObject({ planId: manifestIdField, nonce: digestField });
const nonceOption = (zh: string, en: string): Option => ({
  ...{ name: 'nonce', value: 'file', text: { zh, en } },
});

/** Samples that nobody chooses: promised, drawn, recorded. */
export const sampleCommands: readonly Command[] = [
  {
    name: 'samples list',
    args: [],
    summary: { zh: '列出抽样', en: 'List samples' },
    options: [...PAGE_OPTIONS],
    run: list,
  },
  {
    name: 'samples show',
    args: ['planId'],
    summary: {
      zh: '查看一个发放计划的抽样：不符率与置信区间',
      en: 'Show a sample: its rate, and how sure that is',
    },
    options: [],
    run: show,
  },
  {
    name: 'samples commit',
    args: ['planId'],
    summary: {
      zh: '经审人员：计划锁定前承诺抽样，随机数留在本机',
      en: 'Auditor: commit to a sample before the plan is locked; the nonce stays here',
    },
    options: [
      { name: 'size', value: 'n', text: { zh: '抽几笔，1 至 200', en: 'How many items, 1 to 200' } },
      {
        ...nonceOption(
          '随机数写入此文件，公布前保密',
          'The nonce is written here; it is secret until it is revealed',
        ),
        output: {},
      },
    ],
    run: commit,
  },
  {
    name: 'samples draw',
    args: ['planId'],
    summary: {
      zh: '经审人员：计划对账后抽取，写出待走访的工作底稿',
      en: 'Auditor: draw the sample once the plan is reconciled, and write the working paper for the visits',
    },
    options: [
      nonceOption('samples commit 写出的随机数', 'The nonce as samples commit has written it'),
      {
        ...{ name: 'out', value: 'file', text: { zh: '工作底稿（CSV）', en: 'The working paper (CSV)' } },
        output: {},
      },
    ],
    run: draw,
  },
  {
    name: 'samples record',
    args: ['planId'],
    summary: {
      zh: '经审人员：公布随机数，登记走访结果',
      en: 'Auditor: reveal the nonce and record what the visits found',
    },
    options: [
      nonceOption('samples commit 写出的随机数', 'The nonce as samples commit has written it'),
      {
        ...({ name: 'paper', value: 'file', digested: true } as const),
        text: {
          zh: '填好的工作底稿（CSV 或 XLSX）；只有它的 SM3 上链',
          en: 'The working paper, filled in (CSV or XLSX); only its SM3 goes on the ledger',
        },
      },
    ],
    run: record,
  },
];

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).audits.samples(pageOptions(values));
  const lines = page.items.map((sample) => lineOf(terminal, sample, page.unionNames));
  showPage(terminal, page, lines.length === 0 ? [terminal.text('samplesNone')] : lines);
  return 'ok';
}

async function show(context: CommandContext): Promise<Exit> {
  const { terminal, session } = context;
  const client = await session.client();
  const sample = await client.audits.sample(idOf(context));
  const { drawn } = sample;
  if (drawn === undefined) {
    terminal.result(sample, [lineOf(terminal, sample, sample.unionNames)]);
    return 'ok';
  }
  const of = paidOf(await client.plans.get(sample.planId));
  const { length: size } = drawn.items;
  const { failed, on, block } = drawn;
  const { rate, low, high } = estimateOf({ size, failed, of });
  const shares = { rate: percent(rate), low: percent(low), high: percent(high) };
  terminal.result({ ...sample, estimate: { rate, low, high, of } }, [
    lineOf(terminal, sample, sample.unionNames),
    terminal.text('sampleFound', { on, block, items: size, failed, of, ...shares }),
    terminal.text('sampleItems', { items: numbered(terminal, drawn.items) }),
  ]);
  return 'ok';
}

async function commit(context: CommandContext): Promise<Exit> {
  const { terminal, values } = context;
  const [planId, path] = [parseWith(manifestIdField, idOf(context)), required(values, 'nonce')];
  const size = parseWith(sampleSizeField, Number(required(values, 'size')));
  const nonce = randomBytes(NONCE_BYTES);
  // First the file: a commitment to what nobody has any more can only become a finding.
  await writeOwnFile(path, `${JSON.stringify({ planId, nonce: toBase64url(nonce) })}\n`, false);
  return decideEntered(context, {
    type: 'sample.commit',
    entered: { planId, commit: toBase64url(sm3(nonce)), size },
    lines: [terminal.text('sampleKept', { path })],
  });
}

/** A sample as it is drawn, with the items that it is drawn from. */
interface Drawn {
  readonly nonce: string;
  readonly block: number;
  readonly hash: string;
  readonly items: readonly number[];
  readonly rows: ReadonlyMap<number, PlanItemView>;
  readonly sample: SampleView;
}

async function draw(context: CommandContext): Promise<Exit> {
  const { terminal, values } = context;
  const out = required(values, 'out');
  const { block, hash, items, rows } = await drawn(context);
  await writeOwnFile(out, paperOf(items, rows), false);
  terminal.result({ planId: idOf(context), block, hash, items }, [
    terminal.text('sampleDrawn', {
      block,
      after: SAMPLE_BLOCKS,
      count: items.length,
      items: numbered(terminal, items),
    }),
    terminal.text('samplePaper', { path: out }),
  ]);
  return 'ok';
}

async function record(context: CommandContext): Promise<Exit> {
  const paper = required(context.values, 'paper');
  const visits = await readVisits(paper);
  const { nonce, block, hash, items, sample } = await drawn(context);
  const visited = visits.map(({ item }) => item).sort((one, other) => one - other);
  if (visited.length !== items.length || visited.some((item, at) => item !== items[at]))
    throw new UsageError('visitsDiffer', { items: numbered(context.terminal, items) });
  const failed = visits.filter(({ isAsRecorded }) => !isAsRecorded).length;
  const evidence = await digestOfFile(paper);
  return decideEntered(context, {
    type: 'sample.record',
    entered: { planId: idOf(context), nonce, block, hash, items, failed, evidence },
    subjectVersion: sample.v,
  });
}

/** Draws as the contract does again. @throws UsageError sampleNotYet; DomainError HEIGHT_NOT_REACHED before the block is there */
async function drawn(context: CommandContext): Promise<Drawn> {
  const planId = idOf(context);
  const { nonce } = await parseJsonFile(required(context.values, 'nonce'), nonceFile);
  const client = await context.session.client();
  const sample = await client.audits.sample(planId);
  const { reconciled, asOf } = await reconciledIn(client, planId);
  const block = reconciled + SAMPLE_BLOCKS;
  // The gateway refuses it; by how much it is too early only this client knows.
  if (asOf < block)
    context.terminal.note(context.terminal.text('sampleWaits', { block, asOf, left: block - asOf }));
  const { blockHash } = await client.traces.plan(planId, { asOf: block, limit: 1 });
  const hash = toBase64url(Buffer.from(blockHash, 'hex'));
  const all = await readPlanItems(planId, (id, options) => client.plans.items(id, options));
  const rows = new Map(all.map((view) => [view.item, view]));
  const { signed } = await client.plans.get(planId);
  const drawing = { planId, hash, nonce, rows: signed.items, size: sample.size };
  const items = sampleOf(drawing, (row) => (isPaid(rows.get(row)) ? 'P' : 'S'));
  return { nonce, block, hash, items, rows, sample };
}

async function reconciledIn(
  client: Client,
  planId: string,
): Promise<{ readonly reconciled: number; readonly asOf: number }> {
  const { steps, asOf } = await client.traces.plan(planId, { limit: 1 });
  const reconciled = steps.find(({ kind, type }) => kind === 'plan' && type === 'plan.reconcile');
  if (reconciled === undefined) throw new UsageError('sampleNotYet', { planId });
  return { reconciled: reconciled.block, asOf };
}

/** Whatever became of it. */
function isPaid(item: PlanItemView | undefined): boolean {
  return item?.state === 'paid' || item?.state === 'returned' || item?.state === 'recovered';
}

function paidOf({ settled, paid }: PlanView): number {
  return (paid ?? settled)?.items ?? 0;
}

/** The working paper: what is recorded of each item, and what the visit is to say. */
function paperOf(items: readonly number[], rows: ReadonlyMap<number, PlanItemView>): string {
  const head = ['序号', '数字身份标识', '金额（元）', '凭证号', '走访日期', '是否相符', '说明'];
  return csvText([
    head,
    ...items.map((item) => {
      const { identityId = '', fen = 0, voucher = '' } = rows.get(item) ?? {};
      return [String(item + 1), identityId, yuan(fen), voucher, '', '', ''];
    }),
  ]);
}

function lineOf(
  terminal: Terminal,
  { planId, state, org, size, on }: SampleView,
  names?: UnionNames,
): string {
  const shown = terminal.language === 'zh' ? SAMPLE_STATE_ZH[state] : state;
  return terminal.text('sampleLine', { planId, state: shown, org: namedUnion(org, names), size, on });
}

function numbered(terminal: Terminal, items: readonly number[]): string {
  return items.map((item) => String(item + 1)).join(terminal.text('termBetween'));
}

function percent(share: number): string {
  return (share / 100).toFixed(2);
}
