// SPDX-License-Identifier: Apache-2.0
import { ITEM_STATES } from '../api/index.js';
import { SOURCE_ZH, yuan } from '../fund/index.js';
import { RECOVER_REASON_ZH, VOID_REASON_ZH, WRITE_OFF_REASON_ZH } from '../item/index.js';
import type {
  AllotmentRecord,
  Correction,
  CorrectionRecord,
  FundRecord,
  PlanRecord,
  PlanStatus,
  ProgrammeRecord,
  Sums,
} from '../ledger/index.js';
import { NOTHING, together } from '../plan/index.js';
import { CLASS_ZH } from '../programme/index.js';

/** What a step left behind it, by what it is about. */
export type StepFacts =
  | { readonly kind: 'fund'; readonly record: FundRecord }
  | { readonly kind: 'allotment'; readonly record: AllotmentRecord }
  | { readonly kind: 'programme'; readonly record: ProgrammeRecord }
  | { readonly kind: 'plan'; readonly type: string; readonly record: PlanRecord }
  | {
      readonly kind: 'item';
      readonly letter: string;
      readonly fen: number;
      /** What was done about it alone, where this is such a step. */
      readonly correction?: CorrectionRecord;
    };

interface Words {
  readonly zh: string;
  readonly en: string;
}

type ItemState = (typeof ITEM_STATES)[number];

/** What the letters of items say. */
export const ITEM_STATE_OF: Readonly<Record<string, ItemState>> = {
  ...{ S: 'stands', X: 'leftOut', P: 'paid', F: 'notPaid', N: 'notPaid', V: 'givenUp', R: 'returned' },
  ...{ H: 'held', C: 'recovered' },
};

export const ITEM_STATE_ZH: Readonly<Record<ItemState, string>> = {
  stands: '已成立，占用额度',
  leftOut: '因冲突未成立',
  paid: '银行已付',
  notPaid: '银行未付',
  givenUp: '已放弃，名额释放',
  returned: '银行付后退回',
  held: '付款前复查暂缓',
  recovered: '付后已追回',
};

const ITEM_STATE_EN: Readonly<Record<ItemState, string>> = {
  stands: 'stands, reserved on the line',
  leftOut: 'left out because it conflicts',
  paid: 'paid by the bank',
  notPaid: 'not paid by the bank',
  givenUp: 'given up, the grant is free again',
  returned: 'returned by the bank after it was paid',
  held: 'held by the second check before it was paid',
  recovered: 'got back from the payee after it was paid',
};

export const STATUS_ZH: Readonly<Record<PlanStatus, string>> = {
  ...{ OPEN: '编制中', LOCKED: '待复核', CHECKED: '待批准', APPROVED: '已批准', PUBLIC: '已公示' },
  ...{ PAYING: '发放中', RECONCILED: '已对账', CLOSED: '已结项', CANCELLED: '已撤销' },
};

/** A step in words, made from what it wrote. */
export function describeStep(facts: StepFacts): Words {
  switch (facts.kind) {
    case 'fund':
      return fundWords(facts.record);
    case 'allotment':
      return allotmentWords(facts.record);
    case 'programme':
      return programmeWords(facts.record);
    case 'plan':
      return (PLAN_WORDS[facts.type] ?? otherWords(facts.type))(facts.record);
    case 'item':
      return itemWords(facts);
  }
}

function fundWords({ state, title = '', org, source, fen, left = 0 }: FundRecord): Words {
  const [zh, en] = [title && `「${title}」`, title && ` “${title}”`];
  if (state === 'CLOSED')
    return { zh: `资金${zh}关闭：结余 ${yuan(left)} 元`, en: `Fund${en} closed: CNY ${yuan(left)} left` };
  return {
    zh: `设立资金${zh}：归属 ${org}，来源 ${SOURCE_ZH[source]}，${yuan(fen)} 元`,
    en: `Fund${en} opened: of ${org}, source ${source}, CNY ${yuan(fen)}`,
  };
}

const MOVED: Readonly<Record<AllotmentRecord['state'], readonly [down: Words, back: Words]>> = {
  OFFERED: [
    { zh: '下拨', en: 'Allotted' },
    { zh: '退回', en: 'Given back' },
  ],
  ACCEPTED: [
    { zh: '接收下拨', en: 'Allotment accepted' },
    { zh: '接收退回', en: 'Money given back accepted' },
  ],
  WITHDRAWN: [
    { zh: '撤回下拨', en: 'Allotment taken back' },
    { zh: '撤回退回', en: 'Money given back withdrawn' },
  ],
};

function allotmentWords({ state, from, to, fen, back }: AllotmentRecord): Words {
  const [down, up] = MOVED[state];
  const { zh, en } = back === true ? up : down;
  return { zh: `${zh}：${from} → ${to}，${yuan(fen)} 元`, en: `${en}: ${from} → ${to}, CNY ${yuan(fen)}` };
}

function programmeWords({ state, v, title = '', class: code, itemFen, windowFen }: ProgrammeRecord): Words {
  const name = title === '' ? CLASS_ZH[code] : `「${title}」（${CLASS_ZH[code]}）`;
  if (state === 'ENDED') return { zh: `终止项目${name}`, en: `Programme of class ${code} ended` };
  return {
    zh: `发布项目${name}第 ${String(v)} 版：每笔至多 ${yuan(itemFen)} 元，每期至多 ${yuan(windowFen)} 元`,
    en: `Programme of class ${code} published, version ${String(v)}: at most CNY ${yuan(itemFen)} an item, ${yuan(windowFen)} a period`,
  };
}

