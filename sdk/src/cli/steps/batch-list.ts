// SPDX-License-Identifier: Apache-2.0
import type { InstructionOf } from '@unionid/domain/catalogue';
import { unlessRefused } from '@unionid/domain/errors';
import { chunkLeaf, manifestRoot, type Chunk } from '@unionid/domain/manifest';
import { parseWith } from '@unionid/domain/schema';
import { batchChunk, type BatchRow } from '@unionid/domain/transfer';
import * as z from 'zod/mini';
import { ApiError } from '../../transport/api-error.js';
import type { CommandContext, Option } from '../command/command.js';
import { readJsonFile, writeOwnFile } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf } from '../terminal/values.js';

// The list of a batch of transfers, which the new side's client writes and the old side's holds against what it is to sign.

/** How such a file begins; no other is written over. */
const LIST_START = '[{"manifestId":';

/** Where the new side's client writes it. */
export const LIST_OUT: Option = {
  name: 'list',
  value: 'file',
  text: {
    zh: '签署时把名单写入此文件，交转出方核对（只有数字身份标识，没有姓名和证件号码）',
    en: 'When it is signed, write the list here for the old side to check (identifiers only, no names or document numbers)',
  },
  output: { replaces: LIST_START },
};
/** Where the old side's finds it. */
export const LIST_IN: Option = {
  name: 'list',
  value: 'file',
  text: {
    zh: '批量接转：转入方交来的名单文件，签署前与清单的根核对',
    en: "Batch of transfers: the new side's list, held against the manifest's root before it is signed",
  },
};
export const UNSEEN: Option = {
  name: 'unseen',
  text: { zh: '批量接转：未见名单也同意', en: 'Batch of transfers: agree without having seen the list' },
};

const SHOWN_ROWS = 20;
const listFile = z.array(batchChunk);

/** Writes the rows that are signed, chunk by chunk as the manifest's root is made of them. */
export function writeBatchList(path: string, chunks: readonly Chunk[]): Promise<void> {
  return writeOwnFile(path, `${JSON.stringify(chunks)}\n`, true);
}

/**
 * Whoever agrees to a batch has seen whom it moves: the list is the manifest's, and what of it is so here is shown.
 * @throws UsageError without a list, unless --unseen says so; where the list is another one
 */
export async function showBatchList(
  context: CommandContext,
  { payload }: InstructionOf<'transfer.batch'>,
): Promise<void> {
  const { values, terminal } = context;
  const path = valueOf(values, 'list');
  if (path === undefined) {
    if (values.unseen === true) return;
    throw new UsageError('listNeeded');
  }
  const rows = await readBatchList(path, payload);
  const held = await heldRows(context, rows);
  terminal.note(terminal.text('listCompared', { rows: rows.length, held: held.length }));
  for (const { identityId, told } of held.slice(0, SHOWN_ROWS)) terminal.note(`  ${identityId}  ${told}`);
  const missing = rows.filter((row) => held.every(({ identityId }) => identityId !== row.identityId));
  for (const { identityId } of missing.slice(0, SHOWN_ROWS))
    terminal.note(terminal.text('listNotHeld', { identityId }));
}

/** @throws UsageError listDiffers unless the rows are exactly those that the root is over */
async function readBatchList(
  path: string,
  { manifestId, root, rows: count }: InstructionOf<'transfer.batch'>['payload'],
): Promise<readonly BatchRow[]> {
  const chunks = parseList(path, await readJsonFile(path));
  const rows = chunks.flatMap((chunk) => chunk.rows);
  const isWhole = chunks.every((chunk, at) => chunk.index === at && chunk.manifestId === manifestId);
  const leaves = chunks.map((chunk) => chunkLeaf(chunk));
  if (!isWhole || rows.length !== count || manifestRoot(leaves) !== root)
    throw new UsageError('listDiffers', { path });
  return rows;
}

function parseList(path: string, value: unknown): z.output<typeof listFile> {
  const chunks = unlessRefused(() => parseWith(listFile, value));
  if (chunks === undefined) throw new UsageError('listDiffers', { path });
  return chunks;
}

interface HeldRow {
  readonly identityId: string;
  readonly told: string;
}

/** Those of the rows whom the own gateway knows as members now, and of which union. */
async function heldRows({ session }: CommandContext, rows: readonly BatchRow[]): Promise<readonly HeldRow[]> {
  const client = await session.client();
  const held: HeldRow[] = [];
  for (const { identityId } of rows)
    try {
      const { state, org } = await client.accounts.get(identityId);
      if (state === 'ACTIVE' || state === 'RETAINED') held.push({ identityId, told: `${org}  ${state}` });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
  return held;
}
