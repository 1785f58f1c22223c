// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { creditCodeCheck, idNumberCheck } from '@unionid/domain/values';

/** A row of a test file: column → cell. */
export type FileRow = Readonly<Record<string, string>>;

/** Text of a CSV with these columns; cells are quoted where they must be. */
export function csvText(columns: readonly string[], rows: readonly FileRow[], separator = ','): string {
  const quote = (cell: string): string =>
    /[",\r\n\t;]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const line = (cells: readonly string[]): string => cells.map(quote).join(separator);
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\r\n');
}

/** A file as the pieces in which it arrives. */
export async function* pieces(content: Uint8Array | string, size = 1_000): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
  for (let start = 0; start < bytes.length; start += size) {
    await Promise.resolve();
    yield bytes.subarray(start, start + size);
  }
}

/** An ID number of nobody: division 519999 is not assigned (union-law.md §6.4). */
export function idNumber(index: number, birth = '19900307'): string {
  const first17 = `519999${birth}${String(index % 1_000).padStart(3, '0')}`;
  return first17 + idNumberCheck(first17);
}

/** Sex that a number tells. */
export function sexOfNumber(number: string): string {
  return Number(number.charAt(16)) % 2 === 1 ? '男' : '女';
}

/** A credit code of nobody: bodies that begin with XA are for tests (union-law.md §6.4). */
export function creditCode(prefix: string, index: number): string {
  const first17 = `${prefix}XA${String(index).padStart(6, '0')}0`;
  return first17 + creditCodeCheck(first17);
}

export const MEMBER_COLUMNS = [
  ...['序号', '姓名', '性别', '出生日期', '民族', '就业状况', '有效证件类别', '证件号码', '学历', '技术等级'],
  ...['移动电话', '户籍类型', '户籍所在地', '会籍变化类型', '会籍变化日期', '会籍变化原因', '政治面貌'],
  ...['工作单位', '籍贯', '是否农民工会员', '所属工会', '入会日期'],
];

/** A good row of the member form. */
export function memberRow(index: number, change: FileRow = {}): FileRow {
  const birth = `19${String(70 + (index % 30))}03${String(1 + (Math.floor(index / 30) % 28)).padStart(2, '0')}`;
  const number = change['证件号码'] ?? idNumber(Math.floor(index / 840), birth);
  return {
    序号: String(index + 1),
    姓名: `测${nameOf(index)}`,
    性别: sexOfNumber(number),
    出生日期: `${birth.slice(0, 4)}/${birth.slice(4, 6)}/${birth.slice(6)}`,
    民族: '汉族',
    就业状况: '在岗',
    有效证件类别: '居民身份证',
    证件号码: number,
    学历: '本科',
    技术等级: '无',
    移动电话: `138${String(index).padStart(8, '0')}`,
    户籍类型: '居民户口',
    户籍所在地: '四川省',
    会籍变化类型: '入会',
    会籍变化日期: '2021/05/01',
    会籍变化原因: '',
    政治面貌: '群众',
    工作单位: '蜀州示范机械有限公司',
    籍贯: '四川',
    是否农民工会员: '否',
    所属工会: '蜀州示范机械有限公司工会委员会',
    入会日期: '2021/05/01',
    ...change,
  };
}

/** Whom such a row is about, as entered at a counter. */
export function personOfRow(row: FileRow): PersonInput {
  const {
    姓名: name = '',
    证件号码: docNumber = '',
    性别: sex,
    出生日期: birthDate = '',
    移动电话: mobile = '',
  } = row;
  return {
    ...{ name, docType: '111', docNumber, mobile, householdType: '1' },
    ...{ sex: sex === '男' ? '1' : '2', birthDate: birthDate.replaceAll('/', '-') },
  };
}

export const ORGANISATION_COLUMNS = [
  ...['序号', '单位名称', '单位统一社会信用代码', '单位地址', '单位所在政区', '单位性质类别', '经济类型'],
  ...['单位所属行业', '职工人数', '工会名称', '工会统一社会信用代码', '上级工会名称', '建会日期'],
  ...['基层工会类型', '会员人数', '工会负责人', '联系电话'],
];

/** A good row of the organisation form. */
export function organisationRow(index: number, change: FileRow = {}): FileRow {
  return {
    序号: String(index + 1),
    单位名称: '蜀州示范机械有限公司',
    单位统一社会信用代码: creditCode('91519900', index),
    单位地址: '蜀州市示范大道1号',
    单位所在政区: '蜀州市',
    单位性质类别: '私营企业',
    经济类型: '私营经济',
    单位所属行业: '制造业',
    职工人数: '300',
    工会名称: '蜀州示范机械有限公司工会委员会',
    工会统一社会信用代码: creditCode('81519900', index),
    上级工会名称: '四川省总工会',
    建会日期: '2010/01/01',
    基层工会类型: '独立基层工会',
    会员人数: '200',
    工会负责人: '测负责人',
    联系电话: '028-85550001',
    ...change,
  };
}

const SYLLABLES = '子丑寅卯辰巳午未申酉戌亥甲乙丙丁戊己庚辛壬癸';

function nameOf(index: number): string {
  const first = SYLLABLES[index % SYLLABLES.length] ?? '';
  const second = SYLLABLES[Math.floor(index / SYLLABLES.length) % SYLLABLES.length] ?? '';
  return first + second;
}
