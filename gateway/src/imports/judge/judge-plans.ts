// SPDX-License-Identifier: Apache-2.0
import { bankAccountIdentifiers } from '@unionid/domain/bank';
import { DomainError, refusalOf, type ErrorCode } from '@unionid/domain/errors';
import { itemOfRow, readPlanRow, type ListedItem, type PlanColumn } from '@unionid/domain/forms';
import { countsOn, householdIdentifiers, isStanding } from '@unionid/domain/file';
import {
  type AccountRecord,
  type FileRecord,
  type FundSource,
  type GrantedRecord,
  type ProgrammeRecord,
} from '@unionid/domain/ledger';
import {
  besideFile,
  countedUnder,
  countsByFile,
  grantItem,
  householdNames,
  itemOf,
  nearWindows,
  type ItemGround,
  type PlanRow,
  type PlanTerms,
} from '@unionid/domain/plan';
import { windowOf } from '@unionid/domain/programme';
import type { TableRow } from '@unionid/domain/table';
import { householdTags } from '../../files/prepare-file.js';
import { ownAccounts } from '../../read-model/own-accounts.js';
import type { KnownFile } from '../../read-model/read-model.js';
import { standingFor } from '../../standing/standing-account.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { Judge, JudgeGround, ReadBatch } from './file-judge.js';
import type { JudgedRow, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import { judgeMembers, type Judgement, type MemberRule } from './own-members.js';
import { candidatesOf, readPersonRow, refuseRepeated, type ReadRow } from './person-rows.js';

/** Lists of payees: each row by the rule that the contract asks, so that a second grant is told before anybody signs. */
export const PLAN_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open(ground) {
    const { terms } = ground;
    if (terms === undefined) throw new DomainError('INTERNAL');
    return { take: (rows) => readItems(rows, { ...ground, terms }), end: () => undefined };
  },
};

interface PlanGround extends JudgeGround {
  readonly terms: PlanTerms;
}

type Candidate = ReadRow<ListedItem>;
type Step = JudgedRow | Candidate;

/** Of which column a refusal by the rule speaks; of any other, the document. */
const COLUMN_OF: Readonly<Partial<Record<ErrorCode, PlanColumn>>> = {
  ...{
    VOUCHER_TAKEN: '凭证号',
    CAP_EXCEEDED: '金额',
    GOODS_SUM: '金额',
    GOODS_KIND: '数量',
    HARDSHIP_UNKNOWN: '档案号',
    HARDSHIP_NOT_VALID: '档案号',
  },
  ...{ HARDSHIP_LEVEL: '档案号', HARDSHIP_REQUIRED: '档案号' },
};
const RESIDENT_ID = '111';

async function readItems(rows: readonly TableRow[], ground: PlanGround): Promise<ReadBatch> {
  const read = rows.map((row): Step => readPersonRow<ListedItem, PlanColumn>(row, ground, readPlanRow));
  const single = await refuseRepeated(read, ground, {
    nameOf: ({ row: { docType, matchNumber, beneficiary = '' } }) =>
      `${docType}|${matchNumber}|${beneficiary}`,
    problem: (details) => documentProblem('DUPLICATE_IN_FILE', details),
  });
  const { steps, persons: vouchers } = await refuseRepeated(single.steps, ground, {
    nameOf: ({ row: { voucher } }) => voucher && `voucher|${voucher}`,
    problem: (details) => ({ code: 'VOUCHER_TAKEN', column: '凭证号', details }),
  });
  return {
    persons: new Map([...single.persons, ...vouchers]),
    judge: () => judgeItems(steps, ground),
  };
}

async function judgeItems(steps: readonly Step[], ground: PlanGround): Promise<readonly JudgedRow[]> {
  const { readModel, scope, terms } = ground;
  const programme = await readModel.programme(terms.programme, terms.programmeVersion);
  if (programme === undefined) throw new DomainError('PROGRAMME_UNKNOWN');
  const fund = await readModel.fund(terms.fund);
  if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
  // Members of the union that grants and of those below it, whichever stands above.
  const within = { ...ground, scope: { ...scope, org: terms.org } };
  const operator = await readModel.operator(scope.operatorId);
  const person = operator?.person;
  const signers = person === undefined ? [] : await ownAccounts(person, readModel);
  const bankAccounts = await bankAccountsOf(candidatesOf(steps), ground);
  const known = { programme, source: fund.source, signers, bankAccounts };
  return judgeMembers(steps, within, ruleOf({ ...ground, ...known }));
}

