// SPDX-License-Identifier: Apache-2.0
import type { ReportRow } from '@unionid/domain/api';
import { asDomainError } from '@unionid/domain/errors';
import { reportCsv, type ReportLine } from '@unionid/domain/report';
import type { Client } from '../../client/client.js';
import { OwnRows, type OwnFile } from '../../rebuild/own-rows.js';
import { writeOwnFile } from '../terminal/files.js';

const PAGE = 500;

/**
 * Writes the whole report of a job as CSV; with the file it is about, what was found stands beside each fault.
 * @throws UsageError fileUnwritten
 */
export async function writeReport(
  client: Client,
  importId: string,
  { path, own }: { readonly path: string; readonly own?: OwnFile | undefined },
): Promise<void> {
  const text = own === undefined ? undefined : await ownReport(client, importId, own);
  await writeOwnFile(path, text ?? (await client.imports.reportCsv(importId)), true);
}

/** Undefined where the file can not be read here: then the gateway's own report is all there is. */
async function ownReport(client: Client, importId: string, file: OwnFile): Promise<string | undefined> {
  try {
    const pages = besideEach(await OwnRows.open(file), reportPages(client, importId));
    let text = '';
    for await (const part of reportCsv(pages, { isOwn: true })) text += part;
    return text;
  } catch (error) {
    if (!isOfFile(error)) throw error;
    return undefined;
  }
}

function isOfFile(error: unknown): boolean {
  const code = asDomainError(error)?.code ?? '';
  return code.startsWith('FILE_') || code === 'PARTS_MISMATCH';
}

async function* besideEach(
  own: OwnRows,
  pages: AsyncIterable<readonly ReportRow[]>,
): AsyncGenerator<readonly ReportLine[]> {
  for await (const page of pages) {
    const lines: ReportLine[] = [];
    for (const row of page) lines.push(await own.beside(row));
    yield lines;
  }
}

async function* reportPages(client: Client, importId: string): AsyncGenerator<readonly ReportRow[]> {
  let cursor: string | undefined;
  do {
    const page = await client.imports.report(importId, {
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}
