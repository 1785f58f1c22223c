// SPDX-License-Identifier: Apache-2.0
import { enrolmentDecision, personInput } from '@unionid/domain/api';
import { invalidRequest } from '@unionid/domain/errors';
import { readCounterEntry } from '@unionid/domain/forms';
import { orgIdField, parseWith } from '@unionid/domain/schema';
import { chinaDateAt } from '@unionid/domain/values';
import { rebuildEnrolment } from '../../rebuild/enrolment.js';
import type { Command, CommandContext } from '../command/command.js';
import { submitDecision } from '../steps/decide.js';
import { IMPORT_OPTIONS, runImport } from '../steps/run-import.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile } from '../terminal/files.js';
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
    name: 'members import',
    args: ['file'],
    summary: { zh: '从 CSV 或 XLSX 批量入会', en: 'Enrol members from CSV or XLSX' },
    options: IMPORT_OPTIONS,
    run: (context) => runImport(context, 'members'),
  },
  {
    name: 'members list',
    args: [],
    summary: { zh: '列出本省会员（脱敏）', en: "List the province's members, masked" },
    options: [
      { name: 'org', value: 'id', text: { zh: '只列此工会', en: 'Of this union only' } },
      {
        name: 'limit',
        value: 'n',
        text: { zh: '至多几条，默认 100', en: 'At most this many, 100 by default' },
      },
      {
        name: 'cursor',
        value: 'text',
        text: { zh: '从上一页的 next 继续', en: 'Go on from the next of the page before' },
      },
    ],
    run: listMembers,
  },
];

/** What a file of `members enrol` holds. */
const enrolment = enrolmentDecision.extend({ person: personInput, org: orgIdField });

async function enrolMember(context: CommandContext): Promise<Exit> {
  const { terminal, session, values } = context;
  const { person, org, ...decision } = parseWith(enrolment, await readJsonFile(required(values, 'file')));
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
  return submitDecision(context, instruction, [terminal.text('enrolled', { identityId: parts.identityId })]);
}

async function listMembers({ terminal, session, values }: CommandContext): Promise<Exit> {
  const [org, cursor, limit] = [valueOf(values, 'org'), valueOf(values, 'cursor'), valueOf(values, 'limit')];
  const page = await (
    await session.client()
  ).members.list({ ...(org && { org }), ...(cursor && { cursor }), ...(limit && { limit: Number(limit) }) });
  const lines = page.items.map(({ identityId, name, docNumber, state, joined, org: union }) =>
    [identityId, name, docNumber, terminal.text(`state${state}`), joined, union].join('  '),
  );
  terminal.result(page, page.next === undefined ? lines : [...lines, `next: ${page.next}`]);
  return 'ok';
}
