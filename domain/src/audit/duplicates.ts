// SPDX-License-Identifier: Apache-2.0
import { countsOn, membersAt, namesOf } from '../file/index.js';
import { BENEFIT_CLASSES, type FileRecord } from '../ledger/index.js';
import {
  beyondFirst,
  byTime,
  foundOf,
  grantedIn,
  groupsOf,
  newest,
  planOf,
  type Check,
  type Found,
  type Granted,
} from './check.js';
import type { AuditRows } from './rows.js';

/** Whom an item is counted for: the child where the class is counted so, else who is paid. */
function subjectOf({ plan, row: { record } }: Granted): string {
  const { subject } = BENEFIT_CLASSES[planOf(plan).class];
  return subject === 'beneficiary' ? (record.for ?? record.id) : record.id;
}

function windowName({ plan }: Granted): string {
  const { class: benefitClass, window } = planOf(plan);
  return `${benefitClass}/${window}`;
}

const beyondMost = (granted: readonly Granted[]): boolean => {
  const [first] = granted;
  return first !== undefined && granted.length > BENEFIT_CLASSES[planOf(first.plan).class].most;
};

const isOfScope = (granted: readonly Granted[]): boolean => granted.some(({ plan }) => plan.inScope);

/** Groups of grants to one subject in one window, with what else they have in common. */
function grantsTo(rows: AuditRows, further: (one: Granted) => string): readonly (readonly Granted[])[] {
  const groups = groupsOf(grantedIn(rows.plans), (one) =>
    [windowName(one), subjectOf(one), further(one)].join('/'),
  );
  return [...groups.values()].filter((group) => isOfScope(group) && beyondMost(group)).map(byTime);
}

export const DUP_1: Check = {
  code: 'DUP-1',
  version: 1,
  title: {
    zh: '同一人在同一工会、同一类、同一期重复领取',
    en: 'One person twice, by one union, class and period',
  },
  thresholds: {},
  falsePositives: {
    twoChildren: { zh: '两个子女各一份助学，领款人相同', en: 'Two children, one payee' },
  },
  gaps: [],
  run: (rows) => ({
    found: grantsTo(rows, ({ plan }) => planOf(plan).org).map((granted) =>
      foundOf(granted, {
        reason: 'repeated',
        fen: beyondFirst(granted),
        facts: { window: windowName(newest(granted)), times: granted.length },
      }),
    ),
  }),
};

export const DUP_2: Check = {
  code: 'DUP-2',
  version: 1,
  title: { zh: '同一人跨工会、跨省重复领取', en: 'One person twice, by different unions or provinces' },
  thresholds: {},
  falsePositives: {
    transferred: {
      zh: '期中转会，两边各在其任内发放，金额在限额以内',
      en: 'A transfer mid-period, within the cap',
    },
  },
  gaps: [],
  run: (rows) => ({
    found: grantsTo(rows, () => '')
      .filter((granted) => new Set(granted.map(({ plan }) => planOf(plan).org)).size > 1)
      .map((granted) =>
        foundOf(granted, {
          reason: 'elsewhere',
          fen: beyondFirst(granted),
          facts: {
            ...{ window: windowName(newest(granted)), times: granted.length },
            provinces: new Set(granted.map(({ plan }) => planOf(plan).province)).size,
          },
          explained: isTransferred(rows, granted) ? 'transferred' : undefined,
        }),
      ),
  }),
};

/** Whether the person was of each union when that union granted, and all of it is no more than one may have. */
function isTransferred({ members }: AuditRows, granted: readonly Granted[]): boolean {
  const sum = granted.reduce((all, { row }) => all + row.record.fen, 0);
  return granted.every(({ plan, row }) => {
    const { org } = planOf(plan);
    const then = (members.get(row.record.id) ?? []).findLast(({ step }) => step.block <= row.step.block);
    return then?.record.org === org && sum <= (plan.programme?.windowFen ?? 0);
  });
}

