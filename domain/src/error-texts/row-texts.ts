// SPDX-License-Identifier: Apache-2.0
import type { RowErrorCode } from '../errors/row-codes.js';
import { CHANGE_ROW_TEXTS } from './change-row-texts.js';
import { PLAN_ROW_TEXTS } from './plan-row-texts.js';
import { text, type ErrorTexts } from './error-text.js';
import { UNION_ROW_TEXTS } from './union-row-texts.js';

/** The words to the faults of rows and of files' forms. */
export const ROW_ERROR_TEXTS: Readonly<Record<RowErrorCode, ErrorTexts>> = {
  // Cells
  CELL_FORMULA: text(
    ['单元格是公式', '在表格中复制该列，选择性粘贴为“值”后重新导入'],
    ['The cell is a formula', 'Copy the column and paste it as values, then import again'],
  ),
  CELL_ERROR: text(
    ['单元格是表格的错误值（如 #N/A）', '在表格中改正该单元格，或清空后重新填写'],
    [
      'The cell holds an error of the spreadsheet (such as #N/A)',
      'Correct the cell, or clear it and fill it in',
    ],
  ),
  CELL_MERGED: text(
    ['单元格与其他单元格合并，本行没有自己的内容', '取消合并单元格，在每一行分别填写后重新导入'],
    [
      'The cell is merged with others and says nothing of this row',
      'Unmerge the cells, fill in every row and import again',
    ],
  ),
  NUMBER_ROUNDED: text(
    [
      '长数字被表格软件改动，末尾几位已丢失（如变为 000 或 1.2E+17）',
      '先把该列设为“文本”格式，再按证件重新录入完整号码',
    ],
    [
      'A spreadsheet rounded the long number; its last digits are lost (it ends in 000 or reads 1.2E+17)',
      'Set the column to text, then type the whole number again from the document',
    ],
  ),
  CELL_TOO_LONG: text(
    ['单元格内容过长', '按所列的字数上限缩短内容'],
    ['The cell is too long', 'Shorten it to the number of characters that is named'],
  ),
  CELL_UNPRINTABLE: text(
    ['单元格含有控制字符或乱码', '重新录入该单元格；如多行乱码，请检查文件编码（UTF-8 或 GB 18030）'],
    [
      'The cell holds control characters or broken text',
      'Type the cell again; where many rows are broken, check the encoding of the file (UTF-8 or GB 18030)',
    ],
  ),
  CELL_MARKS: text(
    ['引号的位置不对：引号应包住整个单元格', '删去多余的引号；内容中的引号写成两个，并用引号包住整个单元格'],
    [
      'A quotation mark stands where none may: marks go around a whole cell',
      'Remove it; a mark inside a cell is written twice, with marks around the whole cell',
    ],
  ),
  CELL_HOLDS_ROWS: text(
    ['一对引号把后面的行也包了进来', '在该行和其后几行中找出多余的引号，改正后重新导入'],
    [
      'A pair of quotation marks takes in the rows that follow',
      'Find the mark in this row and the next ones, correct it and import again',
    ],
  ),
  CELL_WITHOUT_COLUMN: text(
    [
      '单元格在表头之外，或上方没有表头',
      '如因内容中的逗号多出一列，用引号包住该内容；否则补上表头，或清空该单元格，然后重新导入',
    ],
    [
      'The cell stands beyond the header, or under an empty one',
      'Put quotation marks around a text with a comma; else add the header or clear the cell, then import again',
    ],
  ),
  EXAMPLE_WRITTEN_OVER: text(
    ['“序号”写着示例，但内容已不是模板的示例', '如该行是真实人员或单位，把“序号”改为数字；否则删除该行'],
    [
      'The row is numbered as an example but no longer holds the one of the template',
      'Where it is a real person or unit, change 序号 to a number; else delete the row',
    ],
  ),
  REQUIRED_MISSING: text(['必填项为空', '补填该列'], ['A required cell is empty', 'Fill in the column']),
  VALUE_NOT_ALLOWED: text(
    ['内容不在可选值之内', '改为可选值之一；各列的可选值见名单模板（unionid template members 等）'],
    [
      'The value is not one of those offered',
      'Use one of those offered; the templates of lists have them (unionid template members and others)',
    ],
  ),
  CODE_FORMAT: text(
    ['编号格式不对', '照原件填写：字母、数字与 -'],
    ['This is no such number', 'Enter it as it stands: letters, digits and -'],
  ),
  COUNT_INVALID: text(
    ['不是有效的数目', '填写 0 或正整数'],
    ['This is not a whole number', 'Enter 0 or a whole number above it'],
  ),
  // Names
  NAME_LENGTH: text(
    ['姓名字数不符（2 至 50 个字）', '按证件填写完整姓名'],
    ['The name is too short or too long (2 to 50 characters)', 'Enter the full name as on the document'],
  ),
  NAME_CHARSET: text(
    ['姓名含有数字、符号或其他不允许的字符', '按证件填写姓名，只用汉字、字母和间隔号“·”'],
    [
      'The name holds digits, marks or other characters that names do not have',
      'Enter the name as on the document, in letters, Chinese characters and the dot ·',
    ],
  ),
  ORGANISATION_NAME_INVALID: text(
    [
      '名称字数不符（2 至 120 个字），或含有易混的写法（如 • Ⅲ ①）',
      '按批复或证书填写全称，间隔号用“·”，数字用普通写法',
    ],
    [
      'The name is too short or too long (2 to 120 characters), or has look-alike characters (• Ⅲ ①)',
      'Enter the full name as on the approval or certificate, with · and plain numerals',
    ],
  ),
  // Document numbers (GB 11643; union-law.md §6.2)
  ID_NUMBER_LENGTH: text(
    ['证件号码不是 18 位', '核对证件，补全号码'],
    ['The number does not have 18 characters', 'Check it against the document and complete it'],
  ),
  ID_NUMBER_CHARSET: text(
    ['证件号码含有不允许的字符', '前 17 位应为数字，末位为数字或大写 X'],
    ['The number holds characters it can not have', 'Use 17 digits, then a digit or a capital X'],
  ),
  ID_NUMBER_CHECK: text(
    ['证件号码校验位不符，号码有误', '逐位核对证件号码'],
    [
      'The check character does not fit: the number is mistyped',
      'Compare the number with the document digit by digit',
    ],
  ),
  ID_NUMBER_PROVINCE: text(
    ['证件号码的前两位不是有效的省级代码', '核对证件号码的前两位'],
    ['The first two digits are no province', 'Check the first two digits'],
  ),
  ID_NUMBER_DATE: text(
    ['证件号码中的出生日期不存在', '核对证件号码的第 7 至 14 位'],
    ['The birth date in the number does not exist', 'Check digits 7 to 14'],
  ),
  ID_NUMBER_FUTURE: text(
    ['证件号码中的出生日期晚于今天', '核对证件号码的第 7 至 14 位'],
    ['The birth date in the number lies in the future', 'Check digits 7 to 14'],
  ),
  ID_NUMBER_CENTENARIAN: text(
    ['该 15 位号码用于百岁老人，无法推断出生世纪', '填写本人的 18 位公民身份号码'],
    [
      'This 15-digit number was kept for centenarians, so the century can not be told',
      'Enter the 18-digit number of the person',
    ],
  ),
  DOCUMENT_NUMBER_FORMAT: text(
    ['证件号码与证件类别的格式不符', '核对证件类别和号码'],
    [
      'The number does not have the form of this kind of document',
      'Check the kind of document and the number',
    ],
  ),
  DOCUMENT_KIND_MISMATCH: text(
    ['证件号码属于另一类证件', '按号码更正“有效证件类别”'],
    ['The number belongs to another kind of document', 'Correct the kind of document to fit the number'],
  ),
  SEX_MISMATCH: text(
    ['性别与证件号码不符', '按证件更正性别或号码'],
    ['The sex differs from the one in the number', 'Correct the sex or the number as on the document'],
  ),
  BIRTH_DATE_MISMATCH: text(
    ['出生日期与证件号码不符', '按证件更正出生日期或号码'],
    [
      'The birth date differs from the one in the number',
      'Correct the birth date or the number as on the document',
    ],
  ),
  // Dates and changes of membership
  DATE_FORMAT: text(
    ['日期格式无法识别', '按“年/月/日”填写，例如 2024/05/01'],
    ['The date can not be read', 'Write year/month/day, such as 2024/05/01'],
  ),
  DATE_IMPOSSIBLE: text(['日期不存在', '核对日期'], ['There is no such day', 'Check the date']),
  DATE_IN_FUTURE: text(['日期晚于今天', '核对日期'], ['The date lies in the future', 'Check the date']),
  DATE_TOO_EARLY: text(
    ['日期早于 1920 年，不会有这样早的建会或入会日期', '核对日期；表格软件中的空日期可能变成 1900 年'],
    [
      'The date lies before 1920: no union was founded and nobody joined one so early',
      'Check the date; an empty date of a spreadsheet may have become one of 1900',
    ],
  ),
  TOO_YOUNG: text(
    ['入会时未满 16 周岁', '核对出生日期和入会日期；未满 16 周岁不能入会'],
    ['The person was under 16 when joining', 'Check the birth and joining dates; nobody under 16 can join'],
  ),
  DATES_OUT_OF_ORDER: text(
    ['会籍变化日期早于入会日期', '核对两个日期的先后'],
    ['The change of membership is dated before the joining', 'Check the order of the two dates'],
  ),
  CHANGE_CONTRADICTORY: text(
    ['会籍变化原因与变化类型矛盾', '改为所列原因之一，或更正变化类型'],
    [
      'The reason contradicts the kind of change',
      'Use one of the reasons listed, or correct the kind of change',
    ],
  ),
  // Phones, credit codes
  MOBILE_INVALID: text(
    ['手机号码无效', '填写本人 11 位手机号码'],
    ['This is no mobile number', "Enter the 11 digits of the person's own mobile"],
  ),
  PHONE_INVALID: text(
    ['联系电话无效', '填写手机号码，或带区号的固定电话'],
    ['This is no telephone number', 'Enter a mobile number or a fixed line with its area code'],
  ),
  CREDIT_CODE_LENGTH: text(
    ['统一社会信用代码不是 18 位', '核对证书，补全代码'],
    ['The credit code does not have 18 characters', 'Check it against the certificate and complete it'],
  ),
  CREDIT_CODE_CHARSET: text(
    ['统一社会信用代码含有不允许的字符（不使用 I、O、S、V、Z）', '核对证书，注意 0 与 O、1 与 I'],
    [
      'The credit code holds characters it can not have (never I, O, S, V, Z)',
      'Check it against the certificate; mind 0 and O, 1 and I',
    ],
  ),
  CREDIT_CODE_CHECK: text(
    ['统一社会信用代码校验位不符，代码有误', '逐位核对代码'],
    [
      'The check character does not fit: the credit code is mistyped',
      'Compare the code with the certificate character by character',
    ],
  ),
  CREDIT_CODE_KIND: text(
    ['统一社会信用代码的登记管理部门或机构类别不存在', '核对代码的前两位'],
    ['The code names no known registration department and category', 'Check the first two characters'],
  ),
  // A row against its union and its file
  DUPLICATE_IN_FILE: text(
    ['同一人员或单位在文件中重复', '保留首次出现的那一行，删除本行'],
    [
      'The same person or unit stands in the file before',
      'Keep the row where it stands first and delete this one',
    ],
  ),
  UNION_UNKNOWN: text(
    ['没有找到所属工会', '核对工会名称或代码；如尚未登记，先导入工会组织'],
    ['The union is not registered', 'Check its name or code; if it is new, import the organisation first'],
  ),
  UNION_AMBIGUOUS: text(
    ['有多个工会符合所填名称或单位', '在“所属工会”列填写工会统一社会信用代码'],
    ['Several unions fit the name or the employer', "Give the union's credit code in the column 所属工会"],
  ),
  UNION_CODE_DIFFERS: text(
    ['工会名称与工会统一社会信用代码不是同一个工会', '核对名称和代码，改正其中一个'],
    ['The name and the credit code are those of two unions', 'Check both and correct one of them'],
  ),
  UNION_CLOSED: text(
    ['所属工会已撤销', '改为在册的工会'],
    ['The union is closed', 'Name a union that is in register'],
  ),
  EMPLOYER_NOT_COVERED: text(
    ['工作单位不在该工会覆盖的单位之内', '核对工作单位全称，或先将该单位登记到工会'],
    [
      'The employer is not one that the union covers',
      "Check the employer's full name, or register it with the union first",
    ],
  ),
  JOINED_BEFORE_FOUNDING: text(
    ['入会日期早于工会的建会日期', '核对入会日期；如由其他工会转入，变化类型应为“转入”'],
    [
      'The joining is dated before the union was founded',
      'Check the date; a member who came from another union is a transfer (转入)',
    ],
  ),
  ...CHANGE_ROW_TEXTS,
  ...PLAN_ROW_TEXTS,
  ...UNION_ROW_TEXTS,
  // Files
  HEADER_MISSING_COLUMN: text(
    [
      '表头缺少必需的列',
      '补齐所列的列；列名不同的，加 --map "原列名=模板列名"；或改用此类名单的模板（unionid template --help 列出各类模板）',
    ],
    [
      'The header lacks required columns',
      'Add the columns named, say what they are called by --map "its name=column", or see unionid template --help',
    ],
  ),
  HEADER_DUPLICATE_COLUMN: text(
    ['表头中有重复的列', '只保留所列的列中的一列（别名也算同一列），删除其余的'],
    [
      'The header has a column twice',
      'Keep one of the columns that are named (another name of a column is that column) and delete the others',
    ],
  ),
  MAPPING_UNKNOWN_VALUE: text(
    ['对应关系指向的值不存在', '将对应值改为可选值之一'],
    ['The mapping leads to a value that does not exist', 'Map the text to one of the values offered'],
  ),
};
