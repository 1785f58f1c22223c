// SPDX-License-Identifier: Apache-2.0
import { basename } from 'node:path';
import type { ImportView } from '@unionid/domain/api';
import {
  IMPORT_KINDS,
  type ColumnMapping,
  type ImportKind,
  type ImportKindEntry,
} from '@unionid/domain/forms';
import { toBase64url } from '@unionid/domain/encoding';
import type { Chunk } from '@unionid/domain/manifest';
import { sm3, sm3Hex } from '@unionid/domain/sm';
import type { Client } from '../../client/client.js';
import { ManifestCheck } from '../../rebuild/manifest.js';
import { assertOwnJob, type OwnJob } from '../../rebuild/own-job.js';
import type { OwnFile } from '../../rebuild/own-rows.js';
import { unionSource } from '../../rebuild/union-source.js';
import type { NewImport } from '../../resources/imports.js';
import { signInstruction } from '../../signing/instructions.js';
import type { CommandContext } from '../command/command.js';
import type { Exit } from '../terminal/exit-code.js';
import { readBytes } from '../terminal/files.js';
import type { MessageKey, MessageValues } from '../terminal/messages.js';
import { Progress } from '../terminal/progress.js';
import { UsageError } from '../terminal/usage-error.js';
import { valueOf } from '../terminal/values.js';
import { declined, summaryOf } from './decide.js';
import { digestOf, EVIDENCE } from './evidence.js';
import { checkLines, openRows, outcomeLines, problemLines, summaryLines } from './import-lines.js';
import { mappingOf } from './import-options.js';
import { savePayees } from './payees.js';
import { problemRows, showProblems } from './problem-rows.js';
import { isListType, writeSignedList } from './signed-list.js';
import { writeReport } from './write-report.js';

const POLL_MS = 500;

/** What some kinds say beside their rows, and the file where it is not the first argument. */
export interface ImportTerms extends Pick<
  NewImport,
  'sides' | 'source' | 'evidence' | 'evidenceKind' | 'terms' | 'planId'
> {
  readonly path?: string;
}

/**
 * A whole import: hand in the file, wait for the check, rebuild and compare everything here, show it, sign it, follow it.
 * The gateway keeps one job for one file of one operator, so the same command run again goes on where it was.
 */
export async function runImport(
  context: CommandContext,
  kind: ImportKind,
  { path, ...said }: ImportTerms = {},
): Promise<Exit> {
  const { terminal, session } = context;
  const { fileName, bytes } = await readList(context, path);
  const client = await session.client();
  const mapping = await mappingOf(context);
  const dryRun = context.values['dry-run'] === true;
  const terms = { kind, dryRun, ...(await documentOf(context, kind, said)), ...said };
  const started = await start(context, { fileName, bytes, mapping, ...terms });
  const progress = new Progress(terminal);
  const { list, onCompared } = newList(kind);
  const newCheck = (view: ImportView): Promise<ManifestCheck> =>
    newManifestCheck(view, { client, bytes, mapping, onCompared, progress, ...terms });
  const following = { progress, assertOwn: ofJob(started, terms, toBase64url(sm3(bytes))) };
  const early = started.state === 'READING' ? await newCheck(started) : undefined;
  const checked = await follow(client, started, { ...following, check: early });
  if (!isSigned(started)) for (const line of checkLines(terminal, checked)) terminal.note(line);
  const own = { kind, bytes, mapping };
  if (!isToCompare(checked)) return finish(context, checked, own);
  const check = early ?? (await newCheck(checked));
  if (checked.manifest === undefined) {
    check.assertTold(checked);
    return finish(context, checked, own);
  }
  if (terminal.asks) await showProblems(context, checked, own);
  const approved = await approve(context, { view: checked, check, progress, list });
  if (approved === undefined) return declined(terminal);
  return finish(context, await follow(client, approved, following), own);
}

/** The file itself. @param path where it is not the first argument */
async function readList(
  { args: [first = ''] }: CommandContext,
  path = first,
): Promise<Pick<NewImport, 'fileName' | 'bytes'>> {
  return { fileName: basename(path), bytes: await readBytes(path) };
}

/** Of a kind whose list is itself the document behind its rows: the digest of that document. */
async function documentOf(
  context: CommandContext,
  kind: ImportKind,
  { evidence }: ImportTerms,
): Promise<{ readonly evidence?: string }> {
  const { needsEvidence = false }: ImportKindEntry = IMPORT_KINDS[kind];
  return needsEvidence && evidence === undefined ? { evidence: await digestOf(context, EVIDENCE.name) } : {};
}

async function start({ terminal, session }: CommandContext, file: NewImport): Promise<ImportView> {
  terminal.note(terminal.text('uploading', { file: file.fileName, digest: sm3Hex(file.bytes) }));
  const client = await session.client();
  const view = await client.imports.create(file);
  const isNew = view.state === 'READING';
  terminal.sayLast(isSigned(view) ? 'interruptedSigned' : 'interruptedImport', view);
  terminal.note(
    terminal.text(isNew ? 'importStarted' : 'importContinues', {
      importId: view.importId,
      state: terminal.text(`importState_${view.state}`),
    }),
  );
  return view;
}

/** From its signature on the gateway goes on by itself. */
function isSigned({ state }: ImportView): boolean {
  return state === 'SUBMITTING' || state === 'CONFIRMING';
}

interface Comparison extends Omit<ImportTerms, 'path'>, OwnJob {
  readonly evidence?: string;
  readonly client: Client;
  readonly bytes: Uint8Array;
  readonly mapping: ColumnMapping;
  readonly onCompared: ((chunk: Chunk) => void) | undefined;
  readonly progress: Progress;
}

