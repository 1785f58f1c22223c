// SPDX-License-Identifier: Apache-2.0
import type { InboxItem, UnionNames } from '@unionid/domain/api';
import { isInstructionType } from '@unionid/domain/catalogue';
import { namedUnion } from '@unionid/domain/trace';
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { isListType } from '../steps/signed-list.js';
import { commandLine } from '../terminal/command-line.js';
import { decisionWords } from '../terminal/decision-words.js';
import type { Exit } from '../terminal/exit-code.js';
import { chinaDayOf } from '../terminal/message-text.js';
import type { MessageKey } from '../terminal/messages.js';
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
  showPage(terminal, page, [head, ...page.items.flatMap((item) => linesOf(terminal, item, page.unionNames))]);
  return 'ok';
}

function linesOf(terminal: Terminal, item: InboxItem, names?: UnionNames): string[] {
  const { since } = item;
  const org = namedUnion(item.org, names);
  return [
    aboutOf(terminal, item, names),
    // A filing is of a day, at no hour.
    terminal.text('inboxTimes', { org, since: item.kind === 'filing' ? chinaDayOf(since) : since }),
    ...silenceOf(terminal, item),
    ...commandsOf(item).map((command) => terminal.text('transferAction', { command })),
  ];
}

function silenceOf(terminal: Terminal, item: InboxItem): readonly string[] {
  if ('due' in item) return item.due === undefined ? [] : [terminal.text('inboxDue', { due: item.due })];
  if ('until' in item && item.until !== undefined && item.silence !== undefined) {
    const { until, silence } = item;
    return [terminal.text('inboxSilence', { until, silence: terminal.text(`silence${silence}`) })];
  }
  const said = WITHOUT_END[item.kind];
  return said === undefined ? [] : [terminal.text(said)];
}

/** What is said of what waits until somebody acts. */
const WITHOUT_END: Readonly<Partial<Record<InboxItem['kind'], MessageKey>>> = {
  filing: 'inboxNoSilence',
  number: 'inboxNoNumber',
  allotment: 'inboxNoOffer',
  recovery: 'inboxNoRecovery',
  plan: 'inboxNoPlan',
};

const ABOUT = {
  transfer: 'inboxTransfer',
  claim: 'inboxClaim',
  application: 'inboxApplication',
  filing: 'inboxFiling',
  number: 'inboxNumber',
} as const;

function aboutOf(terminal: Terminal, item: InboxItem, names?: UnionNames): string {
  const about = 'about' in item ? namedUnion(item.about, names) : '';
  switch (item.kind) {
    case 'decision':
      return terminal.text('inboxDecision', { what: decisionWords(terminal.language, item.type) });
    case 'finding':
      return terminal.text('inboxFinding', { findingId: item.findingId, about });
    case 'unmask':
      return terminal.text('inboxUnmask', { unmaskId: item.unmaskId, about });
    case 'sample':
      return terminal.text('inboxSample', { planId: item.planId, about });
    case 'plan':
      return terminal.text('inboxPlan', { planId: item.planId });
    case 'allotment':
      return terminal.text('inboxAllotment', { allotmentId: item.allotmentId });
    case 'recovery':
      return terminal.text('inboxRecovery', { planId: item.planId, item: item.item + 1 });
    default:
      return terminal.text(ABOUT[item.kind], { identityId: item.identityId });
  }
}

function commandsOf(item: InboxItem): readonly string[] {
  switch (item.kind) {
    case 'decision':
      return decisionCommands(item);
    case 'sample':
      return ['draw --nonce <file> --out <file>', 'record --nonce <file> --paper <file>'].map(
        (words) => `unionid samples ${words.replace(' ', ` ${item.planId} `)}`,
      );
    case 'finding':
      return commandsBy(item.actions, item.findingId);
    case 'unmask':
      return commandsBy(item.actions, item.unmaskId);
    case 'plan':
      return item.actions.map((action) => planCommand(action, item.planId));
    case 'allotment':
      return commandsBy(item.actions, item.allotmentId);
    case 'recovery':
      return [recoverCommand(item)];
    default:
      return memberCommands(item);
  }
}

type Item<K extends InboxItem['kind']> = Extract<InboxItem, { kind: K }>;

function decisionCommands({ type, actor, instructionId }: Item<'decision'>): readonly string[] {
  const isList = isInstructionType(type) && isListType(type);
  return ['show', isList ? 'confirm --list <file>' : 'confirm', 'withdraw'].map((words) => {
    const [verb = '', ...options] = words.split(' ');
    return ['unionid decisions', verb, actor, instructionId, ...options].join(' ');
  });
}

function recoverCommand({ planId, item, reason }: Item<'recovery'>): string {
  return `unionid plans recover ${planId} --item ${String(item + 1)} --reason ${reason} --document <file>`;
}

function memberCommands(
  item: Item<'transfer' | 'claim' | 'application' | 'filing' | 'number'>,
): readonly string[] {
  const { kind, identityId, actions, org } = item;
  if (kind === 'number') return [`unionid members correct ${identityId} --file <file>`];
  return commandsBy(actions, identityId, kind === 'application' ? ['--org', org] : []);
}

/** Commands are called as their types are, with the area in the plural. */
function commandsBy(actions: readonly string[], id: string, options: readonly string[] = []): string[] {
  return actions.map((action) => {
    const [area = '', verb = ''] = action.split('.');
    return commandLine('unionid', `${area}s`, verb, id, ...options);
  });
}

/** What is asked for beside the plan, where something is. */
const PLAN_OPTIONS: Readonly<Record<string, string>> = {
  'plan.publicise': 'publicise {id} --from <date> --until <date> --notice <file>',
  // What is signed is the file that goes to the bank.
  'plan.pay': 'order {id} --out <file>',
  'plan.results': 'match {id} <file> --out <file>',
  'plan.cancel': 'cancel {id} --reason expired',
};

function planCommand(action: string, planId: string): string {
  const words = PLAN_OPTIONS[action] ?? `${action.slice('plan.'.length)} {id}`;
  return `unionid plans ${words.replace('{id}', planId)}`;
}
