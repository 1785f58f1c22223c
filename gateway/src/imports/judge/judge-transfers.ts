// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import type { BatchSides } from '@unionid/domain/ledger';
import { personKeysOf } from '@unionid/domain/person';
import { commitmentRoot, type PersonTags } from '@unionid/domain/privacy';
import type { TableRow } from '@unionid/domain/table';
import { transferAgreed, type BatchRow } from '@unionid/domain/transfer';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { TaggedAccount } from '../../read-model/read-model.js';
import { chooseAccount } from '../../standing/account-of.js';
import type { RealNameRecord } from '../../vault/vault.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { Judge, ReadBatch } from './file-judge.js';
import { findAccounts } from './find-accounts.js';
import type { JudgedRow, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import {
  bad,
  identifiersOf,
  isCandidate,
  newRecord,
  readAndResolve,
  refuseDuplicates,
  toMemberGround,
  unreadableRow,
  type Candidate,
  type MemberGround,
  type Step,
} from './member-rows.js';

type Sides = Pick<BatchSides, 'from' | 'to'>;

/** Members of another union whom both sides agree to move, by the rule that the contract asks of each row. */
export const TRANSFER_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open(judgeGround) {
    const { sides } = judgeGround;
    if (sides === undefined) throw new DomainError('INTERNAL');
    const ground = { ...toMemberGround(judgeGround), sides };
    return { take: (rows) => readTransfers(rows, ground), end: () => undefined };
  },
};

interface TransferGround extends MemberGround {
  readonly sides: Sides;
}

async function readTransfers(rows: readonly TableRow[], ground: TransferGround): Promise<ReadBatch> {
  // Whoever comes from another union may have joined before this one was: nothing but the union is asked.
  const read = await Promise.all(
    rows.map((row) =>
      readAndResolve(row, ground, (member, union, notes) => ({
        ...{ row: member, union },
        notes: { problems: [], ...notes },
      })),
    ),
  );
  const { steps, persons } = await refuseDuplicates(read, ground);
  return { persons, judge: () => judgeTransfers(steps, ground) };
}

async function judgeTransfers(steps: readonly Step[], ground: TransferGround): Promise<readonly JudgedRow[]> {
  const candidates = steps.filter(isCandidate);
  const tags = candidates.length === 0 ? [] : await ground.personTags(candidates.map(identifiersOf));
  const accountsOf = await findAccounts(tags, ground.readModel);
  const tagOf = new Map<Step, PersonTags | undefined>(
    candidates.map((candidate, index) => [candidate, tags[index]]),
  );
  return Promise.all(
    steps.map(async (step) => {
      if (!isCandidate(step)) return step;
      const tag = tagOf.get(step);
      if (tag === undefined) throw new Error('matching answered for fewer persons than asked');
      const accounts = accountsOf(tag);
      if (accounts === undefined) return unreadableRow(step);
      const account = chooseAccount(personKeysOf(tag).map((key) => accounts.get(key)));
      const judged = await judgeRow(step, { tag, account }, ground).catch(unlessUnreadable);
      return judged ?? unreadableRow(step);
    }),
  );
}

interface Known {
  readonly tag: PersonTags;
  readonly account: TaggedAccount | undefined;
}

async function judgeRow(
  candidate: Candidate,
  { tag, account }: Known,
  ground: TransferGround,
): Promise<JudgedRow> {
  const { row, union, notes } = candidate;
  const refuse = (problem: Problem): JudgedRow => bad(row.rowNumber, [problem], notes);
  if (account === undefined) return refuse(documentProblem('MEMBER_NOT_FOUND'));
  const { identityId } = account;
  const moving = { ...tag, identityId, root: account.root, to: union.orgId };
  const refusal = await refusalOf(moving, account, ground);
  if (refusal?.code === 'MEMBER_UNCHANGED')
    return { rows: [row.rowNumber], outcome: 'unchanged', notes, identityId };
  if (refusal !== undefined) return refuse(documentProblem(refusal.code));
  const found = await recordFor(candidate, account, ground);
  if ('code' in found) return refuse(documentProblem(found.code));
  return {
    ...{ rows: [row.rowNumber], outcome: 'ready', notes, identityId },
    prepared: { entry: { ...moving, root: found.root }, record: found.record },
  };
}

/** What the contract would say of it now. */
async function refusalOf(
  row: BatchRow,
  account: TaggedAccount,
  { readModel, sides, time, today }: TransferGround,
): Promise<DomainError | undefined> {
  const { identityId } = account;
  const [network, written, known, org] = [
    await readModel.network(),
    await readModel.writtenAccount(identityId),
    await readModel.transfer(identityId),
    await readModel.organisation(row.to),
  ];
  const isOfOld = await readModel.isWithin(account.org, sides.from);
  const isOfNew = await readModel.isWithin(row.to, sides.to);
  try {
    transferAgreed(row, {
      ...{ known: written && { identityId, account: written.account }, transfer: known?.transfer },
      org: org && { ...org, level: org.level as 5 },
      ...{
        keyVersions: keyVersionsOf(network ?? {}),
        isOfOld,
        isOfNew,
        signers: [],
        now: Date.parse(time),
        today,
      },
    });
    return undefined;
  } catch (error) {
    const refusal = asDomainError(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** The record for this vault, and its root; within a province the one that is there, which must say what the row says. */
async function recordFor(
  candidate: Candidate,
  { identityId, province, root }: TaggedAccount,
  { vault, scope }: TransferGround,
): Promise<
  { readonly root: string; readonly record: RealNameRecord | undefined } | { readonly code: Problem['code'] }
> {
  const { fields, seed, identifiers } = newRecord(candidate);
  const own = (await vault.read([identityId])).get(identityId);
  if (province === scope.province) {
    if (own === undefined) return { code: 'REAL_NAME_LOST' };
    return commitmentRoot(fields, own.seed) === root
      ? { root, record: undefined }
      : { code: 'MEMBER_DIFFERS' };
  }
  // Of a membership here before, or of another list: asked for singly, it makes room.
  if (own !== undefined) return { code: 'IDENTITY_ID_TAKEN' };
  const [made] = await vault.commitmentRoots([{ fields, seed }]);
  if (made === undefined) throw new Error('the vault made fewer roots than asked');
  return { root: made, record: { identityId, fields, seed, identifiers } };
}
