// SPDX-License-Identifier: Apache-2.0
import {
  readMemberRow,
  type Cells,
  type ColumnMapping,
  type MemberColumn,
  type MemberRow,
} from '#src/forms/index.js';

export const TODAY = '2026-11-21';

/** A whole and right row of the member form. */
export const MEMBER_CELLS: Cells<MemberColumn> = {
  序号: '1',
  姓名: '测试甲',
  性别: '男',
  出生日期: '1990/03/07',
  民族: '汉族',
  就业状况: '在岗',
  有效证件类别: '居民身份证',
  证件号码: '119999199003070019',
  学历: '本科',
  技术等级: '无',
  移动电话: '13800000000',
  户籍类型: '居民户口',
  户籍所在地: '四川省成都市',
  会籍变化类型: '入会',
  会籍变化日期: '2020/05/01',
  会籍变化原因: '劳动（工作）关系发生变化',
  政治面貌: '群众',
  工作单位: '测试有限公司',
  籍贯: '四川成都',
  是否农民工会员: '否',
  所属工会: '测试有限公司工会委员会',
  入会日期: '2020/05/01',
  数据来源: '纸质登记表',
};

export function readMember(
  changes: Cells<MemberColumn>,
  mapping: ColumnMapping = {},
): ReturnType<typeof readMemberRow> {
  return readMemberRow({ ...MEMBER_CELLS, ...changes }, { today: TODAY, mapping, rowNumber: 7 });
}

/** The row that must result. */
export function memberRow(changes: Cells<MemberColumn> = {}): MemberRow {
  const result = readMember(changes);
  if (!result.ok) throw new Error(`refused: ${result.problems.map(({ code }) => code).join(', ')}`);
  return result.row;
}
