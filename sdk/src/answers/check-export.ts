// SPDX-License-Identifier: Apache-2.0
import { isExportSignedBy, type SignedExport } from '@unionid/domain/answer';
import { asDomainError } from '@unionid/domain/errors';
import { decodeUtf8, toBase64url } from '@unionid/domain/encoding';
import {
  addUpExport,
  EXPORT_TABLES,
  newExportFiles,
  parseExportCsv,
  type ExportRows,
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
  | { readonly fault: 'file' | 'content'; readonly file: string }
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
    return bytes !== undefined && toBase64url(sm3(bytes)) === digest ? [] : [{ fault: 'file', file }];
  });
  return [...files, ...faultsOfRows({ signed, fileOf })];
}

/** All is made anew from the rows of the CSVs. */
function faultsOfRows({ signed: { manifest }, fileOf }: KeptExport): readonly ExportFault[] {
  const made = newExportFiles();
  const faults: ExportFault[] = [];
  for (const [index, { name }] of EXPORT_TABLES.entries()) {
    if (index > 0) made.nextTable();
    const file = `${name}.csv`;
    const rows = rowsOf(fileOf(file));
    for (const row of rows) made.row(row);
    const said = manifest.tables[index];
    if (said?.file !== file || said.rows !== rows.length)
      faults.push({ fault: 'rows', file, rows: rows.length });
  }
  const { said } = made.end();
  if (said.root !== manifest.root || said.rows !== manifest.rows) faults.push({ fault: 'root' });
  // Whoever signed may have put another header above the rows, or other rows in the workbook that people open.
  const signed = [...manifest.tables, manifest.workbook];
  const others = [...said.tables, said.workbook].filter(
    ({ file, digest }, index) => signed[index]?.file !== file || signed[index].digest !== digest,
  );
  return faults.length > 0 ? faults : others.map(({ file }): ExportFault => ({ fault: 'content', file }));
}

/** Whether what stands in an export adds up, from item to plan and from plan to line: what can not be read adds nothing. */
export function addUpFiles(fileOf: KeptExport['fileOf']): readonly (SumFault | UnreadFault)[] {
  const rows = EXPORT_TABLES.map(({ name }) => [name, rowsOf(fileOf(`${name}.csv`))] as const);
  return addUpExport(Object.fromEntries(rows) as unknown as ExportRows);
}

/** None of a file that is missing or no CSV of ours: its digest has told so. */
function rowsOf(bytes: Uint8Array | undefined): readonly (readonly string[])[] {
  if (bytes === undefined) return [];
  try {
    return parseExportCsv(decodeUtf8(bytes));
  } catch (error) {
    if (error instanceof TypeError || asDomainError(error) !== undefined) return [];
    throw error;
  }
}
