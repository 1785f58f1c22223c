// SPDX-License-Identifier: Apache-2.0
import type { InstructionOf } from '@unionid/domain/catalogue';
import { setImmediate } from 'node:timers/promises';
import type { ImportView, PreparedChunk, RootedRecord } from '@unionid/domain/api';
import type { PayeeRow } from '@unionid/domain/bank';
import { toBase64url } from '@unionid/domain/encoding';
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS, isNaming, type ColumnMapping, type ImportKind } from '@unionid/domain/forms';
import { assertChunkRows, chunkLeaf, manifestRoot, type Chunk } from '@unionid/domain/manifest';
import { itemAt } from '@unionid/domain/plan';
import { personKeysOf } from '@unionid/domain/person';
import type { Fields } from '@unionid/domain/privacy';
import { parseWith } from '@unionid/domain/schema';
import { sm3 } from '@unionid/domain/sm';
import { chinaDateAt } from '@unionid/domain/values';
import { newInstruction } from '../signing/instructions.js';
import { ApiError } from '../transport/api-error.js';
import type { InstructionContext } from './enrolment.js';
import type { FileCheck, LedgerRow, UnionSource } from './file-check.js';
import { addToSummary, newSummary, type ManifestSummary } from './manifest-summary.js';
import { termsToSign, type SaidTerms } from './manifest-terms.js';
import { assertOwnJob, type OwnJob } from './own-job.js';
import { rootOfRecord, shownFields } from './real-name-fields.js';
import { assertAllTold, assertLayoutTold } from './told-rows.js';
import { newFileCheck, type CountedFileCheck } from './new-file-check.js';

export interface ManifestCheckInput extends SaidTerms, OwnJob {
  readonly evidence?: string;
  /** The job as the gateway showed it when the file was handed in, or later. */
  readonly view: ImportView;
  /** The file as the operator's own client read it. */
  readonly bytes: Uint8Array;
  /** The drop-down mapping that was handed in with the file. */
  readonly mapping?: ColumnMapping;
  /** Fetches one prepared chunk of the job. */
  readonly chunk: (index: number) => Promise<PreparedChunk>;
  /** Tells a registered union: rows name theirs by name, code or unit. */
  readonly union: UnionSource;
  /** Milliseconds since 1970; now by default. */
  readonly now?: number | undefined;
  /** Called with each chunk once it was compared, in order. */
  readonly onCompared?: ((chunk: Chunk) => void) | undefined;
  /** Called after each chunk that the last step compares. */
  readonly onChunk?: ((checked: number, chunks: number) => void) | undefined;
}

export interface ManifestInput extends Omit<ManifestCheckInput, 'now'> {
  /** The job as the gateway shows it, READY and with its manifest. */
  readonly view: ImportView;
  readonly context: InstructionContext;
}

export interface RebuiltManifest {
  readonly instruction: InstructionOf<(typeof IMPORT_KINDS)[ImportKind]['instructionType']>;
  readonly summary: ManifestSummary;
}

/**
 * Recomputes every row's root, every chunk, the manifest's root and counts, and the file's digest; compares the rows with
 * the file; only then there is something to sign (architecture.md §4.2).
 * @throws DomainError PARTS_MISMATCH with what differs
 */
export async function rebuildManifest({ context, ...input }: ManifestInput): Promise<RebuiltManifest> {
  if (input.view.manifest === undefined) throw new DomainError('PARTS_MISMATCH', { reason: 'no manifest' });
  return (await ManifestCheck.open({ ...input, now: context.now })).rebuild(input.view, context);
}

/**
 * {@link rebuildManifest} in steps: chunks are compared as the gateway finishes them, while it reads on. The root that is
 * signed is the client's own over the rows it compared; a gateway that shows other rows later gains nothing.
 */
export class ManifestCheck {
  readonly #input: ManifestCheckInput;
  readonly #file: string;
  readonly #fileCheck: CountedFileCheck;
  readonly #leaves: Uint8Array[] = [];
  readonly #keys = new Set<string>();
  readonly #payees: PayeeRow[] = [];
  /** Rows of the file that the prepared ones stand for. */
  #taken = 0;
  #tally: ManifestSummary = newSummary();

  private constructor(input: ManifestCheckInput, file: string, fileCheck: CountedFileCheck) {
    this.#input = input;
    this.#file = file;
    this.#fileCheck = fileCheck;
  }

