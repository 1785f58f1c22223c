// SPDX-License-Identifier: Apache-2.0
import { isExportSignedBy, type SignedExport } from '@unionid/domain/answer';
import { asDomainError } from '@unionid/domain/errors';
import { decodeUtf8, toBase64url } from '@unionid/domain/encoding';
import {
  addUpExport,
  EXPORT_TABLES,
  newExportFiles,
  parseExportCsv,
  type FoundRows,
  type SumFault,
  type UnreadFault,
} from '@unionid/domain/export';
import { keyIdOf } from '@unionid/domain/instruction';
import { sm3 } from '@unionid/domain/sm';
import type { TrustedKey } from './check-answer.js';
import { verifySignature } from './verify-signature.js';

/** What is wrong with an export. */
export type ExportFault =
  | { readonly fault: 'untrusted' | 'signature' }
  /** Not there; other bytes than signed, which a text editor did to its line ends or its mark alone, or which can not be read. */
  | { readonly fault: 'missing' | 'file' | 'respaced' | 'unreadable' | 'content'; readonly file: string }
  | { readonly fault: 'rows'; readonly file: string; readonly rows: number }
  | { readonly fault: 'root' };

/** An export as it lies in a folder. */
export interface KeptExport {
  readonly signed: SignedExport;
  /** Undefined where a file is missing. */
  readonly fileOf: (name: string) => Uint8Array | undefined;
}

/**
 * Checks an export without any gateway: the signature over the manifest, with its block and its rules; each file; and that the rows
 * in their order are those under the root, and every file what these rows come to. Empty where all of it is so.
 */
export function checkExport(
  { signed, fileOf }: KeptExport,
  trustedKeys: readonly TrustedKey[],
): readonly ExportFault[] {
  const { manifest } = signed;
  const key = trustedKeys.find(
    ({ mspId, publicKey }) => mspId === manifest.mspId && keyIdOf(publicKey) === manifest.keyId,
  );
  if (key === undefined) return [{ fault: 'untrusted' }];
  if (!isExportSignedBy(signed, key.publicKey, verifySignature)) return [{ fault: 'signature' }];
  return checkExportFiles({ signed, fileOf });
}

/** The same but for the signature: of an export whose key nobody has said to be trusted. */
export function checkExportFiles({ signed, fileOf }: KeptExport): readonly ExportFault[] {
  const { manifest } = signed;
  const named = [...manifest.tables, manifest.workbook];
  const files = named.flatMap(({ file, digest }): ExportFault[] => {
    const bytes = fileOf(file);
    if (bytes === undefined) return [{ fault: 'missing', file }];
    return toBase64url(sm3(bytes)) === digest ? [] : [{ fault: changeOf(file, bytes), file }];
  });
  const isUnread = files.some(({ fault }) => fault === 'missing' || fault === 'unreadable');
  const rows = faultsOfRows({ signed, fileOf });
  // Without one of the tables there is no root to hold against the one that was signed: that it lacks is told.
  return [...files, ...(isUnread ? rows.filter(({ fault }) => fault === 'rows') : rows)];
}

/** All is made anew from the rows of the CSVs. */
function faultsOfRows({ signed: { manifest }, fileOf }: KeptExport): readonly ExportFault[] {
  const made = newExportFiles();
  const tables = EXPORT_TABLES.map(({ name }) => ({
    file: `${name}.csv`,
    ...tableOf(fileOf(`${name}.csv`)),
  }));
  for (const [index, { rows }] of tables.entries()) {
    if (index > 0) made.nextTable();
    for (const row of rows ?? []) made.row(row);
  }
  const faults = tables.flatMap(({ file, rows }, index): ExportFault[] => {
    const said = manifest.tables[index];
    // Of one that can not be read nobody knows how many it has.
    const count = rows?.length ?? said?.rows ?? 0;
    return said?.file === file && said.rows === count ? [] : [{ fault: 'rows', file, rows: count }];
  });
  const { said } = made.end();
  if (said.root !== manifest.root || said.rows !== manifest.rows) faults.push({ fault: 'root' });
  // Whoever signed may have put another header above the rows, or other rows in the workbook that people open.
  const signed = [...manifest.tables, manifest.workbook];
  const others = [...said.tables, said.workbook].filter(
    ({ file, digest }, index) => signed[index]?.file !== file || signed[index].digest !== digest,
  );
  return faults.length > 0 ? faults : others.map(({ file }): ExportFault => ({ fault: 'content', file }));
}

/** What an export comes to when it is added up, and the tables of which nothing could be. */
export interface AddedUp {
  readonly sums: readonly (SumFault | UnreadFault)[];
  /** Files of sums that are missing or can not be read. */
  readonly without: readonly string[];
}

/** Whether what stands in an export adds up, from item to plan and from plan to line: what can not be read adds nothing. */
export function addUpFiles(fileOf: KeptExport['fileOf']): AddedUp {
  const tables = EXPORT_TABLES.map(({ name }) => [name, tableOf(fileOf(`${name}.csv`)).rows] as const);
  const without = tables.filter(([name, rows]) => ADDED.has(name) && rows === undefined);
  return {
    sums: addUpExport(Object.fromEntries(tables) as unknown as FoundRows),
    without: without.map(([name]) => `${name}.csv`),
  };
}

const ADDED: ReadonlySet<string> = new Set(['items', 'sums', 'lines']);

/** What was done to a file of other bytes, as far as it shows. */
function changeOf(file: string, bytes: Uint8Array): 'file' | 'respaced' | 'unreadable' {
  if (!file.endsWith('.csv')) return 'file';
  const { rows, isRespaced } = tableOf(bytes);
  if (rows === undefined) return 'unreadable';
  return isRespaced ? 'respaced' : 'file';
}

interface ReadTable {
  /** Undefined of a file that is missing or no CSV of ours. */
  readonly rows: readonly (readonly string[])[] | undefined;
  /** Read only after its line ends, or its mark, were put as they are written here: an editor saves them its own way. */
  readonly isRespaced: boolean;
}

function tableOf(bytes: Uint8Array | undefined): ReadTable {
  const text = bytes === undefined ? undefined : textOf(bytes);
  if (text === undefined) return { rows: undefined, isRespaced: false };
  const rows = rowsOf(text);
  if (rows !== undefined) return { rows, isRespaced: false };
  return { rows: rowsOf(respaced(text)), isRespaced: true };
}

/** As exports write it: a mark in front, CR LF behind each line. */
function respaced(text: string): string {
  const lines = text.replace(/^\ufeff/, '').replace(/\r\n?|\n/g, '\r\n');
  return `\ufeff${lines}${lines === '' || lines.endsWith('\r\n') ? '' : '\r\n'}`;
}

function textOf(bytes: Uint8Array): string | undefined {
  return readOr(() => decodeUtf8(bytes));
}

function rowsOf(text: string): readonly (readonly string[])[] | undefined {
  return readOr(() => parseExportCsv(text));
}

function readOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError || asDomainError(error) !== undefined) return undefined;
    throw error;
  }
}
