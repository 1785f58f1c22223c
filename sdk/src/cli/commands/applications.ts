// SPDX-License-Identifier: Apache-2.0
import type { ApplicationView } from '@unionid/domain/api';
import type { ApplicationAction } from '@unionid/domain/application';
import { INSTRUCTION_TYPES, type InstructionType } from '@unionid/domain/catalogue';
import { APPLICATION_MEANS, REFUSAL_REASONS } from '@unionid/domain/ledger';
import { DomainError } from '@unionid/domain/errors';
import { parseWith } from '@unionid/domain/schema';
import { ApiError } from '../../transport/api-error.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { ON } from '../steps/effective-day.js';
import { EVIDENCE } from '../steps/evidence.js';
import { statedBy } from '../steps/stated-options.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import { required } from '../terminal/values.js';

const ORG: Option = {
  name: 'org',
  value: 'orgId',
  text: { zh: '申请加入的工会编号', en: 'The union that is applied to' },
};

type StepType = Extract<InstructionType, `application.${ApplicationAction}`>;

interface Step {
  readonly zh: string;
  readonly en: string;
  readonly options: readonly Option[];
}

const STEPS: Readonly<Record<ApplicationAction, Step>> = {
  open: {
    ...{ zh: '登记入会申请（账户先由 members open-account 开立）', en: 'Record an application to join' },
    options: [
      {
        name: 'means',
        value: APPLICATION_MEANS.join('|'),
        text: { zh: 'online 网上，written 书面，oral 口头', en: 'how the person applied' },
      },
      EVIDENCE,
    ],
  },
  admit: { ...{ zh: '批准入会', en: 'Admit whoever applied' }, options: [ON] },
  readmit: {
    ...{ zh: '重新接纳曾被开除会籍的人（两人）', en: 'Admit somebody who was expelled (two persons)' },
    options: [ON, EVIDENCE],
  },
  refuse: {
    ...{ zh: '驳回入会申请', en: 'Refuse an application' },
    options: [
      {
        name: 'reason',
        value: REFUSAL_REASONS.join('|'),
        text: {
          zh: 'notWorker 不符合入会条件，notCovered 单位不属本会，incomplete 材料不全',
          en: 'may not join, employer not of this union, documents missing',
        },
      },
      EVIDENCE,
    ],
  },
  withdraw: { ...{ zh: '撤回入会申请（本人要求）', en: 'Take an application back' }, options: [EVIDENCE] },
};

export const applicationCommands: readonly Command[] = [
  ...Object.entries(STEPS).map(([action, { zh, en, options }]) => ({
    name: `applications ${action}`,
    args: ['identityId'],
    summary: { zh, en },
    options: [ORG, ...options],
    run: (context: CommandContext) => take(context, action as ApplicationAction, options),
  })),
  {
    name: 'applications show',
    args: ['identityId'],
    summary: { zh: '查看一人对一个工会的入会申请', en: 'Show a person’s application to a union' },
    options: [ORG],
    run: showApplication,
  },
  {
    name: 'applications list',
    args: [],
    summary: { zh: '列出未决的入会申请', en: 'List open applications' },
    options: PAGE_OPTIONS,
    run: listApplications,
  },
];

async function take(
  context: CommandContext,
  action: ApplicationAction,
  options: readonly Option[],
): Promise<Exit> {
  const { session, values, args } = context;
  const [identityId = ''] = args;
  const org = required(values, 'org');
  const client = await session.client();
  const { place } = await client.accounts.get(identityId);
  const type: StepType = `application.${action}`;
  const current = await client.applications.get(identityId, org).catch(unlessUnknown);
  // Nobody could confirm it: known before anything is signed.
  if (current?.actions.some((each) => each.action === action && each.code === 'SECOND_NOBODY') === true)
    throw new DomainError('SECOND_NOBODY');
  const stated = await statedBy(context, options);
  const payload = parseWith(INSTRUCTION_TYPES[type].payload, { identityId, place, org, ...stated });
  return decide(context, { type, payload, subjectVersion: current?.version ?? 0 });
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof ApiError && error.code === 'APPLICATION_UNKNOWN') return undefined;
  throw error;
}

async function showApplication({ terminal, session, values, args }: CommandContext): Promise<Exit> {
  const [identityId = ''] = args;
  const view = await (await session.client()).applications.get(identityId, required(values, 'org'));
  terminal.result(view, linesOf(terminal, view));
  return 'ok';
}

async function listApplications({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).applications.list(pageOptions(values));
  showPage(
    terminal,
    page,
    page.items.flatMap((view) => linesOf(terminal, view)),
  );
  return 'ok';
}

function linesOf(terminal: Terminal, view: ApplicationView): string[] {
  const { identityId, org, status, asked, due, lapsesAt, actions } = view;
  const allowed = actions.filter(({ allowed: isAllowed }) => isAllowed);
  return [
    terminal.text('applicationStatus', { identityId, org, status }),
    terminal.text('applicationDue', { asked, due, lapsesAt }),
    ...allowed.map(({ action }) =>
      terminal.text('transferAction', {
        command: `unionid applications ${action} ${identityId} --org ${org}`,
      }),
    ),
  ];
}
