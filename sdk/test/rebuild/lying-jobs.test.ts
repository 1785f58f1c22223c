// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  importView,
  preparedChunk,
  type ImportView,
  type PreparedChunk,
  type RootedRecord,
} from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import { IMPORT_KIND_NAMES, IMPORT_KINDS, isNaming } from '@unionid/domain/forms';
import { manifestRoot, chunkLeaf, type Chunk } from '@unionid/domain/manifest';
import { identityIdFor } from '@unionid/domain/person';
import { commitmentRoot, openFields, type Fields } from '@unionid/domain/privacy';
import { ApiError, newId, rebuildManifest, type RebuiltManifest, type UnionSource } from '#src/index.js';
import { rootOfRecord, shownFields } from '#src/rebuild/real-name-fields.js';
import { CONTEXT, randomDigest } from '../support/fixtures.js';
import { memberJob, ORG, requestJob, rootOf, ROWS, UNION, type MemberJob } from '../support/import-job.js';
import { anyLies, toldWith, type Lie } from '../support/lies.js';

const SIDES = { from: newId('organisation'), to: ORG };
const EVIDENCE = { kind: 'socialInsurance', digest: randomDigest() } as const;

/** Only one union is registered under the name that the rows have. */
const UNIONS: UnionSource = async (orgId) => ({
  ...(await UNION(orgId)),
  ...(orgId !== ORG && { name: '测试另一工会委员会', employers: () => Promise.resolve([]) }),
});

/** Honest jobs, and what the operator has said of each. */
const JOBS = {
  members: () => memberJob(),
  requests: () => requestJob(EVIDENCE),
  transfers: () => transferJob(),
} as const;

type Kind = keyof typeof JOBS;

const SAID = {
  members: () => ({}),
  requests: ({ view }: MemberJob) => ({
    ...{ evidence: EVIDENCE.digest, evidenceKind: EVIDENCE.kind, source: view.source },
  }),
  transfers: () => ({ sides: SIDES }),
} as const;

function transferJob(): MemberJob {
  const { view, chunks: members, bytes } = memberJob();
  const chunks = members.map(({ rows, ...chunk }) => ({
    ...chunk,
    rows: rows.map(({ identityId, personKey, nameTag, root }) => ({
      ...{ identityId, personKey, nameTag, root, to: ORG },
    })),
  }));
  const manifest = { ...view.manifest!, ...SIDES, root: rootOf(view.importId, chunks) };
  return { view: { ...view, kind: 'transfers', manifest }, chunks, bytes };
}

/** How the records of a job may be told: whole or in part, as the file's or as such that stand. */
const TOLD_AS: readonly ((fields: Fields, seed: string) => RootedRecord)[] = [
  (fields, seed) => ({ is: 'entered', fields, seed }),
  (fields, seed) => ({ is: 'entered', fields: namingOf(fields), seed }),
  (fields, seed) => ({ is: 'entered', fields: { ...fields, mobile: '19999999999' }, seed }),
  (fields, seed) => standing(fields, seed, isNaming),
  (fields, seed) => standing(fields, seed, () => true),
  (fields, seed) => standing({ ...fields, nameNormalised: '测试乙' }, seed, isNaming),
];

function standing(fields: Fields, seed: string, isShown: (name: string) => boolean): RootedRecord {
  return { is: 'standing', opening: [...openFields(fields, fromBase64url(seed), isShown)] };
}

function namingOf(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isNaming(name)));
}

interface Said {
  /** Of the first record, and of all others. */
  readonly as: readonly [number, number];
  readonly lies: readonly Lie[];
  /** What the first row is said to have come to instead, if it is left out. */
  readonly leftOut: (typeof LEFT_OUT)[number] | undefined;
  /** What the whole job is said to be. */
  readonly job: Partial<ImportView>;
  /** Whether roots, counts and manifest are made to fit what is told. */
  readonly fits: boolean;
}

