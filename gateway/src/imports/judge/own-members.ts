// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { unlessUnreadable } from '../../read-model/readable.js';
import type { TaggedAccount, WrittenAccount } from '../../read-model/read-model.js';
import { ownRecords } from '../../standing/own-records.js';
import type { BankAccount, RealNameRecord } from '../../vault/vault.js';
import { accountsOfCandidates, namedAccount, type KnownCandidate } from './accounts-of-candidates.js';
import type { JudgeGround } from './file-judge.js';
import type { JudgedRow, LedgerEntry, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import { bad, candidatesOf, isCandidate, unreadableRow, type PersonCandidate } from './person-rows.js';

// Rows about members of the own union and those below it, whatever is to become of them.

/** What a row comes to by its own rule: what it puts on the ledger, that it is so already, or why it can not be. */
export type Judgement<Entry extends LedgerEntry> =
  { readonly entry: Entry; readonly bankAccount?: BankAccount } | { readonly problem: Problem } | 'unchanged';

/** The rule of one kind of rows. @throws DomainError RECORD_UNREADABLE */
export type MemberRule<Candidate, Entry extends LedgerEntry> = (
  candidate: Candidate,
  member: { readonly identityId: string; readonly written: WrittenAccount },
) => Promise<Judgement<Entry>>;

/** Rows that name their members by number and name, each judged by the rule; of what nobody can read nobody is at fault. */
export async function judgeMembers<Candidate extends PersonCandidate, Entry extends LedgerEntry>(
  steps: readonly (JudgedRow | Candidate)[],
  ground: JudgeGround,
  rule: MemberRule<Candidate, Entry>,
): Promise<readonly JudgedRow[]> {
  const found = await membersOf(candidatesOf(steps), ground);
  const members = [...found.values()].filter((one) => one !== undefined && one !== 'none');
  const records = await ownRecords(members, ground.vault);
  const judged: JudgedRow[] = [];
  for (const step of steps) {
    const member = isCandidate(step) ? found.get(step) : undefined;
    if (!isCandidate(step)) judged.push(step);
    else if (member === undefined) judged.push(unreadableRow(step));
    else if (member === 'none') judged.push(notFound(step));
    else {
      const record = records.get(member.identityId);
      const row = judgeOne(step, member, { readModel: ground.readModel, record, rule });
      judged.push((await row.catch(unlessUnreadable)) ?? unreadableRow(step));
    }
  }
  return judged;
}

/** The accounts that rows are of; 'none' of a row that is nobody's whom the operator may handle, undefined of what nobody can read. */
async function membersOf<Candidate extends PersonCandidate>(
  candidates: readonly Candidate[],
  ground: JudgeGround,
): Promise<ReadonlyMap<Candidate, TaggedAccount | 'none' | undefined>> {
  const knownOf = await accountsOfCandidates(candidates, ground);
  const found = new Map<Candidate, TaggedAccount | 'none' | undefined>();
  for (const candidate of candidates) {
    const known = knownOf(candidate);
    found.set(candidate, known && (await memberInScope(known, ground).catch(unlessUnreadable)));
  }
  return found;
}

/** The same question for whoever is none: a stranger, a wrong name and another union's member are answered alike. */
async function memberInScope(
  known: KnownCandidate,
  { readModel, scope }: JudgeGround,
): Promise<TaggedAccount | 'none'> {
  const isInScope = await readModel.isWithin(known.account?.org ?? scope.org, scope.org);
  const account = namedAccount(known);
  return account?.province === scope.province && isInScope ? account : 'none';
}

function notFound({ row, notes }: PersonCandidate): JudgedRow {
  return bad(row.rowNumber, [documentProblem('MEMBER_NOT_FOUND')], notes);
}

async function judgeOne<Candidate extends PersonCandidate, Entry extends LedgerEntry>(
  candidate: Candidate,
  { identityId }: TaggedAccount,
  {
    readModel,
    record,
    rule,
  }: Pick<JudgeGround, 'readModel'> & {
    readonly record: RealNameRecord | undefined;
    readonly rule: MemberRule<Candidate, Entry>;
  },
): Promise<JudgedRow> {
  const { row, notes } = candidate;
  const as = (outcome: JudgedRow['outcome'], problems: readonly Problem[]): JudgedRow => ({
    ...{ rows: [row.rowNumber], outcome, identityId, notes: { ...notes, problems } },
  });
  const written = await readModel.writtenAccount(identityId);
  if (written === undefined) throw new DomainError('RECORD_UNREADABLE', { type: 'account' });
  const judgement = await rule(candidate, { identityId, written });
  if (judgement === 'unchanged') return as('unchanged', []);
  if ('problem' in judgement) return as('bad', [judgement.problem]);
  const difference = differenceOf(row, record);
  if (difference !== undefined) return as('differs', [documentProblem(difference)]);
  const { entry, bankAccount } = judgement;
  const prepared = { entry, record: undefined, ...(bankAccount !== undefined && { bankAccount }) };
  return { ...as('ready', []), prepared };
}

/**
 * Of a member who is registered under another number by now, or of whom the vault has no record any more, whoever signs could compare
 * nothing.
 */
function differenceOf(
  { matchNumber }: PersonCandidate['row'],
  record: RealNameRecord | undefined,
): 'REAL_NAME_LOST' | 'MEMBER_DIFFERS' | undefined {
  if (record === undefined) return 'REAL_NAME_LOST';
  return record.identifiers?.docNumber === matchNumber ? undefined : 'MEMBER_DIFFERS';
}
