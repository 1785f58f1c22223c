// SPDX-License-Identifier: Apache-2.0
import type { PlanItemView, PlanShown, PlanView, UnionNames } from '@unionid/domain/api';
import { yuan } from '@unionid/domain/fund';
import { PLAN_STATUSES } from '@unionid/domain/ledger';
import { CANCEL_REASONS } from '@unionid/domain/plan';
import { namedUnion } from '@unionid/domain/trace';
import type { Command, CommandContext, Option } from '../command/command.js';
import { digestOf } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { assertPayeesOf, PAYEES_IN, payeesInHand } from '../steps/payees.js';
import { addedUp, answersOf, decideOnPlan, idOf, planOf } from '../steps/plan-steps.js';
import { planSumLines } from '../steps/plan-sums.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import { oneOf, required, valueOf } from '../terminal/values.js';

const ONE = ['planId'] as const;
const day = (name: string, zh: string, en: string): Option => ({
  name,
  value: 'yyyy-mm-dd',
  text: { zh, en },
});

/** Plans of grants, from the locked list to the closed plan. */
export const planCommands: readonly Command[] = [
  {
    name: 'plans lock',
    args: [...ONE],
    summary: { zh: '编制人：锁定成立的笔数与金额', en: 'Maker: fix what stands of the list' },
    options: [PAYEES_IN],
    run: (context) => sign(context, 'plan.lock'),
  },
  {
    name: 'plans check',
    args: [...ONE],
    summary: { zh: '复核人：复核发放计划', en: 'Checker: check the plan' },
    options: [PAYEES_IN],
    run: (context) => sign(context, 'plan.check'),
  },
  {
    name: 'plans approve',
    args: [...ONE],
    summary: { zh: '批准人：批准发放计划', en: 'Approver: approve the plan' },
    options: [PAYEES_IN],
    run: (context) => sign(context, 'plan.approve'),
  },
  {
    name: 'plans publicise',
    args: [...ONE],
    summary: { zh: '登记公示', en: 'Record that the plan is shown in public' },
    options: [
      day('from', '公示首日', 'First day'),
      day('until', '公示末日', 'Last day'),
      {
        name: 'notice',
        value: 'file',
        digested: true,
        text: { zh: '公示文件；只有它的 SM3 上链', en: 'The notice; only its SM3 goes on the ledger' },
      },
    ],
    run: publicise,
  },
  {
    name: 'plans reconcile',
    args: [...ONE],
    summary: {
      zh: '登记人：银行回单齐全后对账；未付的退回额度',
      en: 'Recorder: reconcile a plan once the bank has answered for each item; what it did not pay is on the line again',
    },
    options: [],
    run: reconcile,
  },
  {
    name: 'plans close',
    args: [...ONE],
    summary: { zh: '每一笔都了结后结项', en: 'Close a plan each of whose items is final' },
    options: [],
    run: (context) => decideOnPlan(context, { type: 'plan.close', payload: { planId: idOf(context) } }),
  },
  {
    name: 'plans cancel',
    args: [...ONE],
    summary: { zh: '撤销尚未支付的计划', en: 'Cancel a plan that was not paid' },
    options: [
      {
        name: 'reason',
        value: CANCEL_REASONS.join('|'),
        text: {
          zh: 'error 编制有误、objection 公示有异议、funds 资金原因、expired 已过期限',
          en: 'made wrongly, objected to, for want of money, past its last day',
        },
      },
    ],
    run: cancel,
  },
  {
    name: 'plans show',
    args: [...ONE],
    summary: { zh: '查看发放计划与可办事项', en: 'Show a plan, and what may be done with it' },
    options: [],
    run: show,
  },
  {
    name: 'plans list',
    args: [],
    summary: { zh: '列出发放计划', en: 'List plans' },
    options: [
      {
        name: 'status',
        value: PLAN_STATUSES.join('|'),
        text: { zh: '只看这一状态', en: 'Of this status only' },
      },
      ...PAGE_OPTIONS,
    ],
    run: list,
  },
  {
    name: 'plans items',
    args: [...ONE],
    summary: { zh: '列出计划中的各笔', en: 'List the items of a plan' },
    options: [...PAGE_OPTIONS],
    run: items,
  },
];

type Signed = 'plan.lock' | 'plan.check' | 'plan.approve';

const NEXT = {
  'plan.lock': 'after_lock',
  'plan.check': 'after_check',
  'plan.approve': 'after_approve',
} as const;

/** What stands is added up here, shown with its terms, and signed. */
async function sign(context: CommandContext, type: Signed): Promise<Exit> {
  const plan = await planOf(context);
  const { signed, items: all } = await addedUp(context, plan);
  const held = await payeesInHand(context, plan);
  if (held !== undefined) assertPayeesOf(held, all);
  else if (type === 'plan.lock') context.terminal.note(context.terminal.text('payeesUnsigned'));
  context.terminal.note(context.terminal.text('itemsAddedUp', { items: signed.stands.items }));
  const payload = { ...signed, ...(held !== undefined && { payees: held.digest }) };
  return decideOnPlan(context, { type, payload, known: plan, next: NEXT[type] });
}

