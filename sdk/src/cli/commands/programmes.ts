// SPDX-License-Identifier: Apache-2.0
import type { ProgrammeView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { yuan } from '@unionid/domain/fund';
import { CLASS_ZH, publishPayload, type PublishPayload } from '@unionid/domain/programme';
import { parseWith } from '@unionid/domain/schema';
import { newId } from '../../signing/instructions.js';
import type { Command, CommandContext } from '../command/command.js';
import { decide } from '../steps/decide.js';
import { DOCUMENT, documentOf, withDocument } from '../steps/evidence.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import type { Exit } from '../terminal/exit-code.js';
import { readJsonFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';

const CLASSES_ZH = Object.entries(CLASS_ZH)
  .map((each) => each.join(' '))
  .join('、');

/** By which rules a union and those below it grant. */
export const programmeCommands: readonly Command[] = [
  {
    name: 'programmes publish',
    args: ['file'],
    summary: {
      zh: `发布帮扶或普惠项目，或其新版本。JSON 文件：org、class（${CLASSES_ZH}）、title、from、until、itemFen 单笔与 windowFen 每期限额（分）、publicDays 公示天数、bands 批准档次（fen 本期合计至多几分、approvers 几人批准、otherUnion 其中一人须属另一工会），可选 householdFen、districts（division 区划代码、windowFen、householdFen：当地限额，由窄到宽取用）、files（level、publicDays、late：须依档，紧急救助几日内补档）、apart、retained、tenure、goods（true：发实物，逐笔签领）；已有项目写 programmeId`,
      en: 'Publish a programme, or its next version. JSON file: org, class, title, from, until, itemFen, windowFen, publicDays, bands (fen, approvers, otherUnion), optionally householdFen, districts (division by GB/T 2260, windowFen, householdFen: the narrowest place counts), files (level, publicDays, late: by hardship files), apart, retained, tenure, goods (true: goods, signed for one by one); of one that is there programmeId',
    },
    options: DOCUMENT,
    run: publish,
  },
  {
    name: 'programmes end',
    args: ['programmeId'],
    summary: { zh: '终止项目：不再新开发放计划', en: 'End a programme: no new plans under it' },
    options: [],
    run: end,
  },
  {
    name: 'programmes list',
    args: [],
    summary: { zh: '列出项目', en: 'List programmes' },
    options: [...PAGE_OPTIONS],
    run: list,
  },
  {
    name: 'programmes show',
    args: ['programmeId'],
    summary: { zh: '查看一个项目', en: 'Show a programme' },
    options: [],
    run: show,
  },
];

async function publish(context: CommandContext): Promise<Exit> {
  const payload = toPayload(await readJsonFile(context.args[0] ?? ''), await documentOf(context));
  const { programmeId } = payload;
  const subjectVersion = await versionOf(context, programmeId);
  const lines = [context.terminal.text('programmeIs', { programmeId })];
  return decide(context, { type: 'programme.publish', payload, subjectVersion, lines });
}

function toPayload(value: unknown, document: string | undefined): PublishPayload {
  if (typeof value !== 'object' || value === null) throw new DomainError('INVALID_REQUEST');
  const named = { programmeId: newId('programme'), ...value };
  return parseWith(publishPayload, withDocument(named, document));
}

/** Of a programme that is there; 0 of a new one. */
async function versionOf({ session }: CommandContext, programmeId: string): Promise<number> {
  try {
    return (await (await session.client()).programmes.get(programmeId)).version;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'PROGRAMME_UNKNOWN') return 0;
    throw error;
  }
}

async function end(context: CommandContext): Promise<Exit> {
  const [programmeId = ''] = context.args;
  const { version: subjectVersion } = await (await context.session.client()).programmes.get(programmeId);
  return decide(context, { type: 'programme.end', payload: { programmeId }, subjectVersion });
}

async function list({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).programmes.list(pageOptions(values));
  const lines = page.items.map((programme) => programmeLine(terminal, programme));
  showPage(terminal, page, lines.length === 0 ? [terminal.text('programmesNone')] : lines);
  return 'ok';
}

async function show({ terminal, session, args: [programmeId = ''] }: CommandContext): Promise<Exit> {
  const programme = await (await session.client()).programmes.get(programmeId);
  const goods = programme.goods === true ? [terminal.text('ofGoods')] : [];
  terminal.result(programme, [programmeLine(terminal, programme), ...goods, bandsLine(terminal, programme)]);
  return 'ok';
}

function bandsLine(terminal: Terminal, { bands }: ProgrammeView): string {
  const words = bands.map(({ fen, approvers, otherUnion = false }) =>
    terminal.text(otherUnion ? 'programmeBandOther' : 'programmeBand', { yuan: yuan(fen), approvers }),
  );
  return terminal.text('programmeBands', { bands: words.join(terminal.text('termBetween')) });
}

function programmeLine(terminal: Terminal, programme: ProgrammeView): string {
  const { programmeId, version, org, from, until, itemFen, windowFen, publicDays } = programme;
  const { class: code, state, title } = programme;
  return terminal.text(state === 'OPEN' ? 'programmeLine' : 'programmeEnded', {
    ...{ programmeId, version, org, from, until, publicDays },
    ...{
      class: terminal.language === 'zh' ? CLASS_ZH[code] : code,
      title: title === undefined ? '' : `  ${title}`,
    },
    ...{ item: yuan(itemFen), window: yuan(windowFen) },
  });
}
