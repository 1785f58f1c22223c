// SPDX-License-Identifier: Apache-2.0
import { signedExport, type SignedExport } from '@unionid/domain/answer';
import { DomainError } from '@unionid/domain/errors';
import {
  EXPORT_TABLES,
  newExportFiles,
  parseExportCsv,
  type SumFault,
  type UnreadFault,
} from '@unionid/domain/export';
import { yuan } from '@unionid/domain/fund';
import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrustedKey } from '../../answers/check-answer.js';
import {
  addUpFiles,
  checkExport,
  checkExportFiles,
  type AddedUp,
  type ExportFault,
} from '../../answers/check-export.js';
import type { Command, CommandContext } from '../command/command.js';
import { digestOfFile } from '../steps/evidence.js';
import type { Exit } from '../terminal/exit-code.js';
import { parseJsonFile, readBytes, writeOwnFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../terminal/usage-error.js';
import { required, valuesOf } from '../terminal/values.js';
import { AS_OF, asOfOptions } from './trace.js';

const MANIFEST = 'manifest.json';

/** What auditors take away, and its check without any gateway. */
export const auditCommands: readonly Command[] = [
  {
    name: 'audit export',
    args: ['folder'],
    summary: {
      zh: '审计导出：资金的往来、计划与明细（CSV 与 XLSX，会员已遮蔽），附网关签名的清单；同一区块逐字节相同',
      en: 'Export a fund for auditors: movements, plans, items (CSV and XLSX, members masked) with a signed manifest; one block, one set of bytes',
    },
    options: [{ name: 'fund', value: 'fundId', text: { zh: '资金编号', en: 'Fund' } }, AS_OF],
    run: exportFund,
  },
  {
    name: 'audit verify',
    args: ['folder'],
    summary: {
      zh: '离线核对审计导出（用已信任的网关密钥）：签名、区块、各文件、各行及其次序',
      en: 'Check an export offline, with the trusted gateway keys: signature, block, files, rows and their order',
    },
    options: [
      {
        name: 'document',
        value: 'file',
        digested: true,
        multiple: true,
        text: {
          zh: '一并核对依据的文件（拨款、公示、付款文件等）是否即链上所记，可多次',
          en: 'Look, too, whether a document behind it (allotment, notice, order) is the one on the ledger; may be given several times',
        },
      },
    ],
    run: verifyExport,
  },
];

async function exportFund(context: CommandContext): Promise<Exit> {
  const { terminal, session, values, args } = context;
  const [folder = ''] = args;
  const fund = required(values, 'fund');
  await makeFolder(folder);
  // Nothing came of it: the same command can be given again. What was written stays.
  const { signed, files } = await fetchExport(context, fund).catch(async (error: unknown) => {
    await rmdir(folder);
    throw error;
  });
  for (const [name, bytes] of files) await writeOwnFile(join(folder, name), bytes, false);
  await writeOwnFile(join(folder, MANIFEST), `${JSON.stringify(signed, undefined, 2)}\n`, false);
  const { asOf, blockHash, rows, root, mspId, keyId } = signed.manifest;
  const faults = checkExport({ signed, fileOf: (name) => files.get(name) }, trustedKeysOf(session));
  terminal.result({ folder, fund, asOf, blockHash, rows, root, files: [...files.keys(), MANIFEST] }, [
    terminal.text('exportDone', { folder, rows, asOf, blockHash, root }),
    ...(faults.length === 0 ? [] : [terminal.text('exportNotTrusted', { mspId, keyId })]),
    terminal.text('exportCheck', { folder }),
  ]);
  return 'ok';
}

/** An export, each file held against what the gateway signed. @throws DomainError PARTS_MISMATCH */
async function fetchExport(
  { session, values }: CommandContext,
  fund: string,
): Promise<{ readonly signed: SignedExport; readonly files: ReadonlyMap<string, Uint8Array> }> {
  const client = await session.client();
  const signed = await client.exports.manifest(fund, asOfOptions(values));
  const { asOf } = signed.manifest;
  const made = newExportFiles();
  for (const [index, { name }] of EXPORT_TABLES.entries()) {
    if (index > 0) made.nextTable();
    for (const row of parseExportCsv(await client.exports.table(fund, name, { asOf }))) made.row(row);
  }
  const { files } = made.end();
  const kept = { signed, fileOf: (name: string) => files.get(name) };
  const isSigned = checkExport(kept, trustedKeysOf(session)).every(({ fault }) => fault === 'untrusted');
  if (!isSigned || checkExportFiles(kept).length > 0) throw new DomainError('PARTS_MISMATCH', { asOf });
  return { signed, files };
}

function trustedKeysOf({ settings }: CommandContext['session']): readonly TrustedKey[] {
  return settings.trustedKeys ?? [];
}

async function verifyExport(context: CommandContext): Promise<Exit> {
  const { terminal, session, values, args } = context;
  const [folder = ''] = args;
  const signed = await parseJsonFile(join(folder, MANIFEST), signedExport);
  const files = new Map<string, Uint8Array>();
  for (const { file } of [...signed.manifest.tables, signed.manifest.workbook]) {
    const bytes = await readIfThere(join(folder, file));
    if (bytes !== undefined) files.set(file, bytes);
  }
  const faults = checkExport({ signed, fileOf: (name) => files.get(name) }, trustedKeysOf(session));
  const { sums, without } = addUpFiles((name) => files.get(name));
  const documents = await unknownDocuments(valuesOf(values, 'document'), files);
  const beside = await filesBeside(folder, signed);
  const { asOf, blockHash, fund, rows, mspId, keyId } = signed.manifest;
  const genuine = [faults, sums, without, documents].every(({ length }) => length === 0);
  terminal.result(
    { genuine, fund, asOf, blockHash, rows, mspId, keyId, faults, sums, without, documents, beside },
    [
      ...(faults.length === 0
        ? [terminal.text('exportGenuine', { fund, asOf, blockHash, rows, mspId, keyId })]
        : []),
      ...faults.map((fault) => faultLine(terminal, fault, signed)),
      ...sumLines(terminal, { sums, without }, faults),
      ...documents.map((path) => terminal.text('exportDocument', { path })),
      ...(beside.length === 0 ? [] : [terminal.text('exportBeside', { files: beside.join(', ') })]),
    ],
  );
  return genuine ? 'ok' : 'untrusted';
}

/** What lies in the folder beside the export: of a table more nobody takes it for signed. */
async function filesBeside(
  folder: string,
  { manifest: { tables, workbook } }: SignedExport,
): Promise<readonly string[]> {
  const known = new Set([MANIFEST, ...[...tables, workbook].map(({ file }) => file)]);
  return (await readdir(folder)).filter((name) => !known.has(name)).sort();
}

/** Documents whose digests stand nowhere in the export. */
async function unknownDocuments(
  paths: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
): Promise<readonly string[]> {
  // One that was damaged is told as such, and says what it says all the same.
  const texts = [...files]
    .filter(([name]) => name.endsWith('.csv'))
    .map(([, bytes]) => new TextDecoder().decode(bytes));
  const unknown: string[] = [];
  for (const path of paths) {
    const digest = await digestOfFile(path);
    if (!texts.some((text) => text.includes(digest))) unknown.push(path);
  }
  return unknown;
}

function faultLine(terminal: Terminal, fault: ExportFault, { manifest }: SignedExport): string {
  const { mspId, keyId } = manifest;
  switch (fault.fault) {
    case 'untrusted':
      return terminal.text('exportUntrusted', { mspId, keyId });
    case 'signature':
      return terminal.text('exportSignature', { mspId, keyId });
    case 'missing':
      return terminal.text('exportMissing', fault);
    case 'file':
      return terminal.text('exportFile', fault);
    case 'respaced':
      return terminal.text('exportRespaced', fault);
    case 'unreadable':
      return terminal.text('exportUnreadable', fault);
    case 'content':
      return terminal.text('exportContent', fault);
    case 'rows':
      return terminal.text('exportRows', fault);
    case 'root':
      return terminal.text('exportRoot');
  }
}

/** That it adds up is said only of what was signed: of other files it would be said of what somebody wrote. */
function sumLines(
  terminal: Terminal,
  { sums, without }: AddedUp,
  faults: readonly ExportFault[],
): readonly string[] {
  if (sums.length > 0)
    return [terminal.text('exportDoesNotAddUp'), ...sums.map((fault) => sumLine(terminal, fault))];
  if (without.length > 0) return [terminal.text('exportNotAddedUp', { files: without.join(', ') })];
  return [terminal.text(faults.length === 0 ? 'exportAddsUp' : 'exportAddsUpAsFound')];
}

function sumLine(terminal: Terminal, fault: SumFault | UnreadFault): string {
  const { table, name } = fault;
  const file = `${table}.csv`;
  if (fault.figure === 'unread') return terminal.text('exportNoSum', { file, name, column: fault.column });
  const { figure, says, sum } = fault;
  const of = { file, name, says: yuan(says), sum: sum < 0 ? `-${yuan(-sum)}` : yuan(sum) };
  return terminal.text('exportSum', { ...of, figure: terminal.text(`figure_${figure}`) });
}

/** A folder of its own: nothing is written beside what is there. @throws UsageError fileExists, fileUnwritable */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new UsageError(reason === 'EEXIST' ? 'fileExists' : 'fileUnwritable', { path, reason });
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readBytes(path);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
