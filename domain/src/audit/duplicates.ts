// SPDX-License-Identifier: Apache-2.0
import { isStanding, membersAt, namesOf } from '../file/index.js';
import { BENEFIT_CLASSES, type FileRecord, type PlanRecord } from '../ledger/index.js';
import { addDays } from '../values/index.js';
import {
  counts,
  dayOf,
  groupsOf,
  newest,
  planOf,
  standingAt,
  standingBefore,
  windowName,
  type Check,
  type Found,
} from './check.js';
import { beyondFirst, byTime, foundOf, grantedIn, isOfScope, ownOf, sumOf, type Granted } from './granted.js';
import { filesByPerson, personIn, tiedBy } from './persons.js';
import { bySubject, subjectsIn } from './subjects.js';
import type { AuditRows, Step, Versions } from './rows.js';

function mostOf([first]: readonly Granted[]): number {
  return first === undefined ? 0 : BENEFIT_CLASSES[planOf(first.plan).class].most;
}

/** Groups of grants to one subject in one window, with what else they have in common. */
function grantsTo(rows: AuditRows, further: (one: Granted) => string): readonly (readonly Granted[])[] {
  const subjects = subjectsIn(rows);
  const together = groupsOf(grantedIn(rows.plans), (one) => [windowName(one.plan), further(one)].join('/'));
  return [...together.values()].flatMap((group) => tiedBy(group, subjects).filter(isOfScope).map(byTime));
}

/** Whether one list grants a subject twice: of no class it may. */
function isTwiceInOne(granted: readonly Granted[]): boolean {
  return new Set(granted.map(({ plan }) => plan.planId)).size < granted.length;
}

export const DUP_1: Check = {
  code: 'DUP-1',
  version: 3,
  title: {
    zh: '同一人在同一工会、同一类、同一期重复领取',
    en: 'One person twice, by one union, class and period',
  },
  thresholds: {},
  falsePositives: {
    twoChildren: { zh: '两个子女各一份助学，领款人相同', en: 'Two children, one payee' },
  },
  gaps: [],
  together: 'window',
  ofFiles: 'named',
  ofPayees: 'person',
  looksAt: (_, row) => counts(row),
  apartBy: bySubject,
  run: (rows) => ({
    found: grantsTo(rows, ({ plan }) => planOf(plan).org)
      .filter((granted) => granted.length > mostOf(granted) || isTwiceInOne(granted))
      .map((granted) =>
        foundOf(granted, {
          reason: 'repeated',
          fen: beyondFirst(granted),
          facts: { window: windowName(newest(granted).plan), times: granted.length },
        }),
      ),
  }),
};

export const DUP_2: Check = {
  code: 'DUP-2',
  version: 4,
  title: { zh: '同一人跨工会、跨省重复领取', en: 'One person twice, by different unions or provinces' },
  thresholds: {},
  falsePositives: {
    transferred: {
      zh: '期中转会，两边各在其任内发放，金额在限额以内',
      en: 'A transfer mid-period, within the cap',
    },
  },
  gaps: [],
  together: 'window',
  ofTransfers: true,
  ofFiles: 'named',
  ofPayees: 'person',
  looksAt: (_, row) => counts(row),
  apartBy: bySubject,
  run: (rows) => ({
    found: grantsTo(rows, () => '')
      .filter(
        (granted) =>
          granted.length > mostOf(granted) && new Set(granted.map(({ plan }) => planOf(plan).org)).size > 1,
      )
      .map((granted) =>
        foundOf(granted, {
          reason: 'elsewhere',
          fen: beyondFirst(granted),
          facts: {
            ...{ window: windowName(newest(granted).plan), times: granted.length },
            provinces: new Set(granted.map(({ plan }) => planOf(plan).province)).size,
          },
          explained: isTransferred(rows, granted) ? 'transferred' : undefined,
        }),
      ),
  }),
};

/**
 * Whether one member went from one union to another meanwhile, was of each when it granted, or below it, and all of it is no more than one
 * may have. Two who are paid for one child have not moved, and neither has who was entered twice.
 */
function isTransferred(rows: AuditRows, granted: readonly Granted[]): boolean {
  const sum = sumOf(granted);
  const orgs = granted.map((one) => unionThen(rows, one));
  const isOne = new Set(granted.map(({ row }) => row.record.id)).size === 1;
  if (!isOne || new Set(orgs).size === 1) return false;
  return granted.every(({ plan, row }, at) => {
    const isOf = isBelowThen(rows, { org: orgs[at] ?? '', top: planOf(plan).org, block: row.step.block });
    return isOf && sum <= (plan.programme?.windowFen ?? 0);
  });
}

/** Union of whoever is paid as the list was taken in. */
function unionThen({ members }: AuditRows, { row }: Granted): string | undefined {
  return standingAt(members.get(row.record.id), row.step)?.record.org;
}

/** Deeper than any tree of unions. */
const MOST_STEPS = 16;

/** Whether a union was another, or stood below it, in a block. */
function isBelowThen(
  { unions }: AuditRows,
  { org, top, block }: { readonly org: string; readonly top: string; readonly block: number },
): boolean {
  let current = org;
  for (let step = 0; step < MOST_STEPS && current !== ''; step += 1) {
    if (current === top) return true;
    current = unions.get(current)?.findLast((each) => each.step.block <= block)?.record.parent ?? '';
  }
  return false;
}

