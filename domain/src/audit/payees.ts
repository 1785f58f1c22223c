// SPDX-License-Identifier: Apache-2.0
import { attemptOf } from '../plan/index.js';
import { daysBetween } from '../values/index.js';
import { counts, dayOf, groupsOf, isPaid, ownPlans, planOf, type Check, type Found } from './check.js';
import { foundOf, grantedIn, isOfScope, ownOf, sumOf, type Granted } from './granted.js';
import { filesByPerson, personIn, type FilesOf } from './persons.js';
import type { AuditRows, ItemRow, MemberRow, PlanRow, Step, Version } from './rows.js';

const ENDED: ReadonlySet<string> = new Set(['WITHDRAWN', 'EXPELLED', 'DECEASED', 'VOIDED']);

const reportedLate = {
  zh: '发放后才上报、登记的变更（倒签生效日）：追回，不追责',
  en: 'Reported after it was paid, with an earlier day: to be recovered, nobody at fault',
};

/** Items of the scope. */
export function ownGrants(rows: AuditRows): readonly Granted[] {
  return grantedIn(ownPlans(rows));
}

export const IMP_1: Check = {
  code: 'IMP-1',
  version: 4,
  title: { zh: '冒领：一个账号收多人的钱', en: 'One account under several payees' },
  thresholds: { payees: 1 },
  falsePositives: {
    household: { zh: '同一档案家庭内的监护人代领', en: 'A guardian of the same household on file' },
  },
  gaps: [
    {
      data: {
        zh: '账户户名与证件是否相符（银行核验）',
        en: 'Whether an account is in the name of the document (as the bank checks it)',
      },
      heldBy: { zh: '银行', en: 'banks' },
    },
    {
      data: { zh: '一个手机号多人使用', en: 'One phone used by many' },
      heldBy: { zh: '各省实名库', en: 'vaults of the provinces' },
    },
  ],
  together: 'all',
  ofFiles: 'all',
  ofPayees: 'person',
  looksAt: (_, row) => counts(row) && row.record.account !== undefined,
  apartBy: () => accountOf,
  run: (rows) => {
    const person = personIn(rows);
    const filesOf = filesByPerson(rows, person);
    const accounts = groupsOf(grantedIn(rows.plans), ({ row }) => accountOf(row));
    return {
      found: [...accounts.values()].flatMap((granted) => {
        const payees = new Set(granted.map(({ row }) => person(row.record.id)));
        if (payees.size <= 1 || !isOfScope(granted)) return [];
        return [
          foundOf(granted, {
            reason: 'sharedAccount',
            fen: sumOf(ownOf(granted)),
            facts: { payees: payees.size },
            explained: isHousehold(filesOf, [...payees]) ? 'household' : undefined,
          }),
        ];
      }),
    };
  },
};

function accountOf({ record: { account } }: ItemRow): string {
  return account ?? '';
}

/** Whether one file has all of them, whatever their items name. */
function isHousehold(filesOf: FilesOf, [first = '', ...others]: readonly string[]): boolean {
  return [...(filesOf.get(first) ?? [])].some((file) =>
    others.every((payee) => filesOf.get(payee)?.has(file) === true),
  );
}

/**
 * What an account was on a day, by all that is known at the height. That it ended later on for another of the same person says nothing
 * against what it got before (ADR 66).
 */
function memberOn(
  { members }: AuditRows,
  identityId: string,
  { day, block }: { readonly day: string; readonly block: number },
): Version<MemberRow> | undefined {
  return (members.get(identityId) ?? []).findLast(
    ({ step, record }) => record.since <= day && (record.into === undefined || step.block <= block),
  );
}

