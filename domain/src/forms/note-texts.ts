// SPDX-License-Identifier: Apache-2.0
import type { FixKind } from '../values/parsed.js';
import type { RowWarningCode } from './row-result.js';

/** A sentence in both languages. */
export interface NoteText {
  readonly zh: string;
  readonly en: string;
}

/** What a report says of each repair. */
export const FIX_TEXTS: Readonly<Record<FixKind, NoteText>> = {
  FULL_WIDTH: { zh: '全角字符已转为半角', en: 'Full-width characters were made half-width' },
  SPACES: { zh: '已去除多余空格', en: 'Blanks were removed' },
  NAME_DOT: { zh: '姓名间隔号已统一为“·”', en: 'The dot in the name was made ·' },
  EQUIVALENT: {
    zh: '部首、兼容汉字或特殊标点已按通用字符处理',
    en: 'Radicals, compatibility characters or special marks were read as the usual ones',
  },
  LETTER_CASE: { zh: '字母已转为大写', en: 'Letters were made capital' },
  COUNTRY_CODE: { zh: '已去除国家代码 86', en: 'The country code 86 was removed' },
  PHONE_SEPARATORS: { zh: '已去除电话分隔符', en: 'Separators in the phone number were removed' },
  FIFTEEN_DIGITS: { zh: '15 位身份证号码已升为 18 位', en: 'The 15-digit number was converted to 18 digits' },
  DATE_SPELLING: { zh: '日期写法已统一', en: 'The date was brought to the standard form' },
  SUM_SPELLING: { zh: '金额写法已统一', en: 'The sum was brought to the standard form' },
};

/** What a report says of each warning. */
export const WARNING_TEXTS: Readonly<Record<RowWarningCode, NoteText>> = {
  ROW_HIDDEN: {
    zh: '该行在表格中被隐藏或筛选掉，仍已读取；不应导入的，请从文件中删除该行',
    en: 'The row is hidden or filtered out in the spreadsheet and was read all the same; delete it where it is not meant',
  },
  OPTIONAL_MISSING: { zh: '未填写，建议补充', en: 'Not filled in; please add it' },
  NUMBER_MAYBE_ROUNDED: {
    zh: '号码末三位为 000，可能被表格软件改动，请与证件核对',
    en: 'The number ends in 000, as a spreadsheet leaves one that it rounded; compare it with the document',
  },
  NAME_PRIVATE_CHARACTER: {
    zh: '姓名含有自造字，请改用 GB 18030-2022 的编码',
    en: 'The name holds a private character; use its code of GB 18030-2022',
  },
  NAME_MIXED_SCRIPT: {
    zh: '姓名中汉字与字母混用，请核对是否为区分同名而添加',
    en: 'Letters stand among Chinese characters; check that they belong to the name',
  },
  CREDIT_CODE_DIVISION: {
    zh: '统一社会信用代码的行政区划不在现行代码表中',
    en: 'The division in the credit code is not in the current table',
  },
  CREDIT_CODE_BODY: {
    zh: '统一社会信用代码的主体标识码校验位不符（仅提示）',
    en: 'The organisation code inside the credit code has another check digit (advice only)',
  },
  UNION_CODE_PREFIX: {
    zh: '工会的统一社会信用代码通常以 81、89 或 13 开头',
    en: "A union's credit code usually begins with 81, 89 or 13",
  },
  PAST_RETIREMENT: {
    zh: '已超过法定退休年龄，请核对就业状况和会籍',
    en: 'Past the statutory retirement age; check employment and membership',
  },
  RETIRED_NOT_RETAINED: {
    zh: '已退休但未办理保留会籍',
    en: 'Retired, but the membership is not retained (保留会籍)',
  },
  MIGRANT_HOUSEHOLD: {
    zh: '农民工与户籍类型不一致，请核对',
    en: 'Migrant worker and household type disagree; please check',
  },
  JOIN_DATES_DIFFER: {
    zh: '变化类型为“入会”，但变化日期与入会日期不同',
    en: 'The change is a joining, but its date is not the joining date',
  },
  MEMBER_AT_UPPER_UNION: {
    zh: '会员直接挂在县级以上工会，疑似空挂',
    en: 'The member hangs directly on a union at or above county level',
  },
  MEMBERS_EXCEED_HEADCOUNT: { zh: '会员人数多于职工人数', en: 'There are more members than employees' },
  NO_MEMBERS: { zh: '基层工会没有会员', en: 'A basic union without members' },
  EMPLOYER_IN_TWO_UNIONS: {
    zh: '同一单位出现在两个工会中，请核对',
    en: 'The unit stands under two unions; please check',
  },
  INDEPENDENT_WITH_EMPLOYERS: {
    zh: '独立基层工会覆盖多个单位，是否应为联合基层工会',
    en: 'An independent union covers several units; should it be a joint one?',
  },
};