export const DUP_3: Check = {
  code: 'DUP-3',
  version: 4,
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
  together: 'all',
  ofFiles: 'all',
  ofPayees: 'person',
  looksAt: (plan, row) => counts(row) && (row.record.file !== undefined || isPerHousehold(plan)),
  run: (rows) => ({ found: [...twoFiles(rows), ...householdTwice(rows)] }),
};

/** Everybody whom an item's file has as of the version by which it was granted; where it names none, whose household stood on file then. */
function householdOf(
  { files }: AuditRows,
  { row: { record, step } }: Granted,
  filesOf: (person: string) => readonly string[],
): readonly string[] {
  if (record.file === undefined)
    return [record.id, ...filesOf(record.id).flatMap((fileId) => standingIn(files.get(fileId), step))];
  const file = files.get(record.file);
  if (file === undefined) return [record.id];
  const { members, left, v } = newest(file).record;
  const then = membersAt({ members, ...(left !== undefined && { left }) }, record.fileVersion ?? v);
  return [record.id, ...then.flatMap(namesOf)];
}

/** Who was of a file that stood as a list came. */
function standingIn(versions: Versions<FileRecord> | undefined, step: Step): readonly string[] {
  const then = standingBefore(versions, step)?.record;
  return then !== undefined && isStanding(then, dayOf(step)) ? then.members.flatMap(namesOf) : [];
}

function isPerHousehold({ class: benefitClass }: PlanRecord): boolean {
  return BENEFIT_CLASSES[benefitClass].subject === 'household';
}

function householdTwice(rows: AuditRows): readonly Found[] {
  const person = personIn(rows);
  const files = filesByPerson(rows, person);
  const filesOf = (id: string): readonly string[] => [...(files.get(person(id)) ?? [])];
  const perHousehold = grantedIn(rows.plans).filter(({ plan }) => isPerHousehold(planOf(plan)));
  return [...groupsOf(perHousehold, ({ plan }) => windowName(plan)).values()].flatMap((granted) => {
    const holders = new Map<string, Granted>();
    return byTime(granted).flatMap((one): Found[] => {
      const people = householdOf(rows, one, filesOf).map(person);
      // The same person twice is DUP-1's and DUP-2's.
      const before = people
        .flatMap((name) => holders.get(name) ?? [])
        .find(({ row }) => person(row.record.id) !== person(one.row.record.id));
      for (const name of people) holders.set(name, holders.get(name) ?? one);
      if (before === undefined || !isOfScope([before, one])) return [];
      return [
        foundOf([before, one], {
          ...{ reason: 'household', fen: sumOf(ownOf([one])), facts: { window: windowName(one.plan) } },
          explained: wereSplit(rows, before, one) ? 'split' : undefined,
        }),
      ];
    });
  });
}

/** Whether the second payee had left the first one's file by the time it was granted: whoever leaves afterwards explains nothing. */
function wereSplit({ files }: AuditRows, before: Granted, one: Granted): boolean {
  const versions = files.get(before.row.record.file ?? '') ?? [];
  const left = versions.findLast(({ step }) => step.block <= one.row.step.block)?.record.left ?? [];
  return left.some(({ id }) => id === one.row.record.id) && before.row.record.file !== one.row.record.file;
}

/** People who stood in two files that counted on one day, by whatever name, and whether or not they have left one since. */
function twoFiles(rows: AuditRows): readonly Found[] {
  const person = personIn(rows);
  const spells = [...rows.files].flatMap(([fileId, versions]) => spellsOf(fileId, versions));
  const named = spells.flatMap((spell) => spell.names.map((name) => ({ ...spell, name: person(name) })));
  const used = groupsOf(grantedIn(rows.plans), ({ row }) => row.record.file ?? '');
  const told = new Set<string>();
  return [...groupsOf(named, ({ name }) => name)].flatMap(([tag, all]) => {
    const both = [
      ...new Set(all.filter((one) => all.some((other) => overlap(one, other))).map(({ fileId }) => fileId)),
    ].sort();
    const granted = byTime(both.flatMap((fileId) => used.get(fileId) ?? []));
    // Who stands in them by a tag stands in them by the account, too.
    if (!isOfScope(granted) || told.has(both.join())) return [];
    told.add(both.join());
    const facts = { tag, files: both.length };
    const own = new Set(ownOf(granted).map(({ row }) => row.record.file));
    return [
      {
        ...foundOf(granted, { reason: 'twoFiles', fen: beyondFirst(granted), facts }),
        steps: both
          .filter((fileId) => own.has(fileId))
          .flatMap((fileId) => rows.files.get(fileId)?.at(-1)?.step ?? []),
      },
    ];
  });
}

/** Days on which a file counted with the same people in it: the last is not one of them any more. */
interface Spell {
  readonly fileId: string;
  readonly names: readonly string[];
  readonly from: string;
  readonly end: string;
}

function spellsOf(fileId: string, versions: Versions<FileRecord>): readonly Spell[] {
  const { closed } = newest(versions).record;
  return versions.map(({ step, record }, at) => {
    const next = versions[at + 1]?.step;
    const [since, until] = [at === 0 ? '' : dayOf(step), addDays(record.until, 1)];
    return {
      ...{ fileId, names: record.members.flatMap(namesOf) },
      from: record.from > since ? record.from : since,
      end:
        [
          until,
          ...(next === undefined ? [] : [dayOf(next)]),
          ...(closed === undefined ? [] : [closed.on]),
        ].sort()[0] ?? until,
    };
  });
}

function overlap(one: Spell, other: Spell): boolean {
  const from = one.from > other.from ? one.from : other.from;
  return one.fileId !== other.fileId && from < one.end && from < other.end;
}
