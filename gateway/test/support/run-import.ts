// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { TestLedger, TestOperator } from '@unionid/chaincode/testing';
import type { ImportView, ReportRow } from '@unionid/domain/api';
import { toSignedInstruction } from '@unionid/domain/catalogue';
import { IMPORT_KINDS } from '@unionid/domain/forms';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { ManifestPayload } from '@unionid/domain/manifest';
import type { Imports, NewImport, RowOutcome } from '#src/imports/imports.js';
import { pieces } from './import-files.js';
import type { TestGateway } from './test-gateway.js';

export type ImportRequest = Partial<Omit<NewImport, 'body'>> & { readonly content: string | Uint8Array };

/** Hands a file in for the province's root operator and waits until it is read. */
export async function readImport(gateway: TestGateway, request: ImportRequest): Promise<ImportView> {
  const { imports } = gateway.services;
  const { importId } = await imports.start(newImport(gateway, request));
  await imports.settled();
  return find(imports, importId);
}

/** The request as the HTTP resource would make it. */
export function newImport({ union }: TestGateway, { content, ...request }: ImportRequest): NewImport {
  const { operatorId, org } = union.root;
  return {
    kind: 'members',
    fileName: 'members.csv',
    dryRun: false,
    mapping: {},
    actor: { operatorId, org, province: union.code },
    body: pieces(content),
    ...request,
  };
}

/** The signed manifest of a job that is ready. */
export async function signManifest(
  test: TestLedger,
  view: ImportView,
  by: TestOperator,
): Promise<SignedInstruction> {
  expect(view.state, JSON.stringify(view.error)).to.equal('READY');
  const type = IMPORT_KINDS[view.kind].instructionType;
  const argument = await test.instruct(type, view.manifest as ManifestPayload, { by });
  return toSignedInstruction(JSON.parse(argument));
}

/** Reads a file, signs its manifest and waits until all of it is on the ledger and applied. */
export async function runImport(
  test: TestLedger,
  gateway: TestGateway,
  request: ImportRequest,
): Promise<ImportView> {
  const ready = await readImport(gateway, request);
  if (ready.state === 'DONE') return ready;
  const { imports } = gateway.services;
  await imports.approve(ready.importId, await signManifest(test, ready, gateway.union.root));
  await imports.settled();
  await gateway.catchUp();
  return find(imports, ready.importId);
}

/** Every row of the report. */
export async function reportOf(
  { services }: TestGateway,
  importId: string,
  outcome?: RowOutcome,
): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await services.imports.report(importId, {
      limit: 500,
      cursor,
      ...(outcome !== undefined && { outcome }),
    });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}

export async function find(imports: Imports, importId: string): Promise<ImportView> {
  const view = await imports.find(importId);
  if (view === undefined) throw new Error('no such import');
  return view;
}

/** Everything that a stream yields. */
export async function collect(chunks: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}
