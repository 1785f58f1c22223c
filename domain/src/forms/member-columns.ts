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
  type CodeTable,
} from '../codes/index.js';
import { isDocumentNumber } from './entry-numbers.js';
import type { Form } from './form.js';

interface MemberColumnEntry {
  /** What the column is called in a real-name record; a column without says nothing of the person. */
  readonly field?: string;
  /** One of the five fields of 总工办发〔2017〕14号, whatever the printed form says (union-law.md §5.3). */
  readonly required?: true;
  /** Not on the printed form: an import may add it. */
  readonly extra?: true;
  readonly aliases?: readonly string[];
  readonly table?: CodeTable;
}

/**
 * The member form (union-law.md §5.1) in its order: 20 printed columns, then the union (name or credit code, or both), the
 * original joining date and where the data come from. Form, counter enrolment, vault and the client's rebuilding follow this table.
 */
const COLUMNS = {
  序号: { aliases: ['编号', 'No.'] },
  姓名: { field: 'name', required: true, aliases: ['会员姓名', '职工姓名'] },
  性别: { field: 'sex', required: true, table: SEX },
  出生日期: { field: 'birthDate', aliases: ['出生年月日', '生日'] },
  民族: { field: 'ethnicity', table: ETHNICITY },
  就业状况: { field: 'employment', aliases: ['就业状态'], table: EMPLOYMENT_STATUS },
  有效证件类别: {
    field: 'docType',
    aliases: ['证件类别', '证件类型', '有效证件类型'],
    table: DOCUMENT_KIND,
  },
  证件号码: {
    field: 'docNumber',
    required: true,
    aliases: [
      ...['身份证号码', '身份证号', '公民身份号码', '有效证件号码', '证件号'],
      ...['居民身份证号码', '居民身份证号', '公民身份证号码', '身份证件号码', '身份证'],
    ],
  },
  学历: { field: 'education', aliases: ['文化程度', '最高学历'], table: EDUCATION },
  技术等级: { field: 'skill', aliases: ['技能等级', '职业技能等级'], table: SKILL_LEVEL },
  移动电话: {
    field: 'mobile',
    required: true,
    aliases: [
      '手机号码',
      '手机号',
      '手机',
      '联系手机',
      '移动电话号码',
      '联系电话',
      '电话',
      '联系方式',
      '手机电话',
    ],
  },
  户籍类型: {
    field: 'householdType',
    required: true,
    aliases: ['户口类型', '户籍类别', '户口性质'],
    table: HOUSEHOLD_TYPE,
  },
  户籍所在地: { field: 'householdPlace', aliases: ['户口所在地', '户籍地址'] },
  会籍变化类型: { aliases: ['会籍变更类型'], table: CHANGE_TYPE },
  会籍变化日期: { aliases: ['会籍变更日期'] },
  会籍变化原因: { aliases: ['会籍变更原因'], table: CHANGE_REASON },
  政治面貌: { field: 'political', table: POLITICAL_STATUS },
  工作单位: { field: 'employer', aliases: ['单位名称', '所在单位', '工作单位全称'] },
  籍贯: { field: 'nativePlace' },
  是否农民工会员: {
    field: 'migrantWorker',
    aliases: ['是否农民工', '农民工会员', '农民工'],
    table: YES_NO,
  },
  所属工会: {
    extra: true,
    aliases: ['所在工会', '工会名称', '基层工会名称', '所属基层工会'],
  },
  工会统一社会信用代码: { extra: true, aliases: ['工会信用代码', '工会代码', '所属工会代码'] },
  入会日期: { field: 'joinedDate', extra: true, aliases: ['入会时间', '加入工会日期'] },
  数据来源: { field: 'source', extra: true, aliases: ['来源'] },
} as const satisfies Record<string, MemberColumnEntry>;

export type MemberColumn = keyof typeof COLUMNS;

/** Name of a field of the real-name record that a column of the form states. */
export type PersonField = Extract<(typeof COLUMNS)[MemberColumn], { readonly field: string }>['field'];

const ENTRIES = Object.entries(COLUMNS) as [MemberColumn, MemberColumnEntry][];

/** The printed columns in their order. */
export const MEMBER_FORM_COLUMNS: readonly MemberColumn[] = columnsWhere(({ extra }) => extra !== true);

export const MEMBER_FORM: Form<MemberColumn> = {
  columns: columnsWhere(() => true),
  requiredColumns: columnsWhere(({ required }) => required === true),
  aliases: Object.fromEntries(ENTRIES.map(([column, { aliases = [] }]) => [column, aliases])),
  isEntry: (texts) => texts.some(isDocumentNumber),
  tables: Object.fromEntries(ENTRIES.flatMap(([column, { table }]) => (table ? [[column, table]] : []))),
};

/** The column that states a field. */
export const PERSON_FIELDS = Object.fromEntries(
  ENTRIES.flatMap(([column, { field }]) => (field === undefined ? [] : [[field, column]])),
) as Readonly<Record<PersonField, MemberColumn>>;

export const PERSON_FIELD_NAMES = Object.keys(PERSON_FIELDS) as readonly PersonField[];

function columnsWhere(isWanted: (entry: MemberColumnEntry) => boolean): readonly MemberColumn[] {
  return ENTRIES.filter(([, entry]) => isWanted(entry)).map(([column]) => column);
}
