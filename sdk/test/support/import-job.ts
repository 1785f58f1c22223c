// SPDX-License-Identifier: Apache-2.0
import {
  NO_IMPORT_COUNTS,
  type ImportView,
  type OrganisationView,
  type PreparedChunk,
} from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { memberFields, readMemberRow, type MemberColumn, type MemberRow } from '@unionid/domain/forms';
import { chunkLeaf, manifestRoot } from '@unionid/domain/manifest';
import { identityIdFor, type MemberEntry } from '@unionid/domain/person';
import { commitmentRoot, SEED_BYTES } from '@unionid/domain/privacy';
import { sm3 } from '@unionid/domain/sm';
import { randomBytes } from '@unionid/domain/signing';
import { newId, type UnionSource } from '#src/index.js';
import { randomDigest } from './fixtures.js';

export const ORG = newId('organisation');
const TODAY = '2026-11-21';
const CHUNK_ROWS = 2;

// Numbers of union-law.md §6.4: none can be a real person's.
const NUMBERS = [
  ['119999199003070019', '男'],
  ['319999198506150021', '女'],
  ['519999197910200038', '男'],
  ['659999199202290044', '女'],
  ['449999200001010057', '男'],
] as const;

export const HEADER: readonly MemberColumn[] = [
  '序号',
  '姓名',
  '性别',
  '证件号码',
  '移动电话',
  '户籍类型',
  '工作单位',
  '所属工会',
  '入会日期',
];

/** Rows of a right member file. */
export const ROWS: readonly (readonly string[])[] = NUMBERS.map(([number, sex], at) => [
  String(at + 1),
  `测试${'甲乙丙丁戊'.charAt(at)}`,
  sex,
  number,
  `1380000000${String(at)}`,
  '居民户口',
  '测试有限公司',
  '测试有限公司工会委员会',
  '2020/05/01',
]);

/** @param ignored columns that no form knows */
export function csvOf(
  rows: readonly (readonly string[])[] = ROWS,
  ignored: readonly string[] = [],
): Uint8Array {
  const lines = [[...HEADER, ...ignored], ...rows.map((row) => [...row, ...ignored.map(() => '')])].map(
    (cells) => `${cells.map((cell) => `"${cell}"`).join(',')}\r\n`,
  );
  return new TextEncoder().encode(lines.join(''));
}

/** The union that all rows name, as the ledger has it. */
export const UNION: UnionSource = () =>
  Promise.resolve({
    ...{ name: '测试有限公司工会委员会', creditCode: '', level: 5 },
    employers: () => Promise.resolve([{ name: '测试有限公司', creditCode: EMPLOYER }]),
  });

/** The same as a gateway shows it. */
export const UNION_VIEW: OrganisationView = {
  ...{ orgId: ORG, name: '测试有限公司工会委员会', parent: ORG, province: '51', level: 5, state: 'ACTIVE' },
  ...{ kind: '01', creditCode: '', foundedOn: '2015-05-01', version: 1, profileVersion: 1, employers: 1 },
};

/** A job as an honest gateway prepares it. */
export interface MemberJob {
  readonly view: ImportView;
  readonly chunks: PreparedChunk[];
  readonly bytes: Uint8Array;
}

export function memberJob(
  rows: readonly (readonly string[])[] = ROWS,
  ignored: readonly string[] = [],
): MemberJob {
  const bytes = csvOf(rows, ignored);
  const manifestId = newId('manifest');
  const prepared = rows.flatMap((cells, at) => prepareRow(cells, at + 2));
  const chunks: PreparedChunk[] = [];
  for (let start = 0; start < prepared.length; start += CHUNK_ROWS) {
    const part = prepared.slice(start, start + CHUNK_ROWS);
    chunks.push({
      index: chunks.length,
      rows: part.map(({ entry }) => ({ ...entry })),
      evidence: part.map(({ evidence }) => evidence),
    });
  }
  const view = viewOf({
    manifestId,
    bytes,
    chunks,
    rows: prepared.length,
    bad: rows.length - prepared.length,
  });
  const told = ignored.length === 0 ? view : { ...view, ignoredColumns: [...ignored] };
  return { view: told, chunks, bytes };
}

export const EMPLOYER = '91999900MA00000019';

/** The same of an import that asks for the persons of a list, all of them members of other unions. */
export function requestJob(evidence: NonNullable<ImportView['manifest']>['evidence']): MemberJob {
  const { view, chunks: members, bytes } = memberJob();
  const chunks = members.map(({ index, rows, evidence: behind }) => ({
    ...{ index, evidence: behind },
    rows: rows.map(({ identityId, personKey, nameTag, root }, at) => ({
      ...{ identityId, personKey, nameTag, root, to: ORG, employer: EMPLOYER },
      ...{ slot: index * CHUNK_ROWS + at, version: 0 },
    })),
  }));
  const manifest = { ...view.manifest!, root: rootOf(view.importId, chunks), evidence };
  const terms = { source: newId('manifest'), evidence: evidence?.digest };
  return { view: { ...view, kind: 'requests', ...terms, manifest }, chunks, bytes };
}

/** The manifest that chunks amount to, as a dishonest gateway would make it fit what it changed. */
export function rootOf(manifestId: string, chunks: readonly PreparedChunk[]): string {
  return manifestRoot(chunks.map(({ index, rows }) => chunkLeaf({ manifestId, index, rows })));
}

interface PreparedRow {
  readonly entry: MemberEntry;
  readonly evidence: PreparedChunk['evidence'][number];
}

function prepareRow(cells: readonly string[], rowNumber: number): PreparedRow[] {
  const named = Object.fromEntries(HEADER.map((column, at) => [column, cells[at] ?? '']));
  const result = readMemberRow(named, { today: TODAY, mapping: {}, rowNumber });
  return result.ok ? [entryOf(result.row)] : [];
}

function entryOf(row: MemberRow): PreparedRow {
  const fields = memberFields(row);
  const seed = randomBytes(SEED_BYTES);
  const root = commitmentRoot(fields, seed);
  const personKey = `1.${randomDigest()}`;
  const entry: MemberEntry = {
    identityId: identityIdFor({ personKey, root }),
    personKey,
    nameTag: toBase64url(randomBytes(16)),
    root,
    level: 1,
    org: ORG,
    state: 'ACTIVE',
    joined: row.joinedDate ?? TODAY,
    since: row.joinedDate ?? TODAY,
    change: '1',
    reason: '',
  };
  const record = { is: 'entered' as const, fields: { ...fields }, seed: toBase64url(seed) };
  return { entry, evidence: { row: row.rowNumber, record } };
}

interface ViewInput {
  readonly manifestId: string;
  readonly bytes: Uint8Array;
  readonly chunks: readonly PreparedChunk[];
  readonly rows: number;
  readonly bad: number;
}

function viewOf({ manifestId, bytes, chunks, rows, bad }: ViewInput): ImportView {
  const file = toBase64url(sm3(bytes));
  const now = new Date().toISOString();
  return {
    importId: manifestId,
    kind: 'members',
    state: 'READY',
    fileName: 'members.csv',
    fileDigest: file,
    counts: { ...NO_IMPORT_COUNTS, rows: rows + bad, ready: rows, bad },
    chunks: chunks.length,
    chunksPrepared: chunks.length,
    chunksDone: 0,
    dryRun: false,
    headerRow: 1,
    createdAt: now,
    updatedAt: now,
    manifest: { manifestId, rows, chunks: chunks.length, root: rootOf(manifestId, chunks), file },
  };
}
