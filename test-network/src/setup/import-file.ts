// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportView, PreparedChunk } from '@unionid/domain/api';
import type { ImportKind } from '@unionid/domain/forms';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { LedgerName } from '@unionid/domain/ledger';
import { ManifestCheck, signInstruction, unionSource, type NewImport } from '@unionid/sdk';
import type { GovernorClient } from './found-unions.js';

const POLL_MS = 250;

export interface FileImport extends Pick<
  NewImport,
  'evidence' | 'evidenceKind' | 'sides' | 'source' | 'terms' | 'planId'
> {
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
  job: FileImport,
): Promise<ImportView> {
  const { view, signed } = await prepareFile(governor, ledger, job);
  return signed === undefined ? view : governor.client.imports.approve(view.importId, signed);
}

/** An import that was handed in and compared, and what its operator signs; nothing where no row is to be signed. */
export interface PreparedFile {
  readonly view: ImportView;
  readonly signed: SignedInstruction | undefined;
}

/** The same but for handing in the signature. */
export async function prepareFile(
  governor: GovernorClient,
  ledger: LedgerName,
  { kind, file, onProgress, ...document }: FileImport,
): Promise<PreparedFile> {
  const bytes = new Uint8Array(readFileSync(file));
  const { client, operator, signer } = governor;
  const handedIn = await client.imports.create({ kind, fileName: basename(file), bytes, ...document });
  const { importId } = handedIn;
  const chunk = (index: number): Promise<PreparedChunk> => client.imports.chunk(importId, index);
  const check = await ManifestCheck.open({
    ...{ kind, view: handedIn, bytes, chunk, union: unionSource(client) },
    ...document,
  });
  const read = await waitWhile(governor, importId, ['READING'], onProgress, check);
  if (read.state !== 'READY' || read.manifest === undefined) return { view: read, signed: undefined };
  const context = { ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  const { instruction } = await check.rebuild(read, context);
  return { view: read, signed: await signInstruction(instruction, signer) };
}

/** Polls a job until it leaves the states named; compares meanwhile what is there to be compared. */
export async function waitWhile(
  { client }: Pick<GovernorClient, 'client'>,
  importId: string,
  states: readonly ImportView['state'][],
  onProgress?: (view: ImportView) => void,
  check?: ManifestCheck,
): Promise<ImportView> {
  for (;;) {
    const view = await client.imports.follow(importId);
    onProgress?.(view);
    if (!states.includes(view.state)) return view;
    if ((await check?.advance(view)) !== true) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
