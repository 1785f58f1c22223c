// SPDX-License-Identifier: Apache-2.0
import { fileContentRequest, type FileParts, type FileView } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import { contentDigest, END_ZH, fileContent, LEVEL_ZH, type FileContent } from '@unionid/domain/file';
import { FILE_ENDS, FILE_LEVELS } from '@unionid/domain/ledger';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext, Option } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { digestOf, EVIDENCE } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { oneOf, required, valueOf } from '../terminal/values.js';

const day = (name: string, zh: string, en: string): Option => ({
  name,
  value: 'yyyy-mm-dd',
  text: { zh, en },
});
const LEVEL: Option = {
  name: 'level',
  value: FILE_LEVELS.join('|'),
  text: { zh: 'national 全国级、provincial 省级、local 地市级及以下', en: 'Level of the file' },
};
const UNTIL = day('until', '有效期末日，至多 366 天', 'Last day on which it counts, 366 days at the most');
const PUBLICITY: readonly Option[] = [
  day('public-from', '公示首日', 'First day of its publicity'),
  day('public-until', '公示末日；次日起可发放', 'Last day of its publicity; it counts from the next'),
  {
    name: 'notice',
    value: 'file',
    digested: true,
    text: { zh: '公示文件；只有它的 SM3 上链', en: 'The notice; only its SM3 goes on the ledger' },
  },
];
const HOUSEHOLD: Option = {
  name: 'file',
  value: 'file',
  text: {
    zh: 'JSON：household（户主在前，每人 name、docNumber、relation，可选 docType）与 content（表中其他各项）；内容只存于本省',
    en: 'JSON: household (its head first; each with name, docNumber, relation, optionally docType) and content; it stays in the province',
  },
};

/** Hardship files. */
export const fileCommands: readonly Command[] = [
  {
    name: 'files open',
    args: [],
    summary: { zh: '困难职工建档', en: 'Open a hardship file' },
    options: [
      HOUSEHOLD,
      { name: 'org', value: 'orgId', text: { zh: '建档的工会', en: 'The union that files' } },
      ...[LEVEL, UNTIL, EVIDENCE],
      ...PUBLICITY,
    ],
    run: open,
  },
  {
    name: 'files revise',
    args: ['fileId'],
    summary: {
      zh: '变更档案：级别、有效期或家庭成员；有人移出（分户）须两人办理',
      en: 'Revise a file: level, term or household; who leaves it takes two persons',
    },
    options: [HOUSEHOLD, LEVEL, UNTIL, EVIDENCE, ...PUBLICITY],
    run: revise,
  },
  {
    name: 'files close',
    args: ['fileId'],
    summary: { zh: '注销档案', en: 'End a file' },
    options: [
      {
        name: 'reason',
        value: FILE_ENDS.join('|'),
        text: {
          zh: FILE_ENDS.map((reason) => `${reason} ${END_ZH[reason]}`).join('、'),
          en: 'Why it ends',
        },
      },
      day('on', '自哪天起不再发放', 'First day on which nothing is granted by it'),
      EVIDENCE,
    ],
    run: close,
  },
  {
    name: 'files show',
    args: ['fileId'],
    summary: { zh: '查看一份档案（不含个人信息）', en: 'Show a file, without personal data' },
    options: [],
    run: show,
  },
  {
    name: 'files content',
    args: ['fileId'],
    summary: {
      zh: '查看档案内容；每次查看都有记录',
      en: 'Show what a file says; each look is written down',
    },
    options: [],
    run: showContent,
  },
  {
    name: 'files list',
    args: [],
    summary: { zh: '列出档案', en: 'List hardship files' },
    options: [
      {
        name: 'state',
        value: 'OPEN|CLOSED',
        text: { zh: '只看有效的或已注销的', en: 'Open or closed ones only' },
      },
      ...PAGE_OPTIONS,
    ],
    run: list,
  },
];

async function open(context: CommandContext): Promise<Exit> {
  const { values } = context;
  const content = await parseJsonFile(required(values, 'file'), fileContent);
  const [fileId, org] = [newId('file'), required(values, 'org')];
  const level = oneOf('level', required(values, 'level'), FILE_LEVELS);
  const until = required(values, 'until');
  const evidence = await digestOf(context, 'evidence');
  const publicity = await publicityOf(context);
  const parts = await prepare(context, { fileId, org, content });
  const payload = {
    ...{ fileId, org, level, until, head: parts.members[0]?.id ?? '', place: parts.place },
    ...{ members: parts.members, content: parts.content, evidence, ...publicity },
  };
  return decide(context, {
    type: 'file.open',
    payload,
    lines: [context.terminal.text('fileIs', { fileId })],
  });
}

async function revise(context: CommandContext): Promise<Exit> {
  const { values } = context;
  const file = await fileOf(context);
  const [level, until, path] = [valueOf(values, 'level'), valueOf(values, 'until'), valueOf(values, 'file')];
  const evidence = await digestOf(context, 'evidence');
  const publicity = await publicityOf(context);
  const household = path === undefined ? { content: file.content } : await changesOf(context, file, path);
  const payload = {
    ...{ fileId: file.fileId, evidence, ...household, ...publicity },
    ...(level !== undefined && { level: oneOf('level', level, FILE_LEVELS) }),
    ...(until !== undefined && { until }),
  };
  return decide(context, { type: 'file.revise', payload, subjectVersion: file.version });
}

