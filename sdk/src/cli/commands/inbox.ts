// SPDX-License-Identifier: Apache-2.0
import type { InboxItem } from '@unionid/domain/api';
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { decisionWords } from '../terminal/decision-words.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';

export const inboxCommands: readonly Command[] = [
  {
    name: 'inbox',
    args: [],
    summary: { zh: '待办：等待本人处理的事项', en: 'What waits for you' },
    options: PAGE_OPTIONS,
    run: showInbox,
  },
];

async function showInbox({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).inbox.list(pageOptions(values));
  const { upToDay, upToWeek, longer } = page.counts;
  const total = upToDay + upToWeek + longer;
  const head = terminal.text(total === 0 ? 'inboxEmpty' : 'inboxCounts', {
    total,
    upToDay,
    upToWeek,
    longer,
  });
  showPage(terminal, page, [head, ...page.items.flatMap((item) => linesOf(terminal, item))]);
  return 'ok';
}

function linesOf(terminal: Terminal, item: InboxItem): string[] {
  const { org, since } = item;
  return [
    aboutOf(terminal, item),
    terminal.text('inboxTimes', { org, since }),
    item.kind === 'filing'
      ? terminal.text('inboxNoSilence')
      : terminal.text('inboxSilence', {
          until: item.until,
          silence: terminal.text(`silence${item.silence}`),
        }),
    ...commandsOf(item).map((command) => terminal.text('transferAction', { command })),
  ];
}

const ABOUT = {
  transfer: 'inboxTransfer',
  claim: 'inboxClaim',
  application: 'inboxApplication',
  filing: 'inboxFiling',
} as const;

function aboutOf(terminal: Terminal, item: InboxItem): string {
  if (item.kind === 'decision')
    return terminal.text('inboxDecision', { what: decisionWords(terminal.language, item.type) });
  const { identityId } = item;
  return terminal.text(ABOUT[item.kind], { identityId });
}

function commandsOf(item: InboxItem): string[] {
  if (item.kind === 'decision')
    return ['show', 'confirm', 'withdraw'].map(
      (verb) => `unionid decisions ${verb} ${item.actor} ${item.instructionId}`,
    );
  const { identityId, org } = item;
  return item.actions.map((action) => {
    const [area = '', verb = ''] = action.split('.');
    return `unionid ${area}s ${verb} ${identityId}${item.kind === 'application' ? ` --org ${org}` : ''}`;
  });
}
