// SPDX-License-Identifier: Apache-2.0
import type { InboxItem } from '@unionid/domain/api';
import { isInstructionType } from '@unionid/domain/catalogue';
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { isListType } from '../steps/signed-list.js';
import { commandLine } from '../terminal/command-line.js';
import { decisionWords } from '../terminal/decision-words.js';
import type { Exit } from '../terminal/exit-code.js';
import { chinaDayOf } from '../terminal/message-text.js';
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
    // A filing is of a day, at no hour.
    terminal.text('inboxTimes', { org, since: item.kind === 'filing' ? chinaDayOf(since) : since }),
    ...silenceOf(terminal, item),
    ...commandsOf(item).map((command) => terminal.text('transferAction', { command })),
  ];
}

function silenceOf(terminal: Terminal, item: InboxItem): readonly string[] {
  switch (item.kind) {
    case 'filing':
      return [terminal.text('inboxNoSilence')];
    case 'number':
      return [terminal.text('inboxNoNumber')];
    case 'finding':
    case 'unmask':
    case 'sample':
      return item.due === undefined ? [] : [terminal.text('inboxDue', { due: item.due })];
    default: {
      const { until, silence } = item;
      return [terminal.text('inboxSilence', { until, silence: terminal.text(`silence${silence}`) })];
    }
  }
}

const ABOUT = {
  transfer: 'inboxTransfer',
  claim: 'inboxClaim',
  application: 'inboxApplication',
  filing: 'inboxFiling',
  number: 'inboxNumber',
} as const;

function aboutOf(terminal: Terminal, item: InboxItem): string {
  if (item.kind === 'decision')
    return terminal.text('inboxDecision', { what: decisionWords(terminal.language, item.type) });
  if (item.kind === 'finding') return terminal.text('inboxFinding', { findingId: item.findingId });
  if (item.kind === 'unmask') return terminal.text('inboxUnmask', { unmaskId: item.unmaskId });
  if (item.kind === 'sample') return terminal.text('inboxSample', { planId: item.planId });
  return terminal.text(ABOUT[item.kind], { identityId: item.identityId });
}

function commandsOf(item: InboxItem): string[] {
  if (item.kind === 'decision') {
    const isList = isInstructionType(item.type) && isListType(item.type);
    return ['show', isList ? 'confirm --list <file>' : 'confirm', 'withdraw'].map((words) => {
      const [verb = '', ...options] = words.split(' ');
      return ['unionid decisions', verb, item.actor, item.instructionId, ...options].join(' ');
    });
  }
  if (item.kind === 'sample') return [`unionid samples draw ${item.planId} --nonce <file> --out <file>`];
  if (item.kind === 'finding' || item.kind === 'unmask') {
    const id = item.kind === 'finding' ? item.findingId : item.unmaskId;
    return item.actions.map((action) => {
      const [area = '', verb = ''] = action.split('.');
      return `unionid ${area}s ${verb} ${id}`;
    });
  }
  const { identityId, org } = item;
  if (item.kind === 'number') return [`unionid members correct ${identityId} --file <file>`];
  return item.actions.map((action) => {
    const [area = '', verb = ''] = action.split('.');
    return commandLine(
      ...['unionid', `${area}s`, verb, identityId],
      ...(item.kind === 'application' ? ['--org', org] : []),
    );
  });
}