const LEFT_OUT = ['bad', 'unchanged', 'differs', 'elsewhere', 'ended', 'empty', 'aside', 'hidden'] as const;
const OTHER_JOBS: readonly Partial<ImportView>[] = [
  ...IMPORT_KIND_NAMES.map((kind) => ({ kind })),
  ...[
    { dryRun: true },
    { source: newId('manifest') },
    { evidence: randomDigest() },
    { state: 'DONE' as const },
    { headerRow: 2 },
    { ignoredColumns: ['备注'] },
    { sheets: [{ name: '旧名单', use: 'hidden' as const }] },
  ],
];

const told = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(TOLD_AS.length - 1));
const anySaid: fc.Arbitrary<Said> = fc.record({
  as: fc.tuple(told, told),
  lies: fc.oneof(fc.constant([]), anyLies),
  leftOut: fc.option(fc.constantFrom(...LEFT_OUT), { freq: 2, nil: undefined }),
  job: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, fc.constantFrom(...OTHER_JOBS)),
  fits: fc.boolean(),
});

function tellAs(chunks: readonly PreparedChunk[], [first, others]: Said['as']): PreparedChunk[] {
  return chunks.map((chunk) => ({
    ...chunk,
    evidence: chunk.evidence.map(({ row, record }, at) => {
      const { fields, seed } = record.is === 'entered' ? record : expect.fail(record.is);
      const as = TOLD_AS[chunk.index + at === 0 ? first : others]!;
      return { row, record: as(fields, seed) };
    }),
  }));
}

/** What the client takes of an answer goes by its schema; undefined where it does not. */
function readJob({
  view,
  chunks = [],
  bytes,
}: Partial<MemberJob> & Pick<MemberJob, 'bytes'>): MemberJob | undefined {
  const read = importView.safeParse(view);
  const parts = chunks.map((chunk) => preparedChunk.safeParse(chunk));
  if (!read.success || parts.some(({ success }) => !success)) return undefined;
  return { view: read.data, chunks: parts.flatMap(({ data }) => data ?? []), bytes };
}

function fitted({ view, chunks: shown, bytes }: MemberJob): MemberJob {
  const chunks = shown.map(({ rows, ...chunk }) => ({
    ...chunk,
    rows: rows.map((row, at) => fit(row, at, chunk)),
  }));
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rows.length, 0);
  const { counts } = view;
  const others =
    counts.unchanged + counts.differs + counts.elsewhere + counts.ended + counts.empty + counts.aside;
  const bad = Math.max(0, ROWS.length - rows - others);
  const manifest = view.manifest && {
    ...{ ...view.manifest, rows, chunks: chunks.length },
    root: rootOf(view.importId, chunks),
  };
  return {
    view: { ...view, manifest, counts: { ...counts, rows: ROWS.length, ready: rows, bad } },
    chunks,
    bytes,
  };
}

function withoutFirst({ view, chunks, bytes }: MemberJob, as: (typeof LEFT_OUT)[number]): MemberJob {
  const short = chunks.map((chunk, at) =>
    at === 0 ? { ...chunk, rows: chunk.rows.slice(1), evidence: chunk.evidence.slice(1) } : chunk,
  );
  const counts = { ...view.counts, ready: view.counts.ready - 1, [as]: view.counts[as] + 1 };
  return { view: { ...view, counts }, chunks: short, bytes };
}

function fit(row: PreparedChunk['rows'][number], at: number, { evidence }: Pick<PreparedChunk, 'evidence'>) {
  const record = evidence[at]?.record;
  if (record === undefined) return row;
  const root = rootOfRecord(record);
  const isNew = 'joined' in row;
  return {
    ...row,
    root,
    ...(isNew && { identityId: identityIdFor({ personKey: String(row.personKey), root }) }),
  };
}

const MADE_BY_GATEWAY = ['identityId', 'personKey', 'formerKey', 'nameTag', 'root', 'slot', 'version'];

/** What a row says that its file, or the operator, says. */
function saidBy(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !MADE_BY_GATEWAY.includes(name)));
}

