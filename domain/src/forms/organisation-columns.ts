// SPDX-License-Identifier: Apache-2.0
import { ECONOMIC_TYPE, INDUSTRY, ORGANISATION_NATURE, UNION_LEVEL, UNION_TYPE } from '../codes/index.js';
import { isDocumentNumber, isUnitCode } from './entry-numbers.js';
import type { Form } from './form.js';

/** The 17 columns of the organisation form in its order (union-law.md §5.2). */
export const ORGANISATION_FORM_COLUMNS = [
  '序号',
  '单位名称',
  '单位统一社会信用代码',
  '单位地址',
  '单位所在政区',
  '单位性质类别',
  '经济类型',
  '单位所属行业',
  '职工人数',
  '工会名称',
  '工会统一社会信用代码',
  '上级工会名称',
  '建会日期',
  '基层工会类型',
  '会员人数',
  '工会负责人',
  '联系电话',
] as const;

/** What an import may add: the level, which the form leaves to the reader, and where the union stands, by GB/T 2260. */
export const ORGANISATION_EXTRA_COLUMNS = ['工会级别', '工会区划代码'] as const;

export type OrganisationColumn =
  (typeof ORGANISATION_FORM_COLUMNS)[number] | (typeof ORGANISATION_EXTRA_COLUMNS)[number];

/**
 * The organisation form; required are the ten fields of 总工办发〔2017〕14号 and the superior, without which a union hangs in
 * the air (Q21).
 */
export const ORGANISATION_FORM: Form<OrganisationColumn> = {
  columns: [...ORGANISATION_FORM_COLUMNS, ...ORGANISATION_EXTRA_COLUMNS],
  requiredColumns: [
    '单位名称',
    '单位统一社会信用代码',
    '单位地址',
    '经济类型',
    '职工人数',
    '工会名称',
    '上级工会名称',
    '建会日期',
    '基层工会类型',
    '工会负责人',
    '联系电话',
  ],
  aliases: {
    序号: ['编号', 'No.'],
    单位名称: ['单位全称', '企业名称'],
    单位统一社会信用代码: ['单位信用代码', '单位代码', '统一社会信用代码'],
    单位地址: ['地址', '单位详细地址'],
    单位所在政区: ['所在政区', '单位所在行政区划', '行政区划'],
    单位性质类别: ['单位性质', '单位类别'],
    单位所属行业: ['所属行业', '行业'],
    职工人数: ['职工总数', '职工数'],
    工会名称: ['工会全称', '基层工会名称'],
    工会统一社会信用代码: ['工会信用代码', '工会代码'],
    上级工会名称: ['上级工会', '上级工会组织'],
    建会日期: ['建会时间', '工会成立日期'],
    基层工会类型: ['工会类型'],
    会员人数: ['会员数', '会员总数'],
    工会负责人: ['工会法定代表人', '工会主席'],
    联系电话: ['电话', '联系方式'],
    工会级别: ['级别'],
    工会区划代码: ['行政区划代码', '区划代码', '工会所在区划代码', '工会行政区划代码'],
  },
  isEntry: (texts) => texts.some(isUnitCode) && !texts.some(isDocumentNumber),
  tables: {
    单位性质类别: ORGANISATION_NATURE,
    经济类型: ECONOMIC_TYPE,
    单位所属行业: INDUSTRY,
    基层工会类型: UNION_TYPE,
    工会级别: UNION_LEVEL,
  },
};