interface RuleGround extends PlanGround {
  readonly programme: ProgrammeRecord;
  readonly source: FundSource;
  readonly signers: readonly string[];
  /** Accounts that rows are paid into, by their numbers. */
  readonly bankAccounts: ReadonlyMap<string, { readonly tag: string; readonly number: string }>;
}

/** One row by what the grant's own rule says of the member. */
function ruleOf(ground: RuleGround): MemberRule<Candidate, PlanRow> {
  const { programme, source, terms, signers, bankAccounts } = ground;
  const { class: benefitClass } = programme;
  return async ({ row }, { identityId, written: { place, account } }) => {
    const also = alsoOf(account);
    const { home, filed, standing } = await homeOf([identityId, ...also], ground);
    const named = await fileNamedBy(row, filed, ground);
    const whom = await beneficiaryOf(row, named?.file, ground);
    const into = bankAccounts.get(row.bankAccount ?? '');
    const entry = itemOfRow(row, {
      ...{ identityId, place, root: account.root },
      ...(named !== undefined && { file: named.fileId }),
      ...(whom !== undefined && { for: whom }),
      ...(into !== undefined && { account: into.tag }),
    });
    const others = await otherAccounts([named?.file, standing], { identityId, also }, ground);
    const names = [...namesAsked(entry, { file: named?.file, standing }, programme), ...others.all];
    const granted = await grantsOf(names, ground);
    const isBooked = await isBookedAlready(entry, ground);
    const division = await divisionAbove(account.org, ground);
    const refusal = refusalOf(() =>
      grantItem(entry, {
        ...{ plan: { on: terms.on, class: benefitClass }, planId: '', programme, source, member: account },
        ...{ signers, file: named?.file, home, isFiled: filed !== undefined },
        standing,
        ...granted,
        division,
        also: others.of,
        isBooked: () => isBooked,
      }),
    );
    if (refusal !== undefined) return { problem: problemOf(refusal) };
    return paidInto(entry, into);
  };
}

/** Of whom the row is paid to, and of those of the household: other accounts of the same person, which have ended or for which theirs has. */
async function otherAccounts(
  files: readonly (FileRecord | undefined)[],
  payee: { readonly identityId: string; readonly also: readonly string[] },
  { readModel }: RuleGround,
): Promise<{ readonly of: (name: string) => readonly string[]; readonly all: readonly string[] }> {
  const others = new Map([[payee.identityId, payee.also]]);
  for (const { id } of files.flatMap((file) => file?.members ?? []))
    if (id !== undefined && !others.has(id)) others.set(id, await standingFor(id, readModel));
  return { of: (name) => others.get(name) ?? [], all: [...others.values()].flat() };
}

/** By which names it is known what was granted before: whom the row counts for, and whoever is of a household that has a cap. */
function namesAsked(
  entry: PlanRow,
  { file, standing }: Pick<ItemGround, 'file' | 'standing'>,
  programme: ProgrammeRecord,
): readonly string[] {
  const counted = countedUnder(itemOf(entry, file), programme.class, file);
  const household = householdNames(programme, entry.file === undefined ? standing : file);
  return [...new Set([...counted, ...household, ...besideFile(entry, programme.class, standing)])];
}

/** Where a union stands, as far as the programme's caps ask it. */
async function divisionAbove(
  org: string,
  { readModel, programme }: Pick<RuleGround, 'readModel' | 'programme'>,
): Promise<string | undefined> {
  return programme.districts === undefined ? undefined : readModel.divisionOf(org);
}

/** What the subjects of a row were granted, in the plan's window and in those beside it that its rules look at. */
async function grantsOf(
  subjects: readonly string[],
  { readModel, programme, terms: { on } }: RuleGround,
): Promise<Pick<ItemGround, 'granted' | 'near'>> {
  const { class: benefitClass } = programme;
  const beside = nearWindows({ class: benefitClass, on }, programme);
  const granted = new Map<string, GrantedRecord | undefined>();
  const near = new Map<string, readonly GrantedRecord[]>();
  for (const subject of subjects) {
    const of = (window: string) => readModel.granted({ class: benefitClass, window, subject });
    granted.set(subject, await of(windowOf(benefitClass, on)));
    const others = await Promise.all(beside.map(of));
    near.set(
      subject,
      others.flatMap((each) => each ?? []),
    );
  }
  return { granted: (subject) => granted.get(subject), near: (subject) => near.get(subject) ?? [] };
}

