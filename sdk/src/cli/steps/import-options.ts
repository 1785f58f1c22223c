// SPDX-License-Identifier: Apache-2.0
import { HEADER_MAPPING, type ColumnMapping } from '@unionid/domain/forms';
import { REPORT_START } from '@unionid/domain/report';
import type { CommandContext, Option } from '../command/command.js';
import { readJsonFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf, valuesOf } from '../terminal/values.js';

/** How a file says what the form says otherwise. */
export const MAPPING_OPTIONS: readonly Option[] = [
  {
    name: 'mapping',
    value: 'file',
    text: {
      zh: 'JSON：列名 → 文件中的文字 → 表中的值',
      en: 'JSON: column → text in the file → value of the table',
    },
  },
  {
    name: 'map',
    value: '原列名=列名',
    multiple: true,
    text: {
      zh: '文件中的列名不同时指定其含义，可重复，如 --map "职工名字=姓名"',
      en: 'What a column of another name is, may be repeated: --map "职工名字=姓名"',
    },
  },
];

export const IMPORT_OPTIONS: readonly Option[] = [
  { name: 'dry-run', text: { zh: '只检查，不写入', en: 'Check only, write nothing' } },
  ...MAPPING_OPTIONS,
  {
    name: 'report',
    value: 'file',
    text: { zh: '把逐行报告写入 CSV 文件', en: 'Write the row-by-row report to a CSV file' },
    output: { replaces: REPORT_START },
  },
];

/** What columns and words of the file are in the form's. @throws UsageError */
export async function mappingOf({ values }: CommandContext): Promise<ColumnMapping> {
  const path = valueOf(values, 'mapping');
  const mapping = path === undefined ? {} : await readMapping(path);
  const names = valuesOf(values, 'map').map(toHeaderName);
  if (names.length === 0) return mapping;
  return { ...mapping, [HEADER_MAPPING]: { ...mapping[HEADER_MAPPING], ...Object.fromEntries(names) } };
}

async function readMapping(path: string): Promise<ColumnMapping> {
  const value = await readJsonFile(path);
  if (typeof value !== 'object' || value === null) throw new UsageError('fileNotJson', { path });
  return value as ColumnMapping;
}

/** `原列名=模板列名`: the last sign of equality parts them, which no column of a form has. */
function toHeaderName(text: string): readonly [string, string] {
  const at = text.lastIndexOf('=');
  const [name, column] = [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()];
  if (name === '' || column === '') throw new UsageError('badMap', { text });
  return [name, column];
}
