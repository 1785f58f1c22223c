// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportKind, ImportView, LedgerName } from '@unionid/domain';
import { rebuildManifest, signInstruction } from '@unionid/sdk';
import type { GovernorClient } from './found-unions.js';

const POLL_MS = 250;

export interface FileImport {
  readonly kind: ImportKind;
  readonly file: string;
  readonly onProgress?: (view: ImportView) => void;
}

/**
 * A whole import as an operator's client does it: hand in, wait for the checks, rebuild and sign the manifest, wait for
 * the end. Repeating it continues the job that exists.
 */
export async function importFile(
  governor: GovernorClient,
  ledger: LedgerName,
  job: FileImport,
): Promise<ImportView> {
  const { importId } = await handInFile(governor, ledger, job);
  return waitWhile(governor, importId, ['SUBMITTING'], job.onProgress);
}

/** The operator's part of an import: hand in, check, sign. From there the gateway goes on by itself. */
export async function handInFile(
  governor: GovernorClient,
  ledger: LedgerName,
  { kind, file, onProgress }: FileImport,
): Promise<ImportView> {
  const bytes = new Uint8Array(readFileSync(file));
  const { client } = governor;
  const { importId } = await client.imports.create({ kind, fileName: basename(file), bytes });
  const read = await waitWhile(governor, importId, ['READING'], onProgress);
  if (read.state !== 'READY' || read.manifest === undefined) return read;
  return approve(governor, ledger, read, bytes);
}

async function approve(
  { client, operator, signer }: GovernorClient,
  ledger: LedgerName,
  view: ImportView,
  bytes: Uint8Array,
): Promise<ImportView> {
  const { importId } = view;
  const { instruction } = await rebuildManifest({
    view,
    bytes,
    chunk: (index) => client.imports.chunk(importId, index),
    context: { ledger, actor: operator.operatorId, publicKey: signer.publicKey },
  });
  return client.imports.approve(importId, await signInstruction(instruction, signer));
}

/** Polls a job until it leaves the states named. */
export async function waitWhile(
  { client }: Pick<GovernorClient, 'client'>,
  importId: string,
  states: readonly ImportView['state'][],
  onProgress?: (view: ImportView) => void,
): Promise<ImportView> {
  for (;;) {
    const view = await client.imports.get(importId);
    onProgress?.(view);
    if (!states.includes(view.state)) return view;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
