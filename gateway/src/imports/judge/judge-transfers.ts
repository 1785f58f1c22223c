// SPDX-License-Identifier: Apache-2.0
import { DomainError, refusalOf } from '@unionid/domain/errors';
import type { BatchSides } from '@unionid/domain/ledger';
import { commitmentRoot } from '@unionid/domain/privacy';
import type { TableRow } from '@unionid/domain/table';
import { transferAgreed, type BatchRow } from '@unionid/domain/transfer';
import { readAgreedGround } from '../../read-model/agreed-ground.js';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { TaggedAccount } from '../../read-model/read-model.js';
import { ownRecords } from '../../standing/own-records.js';
import type { RealNameRecord } from '../../vault/vault.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import { accountsOfCandidates, namedAccount, type KnownCandidate } from './accounts-of-candidates.js';
import type { Judge, ReadBatch } from './file-judge.js';
import type { JudgedRow, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import {
  newRecord,
  readAndResolve,
  toMemberGround,
  type Candidate,
  type MemberGround,
  type Step,
} from './member-rows.js';
import { bad, candidatesOf, isCandidate, refuseDuplicates, unreadableRow } from './person-rows.js';

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
  const knownOf = await accountsOfCandidates(candidatesOf(steps), ground);
  return Promise.all(
    steps.map(async (step) => {
      if (!isCandidate(step)) return step;
      const known = knownOf(step);
      const judged = known && (await judgeRow(step, known, ground).catch(unlessUnreadable));
      return judged ?? unreadableRow(step);
    }),
  );
}

async function judgeRow(
  candidate: Candidate,
  known: KnownCandidate,
  ground: TransferGround,
): Promise<JudgedRow> {
  const { row, union, notes } = candidate;
  const refuse = (problem: Problem): JudgedRow => bad(row.rowNumber, [problem], notes);
  // Asked first: of sides that were exchanged it is all that is wrong.
  if (!(await ground.readModel.isWithin(union.orgId, ground.sides.to)))
    return refuse({ code: 'UNION_NOT_NEW_SIDE', column: '所属工会', details: {} });
  const account = namedAccount(known);
  // Nothing more is asked of somebody else's number than of a stranger's.
  if (account === undefined) return refuse(documentProblem('MEMBER_NOT_FOUND'));
  const { identityId } = account;
  const moving = { ...known.tag, identityId, root: account.root, to: union.orgId };
  const refusal = await refusalOfRow(moving, ground);
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
async function refusalOfRow(
  row: BatchRow,
  { readModel, sides, time }: TransferGround,
): Promise<DomainError | undefined> {
  const network = await readModel.network();
  const written = await readModel.writtenAccount(row.identityId);
  const facts = { sides, network, written, signers: [], now: Date.parse(time) };
  const agreed = await readAgreedGround(row, facts, readModel);
  return refusalOf(() => transferAgreed(row, agreed));
}

/** The record for this vault, and its root; within a province the one that is there, which must say what the row says. */
async function recordFor(
  candidate: Candidate,
  account: TaggedAccount,
  { vault, scope }: TransferGround,
): Promise<
  { readonly root: string; readonly record: RealNameRecord | undefined } | { readonly code: Problem['code'] }
> {
  const { identityId, province, root } = account;
  const { fields, seed, identifiers } = newRecord(candidate);
  if (province === scope.province) {
    const own = (await ownRecords([account], vault)).get(identityId);
    if (own === undefined) return { code: 'REAL_NAME_LOST' };
    return commitmentRoot(fields, own.seed) === root
      ? { root, record: undefined }
      : { code: 'MEMBER_DIFFERS' };
  }
  // Of a membership here before, or of another list: asked for singly, it makes room.
  if ((await vault.readable([identityId])).has(identityId)) return { code: 'IDENTITY_ID_TAKEN' };
  const [made] = await vault.commitmentRoots([{ fields, seed }]);
  if (made === undefined) throw new Error('the vault made fewer roots than asked');
  return { root: made, record: { identityId, fields, seed, identifiers } };
}
