// SPDX-License-Identifier: Apache-2.0
import { textOfCode, UNION_LEVEL } from '@unionid/domain/codes';
import { DomainError } from '@unionid/domain/errors';
import {
  registerOrganisationPayload,
  reviseOrganisationPayload,
  type OrganisationEntry,
} from '@unionid/domain/organisation';
import { parseWith } from '@unionid/domain/schema';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { IMPORT_OPTIONS } from '../steps/import-options.js';
import { runImport } from '../steps/run-import.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile } from '../terminal/files.js';
import { stateInWords } from '../terminal/state-words.js';
import type { Terminal } from '../terminal/terminal.js';
import { required, valueOf } from '../terminal/values.js';

export const organisationCommands: readonly Command[] = [
  {
    name: 'organisations register',
    args: [],
    summary: { zh: '建会：登记一个工会组织', en: 'Register one union organisation' },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: 'JSON 文件：name、parent、level、kind、foundedOn、division 区划代码、employers 等；orgId 可省略',
          en: 'JSON file: name, parent, level, kind, foundedOn, division (GB/T 2260), employers, …; orgId may be left out',
        },
      },
    ],
    run: registerOrganisation,
  },
  {
    name: 'organisations revise',
    args: ['orgId'],
    summary: {
      zh: '变更工会资料：名称和区划（须两人）、类型、地址、联系人、覆盖单位',
      en: 'Revise a union: name and division (by two persons), kind, address, contacts, employers covered',
    },
    options: [
      {
        name: 'file',
        value: 'file',
        text: {
          zh: 'JSON 文件，只写要变更的：name、kind、address、division 区划代码、contactRoot、cover、release',
          en: 'JSON file with what changes only: name, kind, address, division (GB/T 2260), contactRoot, cover, release',
        },
      },
    ],
    run: reviseOrganisation,
  },
  {
    name: 'organisations import',
    args: ['file'],
    summary: { zh: '从 CSV 或 XLSX 批量建会', en: 'Register unions from CSV or XLSX' },
    options: IMPORT_OPTIONS,
    run: (context) => runImport(context, 'organisations'),
  },
  {
    name: 'organisations list',
    args: [],
    summary: { zh: '列出工会组织', en: 'List union organisations' },
    options: [
      { name: 'province', value: 'province', text: { zh: '省级节点代码', en: 'Province code' } },
      { name: 'parent', value: 'orgId', text: { zh: '上级工会编号', en: 'Parent organisation' } },
      { name: 'state', value: 'ACTIVE|CLOSING|CLOSED', text: { zh: '状态', en: 'State' } },
      { name: 'name', value: 'text', text: { zh: '名称', en: 'Name' } },
      ...PAGE_OPTIONS,
    ],
    run: listOrganisations,
  },
  {
    name: 'organisations show',
    args: ['orgId'],
    summary: {
      zh: '查看一个工会组织及其覆盖单位',
      en: 'Show a union organisation and the employers it covers',
    },
    options: [],
    run: showOrganisation,
  },
];

async function registerOrganisation(context: CommandContext): Promise<Exit> {
  const payload = toEntry(await readJsonFile(required(context.values, 'file')));
  const line = context.terminal.text('organisationIs', { orgId: payload.orgId });
  return decide(context, { type: 'organisation.register', payload, lines: [line] });
}

async function reviseOrganisation(context: CommandContext): Promise<Exit> {
  const { session, values, args } = context;
  const [orgId = ''] = args;
  const change = await readJsonFile(required(values, 'file'));
  if (typeof change !== 'object' || change === null) throw new DomainError('INVALID_REQUEST');
  const payload = parseWith(reviseOrganisationPayload, { ...change, orgId });
  const { profileVersion } = await (await session.client()).organisations.get(orgId);
  return decide(context, { type: 'organisation.revise', payload, subjectVersion: profileVersion });
}

async function listOrganisations({ terminal, session, values }: CommandContext): Promise<Exit> {
  const names = ['province', 'parent', 'state', 'name'] as const;
  const filter = Object.fromEntries(names.map((name) => [name, valueOf(values, name)]));
  const page = await (await session.client()).organisations.list({ ...filter, ...pageOptions(values) });
  const lines = page.items.map(({ orgId, name, province, level, state }) =>
    [orgId, province, levelOf(terminal, level), stateOf(terminal, state), name].join('  '),
  );
  showPage(terminal, page, lines);
  return 'ok';
}

function levelOf({ language }: Terminal, level: number): string {
  const inWords = language === 'zh' ? textOfCode(UNION_LEVEL, String(level)) : undefined;
  return inWords ?? `L${String(level)}`;
}

/** A union that stands is no member: it has a word of its own. */
function stateOf({ language }: Terminal, state: string): string {
  if (language !== 'zh') return state;
  return state === 'ACTIVE' ? '正常' : (stateInWords('state', state) ?? state);
}

async function showOrganisation({ terminal, session, args: [orgId = ''] }: CommandContext): Promise<Exit> {
  const { organisations } = await session.client();
  const [view, employers] = [await organisations.get(orgId), await organisations.employers(orgId)];
  terminal.result({ ...view, employersCovered: employers.items }, [
    `${view.orgId}  ${view.name}  ${stateOf(terminal, view.state)}${view.heir === undefined ? '' : ` → ${view.heir}`}`,
    ...employers.items.map(({ creditCode, name }) => `  ${creditCode}  ${name}`),
    ...(employers.next === undefined ? [] : [terminal.text('moreEmployers', { count: view.employers })]),
  ]);
  return 'ok';
}

function toEntry(value: unknown): OrganisationEntry {
  if (typeof value !== 'object' || value === null) throw new DomainError('INVALID_REQUEST');
  const defaults = { orgId: newId('organisation'), creditCode: '', employers: [], contactRoot: '' };
  return parseWith(registerOrganisationPayload, { ...defaults, ...value });
}