/** What compares the gateway's chunks with the operator's own file. */
function newManifestCheck(
  view: ImportView,
  { client, progress, ...file }: Comparison,
): Promise<ManifestCheck> {
  return ManifestCheck.open({
    view,
    ...file,
    union: unionSource(client),
    chunk: (index) => client.imports.chunk(view.importId, index),
    onChunk: (compared, chunks) => progress.showChunks('phaseCHECKING', compared, chunks),
  });
}

interface Following {
  readonly progress: Progress;
  /** That the job that is shown is the one that was handed in. */
  readonly assertOwn: (view: ImportView) => void;
  /** Goes along with the gateway while it reads. */
  readonly check?: ManifestCheck | undefined;
}

/** Whether it is read to its end and nobody has signed: there may be nothing to sign, and then every row has come to something else. */
function isToCompare({ state, manifest }: ImportView): boolean {
  return state === 'READY' || (state === 'DONE' && manifest === undefined);
}

/** Asks of each view of a job whether it is the one that was handed in. */
function ofJob({ importId }: ImportView, own: OwnJob, file: string): Following['assertOwn'] {
  return (view) => {
    assertOwnJob(view, own, { file, importId });
  };
}

/** Until the gateway waits for the operator or for another person, or has finished. */
async function follow(
  client: Client,
  from: ImportView,
  { progress, assertOwn, check }: Following,
): Promise<ImportView> {
  let view = from;
  assertOwn(view);
  while (view.state === 'READING' || view.state === 'SUBMITTING') {
    progress.show(view);
    // While chunks are being compared the gateway finishes others: they are asked for at once.
    const isBusy = view.state === 'READING' && (await check?.advance(view)) === true;
    if (!isBusy) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    view = await client.imports.follow(view.importId);
    assertOwn(view);
  }
  progress.end();
  return view;
}

interface Approval {
  readonly view: ImportView;
  readonly check: ManifestCheck;
  readonly progress: Progress;
  /** Of a list that two sign: what `check` has compared, once it has rebuilt the manifest. */
  readonly list: readonly Chunk[];
}

/** Undefined where the operator said no. */
async function approve(
  context: CommandContext,
  { view, check, progress, list }: Approval,
): Promise<ImportView | undefined> {
  const { terminal, session } = context;
  const client = await session.client();
  const { instruction, summary } = await check.rebuild(view, await session.instructionContext());
  progress.end();
  for (const line of await summaryLines(terminal, client, summary)) terminal.note(line);
  for (const line of summaryOf(terminal, instruction)) terminal.note(line);
  if (!(await terminal.confirm('confirmSign'))) return undefined;
  // Before the signature is out: nobody is shown the rows after it, and without the list the other side does not agree.
  await saveList(context, list);
  await savePayees(context, { planId: view.importId, rows: check.payees });
  const signed = await signInstruction(instruction, await session.signer());
  // From here on the gateway may go on by itself.
  terminal.sayLast('interruptedSigned', view);
  return client.imports.approve(view.importId, signed);
}

async function finish(
  { terminal, session, values }: CommandContext,
  view: ImportView,
  own: OwnFile,
): Promise<Exit> {
  const client = await session.client();
  const reportFile = valueOf(values, 'report');
  const wasRead = isRead(view);
  const problems = wasRead ? await problemRows(client, view, own) : [];
  const saved =
    reportFile !== undefined && wasRead
      ? await saveReport(client, view, { path: reportFile, own })
      : { isSaved: true };
  const lines = [
    ...outcomeLines(terminal, view),
    ...problemLines(terminal, problems, { ...view, wasRead }),
    ...(saved.line === undefined ? [] : [terminal.text(...saved.line)]),
  ];
  terminal.result({ ...view, problems, ...(saved.isSaved && saved.line && { report: reportFile }) }, lines);
  return saved.isSaved ? exitOfImport(view) : 'unwritten';
}

/** Whether its rows have been judged, each: the report says so from there on, whoever is still to sign and whatever came of it. */
function isRead({ state, manifest }: ImportView): boolean {
  if (state === 'READING') return false;
  return (state !== 'FAILED' && state !== 'CANCELLED') || manifest !== undefined;
}

/** What is compared of a list that another person is to sign, too, for the eyes of that one. */
function newList(kind: ImportKind): {
  readonly list: readonly Chunk[];
  readonly onCompared: ((chunk: Chunk) => void) | undefined;
} {
  const list: Chunk[] = [];
  return {
    list,
    onCompared: isListType(IMPORT_KINDS[kind].instructionType) ? (chunk) => void list.push(chunk) : undefined,
  };
}

/** For whoever is to agree to it. */
async function saveList({ terminal, values }: CommandContext, list: readonly Chunk[]): Promise<void> {
  const path = valueOf(values, 'list');
  if (path === undefined) return;
  await writeSignedList(path, list);
  terminal.note(terminal.text('listWritten', { path }));
}

interface SavedReport {
  readonly isSaved: boolean;
  readonly line?: readonly [MessageKey, MessageValues];
}

/** What was done was done: a report that can not be written any more does not hide it. */
async function saveReport(
  client: Client,
  { importId }: ImportView,
  file: { readonly path: string; readonly own: OwnFile },
): Promise<SavedReport> {
  try {
    await writeReport(client, importId, file);
    return { isSaved: true, line: ['reportSaved', { path: file.path }] };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { isSaved: false, line: ['reportUnwritten', { ...error.values, importId }] };
  }
}

function exitOfImport({ state, counts }: ImportView): Exit {
  if (state === 'FAILED' || state === 'CANCELLED') return 'refused';
  return openRows(counts) > 0 ? 'badRows' : 'ok';
}
