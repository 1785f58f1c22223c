// SPDX-License-Identifier: Apache-2.0
import { DOCUMENT_KIND, LISTED_CHANGE, LISTED_REASON } from '../codes/index.js';
import type { Form } from './form.js';
import { MEMBER_FORM, type MemberColumn } from './member-columns.js';

const COLUMNS = [
  ...(['序号', '姓名', '有效证件类别', '证件号码'] as const),
  ...(['会籍变化类型', '会籍变化日期', '会籍变化原因'] as const),
] as const satisfies readonly MemberColumn[];

/** A list of what became of members: who, what, since when and why, in the columns of the member form. */
export const CHANGE_FORM: Form<MemberColumn> = {
  columns: COLUMNS,
  requiredColumns: ['姓名', '证件号码', '会籍变化类型', '会籍变化日期'],
  aliases: { ...MEMBER_FORM.aliases, 会籍变化日期: ['会籍变更日期', '生效日期', '死亡日期', '退休日期'] },
  tables: { 有效证件类别: DOCUMENT_KIND, 会籍变化类型: LISTED_CHANGE, 会籍变化原因: LISTED_REASON },
  ...(MEMBER_FORM.isEntry && { isEntry: MEMBER_FORM.isEntry }),
};
