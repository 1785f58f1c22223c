// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '../errors/codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to files that can not be read at all; faults of their rows are in row-texts.ts. */
export const FILE_ERROR_TEXTS = {
  FILE_EMPTY: text(
    [
      '文件为空，或表头以下没有数据行（模板中的示例行不算）',
      '依据的文件：换成有内容的文件；名单：在其模板（unionid template --help 列出各类模板）的示例行以下填写后重新上传',
    ],
    [
      'The file is empty or has no row below its header (the example of the template is none)',
      'A document: name the one that has content; a list: fill in its template (unionid template --help) below the example',
    ],
  ),
  FILE_ENCODING_UNKNOWN: text(
    ['文件编码既不是 UTF-8 也不是 GB 18030', '另存为 UTF-8 编码的 CSV，或改用 XLSX'],
    ['The file is neither UTF-8 nor GB 18030', 'Save it as CSV in UTF-8, or use XLSX'],
  ),
  FILE_ENCODING_MIXED: text(
    ['文件中混用了 UTF-8 与 GB 18030 编码', '从所列的行起检查，统一编码后重新上传'],
    [
      'The file mixes UTF-8 and GB 18030',
      'Look at the row that is named, bring the file to one encoding and upload it again',
    ],
  ),
  FILE_DAMAGED: text(
    ['文件已损坏或加密，无法读取', '用表格软件重新打开并另存后上传'],
    ['The file is damaged or encrypted and can not be read', 'Open it, save it anew and upload that'],
  ),
  FILE_TOO_WIDE: text(
    ['行的列数过多', '删除模板以外的列后重新上传'],
    ['A row has too many columns', 'Delete the columns that the template does not have, and upload it again'],
  ),
  FILE_TOO_MANY_ROWS: text(
    ['文件的行数超过上限', '按所列的上限拆分文件，分别导入'],
    ['The file has too many rows', 'Split it into files within the limit that is named, and import each'],
  ),
  FILE_TOO_COMPLEX: text(
    ['表格中的文本过多', '另存为 CSV 后上传，或拆分文件'],
    ['The spreadsheet holds too much text', 'Save it as CSV, or split it'],
  ),
  FILE_ZIP_BOMB: text(
    ['表格文件解压后过大', '删除多余的工作表和空行，另存后重新上传；或改用 CSV'],
    ['The spreadsheet is too large when unpacked', 'Delete unused sheets and empty rows, or use CSV'],
  ),
  FILE_MACROS: text(
    ['表格文件含有宏', '另存为不含宏的 XLSX 后重新上传'],
    ['The spreadsheet contains macros', 'Save it as XLSX without macros and upload that'],
  ),
  FILE_PASSWORD: text(
    ['文件设有密码，无法读取', '在表格软件中打开，取消密码后另存为 XLSX，再重新上传'],
    ['The file has a password', 'Open it, save it without a password as XLSX and upload that'],
  ),
  FILE_XLS: text(
    [
      '文件是 Excel 97-2003 的旧格式（.xls），不是 XLSX',
      '用表格软件打开，选“另存为”，类型选“Excel 工作簿（*.xlsx）”，再上传；如有密码请先取消',
    ],
    [
      'The file is of the old format of Excel 97-2003 (.xls), not XLSX',
      'Open it in a spreadsheet program, save it as XLSX without a password and upload that',
    ],
  ),
  FILE_MARKUP: text(
    ['文件不是表格文件，而是网页或 XML（扩展名可能是 .xls）', '用表格软件打开，另存为 XLSX 后重新上传'],
    [
      'The file is no spreadsheet but a web page or XML, whatever its name',
      'Open it in a spreadsheet program, save it as XLSX and upload that',
    ],
  ),
  FILE_SEVERAL_SHEETS: text(
    ['多个工作表都有名单，但列不相同', '让各工作表的表头一致；或把它们分别另存为文件，分别导入'],
    [
      'Several sheets hold a list, but not the same columns',
      'Give them the same header, or save each as a file of its own and import it',
    ],
  ),
  FILE_READER_ENDED: text(
    ['读取文件的进程在同一位置两次中断（内存或时间超限）', '另存为 CSV 后上传，或把文件拆成几份'],
    [
      'Reading the file ended its process twice at the same place (out of memory or time)',
      'Save it as CSV, or split it into several files',
    ],
  ),
  FILE_GONE: text(
    [
      '上传的文件已不在网关，或已不完整（例如数据恢复到较早的备份）',
      '重新上传该文件；已登记的行会显示为未变化',
    ],
    [
      'The uploaded file is gone from the gateway, or not whole, as after restoring an older backup',
      'Hand the file in again; what was done comes back as unchanged',
    ],
  ),
} satisfies Partial<Record<ErrorCode, ErrorTexts>>;
