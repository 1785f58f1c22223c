// SPDX-License-Identifier: Apache-2.0
import { countsOn } from '../file/index.js';
import { FILE_LEVELS, type FileLevel, type FileRecord } from '../ledger/index.js';
import { chinaDateAt, daysBetween } from '../values/index.js';
import {
  foundOf,
  grantedIn,
  groupsOf,
  isPaid,
  newest,
  planOf,
  type Check,
  type Found,
  type Granted,
} from './check.js';
import type { AuditRows, MemberRow, PlanRow, Step, Version } from './rows.js';

const ENDED: ReadonlySet<string> = new Set(['WITHDRAWN', 'EXPELLED', 'DECEASED', 'VOIDED']);

const reportedLate = {
  zh: '发放后才上报、登记的变更（倒签生效日）：追回，不追责',
  en: 'Reported after it was paid, with an earlier day: to be recovered, nobody at fault',
};

/** Items of the scope. */
function ownGrants({ plans }: AuditRows): readonly Granted[] {
  return grantedIn(plans.filter(({ inScope }) => inScope));
}

export const IMP_1: Check = {
  code: 'IMP-1',
  version: 1,
  title: { zh: '冒领：一个账号收多人的钱', en: 'One account under several payees' },
  thresholds: { payees: 1 },
  falsePositives: {
    household: { zh: '同一档案家庭内的监护人代领', en: 'A guardian of the same household on file' },
  },
  gaps: [
    { data: '账户户名与证件是否相符（银行核验）', heldBy: '银行' },
    { data: '一个手机号多人使用', heldBy: '各省实名库' },
  ],
  run: (rows) => ({
    found: [...groupsOf(grantedIn(rows.plans), ({ row }) => row.record.account ?? '').values()].flatMap(
      (granted) => {
        const payees = new Set(granted.map(({ row }) => row.record.id));
        if (payees.size <= 1 || !granted.some(({ plan }) => plan.inScope)) return [];
        const files = new Set(granted.map(({ row }) => row.record.file ?? ''));
        return [
          foundOf(granted, {
            reason: 'sharedAccount',
            fen: granted.reduce((sum, { row }) => sum + row.record.fen, 0),
            facts: { payees: payees.size },
            explained: files.size === 1 && !files.has('') ? 'household' : undefined,
          }),
        ];
      },
    ),
  }),
};

/** What an account was on a day, by all that is known at the height. */
function memberOn({ members }: AuditRows, identityId: string, day: string): Version<MemberRow> | undefined {
  return (members.get(identityId) ?? []).findLast(({ record }) => record.since <= day);
}

