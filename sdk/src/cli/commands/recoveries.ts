// SPDX-License-Identifier: Apache-2.0
import type { RecoveryView } from '@unionid/domain/api';
import { yuan } from '@unionid/domain/fund';
import { RECOVER_REASON_ZH } from '@unionid/domain/item';
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';

/** What a death or an end that was reported late asks to get back. */
export const recoveryCommands: readonly Command[] = [
  {
    name: 'plans recoveries',
    args: [],
    summary: {
      zh: '待追回：付款后才得知付款时已去世、会籍已终止或无效的各笔',
      en: 'What is to be got back: paid to whose membership had ended by then',
    },
    options: [...PAGE_OPTIONS],
    run: list,
  },
];

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).plans.recoveries(pageOptions(values));
  const lines = page.items.map((item) => recoveryLine(terminal, item));
  // A page may be short, and the next one not.
  const isNone = lines.length === 0 && page.next === undefined;
  showPage(terminal, page, isNone ? [terminal.text('recoveriesNone')] : lines);
  return 'ok';
}

function recoveryLine(
  terminal: Terminal,
  { planId, item, identityId, fen, left, paidOn, reason, since }: RecoveryView,
): string {
  const line = terminal.text('recoveryLine', {
    ...{ planId, item: item + 1, identityId, yuan: yuan(fen), left: yuan(left), paidOn },
    reason: terminal.language === 'zh' ? `${RECOVER_REASON_ZH[reason]}（${reason}）` : reason,
  });
  return since === undefined ? line : `${line}  ${terminal.text('recoverySince', { since })}`;
}