async function publicise(context: CommandContext): Promise<Exit> {
  const { values } = context;
  const payload = {
    planId: idOf(context),
    ...{ from: required(values, 'from'), until: required(values, 'until') },
    notice: await digestOf(context, 'notice'),
  };
  return decideOnPlan(context, { type: 'plan.publicise', payload, next: 'after_publicise' });
}

/** By all lists of what the bank has answered that are closed. */
async function reconcile(context: CommandContext): Promise<Exit> {
  const plan = await planOf(context);
  const payload = { planId: plan.planId, ...answersOf(plan) };
  return decideOnPlan(context, { type: 'plan.reconcile', payload, known: plan, next: 'after_reconcile' });
}

function cancel(context: CommandContext): Promise<Exit> {
  const reason = oneOf('reason', required(context.values, 'reason'), CANCEL_REASONS);
  return decideOnPlan(context, { type: 'plan.cancel', payload: { planId: idOf(context), reason } });
}

async function show(context: CommandContext): Promise<Exit> {
  const { terminal } = context;
  const plan = await planOf(context);
  terminal.result(plan, [planLine(terminal, plan, plan.unionNames), ...planDetails(terminal, plan)]);
  return 'ok';
}

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const status = valueOf(values, 'status');
  const page = await (
    await session.client()
  ).plans.list({
    ...(status !== undefined && { status: oneOf('status', status, PLAN_STATUSES) }),
    ...pageOptions(values),
  });
  const lines = page.items.map((plan) => planLine(terminal, plan, page.unionNames));
  showPage(terminal, page, lines.length === 0 ? [terminal.text('plansNone')] : lines);
  return 'ok';
}

async function items(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const page = await (await session.client()).plans.items(idOf(context), pageOptions(values));
  showPage(
    terminal,
    page,
    page.items.map((item) => itemLine(terminal, item)),
  );
  return 'ok';
}

function planLine(terminal: Terminal, plan: PlanView, names?: UnionNames): string {
  const { planId, status, org, programme, on, until, signed, stands = signed } = plan;
  return terminal.text('planLine', {
    ...{ planId, org: namedUnion(org, names), programme, on, until },
    ...{ items: stands.items, yuan: yuan(stands.fen) },
    status: terminal.text(`plan_${status}`),
  });
}

function planDetails(terminal: Terminal, plan: PlanShown): string[] {
  const { publicity, goods, actions } = plan;
  const open = actions.filter(({ allowed }) => allowed).map(({ action }) => `plans ${action}`);
  return [
    ...(goods === true ? [terminal.text('ofGoods')] : []),
    ...planSumLines(terminal, plan),
    ...signersOf(terminal, plan),
    ...(publicity === undefined ? [] : [terminal.text('planPublic', publicity)]),
    open.length === 0
      ? terminal.text('planNothing')
      : terminal.text('planNext', { commands: open.join(terminal.text('termBetween')) }),
  ];
}

/** Who has which duty; whether enough have approved is for the bands of the programme to say. */
function signersOf(terminal: Terminal, { status, programme, duties, unionNames }: PlanShown): string[] {
  const { maker, checker, approvers, payer } = duties;
  const signers = [
    terminal.text('planMaker', { person: maker }),
    ...(checker === undefined ? [] : [terminal.text('planChecker', { person: checker })]),
    ...approvers.map(({ person, org }) =>
      terminal.text('planApprover', { person, org: namedUnion(org, unionNames) }),
    ),
    ...(payer === undefined ? [] : [terminal.text('planPayer', { person: payer })]),
  ];
  return [
    terminal.text('planSigners', { signers: signers.join(terminal.text('termBetween')) }),
    ...(status === 'CHECKED' ? [terminal.text('planBand', { programme })] : []),
  ];
}

function itemLine(terminal: Terminal, shown: PlanItemView): string {
  const { item, identityId, fen, state, file, for: whom, goods, voucher, correction } = shown;
  const line = terminal.text('planItem', {
    ...{ item: item + 1, identityId, yuan: yuan(fen), state: terminal.text(`item_${state}`) },
  });
  const price = goods && { quantity: goods.quantity, yuan: yuan(goods.unitFen) };
  return [
    line,
    ...(file === undefined ? [] : [terminal.text('itemFile', { file })]),
    ...(whom === undefined ? [] : [terminal.text('itemFor', { tag: whom })]),
    ...(price === undefined ? [] : [terminal.text('itemGoods', price)]),
    ...(voucher === undefined ? [] : [terminal.text('itemVoucher', { voucher })]),
    ...correctionTexts(terminal, correction),
  ].join('  ');
}

/** What came back of an item in part, and what does not any more: the rest its state says. */
function correctionTexts(terminal: Terminal, correction: PlanItemView['correction']): string[] {
  if (correction === undefined) return [];
  const { action, fen, recovered } = correction;
  return [
    ...(recovered === undefined ? [] : [terminal.text('itemRecovered', { yuan: yuan(recovered) })]),
    ...(action === 'writeOff' ? [terminal.text('itemWrittenOff', { yuan: yuan(fen) })] : []),
  ];
}