/** Who comes and who goes, by the household as it is to be. */
async function changesOf(
  context: CommandContext,
  { fileId, org, members: before }: FileView,
  path: string,
): Promise<Pick<PayloadOf<'file.revise'>, 'joins' | 'leaves' | 'content'>> {
  const { members, content } = await prepare(context, {
    ...{ fileId, org, content: await parseJsonFile(path, fileContent) },
  });
  const namesOf = ({ tag, former, id }: FileParts['members'][number]) => [tag, former, id];
  const isSame = (one: FileView['members'][number], other: FileParts['members'][number]): boolean =>
    namesOf(other).some((name) => name === one.tag || (name !== undefined && name === one.identityId));
  const joins = members.filter((member) => !before.some((each) => isSame(each, member)));
  const leaves = before.filter((each) => !members.some((member) => isSame(each, member)));
  return {
    ...{ content, ...(joins.length > 0 && { joins }) },
    ...(leaves.length > 0 && { leaves: leaves.map(({ tag }) => tag) }),
  };
}

/** What the gateway makes of a content, whose digest is the one of what was read here. */
async function prepare(
  { session }: CommandContext,
  { fileId, org, content }: { readonly fileId: string; readonly org: string; readonly content: FileContent },
): Promise<FileParts> {
  const request = fileContentRequest.parse({ org, ...content });
  const parts = await (await session.client()).files.prepare(fileId, request);
  const isOurs =
    parts.fileId === fileId &&
    parts.members.length === content.household.length &&
    parts.content === contentDigest(content, parts.seed);
  if (!isOurs) throw new DomainError('PREPARATION_DIFFERS', { fields: ['content'] });
  return parts;
}

async function publicityOf(context: CommandContext): Promise<Pick<PayloadOf<'file.open'>, 'publicity'>> {
  const { values } = context;
  const from = valueOf(values, 'public-from');
  if (from === undefined) return {};
  const until = required(values, 'public-until');
  return { publicity: { from, until, notice: await digestOf(context, 'notice') } };
}

async function close(context: CommandContext): Promise<Exit> {
  const { values } = context;
  const { fileId, version: subjectVersion } = await fileOf(context);
  const payload = {
    ...{ fileId, reason: oneOf('reason', required(values, 'reason'), FILE_ENDS) },
    ...{ on: required(values, 'on'), evidence: await digestOf(context, 'evidence') },
  };
  return decide(context, { type: 'file.close', payload, subjectVersion });
}

async function show(context: CommandContext): Promise<Exit> {
  const { terminal } = context;
  const file = await fileOf(context);
  terminal.result(file, [fileLine(terminal, file), ...fileDetails(terminal, file)]);
  return 'ok';
}

async function showContent({ terminal, session, args: [fileId = ''] }: CommandContext): Promise<Exit> {
  const shown = await (await session.client()).files.content(fileId);
  const { household, content } = shown.record;
  terminal.result(shown, [
    ...household.map(({ name, docNumber, relation }) => `${relation}  ${name}  ${docNumber}`),
    ...Object.entries(content).map(([name, value]) => `${name}  ${value}`),
  ]);
  return 'ok';
}

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const state = valueOf(values, 'state');
  const page = await (
    await session.client()
  ).files.list({
    ...(state !== undefined && { state: oneOf('state', state, ['OPEN', 'CLOSED']) }),
    ...pageOptions(values),
  });
  const lines = page.items.map((file) => fileLine(terminal, file));
  showPage(terminal, page, lines.length === 0 ? [terminal.text('filesNone')] : lines);
  return 'ok';
}

async function fileOf({ session, args: [fileId = ''] }: CommandContext): Promise<FileView> {
  return (await session.client()).files.get(fileId);
}

function fileLine(terminal: Terminal, file: FileView): string {
  const { fileId, org, level, from, until, state, members } = file;
  return terminal.text('fileLine', {
    ...{ fileId, org, from, until, persons: members.length },
    level: levelWord(terminal, level),
    state: terminal.text(state === 'OPEN' ? 'fileOpen' : 'fileClosed'),
  });
}

function levelWord({ language }: Terminal, level: FileView['level']): string {
  return language === 'zh' ? LEVEL_ZH[level] : level;
}

function fileDetails(terminal: Terminal, { publicity, before, closed }: FileView): string[] {
  return [
    ...(publicity === undefined ? [] : [terminal.text('planPublic', publicity)]),
    ...(before === undefined
      ? []
      : [
          terminal.text('fileBefore', {
            from: before.from,
            until: before.until,
            level: levelWord(terminal, before.level),
          }),
        ]),
    ...(closed === undefined
      ? []
      : [
          terminal.text('fileEnded', {
            on: closed.on,
            reason: terminal.language === 'zh' ? END_ZH[closed.reason] : closed.reason,
          }),
        ]),
  ];
}