async function isBookedAlready(
  { voucher }: PlanRow,
  { readModel, terms: { fund, org } }: RuleGround,
): Promise<boolean> {
  if (voucher === undefined) return false;
  return (await readModel.voucher({ fund, org, number: voucher })) !== undefined;
}

function paidInto(
  entry: PlanRow,
  into: { readonly tag: string; readonly number: string } | undefined,
): Judgement<PlanRow> {
  return { entry, ...(into !== undefined && { bankAccount: { identityId: entry.identityId, ...into } }) };
}

/** Whether files matter: to the money, to the programme, or to whom a grant is counted for. */
function isAskedFor({ source, programme }: Pick<RuleGround, 'source' | 'programme'>): boolean {
  return source === 'central' || programme.files !== undefined || countsByFile(programme.class, programme);
}

/** The file that a row says, or else the payee's where files matter. */
async function fileNamedBy(
  { file: fileId, beneficiary }: ListedItem,
  filed: KnownFile | undefined,
  ground: RuleGround,
): Promise<(Partial<KnownFile> & Pick<KnownFile, 'fileId'>) | undefined> {
  if (fileId === undefined) return beneficiary !== undefined || isAskedFor(ground) ? filed : undefined;
  const file = await ground.readModel.hardshipFile(fileId);
  return { fileId, ...(file !== undefined && { file }) };
}

/** The tag of whom it is for, as the file has it. */
async function beneficiaryOf(
  { beneficiary }: ListedItem,
  file: FileRecord | undefined,
  { personTags }: RuleGround,
): Promise<string | undefined> {
  if (beneficiary === undefined) return undefined;
  const asked = householdIdentifiers({ docType: RESIDENT_ID, docNumber: beneficiary });
  const [tags] = await personTags([asked]);
  if (tags === undefined) throw new DomainError('MATCHING_UNAVAILABLE');
  const { tag, former } = householdTags(tags);
  const isSame = (one: string | undefined): boolean => one !== undefined && (one === tag || one === former);
  const member = file?.members.find((each) => isSame(each.tag) || isSame(each.former));
  return member?.tag ?? tag;
}

/** Accounts by a tag of the split key, all rows in one question: one account is found under many payees, and a number by nobody alone. */
async function bankAccountsOf(
  candidates: readonly Candidate[],
  { personTags }: PlanGround,
): Promise<RuleGround['bankAccounts']> {
  const numbers = [...new Set(candidates.flatMap(({ row }) => row.bankAccount ?? []))];
  const tags = numbers.length === 0 ? [] : await personTags(numbers.map(bankAccountIdentifiers));
  const found = new Map<string, { readonly tag: string; readonly number: string }>();
  for (const [at, number] of numbers.entries()) {
    const tagged = tags[at];
    if (tagged === undefined) throw new DomainError('MATCHING_UNAVAILABLE');
    const { tag, former } = householdTags(tagged);
    // While two versions of the key overlap an account keeps the tag that it had: else its payees of before and of now were two accounts'.
    found.set(number, { tag: former ?? tag, number });
  }
  return found;
}

function alsoOf({ also = [] }: Pick<AccountRecord, 'also'>): readonly string[] {
  return also;
}

/** The household of whoever is paid: as it counts, or else as it is; and as it stands. */
async function homeOf(
  identityIds: readonly string[],
  ground: RuleGround,
): Promise<{ filed: KnownFile | undefined; home: FileRecord | undefined; standing: FileRecord | undefined }> {
  const homes = await homesOf(identityIds, ground);
  const filed = homes.find(({ file }) => countsOn(file, ground.terms.on));
  const standing = homes.find(({ file }) => isStanding(file, ground.today));
  return { filed, home: (filed ?? homes[0])?.file, standing: standing?.file };
}

/** The files of somebody's household, by each account that has been the person's. */
async function homesOf(
  identityIds: readonly string[],
  { readModel }: Pick<RuleGround, 'readModel'>,
): Promise<readonly KnownFile[]> {
  const homes: KnownFile[] = [];
  for (const identityId of identityIds) {
    const { file: fileId } = (await readModel.household(identityId)) ?? {};
    const file = fileId === undefined ? undefined : await readModel.hardshipFile(fileId);
    if (fileId !== undefined && file !== undefined) homes.push({ fileId, file });
  }
  return homes;
}

function problemOf({ code, details }: DomainError): Problem {
  const column = COLUMN_OF[code];
  return column === undefined ? documentProblem(code, details) : { code, column, details };
}
