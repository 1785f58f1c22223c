// SPDX-License-Identifier: Apache-2.0
import {
  CHANGE_REASON,
  CHANGE_TYPE,
  DOCUMENT_KIND,
  EDUCATION,
  EMPLOYMENT_STATUS,
  ETHNICITY,
  HOUSEHOLD_TYPE,
  POLITICAL_STATUS,
  SEX,
  SKILL_LEVEL,
  YES_NO,
} from '../codes/index.js';
import type { Form } from './form.js';

/** The 20 columns of the member form in its order (union-law.md §5.1). */
export const MEMBER_FORM_COLUMNS = [
  '序号',
  '姓名',
  '性别',
  '出生日期',
  '民族',
  '就业状况',
  '有效证件类别',
  '证件号码',
  '学历',
  '技术等级',
  '移动电话',
  '户籍类型',
  '户籍所在地',
  '会籍变化类型',
  '会籍变化日期',
  '会籍变化原因',
  '政治面貌',
  '工作单位',
  '籍贯',
  '是否农民工会员',
] as const;

/** What an import may add: the union (name or credit code), the original joining date, where the data come from. */
export const MEMBER_EXTRA_COLUMNS = ['所属工会', '入会日期', '数据来源'] as const;

export type MemberColumn = (typeof MEMBER_FORM_COLUMNS)[number] | (typeof MEMBER_EXTRA_COLUMNS)[number];

/** The member form; required are the five fields of 总工办发〔2017〕14号, whatever the printed form says (union-law.md §5.3). */
export const MEMBER_FORM: Form<MemberColumn> = {
  columns: [...MEMBER_FORM_COLUMNS, ...MEMBER_EXTRA_COLUMNS],
  requiredColumns: ['姓名', '性别', '证件号码', '移动电话', '户籍类型'],
  aliases: {
    序号: ['编号', 'No.'],
    姓名: ['会员姓名', '职工姓名'],
    出生日期: ['出生年月日', '生日'],
    就业状况: ['就业状态'],
    有效证件类别: ['证件类别', '证件类型', '有效证件类型'],
    证件号码: ['身份证号码', '身份证号', '公民身份号码', '有效证件号码', '证件号'],
    学历: ['文化程度', '最高学历'],
    技术等级: ['技能等级', '职业技能等级'],
    移动电话: ['手机号码', '手机号', '手机', '联系手机', '移动电话号码'],
    户籍类型: ['户口类型', '户籍类别', '户口性质'],
    户籍所在地: ['户口所在地', '户籍地址'],
    会籍变化类型: ['会籍变更类型'],
    会籍变化日期: ['会籍变更日期'],
    会籍变化原因: ['会籍变更原因'],
    工作单位: ['单位名称', '所在单位', '工作单位全称'],
    是否农民工会员: ['是否农民工', '农民工会员', '农民工'],
    所属工会: ['所在工会', '工会名称', '基层工会名称', '所属基层工会', '工会统一社会信用代码'],
    入会日期: ['入会时间', '加入工会日期'],
    数据来源: ['来源'],
  },
  tables: {
    性别: SEX,
    民族: ETHNICITY,
    就业状况: EMPLOYMENT_STATUS,
    有效证件类别: DOCUMENT_KIND,
    学历: EDUCATION,
    技术等级: SKILL_LEVEL,
    户籍类型: HOUSEHOLD_TYPE,
    会籍变化类型: CHANGE_TYPE,
    会籍变化原因: CHANGE_REASON,
    政治面貌: POLITICAL_STATUS,
    是否农民工会员: YES_NO,
  },
};