export const DUP_3: Check = {
  code: 'DUP-3',
  version: 2,
  title: { zh: '同一家庭重复领取，或一户（人）多档', en: 'One household twice, or in two files' },
  thresholds: {},
  falsePositives: {
    split: { zh: '已依程序分户', en: 'The household was split in due form' },
  },
  gaps: [
    {
      data: {
        zh: '未建档家庭的成员关系（户籍）',
        en: 'Who is of a household without a file (household register)',
      },
      heldBy: { zh: '公安、民政', en: 'public security, civil affairs' },
    },
  ],
  run: (rows) => ({ found: [...twoFiles(rows), ...householdTwice(rows)] }),
};

/** Everybody whom an item's file has as of the version by which it was granted. */
function householdOf({ files }: AuditRows, { row: { record } }: Granted): readonly string[] {
  const file = record.file === undefined ? undefined : files.get(record.file);
  if (file === undefined) return [record.id];
  const { members, left, v } = newest(file).record;
  const then = membersAt({ members, ...(left !== undefined && { left }) }, record.fileVersion ?? v);
  return [record.id, ...then.flatMap(namesOf)];
}

function householdTwice(rows: AuditRows): readonly Found[] {
  const perHousehold = grantedIn(rows.plans).filter(
    ({ plan }) => BENEFIT_CLASSES[planOf(plan).class].subject === 'household',
  );
  return [...groupsOf(perHousehold, windowName).values()].flatMap((granted) => {
    const holders = new Map<string, Granted>();
    return byTime(granted).flatMap((one): Found[] => {
      const people = householdOf(rows, one);
      // The same person twice is DUP-1's and DUP-2's.
      const before = people
        .flatMap((person) => holders.get(person) ?? [])
        .find(({ row }) => row.record.id !== one.row.record.id);
      for (const person of people) holders.set(person, holders.get(person) ?? one);
      if (before === undefined || !isOfScope([before, one])) return [];
      return [
        foundOf([before, one], {
          ...{ reason: 'household', fen: one.row.record.fen, facts: { window: windowName(one) } },
          explained: wereSplit(rows, before, one) ? 'split' : undefined,
        }),
      ];
    });
  });
}

/** Whether the second payee had left the first one's file by the time it was granted. */
function wereSplit({ files }: AuditRows, before: Granted, one: Granted): boolean {
  const file = files.get(before.row.record.file ?? '');
  const left = file === undefined ? [] : (newest(file).record.left ?? []);
  return left.some(({ id }) => id === one.row.record.id) && before.row.record.file !== one.row.record.file;
}

/** People who stand in two files that count on one day, by whatever name. */
function twoFiles(rows: AuditRows): readonly Found[] {
  const standing = [...rows.files].map(([fileId, versions]) => ({ fileId, ...newest(versions) }));
  const named = standing.flatMap((file) =>
    file.record.members.flatMap(namesOf).map((name) => ({ name, ...file })),
  );
  const used = groupsOf(grantedIn(rows.plans), ({ row }) => row.record.file ?? '');
  const told = new Set<string>();
  return [...groupsOf(named, ({ name }) => name)].flatMap(([tag, all]) => {
    const files = all.filter((one) => all.some((other) => overlap(one, other)));
    const granted = files.flatMap(({ fileId }) => used.get(fileId) ?? []);
    const both = files.map(({ fileId }) => fileId).join();
    // Who stands in them by a tag stands in them by the account, too.
    if (!isOfScope(granted) || told.has(both)) return [];
    told.add(both);
    const fen = granted.slice(1).reduce((sum, { row }) => sum + row.record.fen, 0);
    return [
      {
        ...foundOf(granted, { reason: 'twoFiles', fen, facts: { tag, files: files.length } }),
        steps: files.map(({ step }) => step),
      },
    ];
  });
}

interface Standing {
  readonly fileId: string;
  readonly record: FileRecord;
}

/** Whether both count on the day on which the later of them begins. */
function overlap(one: Standing, other: Standing): boolean {
  const day = one.record.from > other.record.from ? one.record.from : other.record.from;
  return one.fileId !== other.fileId && countsOn(one.record, day) && countsOn(other.record, day);
}
