// SPDX-License-Identifier: Apache-2.0
import type { PayloadOf } from '@unionid/domain/catalogue';
import { toBase64url } from '@unionid/domain/encoding';
import { ledgerKey, type FileRecord, type HouseholdMember } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import type { PlanRow } from '@unionid/domain/plan';
import type { Committed, TestOperator } from '#src/testing/index.js';
import { benefitRecord, DOCUMENT, rowOf } from './benefit-plan.js';
import { decideByTwo } from './two-persons.js';
import type { UnionTree } from './union-tree.js';

/** A keyed tag, another for each name. */
export function tagOf(name: string): string {
  const bytes = new Uint8Array(16);
  bytes.set(new TextEncoder().encode(name).slice(0, 16));
  return `1.${toBase64url(bytes)}`;
}

/** Somebody of a household who has an account. */
export function relative({ identityId }: Pick<MemberEntry, 'identityId'>): HouseholdMember {
  return { tag: tagOf(identityId), id: identityId };
}

/** Somebody who has none. */
export function child(name: string): HouseholdMember {
  return { tag: tagOf(name) };
}

export interface TestFile {
  readonly org: string;
  /** The head first, who is a member of the union. */
  readonly members: readonly HouseholdMember[];
}

/** Files a household; answers the file's number. */
export async function openFile(
  tree: UnionTree,
  { org, members }: TestFile,
  { by, ...change }: Partial<PayloadOf<'file.open'>> & { readonly by: TestOperator },
): Promise<string> {
  const fileId = tree.newId('file');
  const payload: PayloadOf<'file.open'> = {
    ...({
      fileId,
      org,
      level: 'national',
      until: '2026-12-31',
      head: members[0]?.id ?? '',
      place: '',
    } as const),
    ...{ members: [...members], content: DOCUMENT, evidence: DOCUMENT },
    ...change,
  };
  await tree.submit('file.open', payload, { by });
  return fileId;
}

export function fileOf(tree: UnionTree, fileId: string): FileRecord {
  const file = benefitRecord(tree, 'hardshipFile', ledgerKey.hardshipFile(fileId));
  if (file === undefined) throw new Error('no such file');
  return file;
}

/** By one person. */
export function reviseFile(
  tree: UnionTree,
  fileId: string,
  { by, ...change }: Partial<PayloadOf<'file.revise'>> & { readonly by: TestOperator },
): Promise<Committed> {
  const payload = { fileId, content: DOCUMENT, evidence: DOCUMENT, ...change };
  return tree.submit('file.revise', payload, { by, subjectVersion: fileOf(tree, fileId).v });
}

/** Divides a household by two persons. */
export async function divide(
  tree: UnionTree,
  { fileId, leaves }: { readonly fileId: string; readonly leaves: readonly HouseholdMember[] },
  [first, second]: readonly [TestOperator, TestOperator],
): Promise<void> {
  const tags = leaves.map(({ tag }) => tag);
  const payload = { fileId, leaves: tags, content: DOCUMENT, evidence: DOCUMENT };
  await decideByTwo(tree, 'file.revise', { payload, subjectVersion: fileOf(tree, fileId).v, first, second });
}

export function closeFile(
  tree: UnionTree,
  fileId: string,
  { by, on = '2026-03-02' }: { readonly by: TestOperator; readonly on?: string },
): Promise<Committed> {
  const payload = { fileId, reason: 'recovered', on, evidence: DOCUMENT } as const;
  return tree.submit('file.close', payload, { by, subjectVersion: fileOf(tree, fileId).v });
}

/** A row that is granted by a file, and for whom of its household. */
export function filedRow(
  member: MemberEntry,
  {
    file,
    fen,
    beneficiary,
  }: { readonly file: string; readonly fen?: number; readonly beneficiary?: HouseholdMember },
): PlanRow {
  return { ...rowOf(member, fen), file, ...(beneficiary !== undefined && { for: beneficiary.tag }) };
}
