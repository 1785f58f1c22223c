// SPDX-License-Identifier: Apache-2.0
import { beginClosingPayload, movePayload } from '@unionid/domain/organisation';
import { parseWith } from '@unionid/domain/schema';
import type { Command, CommandContext } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { digestOf, EVIDENCE } from '../steps/evidence.js';
import { ON } from '../steps/effective-day.js';
import type { Exit } from '../terminal/exit-code.js';
import { required } from '../terminal/values.js';

/** Where a union stands, and its end: a superior's decisions. */
export const unionChangeCommands: readonly Command[] = [
  {
    name: 'organisations move',
    args: ['orgId'],
    summary: {
      zh: '变更隶属：改由另一上级工会管理（同省，两人）',
      en: 'Let a union stand under another superior of its province (two persons)',
    },
    options: [
      { name: 'parent', value: 'orgId', text: { zh: '新的上级工会编号', en: 'The new superior' } },
      EVIDENCE,
    ],
    run: moveUnion,
  },
  {
    name: 'organisations begin-closing',
    args: ['orgId'],
    summary: {
      zh: '启动撤销或合并（两人）：不再接收会员，在册会员由网关逐批移交承接工会',
      en: 'Begin to close a union (two persons): it takes nobody more, and the gateway carries its members to the heir',
    },
    options: [
      {
        name: 'ground',
        value: 'merged|dissolved',
        text: {
          zh: 'merged 合并；dissolved 撤销，会籍由上级工会保留',
          en: 'merged, or dissolved: a superior keeps the memberships',
        },
      },
      {
        name: 'heir',
        value: 'orgId',
        text: {
          zh: '承接工会编号：合并的为并入的工会，撤销的为其上级工会',
          en: 'Who has the members: the union merged into, or a superior',
        },
      },
      ON,
      EVIDENCE,
    ],
    run: beginClosing,
  },
  {
    name: 'organisations close',
    args: ['orgId'],
    summary: {
      zh: '完成撤销：已无会员、无下级工会',
      en: 'Close a union that has no members and no unions below any more',
    },
    options: [],
    run: closeUnion,
  },
];

async function moveUnion(context: CommandContext): Promise<Exit> {
  const [orgId = ''] = context.args;
  const evidence = await digestOf(context, 'evidence');
  const payload = parseWith(movePayload, { orgId, parent: required(context.values, 'parent'), evidence });
  return decide(context, { type: 'organisation.move', payload, subjectVersion: await versionOf(context) });
}

async function beginClosing(context: CommandContext): Promise<Exit> {
  const { values, args } = context;
  const [orgId = ''] = args;
  const [ground, heir, on] = ['ground', 'heir', 'on'].map((name) => required(values, name));
  const evidence = await digestOf(context, 'evidence');
  const payload = parseWith(beginClosingPayload, { orgId, ground, heir, on, evidence });
  const subjectVersion = await versionOf(context);
  return decide(context, { type: 'organisation.beginClosing', payload, subjectVersion });
}

async function closeUnion(context: CommandContext): Promise<Exit> {
  const [orgId = ''] = context.args;
  const subjectVersion = await versionOf(context);
  return decide(context, { type: 'organisation.close', payload: { orgId }, subjectVersion });
}

async function versionOf({ session, args: [orgId = ''] }: CommandContext): Promise<number> {
  return (await (await session.client()).organisations.get(orgId)).version;
}