const sums = ({ items, fen }: Sums): string => `${String(items)} 笔 ${yuan(fen)} 元`;
const sumsEn = ({ items, fen }: Sums): string => `${String(items)} items of CNY ${yuan(fen)}`;

const onStands =
  (zh: string, en: string) =>
  ({ stands, signed }: PlanRecord): Words => ({
    zh: `${zh}：${sums(stands ?? signed)}`,
    en: `${en}: ${sumsEn(stands ?? signed)}`,
  });

const counted =
  (
    figures: readonly ('voided' | 'returned' | 'recovered' | 'partly' | 'writtenOff')[],
    zh: string,
    en: string,
  ) =>
  (plan: PlanRecord): Words => {
    const all = figures.reduce<Sums>((sum, figure) => together(plan[figure], sum), NOTHING);
    return { zh: `${zh} ${sums(all)}`, en: `${en} ${sumsEn(all)}` };
  };

const PLAN_WORDS: Readonly<Record<string, (plan: PlanRecord) => Words>> = {
  'plan.open': ({ org, signed, on, until }) => ({
    zh: `开立发放计划：${org}，签署 ${sums(signed)}，发放日 ${on}，最迟 ${until} 付款`,
    en: `Plan opened: ${org}, ${sumsEn(signed)} signed, as of ${on}, to be paid by ${until}`,
  }),
  'plan.lock': onStands('锁定成立的名单', 'Locked'),
  'plan.check': onStands('复核', 'Checked'),
  'plan.approve': ({ duties: { approvers = [] }, ...plan }) => {
    const { zh, en } = onStands('批准', 'Approved')({ ...plan, duties: { maker: '' } });
    return {
      zh: `${zh}（第 ${String(approvers.length)} 位批准人）`,
      en: `${en} (approver ${String(approvers.length)})`,
    };
  },
  'plan.publicise': ({ publicity }) => ({
    zh: `公示：${publicity?.from ?? ''} 至 ${publicity?.until ?? ''}`,
    en: `Shown in public: ${publicity?.from ?? ''} to ${publicity?.until ?? ''}`,
  }),
  'plan.pay': ({ ordered, stands, signed, attempt = 1 }) => {
    const what = ordered ?? stands ?? signed;
    return {
      zh: `第 ${String(attempt)} 次付款指令交付银行：${sums(what)}`,
      en: `Payment order ${String(attempt)} given to the bank: ${sumsEn(what)}`,
    };
  },
  'item.void': counted(['voided'], '付款前作废一笔，累计', 'An item struck off, in all'),
  'item.return': counted(['returned'], '银行退汇一笔，累计', 'An item sent back by the bank, in all'),
  'item.recover': counted(['recovered', 'partly'], '追回，累计', 'Got back, in all'),
  'item.writeOff': counted(['writtenOff'], '核销不再追缴的，累计', 'Written off, in all'),
  'receipt.attest': () => ({ zh: '登记签收', en: 'Receipt attested' }),
  'plan.reconcile': ({ paid }) => ({
    zh: `与银行对账：已付 ${paid === undefined ? '' : sums(paid)}`,
    en: `Reconciled with the bank: ${paid === undefined ? '' : sumsEn(paid)} paid`,
  }),
  'plan.close': () => ({ zh: '发放计划结项', en: 'Plan closed' }),
  'plan.cancel': () => ({ zh: '发放计划撤销，额度放回', en: 'Plan cancelled, its money free again' }),
};

/** A type that this text does not know yet: its name tells more than nothing. */
const otherWords =
  (type: string) =>
  ({ status }: PlanRecord): Words => ({
    zh: `${type}（${STATUS_ZH[status]}）`,
    en: `${type} (${status})`,
  });

function itemWords({ letter, fen, correction }: Extract<StepFacts, { readonly kind: 'item' }>): Words {
  if (correction !== undefined) return correctionWords(fen, correction);
  const state = ITEM_STATE_OF[letter];
  if (state === undefined) return { zh: `本笔：${letter}`, en: `The item: ${letter}` };
  return {
    zh: `本笔 ${yuan(fen)} 元：${ITEM_STATE_ZH[state]}`,
    en: `The item of CNY ${yuan(fen)}: ${ITEM_STATE_EN[state]}`,
  };
}

const CORRECTION_WORDS: Readonly<Record<Correction, Words>> = {
  void: { zh: '付款前作废', en: 'struck off before it was paid' },
  return: { zh: '银行付后退回', en: 'sent back by the bank' },
  recover: { zh: '追回', en: 'got back' },
  writeOff: { zh: '核销，不再追缴', en: 'written off' },
};

const REASON_ZH_OF: Readonly<Record<Correction, Partial<Readonly<Record<string, string>>>>> = {
  void: VOID_REASON_ZH,
  return: {},
  recover: RECOVER_REASON_ZH,
  writeOff: WRITE_OFF_REASON_ZH,
};

function correctionWords(fen: number, { action, reason, fen: moved, recovered }: CorrectionRecord): Words {
  const { zh, en } = CORRECTION_WORDS[action];
  const why = reason === undefined ? undefined : REASON_ZH_OF[action][reason];
  const isPart = recovered !== undefined && (recovered !== fen || moved !== fen);
  return {
    zh: [
      `本笔 ${yuan(fen)} 元：${zh} ${yuan(moved)} 元`,
      ...(isPart ? [`累计追回 ${yuan(recovered)} 元`] : []),
      ...(why === undefined ? [] : [`原因：${why}`]),
    ].join('，'),
    en: [
      `The item of CNY ${yuan(fen)}: ${en}, CNY ${yuan(moved)}`,
      ...(isPart ? [`CNY ${yuan(recovered)} got back in all`] : []),
      ...(reason === undefined ? [] : [reason]),
    ].join(', '),
  };
}
