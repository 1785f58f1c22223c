// SPDX-License-Identifier: Apache-2.0
import type { RowErrorCode } from '../errors/row-codes.js';
import { text, type ErrorTexts } from './error-text.js';

/** The words to the faults of rows of an organisation file. */
export const UNION_ROW_TEXTS = {
  UNION_NOT_NEW_SIDE: text(
    [
      '“所属工会”不是本次接转的转入工会（--to）或其下级',
      '核对 --from（转出）与 --to（转入）有无写反；“所属工会”应填转入工会',
    ],
    [
      'The union of the row is not the new side (--to) of this transfer, nor below it',
      'See whether --from (old side) and --to (new side) are exchanged; the row names the new union',
    ],
  ),
  PARENT_UNKNOWN: text(
    ['没有找到上级工会', '核对上级工会名称；它应已登记，或在本文件中且无错误'],
    [
      'The superior union is unknown',
      'Check its name; it must be registered, or stand in this file without faults',
    ],
  ),
  PARENT_AMBIGUOUS: text(
    ['上级工会名称对应多个工会', '改填上级工会的统一社会信用代码'],
    ['Several unions have the name of the superior', "Give the superior's credit code instead"],
  ),
  PARENT_LEVEL: text(
    ['上级工会的级别不高于本工会', '核对上级工会和工会级别'],
    ['The superior is not of a higher level', 'Check the superior and the level of the union'],
  ),
  CREDIT_CODE_USED: text(
    ['同一统一社会信用代码用于两个工会', '核对这两行的工会代码，改正其中一个'],
    ['Two unions have the same credit code', 'Check the codes in both rows and correct one of them'],
  ),
  TOO_MANY_UNITS: text(
    ['一个工会在文件中的单位超过 200 个', '先登记前 200 个单位，其余通过工会变更登记'],
    [
      'A union has more than 200 units in the file',
      'Register the first 200, and the others by changing the union',
    ],
  ),
  PARENT_CYCLE: text(
    ['隶属关系成环', '核对这些工会的上级工会'],
    ["The unions are each other's superiors", 'Check the superiors of these unions'],
  ),
  PARENT_REFUSED: text(
    ['上级工会所在行有错误', '先更正上级工会所在的那一行，再导入'],
    ['The row of the superior union has faults', 'Correct the row of the superior first, then import again'],
  ),
  UNION_NAME_TAKEN: text(
    ['同名工会的统一社会信用代码不同', '核对工会名称和代码'],
    ['Another union of this name has a different credit code', 'Check the name and the code'],
  ),
  UNION_ROWS_DIFFER: text(
    ['同一工会的各行内容不一致', '让该工会各行在所列的列中填写相同的内容'],
    ['The rows of one union differ', 'Give the column that is named the same value in each row of the union'],
  ),
  UNION_REGISTERED: text(
    ['该工会已登记，导入不会为已登记的工会增加单位', '为该工会办理变更登记，增加覆盖单位'],
    ['The union is registered; an import adds no unit to it', 'Register the change of the units it covers'],
  ),
} as const satisfies Partial<Record<RowErrorCode, ErrorTexts>>;
