// SPDX-License-Identifier: Apache-2.0
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import type { Command, CommandContext } from '../command/command.js';
import { CHANGES_TEMPLATE } from '../templates/changes-template.js';
import { MEMBERS_TEMPLATE } from '../templates/members-template.js';
import { ORGANISATIONS_TEMPLATE } from '../templates/organisations-template.js';
import { PLANS_TEMPLATE } from '../templates/plans-template.js';
import { RESULTS_TEMPLATE } from '../templates/results-template.js';
import type { Exit } from '../terminal/exit-code.js';
import { writeOwnFile } from '../terminal/files.js';
import { valueOf } from '../terminal/values.js';

/** Requests come by the file of an import of members: nobody writes another. */
type WrittenKind = Exclude<ImportKind, 'requests'>;

const TEMPLATES: Readonly<Record<WrittenKind, string>> = {
  organisations: ORGANISATIONS_TEMPLATE,
  members: MEMBERS_TEMPLATE,
  changes: CHANGES_TEMPLATE,
  // Written in that of members: the new union stands as theirs.
  transfers: MEMBERS_TEMPLATE,
  plans: PLANS_TEMPLATE,
  results: RESULTS_TEMPLATE,
};

const KINDS = Object.keys(TEMPLATES) as readonly WrittenKind[];

export const templateCommands: readonly Command[] = KINDS.map((kind) => ({
  name: `template ${kind}`,
  args: [],
  summary: {
    zh: `写出${IMPORT_KINDS[kind].words.zh}导入模板（XLSX，含下拉选项与示例行）`,
    en: `Write the template for importing ${IMPORT_KINDS[kind].words.en} (XLSX with drop-downs and an example)`,
  },
  options: [
    {
      name: 'out',
      value: 'file',
      text: { zh: `写入的文件，默认 ${fileOf(kind)}`, en: `File to write, ${fileOf(kind)} by default` },
      output: { byDefault: () => fileOf(kind) },
    },
  ],
  run: (context) => writeTemplate(context, kind),
}));

async function writeTemplate({ terminal, values }: CommandContext, kind: WrittenKind): Promise<Exit> {
  const path = valueOf(values, 'out') ?? fileOf(kind);
  await writeOwnFile(path, Buffer.from(TEMPLATES[kind], 'base64'), false);
  terminal.result({ path }, [
    terminal.text('templateWritten', { path }),
    terminal.text(`templateNext_${kind}`, { path }),
  ]);
  return 'ok';
}

function fileOf(kind: WrittenKind): string {
  return `${kind}-template.xlsx`;
}