  /**
   * Reads the file.
   * @throws DomainError PARTS_MISMATCH where the gateway has another one; FILE_… where it can not be read here, and so not
   * compared
   */
  static async open(input: ManifestCheckInput): Promise<ManifestCheck> {
    const { view, kind, bytes, mapping = {}, evidence, evidenceKind, now = Date.now() } = input;
    const file = toBase64url(sm3(bytes));
    assertOwnJob(view, input, { file });
    const reading = {
      mapping,
      today: dayOf(view, now),
      ...(evidence !== undefined && { evidence }),
      ...(evidenceKind !== undefined && { evidenceKind }),
    };
    return new ManifestCheck(input, file, await newFileCheck({ kind, bytes, ...reading }));
  }

  /**
   * Compares the chunks that are finished by now; answers whether there was one. A chunk that can not be fetched is left
   * to the next call.
   * @throws DomainError PARTS_MISMATCH with what differs; nothing is to be signed then
   */
  async advance(view: ImportView): Promise<boolean> {
    const before = this.#leaves.length;
    try {
      await this.#compare(view.chunksPrepared);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    return this.#leaves.length > before;
  }

  /**
   * Compares what is left, then everything that was compared with the manifest.
   * @throws DomainError PARTS_MISMATCH with what differs
   */
  async rebuild(view: ImportView, context: InstructionContext): Promise<RebuiltManifest> {
    const { kind, view: first } = this.#input;
    const { importId } = first;
    const { manifest } = view;
    if (manifest === undefined) throw new DomainError('PARTS_MISMATCH', { reason: 'no manifest' });
    assertOwnJob(view, this.#input, { file: this.#file, importId });
    // Of a check alone there is nothing to sign, whatever is prepared.
    assertSame('dry run', [view.dryRun], false);
    assertSame('import', [manifest.manifestId], importId);
    assertSame('file digest', [manifest.file], this.#file);
    await this.#compare(manifest.chunks, this.#input.onChunk);
    assertSame('chunk count', [manifest.chunks], this.#leaves.length);
    assertSame('row count', [manifest.rows], this.#tally.rows);
    assertSame('root', [manifest.root], manifestRoot(this.#leaves));
    this.assertTold(view);
    const difference = await this.#fileCheck.differenceOfUnions(this.#input.union);
    if (difference !== undefined) throw new DomainError('PARTS_MISMATCH', { reason: difference });
    const terms = termsToSign(this.#input, { manifest, fen: this.#tally.fen ?? 0 });
    const payload = { ...manifest, ...terms, file: this.#file };
    const type = IMPORT_KINDS[kind].instructionType;
    return {
      instruction: newInstruction({ ...context, type, payload }),
      summary: this.#tally,
    };
  }

  /**
   * That the gateway tells of every row of the file what came of it, and what of the file is no row, of a job that is read to its end: where nothing is to be signed, too.
   * @throws DomainError PARTS_MISMATCH with what differs
   */
  assertTold(view: ImportView): void {
    const { count, sheets } = this.#fileCheck;
    assertAllTold(view, { ...count, taken: this.#taken });
    assertLayoutTold(view, { ...count, sheets });
  }

  /** Of a list of payees that was compared: whom each item is paid to, as the operator's own file says it. */
  get payees(): readonly PayeeRow[] {
    return this.#payees;
  }

  async #compare(chunks: number, onChunk?: ManifestCheckInput['onChunk']): Promise<void> {
    for await (const [index, content] of readAhead(this.#input.chunk, this.#leaves.length, chunks)) {
      this.#compareChunk(index, content);
      onChunk?.(index + 1, chunks);
    }
  }

  #compareChunk(index: number, prepared: PreparedChunk): void {
    const { kind, view } = this.#input;
    const { importId: manifestId } = view;
    assertSame('chunk index', [prepared.index], index);
    const rows = rowsOf(kind, manifestId, prepared);
    rows.forEach((row, position) => {
      checkRow(row, prepared.evidence[position], this.#fileCheck);
      assertOnce(row, this.#keys);
      this.#taken += this.#fileCheck.rowsOf(row);
      const payee = this.#fileCheck.payeeOf?.(row);
      if (payee !== undefined) this.#payees.push({ item: itemAt(index, position), ...payee });
    });
    assertSame('evidence', [prepared.evidence.length], rows.length);
    this.#leaves.push(chunkLeaf({ manifestId, index, rows }));
    this.#input.onCompared?.({ manifestId, index, rows });
    this.#tally = rows.reduce(addToSummary, this.#tally);
  }
}

/** How long a file may wait for its signature, and how far two clocks may differ, in milliseconds. */
const LONGEST_WAIT_MS = 30 * 86_400_000;
const CLOCKS_DIFFER_MS = 300_000;

/** The day on which the file was handed in: it counts where rows have no date of their own. */
function dayOf({ createdAt }: ImportView, now: number): string {
  const created = Date.parse(createdAt);
  if (!(created <= now + CLOCKS_DIFFER_MS && created >= now - LONGEST_WAIT_MS))
    throw new DomainError('PARTS_MISMATCH', { reason: 'import date' });
  return chinaDateAt(created);
}

/** Chunks from `from` to before `end` in order; while one is being checked, the gateway prepares the next. */
async function* readAhead(
  chunk: ManifestInput['chunk'],
  from: number,
  end: number,
): AsyncGenerator<readonly [number, PreparedChunk]> {
  if (from >= end) return;
  let coming = chunk(from);
  for (let index = from; index < end; index++) {
    const prepared = await coming;
    if (index + 1 < end) {
      coming = chunk(index + 1);
      // Its failure counts when its turn comes.
      coming.catch(() => undefined);
      // Checking keeps the event loop busy: the request must be on its way before.
      await setImmediate();
    }
    yield [index, prepared];
  }
}

function rowsOf(kind: ImportKind, manifestId: string, { index, rows }: PreparedChunk): readonly LedgerRow[] {
  try {
    assertChunkRows(IMPORT_KINDS[kind].instructionType, { rows: rows.length });
    return parseWith(IMPORT_KINDS[kind].chunk, { manifestId, index, rows }).rows;
  } catch (error) {
    if (asDomainError(error) === undefined) throw error;
    throw new DomainError('PARTS_MISMATCH', { reason: 'row form', chunk: index }, { cause: error });
  }
}

function checkRow(
  row: LedgerRow,
  evidence: PreparedChunk['evidence'][number] | undefined,
  fileCheck: FileCheck,
): void {
  if (evidence === undefined) throw new DomainError('PARTS_MISMATCH', { reason: 'evidence' });
  const fields = checkRecord(row, evidence, fileCheck);
  const difference = fileCheck.differenceOf(row, { is: evidence.record.is, row: evidence.row, fields });
  if (difference !== undefined)
    throw new DomainError('PARTS_MISMATCH', { reason: difference, row: evidence.row });
}

/** What the record behind a row shows, once it is the one that the row commits to; nothing of rows that have none. */
function checkRecord(
  row: LedgerRow,
  { row: number, record }: PreparedChunk['evidence'][number],
  { records }: FileCheck,
): Fields {
  if (!records.includes(record.is)) throw new DomainError('PARTS_MISMATCH', { reason: 'evidence' });
  if (record.is === 'none') return {};
  const fields = shownFields(record);
  if (record.is === 'standing' && !Object.keys(fields).every(isNaming))
    throw new DomainError('PARTS_MISMATCH', { reason: 'evidence', row: number });
  if (rootOf(row) !== expectedRoot(row, record))
    throw new DomainError('PARTS_MISMATCH', { reason: 'row root', row: number });
  return fields;
}

/** What a row commits to; undefined of one that commits to nobody. */
function rootOf(row: LedgerRow): string | undefined {
  if ('root' in row) return row.root;
  return 'contactRoot' in row ? row.contactRoot : undefined;
}

// A union without leader and phone commits to nothing.
function expectedRoot(row: LedgerRow, record: RootedRecord): string {
  const isEmpty = Object.keys(shownFields(record)).length === 0;
  return isEmpty && !('root' in row) ? '' : rootOfRecord(record);
}

// One account or one person twice would make the counts lie.
function assertOnce(row: LedgerRow, keys: Set<string>): void {
  for (const key of keysOf(row)) {
    if (keys.has(key)) throw new DomainError('PARTS_MISMATCH', { reason: 'repeated row' });
    keys.add(key);
  }
}

function keysOf(row: LedgerRow): readonly string[] {
  if ('item' in row) return [String(row.item)];
  if ('action' in row || 'fen' in row) return [row.identityId];
  return 'identityId' in row ? [row.identityId, ...personKeysOf(row)] : [row.orgId];
}

function assertSame<T extends string | number | boolean>(reason: string, shown: readonly T[], own: T): void {
  if (shown.some((value) => value !== own)) throw new DomainError('PARTS_MISMATCH', { reason });
}
