// SPDX-License-Identifier: Apache-2.0
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';

export const unmaskingCommands: readonly Command[] = [
  {
    name: 'unmaskings list',
    args: [],
    summary: {
      zh: '列出谁看过未脱敏的个人信息（限省总工会超级管理员），最新的在前',
      en: "List who was shown personal data in plain, newest first, for super administrators of the province's own union",
    },
    options: PAGE_OPTIONS,
    run: listUnmaskings,
  },
];

async function listUnmaskings({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).unmaskings.list(pageOptions(values));
  const lines = page.items.flatMap(({ time, operatorId, org, what, subject, persons, reason }) => [
    [time, operatorId, org, what, subject].join('  '),
    terminal.text('unmasked', { persons, reason }),
  ]);
  showPage(terminal, page, lines);
  return 'ok';
}
