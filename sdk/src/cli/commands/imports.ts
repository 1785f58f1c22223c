// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import { REPORT_START } from '@unionid/domain/report';
import type { OwnFile } from '../../rebuild/own-rows.js';
import { errorText } from '../../transport/api-error.js';
import type { Command, CommandContext } from '../command/command.js';
import { countsLine, outcomeLines } from '../steps/import-lines.js';
import { MAPPING_OPTIONS, mappingOf } from '../steps/import-options.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { readSameFile } from '../steps/same-file.js';
import { writeReport } from '../steps/write-report.js';
import { detailLines } from '../terminal/detail-lines.js';
import type { Exit } from '../terminal/exit-code.js';
import type { Terminal } from '../terminal/terminal.js';
import { required, valueOf } from '../terminal/values.js';

export const importCommands: readonly Command[] = [
  {
    name: 'imports list',
    args: [],
    summary: {
      zh: '列出本工会的导入任务，最新的在前',
      en: "List the import jobs of the operator's union, newest first",
    },
    options: PAGE_OPTIONS,
    run: listImports,
  },
  {
    name: 'imports show',
    args: ['importId'],
    summary: { zh: '查看一个导入任务', en: 'Show an import job' },
    options: [],
    run: showImport,
  },
  {
    name: 'imports report',
    args: ['importId'],
    summary: { zh: '下载导入报告', en: 'Download the report of an import' },
    options: [
      {
        name: 'report',
        value: 'file',
        text: { zh: '写入的 CSV 文件', en: 'CSV file to write' },
        output: { replaces: REPORT_START },
      },
      {
        name: 'file',
        value: 'file',
        text: {
          zh: '当时上传的文件，在本机把其中的内容写在每处错误旁',
          en: 'The file that was handed in: what stands there is put beside each fault, on this computer',
        },
      },
      ...MAPPING_OPTIONS,
    ],
    run: saveReport,
  },
  {
    name: 'imports cancel',
    args: ['importId'],
    summary: { zh: '取消尚未签署的导入任务', en: 'Cancel an import that was not signed yet' },
    options: [],
    run: cancelImport,
  },
];

async function listImports({ terminal, session, values }: CommandContext): Promise<Exit> {
  const page = await (await session.client()).imports.list(pageOptions(values));
  const lines = page.items.flatMap((view) => [
    headOf(terminal, view, [String(view.counts.rows)]),
    ...(view.error === undefined ? [] : [terminal.text('importReason', reasonOf(terminal, view.error))]),
  ]);
  showPage(terminal, page, lines);
  return 'ok';
}

async function showImport({ terminal, session, args: [importId = ''] }: CommandContext): Promise<Exit> {
  const view = await (await session.client()).imports.get(importId);
  terminal.result(view, [
    headOf(terminal, view),
    ...(view.state === 'DONE' ? outcomeLines(terminal, view) : [countsLine(terminal, view)]),
    terminal.text('chunksOf', { done: view.chunksDone, total: view.chunks }),
    ...stateLines(terminal, view),
  ]);
  return 'ok';
}

function headOf(
  terminal: Terminal,
  { importId, kind, state, fileName }: ImportView,
  more: readonly string[] = [],
): string {
  const words = [IMPORT_KINDS[kind].words[terminal.language], terminal.text(`importState_${state}`)];
  return [importId, ...words, ...more, fileName].join('  ');
}

function reasonOf(
  { language }: Terminal,
  { code }: NonNullable<ImportView['error']>,
): { readonly code: string; readonly cause: string } {
  return { code, cause: errorText(code, language).cause };
}

/** Why it has ended or does not go on, and for whom it waits. */
function stateLines(terminal: Terminal, view: ImportView): string[] {
  if (view.state === 'FAILED' || view.state === 'CONFIRMING') return outcomeLines(terminal, view);
  if (view.error === undefined) return [];
  return [
    terminal.text('waitsFor', reasonOf(terminal, view.error)),
    ...detailLines(terminal, view.error.details),
  ];
}

async function saveReport(context: CommandContext): Promise<Exit> {
  const {
    terminal,
    session,
    values,
    args: [importId = ''],
  } = context;
  const path = required(values, 'report');
  const client = await session.client();
  await writeReport(client, importId, { path, own: await ownFile(context, importId) });
  terminal.result({ path }, [terminal.text('reportSaved', { path })]);
  return 'ok';
}

/** The file that an import is about, where it is at hand. @throws UsageError of another one */
async function ownFile(context: CommandContext, importId: string): Promise<OwnFile | undefined> {
  const path = valueOf(context.values, 'file');
  if (path === undefined) return undefined;
  const view = await (await context.session.client()).imports.get(importId);
  const bytes = await readSameFile(path, view);
  return { kind: view.kind, bytes, mapping: await mappingOf(context) };
}

async function cancelImport({ terminal, session, args: [importId = ''] }: CommandContext): Promise<Exit> {
  const view = await (await session.client()).imports.cancel(importId);
  terminal.result(view, [terminal.text('importCancelled')]);
  return 'ok';
}
