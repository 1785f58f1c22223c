// SPDX-License-Identifier: Apache-2.0
import type { LineView, TracedItem, TracedPlan, TraceStep } from '../api/index.js';
import { yuan } from '../fund/index.js';
import { CLASS_ZH } from '../programme/index.js';
import { ITEM_STATE_ZH, STATUS_ZH } from '../trace/index.js';
import { chinaTimeOf } from '../values/index.js';

/** One sheet of an export, and the CSV beside it. */
export interface ExportTable {
  readonly name: 'movements' | 'plans' | 'items' | 'sums' | 'lines';
  readonly title: string;
  readonly header: readonly string[];
}

const STEP_HEADER = [
  ...[
    '北京时间',
    '事项',
    '编号',
    '类型',
    '金额（元）',
    '拨出工会',
    '接收工会',
    '操作员',
    '所属工会',
    '本人（遮蔽）',
  ],
  ...['密钥', '合约版本', '项目', '项目版本', '记录版本', '区块', '交易', '文件 SM3'],
];

/** In the order in which rows are counted. */
export const EXPORT_TABLES: readonly ExportTable[] = [
  { name: 'movements', title: '资金往来', header: STEP_HEADER },
  { name: 'plans', title: '发放计划', header: STEP_HEADER },
  {
    name: 'items',
    title: '发放明细',
    header: [
      ...[
        '发放计划',
        '序号',
        '发放工会',
        '项目',
        '项目版本',
        '类别',
        '期',
        '发放日',
        '会员（遮蔽）',
        '金额（元）',
      ],
      ...['状态', '档案号', '数量', '单价（元）', '凭证号', '部分追回（元）'],
    ],
  },
  // What a plan comes to on its line: of one line all of it is what stands in the next table.
  {
    name: 'sums',
    title: '计划汇总',
    header: [
      ...['发放计划', '发放工会', '状态', '签署笔数', '签署金额（元）', '成立笔数', '成立金额（元）'],
      ...['作废笔数', '作废金额（元）', '已付笔数', '已付金额（元）', '退汇笔数', '退汇金额（元）'],
      ...['追回笔数', '追回金额（元）', '部分追回笔数', '部分追回金额（元）', '核销笔数', '核销金额（元）'],
      ...['占用额度（元）', '支出额度（元）'],
    ],
  },
  {
    name: 'lines',
    title: '额度',
    header: ['工会', '收到（元）', '下拨（元）', '退回（元）', '占用（元）', '支出（元）', '结余（元）'],
  },
];

/** A step as a row. */
export function stepCells(step: TraceStep): readonly string[] {
  const {
    id,
    type,
    zh,
    time,
    block,
    transactionId,
    rule,
    fen,
    from = '',
    to = '',
    version,
    documents,
  } = step;
  const { contract = '', programme = '', programmeVersion } = rule;
  return [
    ...[chinaTimeOf(time), zh, id, type, fen === undefined ? '' : yuan(fen), from, to],
    ...signerCells(step),
    ...[contract, programme, textOf(programmeVersion), textOf(version)],
    ...[String(block), transactionId, documents.map(({ digest }) => digest).join(' ')],
  ];
}

function signerCells({ by }: TraceStep): readonly string[] {
  if (by === undefined) return ['', '', '', ''];
  const { operator, org = '', person, keyId = '' } = by;
  return [operator, org, masked(person), keyId];
}

/** A plan's sums as a row. */
export function sumsCells(plan: TracedPlan): readonly string[] {
  const { planId, org, status, signed, stands, onLine } = plan;
  const { voided, paid, returned, recovered, partly, writtenOff } = plan;
  const sums = [signed, stands, voided, paid, returned, recovered, partly, writtenOff];
  return [
    ...[planId, org, STATUS_ZH[status]],
    ...sums.flatMap((sum) => (sum === undefined ? ['', ''] : [String(sum.items), yuan(sum.fen)])),
    ...[yuan(onLine.reserved), yuan(onLine.paid)],
  ];
}

/** A union's line as a row. */
export function lineCells(line: LineView): readonly string[] {
  const { org, received, allotted, returned, reserved, paid, available } = line;
  return [org, ...[received, allotted, returned, reserved, paid, available].map(yuan)];
}

/** An item as a row. @param recovered fen that were got back in parts, where it stands as paid all the same */
export function itemCells(plan: TracedPlan, item: TracedItem, recovered = 0): readonly string[] {
  const { planId, org, programme, programmeVersion, class: code, window, on } = plan;
  const { goods } = item;
  return [
    ...[planId, String(item.item + 1), org, programme, String(programmeVersion), CLASS_ZH[code], window, on],
    ...[masked(item.identityId), yuan(item.fen), ITEM_STATE_ZH[item.state], item.file ?? ''],
    ...[textOf(goods?.quantity), goods === undefined ? '' : yuan(goods.unitFen), item.voucher ?? ''],
    // What came back whole stands as such.
    recovered > 0 && item.state === 'paid' ? yuan(recovered) : '',
  ];
}

/** Enough to tell persons of one export apart, too little to ask about one. */
function masked(identityId: string | undefined): string {
  return identityId === undefined ? '' : `${identityId.slice(0, 4)}****${identityId.slice(-5)}`;
}

function textOf(number: number | undefined): string {
  return number === undefined ? '' : String(number);
}
