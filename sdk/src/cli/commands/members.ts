// SPDX-License-Identifier: Apache-2.0
import { accountOpeningEntry, enrolmentEntry } from '@unionid/domain/api';
import { invalidRequest } from '@unionid/domain/errors';
import { readCounterEntry } from '@unionid/domain/forms';
import { chinaDateAt } from '@unionid/domain/values';
import { rebuildAccountOpening, rebuildEnrolment } from '../../rebuild/enrolment.js';
import type { Command, CommandContext } from '../command/command.js';
import { correctLost } from '../steps/correct-lost.js';
import { CORRECTION_OPTIONS, correctMember } from '../steps/correct-member.js';
import { submitDecision } from '../steps/decide.js';
import { EVIDENCE } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { IMPORT_OPTIONS } from '../steps/import-options.js';
import { rekeyUnion } from '../steps/rekey-union.js';
import { noteStanding } from '../steps/standing-lines.js';
import { runImport } from '../steps/run-import.js';
import { LIST_OUT } from '../steps/signed-list.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile } from '../terminal/files.js';
import { required, valueOf } from '../terminal/values.js';

export const memberCommands: readonly Command[] = [
  {
    name: 'members enrol',
    args: [],
    summary: { zh: '登记一名会员入会', en: 'Enrol one member' },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: 'JSON 文件：person（姓名、证件等）与 org、joined',
          en: 'JSON file: person (name, document, …), org and joined',
        },
      },
    ],
    run: enrolMember,
  },
  {
    name: 'members open-account',
    args: [],
    summary: {
      zh: '开立数字身份账户（尚非会员）',
      en: 'Open an identity account without membership',
    },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: 'JSON 文件：person（姓名、证件等）与 org、on（开立日期）',
          en: 'JSON file: person (name, document, …), org and on (the day)',
        },
      },
    ],
    run: openAccount,
  },
  {
    name: 'members correct',
    args: ['identityId'],
    summary: {
      zh: '变更或更正一名会员的登记信息；姓名、性别、出生日期、证件须两人（第二人属于另一工会）',
      en: "Correct a member's record; name, sex, birth and document take two persons, the second of another union",
    },
    options: CORRECTION_OPTIONS,
    run: correctMember,
  },
  {
    name: 'members correct-lost',
    args: ['file'],
    summary: {
      zh: '按入会时的名单（CSV 或 XLSX）补录遗失的实名记录，逐行签署，可中断后继续',
      en: 'Enter lost real-name records anew from the file of members (CSV or XLSX), a signature a row; can be gone on with',
    },
    options: [EVIDENCE],
    run: correctLost,
  },
  {
    name: 'members import',
    args: ['file'],
    summary: { zh: '从 CSV 或 XLSX 批量入会', en: 'Enrol members from CSV or XLSX' },
    options: IMPORT_OPTIONS,
    run: (context) => runImport(context, 'members'),
  },
  {
    name: 'changes import',
    args: ['file'],
    summary: {
      zh: '从 CSV 或 XLSX 批量办理会籍变动（保留、恢复、退会、除名、死亡），须两人',
      en: 'Change memberships from CSV or XLSX (retained, resumed, left, expelled, deceased); takes two persons',
    },
    options: [EVIDENCE, LIST_OUT, ...IMPORT_OPTIONS],
    run: (context) => runImport(context, 'changes'),
  },
  {
    name: 'members list',
    args: [],
    summary: {
      zh: '列出一个工会直接的会员（脱敏）；加 --subtree 含其下级工会',
      en: 'List the members of one union, masked; with --subtree those of all unions below it, too',
    },
    options: [
      {
        name: 'org',
        value: 'orgId',
        text: { zh: '哪个工会，默认本工会', en: "Which union, the operator's own by default" },
      },
      {
        name: 'subtree',
        text: {
          zh: '含其各级下级工会的会员，按工会排列',
          en: 'With the members of all unions below it, by union',
        },
      },
      ...PAGE_OPTIONS,
    ],
    run: listMembers,
  },
  {
    name: 'members rekey',
    args: [],
    summary: {
      zh: '两版匹配密钥并行期间，把一个工会的账户转到新版，可中断后继续',
      en: "While two versions of the matching key overlap, lead one union's accounts to the newer; can be gone on with",
    },
    options: [
      { name: 'org', value: 'orgId', text: { zh: '哪个工会', en: 'Which union' } },
      {
        name: 'cursor',
        value: 'text',
        text: { zh: '从中断处的一页继续', en: 'Go on from the page where it was interrupted' },
      },
    ],
    run: rekeyMembers,
  },
];

async function rekeyMembers(context: CommandContext): Promise<Exit> {
  const { values } = context;
  return rekeyUnion(context, { org: required(values, 'org'), from: valueOf(values, 'cursor') });
}

async function enrolMember(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const { person, org, ...decision } = await parseJsonFile(required(values, 'file'), enrolmentEntry);
  const request = { type: 'person.enrol', person, org, decision } as const;
  const read = readCounterEntry(request, chinaDateAt(Date.now()));
  if (!read.ok) throw invalidRequest(read.faults);
  const client = await session.client();
  const parts = await client.preparations.create(request);
  const instruction = rebuildEnrolment({
    person,
    decision: { org, ...decision },
    parts,
    context: await session.instructionContext(),
  });
  return submitDecision(context, instruction, {
    lines: [terminal.text('enrolled', { identityId: parts.identityId }), ...noteStanding(terminal, parts)],
  });
}

async function openAccount(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const { person, ...decision } = await parseJsonFile(required(values, 'file'), accountOpeningEntry);
  const request = { type: 'person.openAccount', person, ...decision } as const;
  const read = readCounterEntry(request, chinaDateAt(Date.now()));
  if (!read.ok) throw invalidRequest(read.faults);
  const parts = await (await session.client()).preparations.create(request);
  const instruction = rebuildAccountOpening({
    ...{ person, decision, parts },
    context: await session.instructionContext(),
  });
  return submitDecision(context, instruction, {
    lines: [terminal.text('enrolled', { identityId: parts.identityId })],
  });
}

async function listMembers(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const org = valueOf(values, 'org');
  const subtree = values.subtree === true;
  const asked = { ...pageOptions(values), ...(org !== undefined && { org }), ...(subtree && { subtree }) };
  const page = await (await session.client()).members.list(asked);
  const lines = page.items.map(({ identityId, name, docNumber, state, joined, org: union }) =>
    [identityId, name, docNumber, terminal.text(`state${state}`), joined, union].join('  '),
  );
  if (!subtree) noteWhose(context, org ?? page.items[0]?.org);
  showPage(terminal, page, lines);
  return 'ok';
}

// A province's own union has few members itself: an empty list must not look like an empty province.
function noteWhose({ terminal, session }: CommandContext, org: string | undefined): void {
  if (org === undefined)
    terminal.note(terminal.text('membersOfOwnUnion', { operatorId: session.operatorId }));
  else terminal.note(terminal.text('membersOfUnion', { org }));
}
