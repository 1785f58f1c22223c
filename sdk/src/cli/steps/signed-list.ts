// SPDX-License-Identifier: Apache-2.0
import { batchesOf } from '@unionid/domain/batches';
import type { InstructionOf, InstructionType } from '@unionid/domain/catalogue';
import { LISTED_CHANGE, textOfCode } from '@unionid/domain/codes';
import { unlessRefused } from '@unionid/domain/errors';
import { assertChunkRows, chunkLeaf, manifestRoot, type Chunk } from '@unionid/domain/manifest';
import { changeChunk, type ChangeRow } from '@unionid/domain/membership';
import { parseWith } from '@unionid/domain/schema';
import { batchChunk, type BatchRow } from '@unionid/domain/transfer';
import * as z from 'zod/mini';
import { ApiError } from '../../transport/api-error.js';
import type { CommandContext, Option } from '../command/command.js';
import { readJsonFile, writeOwnFile } from '../terminal/files.js';
import type { Terminal } from '../terminal/terminal.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf } from '../terminal/values.js';

// The rows of a list that two persons sign: the client of the first writes them, that of the second holds them against what it is to
// sign, for the ledger and the decision that waits know counts and a root only.

/** How such a file begins; no other is written over. */
const LIST_START = '[{"manifestId":';

/** Where whoever signs first has it written. */
export const LIST_OUT: Option = {
  name: 'list',
  value: 'file',
  text: {
    zh: '签署时把名单写入此文件，交第二人（接转为转出方）核对；有数字身份标识、承诺根，接转的还有由证件号码、姓名算出的匹配值，没有姓名和号码本身',
    en: 'When it is signed, write the list here for the second person (of transfers the old side) to check: identifiers and roots, of transfers also matching values made of numbers and names, not these themselves',
  },
  output: { replaces: LIST_START },
};
/** Where whoever signs second has it. */
export const LIST_IN: Option = {
  name: 'list',
  value: 'file',
  text: {
    zh: '批量接转、会籍变动名单：首位签署人交来的名单文件，签署前与清单的根核对',
    en: "Batch of transfers, list of changes: the first signer's list, held against the manifest's root before it is signed",
  },
};
export const UNSEEN: Option = {
  name: 'unseen',
  text: {
    zh: '批量接转、会籍变动名单：未见名单也同意',
    en: 'Batch or list: agree without having seen its rows',
  },
};

/** Lists that two persons sign, by the type of their manifest. */
const LISTS = {
  'transfer.batch': z.array(batchChunk),
  'membership.change': z.array(changeChunk),
} as const;
type ListType = keyof typeof LISTS;
type ListRow = BatchRow | ChangeRow;

const SHOWN_ROWS = 20;
const ASKED_AT_ONCE = 8;

/** Whether a type's manifest stands for a list that somebody else is to see. */
export function isListType(type: InstructionType): type is ListType {
  return Object.hasOwn(LISTS, type);
}

/** The same of what is to be signed. */
export function isSignedList(instruction: InstructionOf): instruction is InstructionOf<ListType> {
  return isListType(instruction.type);
}

/** Writes the rows that are signed, chunk by chunk as the manifest's root is made of them. */
export function writeSignedList(path: string, chunks: readonly Chunk[]): Promise<void> {
  return writeOwnFile(path, `${JSON.stringify(chunks)}\n`, true);
}

/**
 * Whoever agrees to a list has seen whom it is about: the rows are the manifest's, and what of them is so here is shown.
 * @throws UsageError without a list, unless --unseen says so; where the list is another one, or can not be carried out as it is
 */
export async function showSignedList(
  context: CommandContext,
  instruction: InstructionOf<ListType>,
): Promise<void> {
  const { values, terminal } = context;
  const path = valueOf(values, 'list');
  if (path === undefined) {
    if (values.unseen === true) return;
    throw new UsageError('listNeeded');
  }
  const rows = await readSignedList(path, instruction);
  const held = await heldRows(context, rows);
  terminal.note(terminal.text('listCompared', { rows: rows.length, held: held.size }));
  const shown = rows.filter(({ identityId }) => held.has(identityId)).slice(0, SHOWN_ROWS);
  for (const row of shown)
    terminal.note(`  ${row.identityId}  ${held.get(row.identityId) ?? ''}  → ${whatOf(row, terminal)}`);
  const missing = rows.filter(({ identityId }) => !held.has(identityId)).slice(0, SHOWN_ROWS);
  for (const row of missing)
    terminal.note(terminal.text('listNotHeld', { identityId: row.identityId, what: whatOf(row, terminal) }));
}

/** What a row is to do. */
function whatOf(row: ListRow, { language }: Terminal): string {
  if (!('action' in row)) return row.to;
  const { action, on } = row;
  return `${language === 'en' ? action : (textOfCode(LISTED_CHANGE, action) ?? action)}  ${on}`;
}

/** @throws UsageError listDiffers unless the rows are exactly those that the root is over; listFaulty for none to be carried out */
async function readSignedList(
  path: string,
  { type, payload: { manifestId, root, rows: count } }: InstructionOf<ListType>,
): Promise<readonly ListRow[]> {
  const value = await readJsonFile(path).catch(unlessNoJson);
  // The spreadsheet behind the list, for one.
  if (!Array.isArray(value)) throw new UsageError('listWanted', { path });
  const chunks = unlessRefused((): z.output<(typeof LISTS)[ListType]> => parseWith(LISTS[type], value));
  if (chunks === undefined) throw new UsageError('listDiffers', { path });
  const rows = chunks.flatMap((chunk): readonly ListRow[] => chunk.rows);
  const isWhole = chunks.every((chunk, at) => chunk.index === at && chunk.manifestId === manifestId);
  const leaves = chunks.map((chunk) => chunkLeaf(chunk));
  if (!isWhole || rows.length !== count || manifestRoot(leaves) !== root)
    throw new UsageError('listDiffers', { path });
  const isSmall = unlessRefused(() => {
    for (const chunk of chunks) assertChunkRows(type, { rows: chunk.rows.length });
    return true;
  });
  if (isSmall !== true || new Set(rows.map(({ identityId }) => identityId)).size < rows.length)
    throw new UsageError('listFaulty', { path });
  return rows;
}

function unlessNoJson(error: unknown): undefined {
  if (error instanceof UsageError && error.key === 'fileNotJson') return undefined;
  throw error;
}

/** Those of the rows whom the own gateway knows as members now, and of which union. */
async function heldRows(
  { session, terminal }: CommandContext,
  rows: readonly ListRow[],
): Promise<ReadonlyMap<string, string>> {
  const client = await session.client();
  const held = new Map<string, string>();
  const ask = async ({ identityId }: ListRow): Promise<void> => {
    try {
      const { state, org } = await client.accounts.get(identityId);
      if (state === 'ACTIVE' || state === 'RETAINED')
        held.set(identityId, `${org}  ${terminal.text(`state${state}`)}`);
    } catch (error) {
      if (!(error instanceof ApiError) || !isHeldElsewhere(error)) throw error;
    }
  };
  for (const part of batchesOf(rows, ASKED_AT_ONCE)) await Promise.all(part.map(ask));
  return held;
}

/** Whoever went to another union or province since is not held here either. */
function isHeldElsewhere({ status, code }: ApiError): boolean {
  return status === 404 || code === 'PROVINCE_FOREIGN' || code === 'OUT_OF_SCOPE';
}
