// SPDX-License-Identifier: Apache-2.0
import { IMPORT_KINDS } from '@unionid/domain/forms';
import type { Command, CommandContext } from '../command/command.js';
import { PAGE_OPTIONS, pageOptions, showPage } from '../steps/pages.js';
import { writeReport } from '../steps/run-import.js';
import type { Exit } from '../terminal/exit-code.js';
import { required } from '../terminal/values.js';

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
        output: { replaces: true },
      },
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
  const lines = page.items.map(({ importId, kind, state, fileName, counts }) =>
    [importId, IMPORT_KINDS[kind].words[terminal.language], state, String(counts.rows), fileName].join('  '),
  );
  showPage(terminal, page, lines);
  return 'ok';
}

async function showImport({ terminal, session, args: [importId = ''] }: CommandContext): Promise<Exit> {
  const view = await (await session.client()).imports.get(importId);
  terminal.result(view, [
    [view.importId, IMPORT_KINDS[view.kind].words[terminal.language], view.state, view.fileName].join('  '),
    terminal.text('readySummary', { ...view.counts }),
    terminal.text('chunksOf', { done: view.chunksDone, total: view.chunks }),
  ]);
  return 'ok';
}

async function saveReport({
  terminal,
  session,
  values,
  args: [importId = ''],
}: CommandContext): Promise<Exit> {
  const path = required(values, 'report');
  await writeReport(await session.client(), importId, path);
  terminal.result({ path }, [terminal.text('reportSaved', { path })]);
  return 'ok';
}

async function cancelImport({ terminal, session, args: [importId = ''] }: CommandContext): Promise<Exit> {
  const view = await (await session.client()).imports.cancel(importId);
  terminal.result(view, [terminal.text('importCancelled')]);
  return 'ok';
}