export const ELG_1: Check = {
  code: 'ELG-1',
  version: 3,
  title: { zh: '发放日会籍状态不符合条件', en: 'Not eligible by membership on the day of the grant' },
  thresholds: {},
  falsePositives: { reportedLate },
  gaps: [],
  together: 'plan',
  ofPayees: 'member',
  run: (rows) => ({
    found: ownGrants(rows).flatMap((one) => {
      const { on } = planOf(one.plan);
      const member = memberOn(rows, one.row.record.id, { day: on, block: one.row.step.block });
      const state = stateFor(member, one.plan);
      const isEligible =
        state === 'ACTIVE' || (state === 'RETAINED' && one.plan.programme?.retained === true);
      // Those that had ended when they were paid are ELG-3's.
      if (isEligible || endedWhenPaid(rows, one) !== undefined) return [];
      return [
        withSteps(one, member?.step, {
          reason: 'state',
          facts: { state, on },
          explained: isLate(member, one.row.step) ? 'reportedLate' : undefined,
        }),
      ];
    }),
  }),
};

function stateFor(member: Version<MemberRow> | undefined, plan: PlanRow): string {
  if (member === undefined) return 'UNKNOWN';
  const { on } = planOf(plan);
  const { state, joined } = member.record;
  if (joined === '' || joined > on) return 'NONE';
  return daysBetween(joined, on) < (plan.programme?.tenure ?? 0) ? 'YOUNG' : state;
}

function isLate(member: Version<MemberRow> | undefined, { block }: Step): boolean {
  return member !== undefined && member.step.block > block;
}

export const ELG_3: Check = {
  code: 'ELG-3',
  version: 3,
  title: { zh: '死亡、退会、除名后仍付款', en: 'Paid after death, leaving or expulsion' },
  thresholds: {},
  falsePositives: { reportedLate },
  gaps: [
    {
      data: { zh: '未登记的死亡、殡葬信息', en: 'Deaths and funerals that nobody has recorded' },
      heldBy: { zh: '公安、民政', en: 'public security, civil affairs' },
    },
  ],
  together: 'plan',
  ofPayees: 'member',
  run: (rows) => ({
    found: ownGrants(rows).flatMap((one) => {
      const ended = endedWhenPaid(rows, one);
      if (ended === undefined) return [];
      const { member, day } = ended;
      const { state, since } = member.record;
      return [
        withSteps(one, member.step, {
          ...{ reason: 'ended', facts: { state, since, paid: day } },
          // Who was looked at in the morning and reported at noon is paid in the afternoon: an order is checked by the day.
          explained: dayOf(member.step) >= day ? 'reportedLate' : undefined,
        }),
      ];
    }),
  }),
};

interface Ended {
  readonly member: Version<MemberRow>;
  readonly paying: Step;
  readonly day: string;
}

/** Whoever was paid and was no member any more when the order went to the bank. */
function endedWhenPaid(rows: AuditRows, { plan, row }: Granted): Ended | undefined {
  const paying = payingStep(plan, row.paidIn);
  if (paying === undefined || !isPaid(row)) return undefined;
  const day = dayOf(paying);
  const member = memberOn(rows, row.record.id, { day, block: paying.block });
  return member !== undefined && ENDED.has(member.record.state) ? { member, paying, day } : undefined;
}

/** When the order of a plan went to the bank: its first, or the newest of which something was recorded in a block. */
export function payingStep({ versions }: Pick<PlanRow, 'versions'>, before?: number): Step | undefined {
  const isOrder = ({ record }: PlanRow['versions'][number], at: number): boolean => {
    const former = versions[at - 1]?.record;
    return (
      record.status === 'PAYING' && (former?.status !== 'PAYING' || attemptOf(record) > attemptOf(former))
    );
  };
  // Not all are looked at: a plan has a version for each correction, and is asked for each of its items.
  if (before === undefined) return versions.find(isOrder)?.step;
  return versions.findLast((each, at) => each.step.block < before && isOrder(each, at))?.step;
}

/** A finding about one item, with another step that it rests on. */
export function withSteps(
  one: Granted,
  step: Step | undefined,
  told: Pick<Found, 'reason' | 'facts'> & { readonly explained: Found['explained'] | undefined },
): Found {
  const found = foundOf([one], { ...told, fen: one.row.record.fen });
  return step === undefined ? found : { ...found, steps: [...found.steps, step] };
}
