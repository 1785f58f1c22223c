// SPDX-License-Identifier: Apache-2.0
import type { Command, CommandContext } from '../command/command.js';
import { IMPORT_OPTIONS } from '../steps/import-options.js';
import { runImport } from '../steps/run-import.js';
import { LIST_OUT } from '../steps/signed-list.js';
import type { Exit } from '../terminal/exit-code.js';
import { required } from '../terminal/values.js';

/** A list of members whom both sides agree to move. */
export const transferBatchCommand: Command = {
  name: 'transfers batch',
  args: ['file'],
  summary: {
    zh: '转入方：按名单批量接转，由转出方第二人在 decisions confirm 同意后立即生效；名单用 unionid template transfers 的模板，“所属工会”填转入工会',
    en: 'New union: take the members of a list over, at once when somebody of the old side confirms it (decisions confirm); the list is in the form of unionid template transfers, with the new union as theirs',
  },
  options: [
    {
      name: 'from',
      value: 'orgId',
      text: { zh: '转出工会（含其下级）', en: 'The old union, with those below it' },
    },
    {
      name: 'to',
      value: 'orgId',
      text: { zh: '转入工会（含其下级）', en: 'The new union, with those below it' },
    },
    LIST_OUT,
    ...IMPORT_OPTIONS,
  ],
  run: batch,
};

function batch(context: CommandContext): Promise<Exit> {
  const { values } = context;
  const sides = { from: required(values, 'from'), to: required(values, 'to') };
  return runImport(context, 'transfers', { sides });
}