describe('a job that a gateway tells otherwise in any way', () => {
  for (const kind of Object.keys(JOBS) as Kind[])
    it(`of ${kind}: nothing is built, or rows of the file, each once, and nobody left out unsaid`, async () => {
      let built = 0;
      await fc.assert(
        fc.asyncProperty(anySaid, async ({ as, lies, leftOut, job: other, fits }) => {
          const honest = JOBS[kind]();
          const { view, bytes } = honest;
          const shown = { view: { ...view, ...other }, chunks: tellAs(honest.chunks, as) };
          const read = readJob({ ...toldWith(shown, lies), bytes });
          const whole = read && leftOut !== undefined ? withoutFirst(read, leftOut) : read;
          const job = whole && fits ? fitted(whole) : whole;
          const result = job && (await rebuilt(kind, job, SAID[kind](honest)));
          if (result === undefined || job === undefined) return;
          built += 1;
          assertOfFile(kind, honest, { job, ...result });
        }),
        { numRuns: 400 },
      );
      expect(built).to.be.greaterThan(0);
    }).timeout(60_000);
});

interface Result {
  readonly manifest: RebuiltManifest;
  readonly compared: readonly Chunk[];
}

async function rebuilt(
  kind: Kind,
  { view, chunks, bytes }: MemberJob,
  said: object,
): Promise<Result | undefined> {
  const compared: Chunk[] = [];
  try {
    const manifest = await rebuildManifest({
      ...{ kind, view, bytes, union: UNIONS, context: CONTEXT, ...said },
      chunk: (index) => {
        const chunk = chunks[index];
        return chunk ? Promise.resolve(chunk) : Promise.reject(new ApiError('NOT_FOUND', { status: 404 }));
      },
      onCompared: (chunk) => compared.push(chunk),
    });
    return { manifest, compared };
  } catch (error) {
    if (asDomainError(error) === undefined && !(error instanceof ApiError)) throw error;
    return undefined;
  }
}

function assertOfFile(
  kind: Kind,
  honest: MemberJob,
  { job, manifest, compared }: Result & { job: MemberJob },
): void {
  const { type, payload } = manifest.instruction;
  const { file, from, to, evidence } = honest.view.manifest!;
  const { source } = honest.view;
  expect({ source, ...job.view }).to.include({ kind, dryRun: false, source });
  const { headerRow, sheets, ignoredColumns } = job.view;
  expect([headerRow, sheets ?? [], ignoredColumns ?? []], 'what of the file is no row').to.deep.equal([
    1,
    [],
    [],
  ]);
  expect(type).to.equal(IMPORT_KINDS[kind].instructionType);
  expect({ ...payload }).to.deep.include(JSON.parse(JSON.stringify({ file, from, to, evidence })));
  const leaves = compared.map((chunk) => chunkLeaf(chunk));
  expect(payload.root).to.equal(manifestRoot(leaves));
  const left = honest.chunks.flatMap(({ rows, evidence: behind }) =>
    rows.map((row, at) => ({ said: saidBy(row), fields: shownFields(behind[at]!.record) })),
  );
  const signed = compared.flatMap(({ rows }) => rows);
  const records = job.chunks.flatMap(({ evidence: behind }) => behind.map(({ record }) => record));
  signed.forEach((row, at) => {
    const record = records[at]!;
    expect(record.is === 'standing' && kind === 'members').to.equal(false);
    const shownAs = record.is === 'standing' ? namingOf : (fields: Fields): Fields => fields;
    const own = left.findIndex(({ fields }) => isSame(shownAs(fields), shownFields(record)));
    expect(own).to.be.at.least(0);
    expect(saidBy(row)).to.deep.equal(left.splice(own, 1)[0]!.said);
    expect((row as { root: string }).root).to.equal(rootOfRecord(record));
  });
  const { unchanged, differs, elsewhere, bad, aside, ended, empty } = job.view.counts;
  expect(signed.length + unchanged + differs + elsewhere + bad + (kind === 'requests' ? aside : 0)).to.equal(
    ROWS.length,
  );
  expect([ended, empty, payload.rows]).to.deep.equal([0, 0, signed.length]);
}

function isSame(one: Fields, other: Fields): boolean {
  const seed = new Uint8Array(32);
  return commitmentRoot(one, seed) === commitmentRoot(other, seed);
}
