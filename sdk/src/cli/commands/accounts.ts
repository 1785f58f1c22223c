// SPDX-License-Identifier: Apache-2.0
import type { AccountActions, AccountView, HistoryEntry } from '@unionid/domain/api';
import { digestHex } from '@unionid/domain/encoding';
import { dateField, parseWith } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { errorText } from '../../transport/api-error.js';
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { eventWords } from '../terminal/decision-words.js';
import type { Exit } from '../terminal/exit-code.js';
import { inChinaTime } from '../terminal/message-text.js';
import type { Terminal } from '../terminal/terminal.js';
import { valueOf } from '../terminal/values.js';

const blockText = z.coerce.number().check(z.int(), z.gte(0));

export const accountCommands: readonly Command[] = [
  {
    name: 'accounts show',
    args: ['identityId'],
    summary: { zh: '查看一个数字身份账户', en: 'Show an identity account' },
    options: [
      {
        name: 'as-of',
        value: 'block',
        text: { zh: '截至该区块所知', en: 'As it was known once this block was applied' },
      },
      {
        name: 'on',
        value: 'yyyy-mm-dd',
        text: { zh: '当日生效的状态', en: 'What was in force on this day' },
      },
    ],
    run: showAccount,
  },
  {
    name: 'accounts actions',
    args: ['identityId'],
    summary: {
      zh: '对一名会员的会籍现在可办的事项，不可办的说明原因与下一步',
      en: 'What may be done about a membership now; of what may not, why and what to do',
    },
    options: [],
    run: showActions,
  },
  {
    name: 'accounts history',
    args: ['identityId'],
    summary: { zh: '查看账户的变更记录', en: 'Show the changes of an account' },
    options: PAGE_OPTIONS,
    run: showHistory,
  },
];

async function showAccount({
  terminal,
  session,
  values,
  args: [identityId = ''],
}: CommandContext): Promise<Exit> {
  const [asOf, on] = [valueOf(values, 'as-of'), valueOf(values, 'on')];
  const moment = {
    ...(asOf !== undefined && { asOf: parseWith(blockText, asOf) }),
    ...(on !== undefined && { on: parseWith(dateField, on) }),
  };
  const account = await (await session.client()).accounts.get(identityId, moment);
  terminal.result(account, [account.did, ...accountLines(terminal, account)]);
  return 'ok';
}

async function showActions({ terminal, session, args: [identityId = ''] }: CommandContext): Promise<Exit> {
  const view = await (await session.client()).accounts.actions(identityId);
  terminal.result(
    view,
    view.actions.map((action) => actionLine(terminal, identityId, action)),
  );
  return 'ok';
}

function actionLine(
  terminal: Terminal,
  identityId: string,
  { action, code, second }: AccountActions['actions'][number],
): string {
  const command = `unionid membership ${action} ${identityId}`;
  if (code === undefined) return terminal.text(`actionAllowed_${second}`, { command });
  return terminal.text('actionRefused', { command, ...errorText(code, terminal.language) });
}

async function showHistory({
  terminal,
  session,
  values,
  args: [identityId = ''],
}: CommandContext): Promise<Exit> {
  const page = await (await session.client()).accounts.history(identityId, pageOptions(values));
  const lines = page.items.flatMap((entry) => historyLines(terminal, entry));
  showPage(terminal, page, lines);
  return 'ok';
}

function accountLines(terminal: Terminal, account: AccountView): string[] {
  const { identityId, state, province, org, joined, level, numberless } = account;
  return [
    `  ${terminal.text(`state${state}`)}`,
    terminal.text('memberProvince', { province }),
    terminal.text('memberOrg', { org }),
    terminal.text('memberJoined', { joined }),
    terminal.text('memberAssurance', { assurance: level }),
    ...mergedLines(terminal, account),
    ...(numberless === true ? [terminal.text('claimNumberless', { identityId })] : []),
  ];
}

/** Who, for which union, by what document, effective when, known at which height. */
function historyLines(terminal: Terminal, entry: HistoryEntry): string[] {
  const { time, type, actor, block, words, signers = [actor], evidence, account, unreadable } = entry;
  return [
    `${inChinaTime(time)}  #${String(block)}  ${words?.[terminal.language] ?? eventWords(terminal.language, type)}`,
    terminal.text('historySigners', { signers: signers.join('、') }),
    ...(evidence === undefined ? [] : [terminal.text('historyEvidence', { evidence: digestHex(evidence) })]),
    ...(unreadable === true ? [terminal.text('historyUnreadable')] : []),
    ...(account === undefined
      ? []
      : [
          terminal.text('historyState', {
            since: account.since,
            state: terminal.text(`state${account.state}`),
            org: account.org,
          }),
          ...mergedLines(terminal, account),
        ]),
  ];
}

/** Of whoever was entered twice: which account stands, and for which (ADR 66). */
function mergedLines(terminal: Terminal, { into, also = [] }: AccountView): string[] {
  return [
    ...(into === undefined ? [] : [terminal.text('accountInto', { identityId: into })]),
    ...(also.length === 0 ? [] : [terminal.text('accountAlso', { identityIds: also.join('、') })]),
  ];
}