export const ELG_1: Check = {
  code: 'ELG-1',
  version: 1,
  title: { zh: '发放日会籍状态不符合条件', en: 'Not eligible by membership on the day of the grant' },
  thresholds: {},
  falsePositives: { reportedLate },
  gaps: [],
  run: (rows) => ({
    found: ownGrants(rows).flatMap((one) => {
      const { on } = planOf(one.plan);
      const member = memberOn(rows, one.row.record.id, on);
      const state = stateFor(member, on);
      const isEligible =
        state === 'ACTIVE' || (state === 'RETAINED' && one.plan.programme?.retained === true);
      // Those that have ended are ELG-3's once they are paid.
      if (isEligible || (ENDED.has(state) && isPaid(one.row))) return [];
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

function stateFor(member: Version<MemberRow> | undefined, on: string): string {
  if (member === undefined) return 'UNKNOWN';
  const { state, joined } = member.record;
  return joined !== '' && joined <= on ? state : 'NONE';
}

function isLate(member: Version<MemberRow> | undefined, { block }: Step): boolean {
  return member !== undefined && member.step.block > block;
}

export const ELG_2: Check = {
  code: 'ELG-2',
  version: 1,
  title: { zh: '无档案、档案无效或级别不符', en: 'Without a file, by one not valid, or of too wide a level' },
  thresholds: {},
  falsePositives: {
    emergency: { zh: '紧急救助，在规定天数内补档', en: 'An emergency, filed within the programme’s days' },
  },
  gaps: [],
  run: (rows) => ({
    found: ownGrants(rows).flatMap((one) => {
      const reason = fileFault(rows, one);
      if (reason === undefined) return [];
      const { on } = planOf(one.plan);
      return [
        withSteps(one, undefined, {
          ...{ reason, facts: { on, source: one.plan.fund?.source ?? '' } },
          explained: reason === 'noFile' && isFiledLater(rows, one) ? 'emergency' : undefined,
        }),
      ];
    }),
  }),
};

/** Central money is for files of the national level; a programme may ask for files, too. */
function fileFault({ files }: AuditRows, { plan, row: { record, step } }: Granted): string | undefined {
  const level = plan.fund?.source === 'central' ? 'national' : plan.programme?.files?.level;
  if (record.file === undefined) return level === undefined ? undefined : 'noFile';
  const versions = files.get(record.file);
  if (versions === undefined) return 'unknownFile';
  const then = asOfStep(versions, step);
  if (!countsOn(then, planOf(plan).on)) return 'fileNotValid';
  return isTooWide(then.level, level) ? 'fileLevel' : undefined;
}

/** As it stood then. */
function asOfStep(versions: readonly Version<FileRecord>[], { block }: Step): FileRecord {
  return (versions.findLast(({ step }) => step.block <= block) ?? newest(versions)).record;
}

function isTooWide(level: FileLevel, asked: FileLevel | undefined): boolean {
  return asked !== undefined && FILE_LEVELS.indexOf(level) > FILE_LEVELS.indexOf(asked);
}

function isFiledLater({ files }: AuditRows, { plan, row: { record } }: Granted): boolean {
  const late = plan.programme?.files?.late;
  const { on } = planOf(plan);
  const isOf = (file: FileRecord): boolean => file.members.some(({ id }) => id === record.id);
  return (
    late !== undefined &&
    [...files.values()].some((versions) => {
      const { record: file } = newest(versions);
      return isOf(file) && file.filed >= on && daysBetween(on, file.filed) <= late;
    })
  );
}

export const ELG_3: Check = {
  code: 'ELG-3',
  version: 1,
  title: { zh: '死亡、退会、除名后仍付款', en: 'Paid after death, leaving or expulsion' },
  thresholds: {},
  falsePositives: { reportedLate },
  gaps: [{ data: '未登记的死亡、殡葬信息', heldBy: '公安、民政' }],
  run: (rows) => ({
    found: ownGrants(rows).flatMap((one) => {
      const paying = payingStep(one.plan);
      if (paying === undefined || !isPaid(one.row)) return [];
      const day = chinaDateAt(Date.parse(paying.time));
      const member = memberOn(rows, one.row.record.id, day);
      if (member === undefined || !ENDED.has(member.record.state)) return [];
      return [
        withSteps(one, member.step, {
          ...{
            reason: 'ended',
            facts: { state: member.record.state, since: member.record.since, paid: day },
          },
          explained: isLate(member, paying) ? 'reportedLate' : undefined,
        }),
      ];
    }),
  }),
};

/** When the order of a plan went to the bank. */
export function payingStep({ versions }: PlanRow): Step | undefined {
  return versions.find(({ record }) => record.status === 'PAYING')?.step;
}

function withSteps(
  one: Granted,
  step: Step | undefined,
  told: Pick<Found, 'reason' | 'facts'> & { readonly explained: string | undefined },
): Found {
  const found = foundOf([one], { ...told, fen: one.row.record.fen });
  return step === undefined ? found : { ...found, steps: [...found.steps, step] };
}

export const CAP_1: Check = {
  code: 'CAP-1',
  version: 1,
  title: { zh: '超过单笔或本期累计标准', en: 'Over the cap, of one item or of the period' },
  thresholds: {},
  falsePositives: {
    mixedFunds: { zh: '不同来源资金各在其标准以内', en: 'Of several sources, each within the cap' },
  },
  gaps: [{ data: '各地低保标准（年）', heldBy: '民政' }],
  run: (rows) => ({
    found: [
      ...ownGrants(rows).flatMap((one) => overItem(one) ?? []),
      ...[...groupsOf(grantedIn(rows.plans), personInWindow).values()].flatMap(
        (granted) => overWindow(granted) ?? [],
      ),
    ],
  }),
};

function personInWindow({ plan, row }: Granted): string {
  const { class: benefitClass, window } = planOf(plan);
  return [benefitClass, window, row.record.for ?? row.record.id].join('/');
}

function overItem(one: Granted): Found | undefined {
  const cap = one.plan.programme?.itemFen;
  const { fen } = one.row.record;
  if (cap === undefined || fen <= cap) return undefined;
  return foundOf([one], { reason: 'item', fen: fen - cap, facts: { cap, fen } });
}

function overWindow(granted: readonly Granted[]): Found | undefined {
  if (granted.length < 2 || !granted.some(({ plan }) => plan.inScope)) return undefined;
  const cap = Math.max(...granted.map(({ plan }) => plan.programme?.windowFen ?? Infinity));
  const sum = (some: readonly Granted[]): number => some.reduce((all, { row }) => all + row.record.fen, 0);
  const fen = sum(granted);
  if (fen <= cap) return undefined;
  const bySource = groupsOf(granted, ({ plan }) => plan.fund?.source ?? 'unknown');
  const isMixed = bySource.size > 1 && [...bySource.values()].every((some) => sum(some) <= cap);
  return foundOf(granted, {
    ...{ reason: 'window', fen: fen - cap, facts: { cap, fen } },
    explained: isMixed ? 'mixedFunds' : undefined,
  });
}
