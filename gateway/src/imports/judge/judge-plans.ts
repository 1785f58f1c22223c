// SPDX-License-Identifier: Apache-2.0
import { DomainError, refusalOf, type ErrorCode } from '@unionid/domain/errors';
import { itemOfRow, readPlanRow, type ListedItem, type PlanColumn } from '@unionid/domain/forms';
import type { ProgrammeRecord } from '@unionid/domain/ledger';
import { grantItem, type PlanRow, type PlanTerms } from '@unionid/domain/plan';
import { windowOf } from '@unionid/domain/programme';
import type { TableRow } from '@unionid/domain/table';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { Judge, JudgeGround, ReadBatch } from './file-judge.js';
import type { JudgedRow, Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import { judgeMembers, type MemberRule } from './own-members.js';
import { readPersonRow, refuseDuplicates, type ReadRow } from './person-rows.js';

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
const COLUMN_OF: Readonly<Partial<Record<ErrorCode, PlanColumn>>> = { CAP_EXCEEDED: '金额' };

async function readItems(rows: readonly TableRow[], ground: PlanGround): Promise<ReadBatch> {
  const read = rows.map((row): Step => readPersonRow<ListedItem, PlanColumn>(row, ground, readPlanRow));
  const { steps, persons } = await refuseDuplicates(read, ground);
  return { persons, judge: () => judgeItems(steps, ground) };
}

async function judgeItems(steps: readonly Step[], ground: PlanGround): Promise<readonly JudgedRow[]> {
  const { readModel, scope, terms } = ground;
  const programme = await readModel.programme(terms.programme, terms.programmeVersion);
  if (programme === undefined) throw new DomainError('PROGRAMME_UNKNOWN');
  // Members of the union that grants and of those below it, whichever stands above.
  const within = { ...ground, scope: { ...scope, org: terms.org } };
  const operator = await readModel.operator(scope.operatorId);
  return judgeMembers(steps, within, ruleOf({ ...ground, programme, signers: operator?.person ?? '' }));
}

/** One row by what the grant's own rule says of the member. */
function ruleOf({
  readModel,
  terms: { on },
  programme,
  signers,
}: PlanGround & {
  readonly programme: ProgrammeRecord;
  readonly signers: string;
}): MemberRule<Candidate, PlanRow> {
  const { class: benefitClass } = programme;
  const window = windowOf(benefitClass, on);
  return async ({ row }, { identityId, written: { place, account } }) => {
    const entry = itemOfRow(row, { identityId, place, root: account.root });
    const ground = {
      ...{ plan: { on, class: benefitClass }, planId: '', programme, member: account, signers: [signers] },
      granted: await readModel.granted({ class: benefitClass, window, subject: identityId }),
    };
    const refusal = refusalOf(() => grantItem(entry, ground));
    return refusal === undefined ? { entry } : { problem: problemOf(refusal) };
  };
}

function problemOf({ code, details }: DomainError): Problem {
  const column = COLUMN_OF[code];
  return column === undefined ? documentProblem(code, details) : { code, column, details };
}
