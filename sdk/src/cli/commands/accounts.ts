// SPDX-License-Identifier: Apache-2.0
import type { AccountView } from '@unionid/domain/api';
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';

export const accountCommands: readonly Command[] = [
  {
    name: 'accounts show',
    args: ['identityId'],
    summary: { zh: '查看一个数字身份账户', en: 'Show an identity account' },
    options: [],
    run: showAccount,
  },
  {
    name: 'accounts history',
    args: ['identityId'],
    summary: { zh: '查看账户的变更记录', en: 'Show the changes of an account' },
    options: PAGE_OPTIONS,
    run: showHistory,
  },
];

async function showAccount({ terminal, session, args: [identityId = ''] }: CommandContext): Promise<Exit> {
  const account = await (await session.client()).accounts.get(identityId);
  terminal.result(account, [account.did, ...accountLines(terminal, account)]);
  return 'ok';
}

async function showHistory({
  terminal,
  session,
  values,
  args: [identityId = ''],
}: CommandContext): Promise<Exit> {
  const page = await (await session.client()).accounts.history(identityId, pageOptions(values));
  const lines = page.items.map(
    ({ time, type, actor, block }) => `${time}  ${type}  ${actor}  #${String(block)}`,
  );
  showPage(terminal, page, lines);
  return 'ok';
}

function accountLines(terminal: Terminal, { state, province, org, joined, level }: AccountView): string[] {
  return [
    `  ${terminal.text(`state${state}`)}`,
    terminal.text('memberProvince', { province }),
    terminal.text('memberOrg', { org }),
    terminal.text('memberJoined', { joined }),
    terminal.text('memberAssurance', { assurance: level }),
  ];
}
