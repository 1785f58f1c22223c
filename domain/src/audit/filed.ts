// SPDX-License-Identifier: Apache-2.0
import { membersAt, termOn } from '../file/index.js';
import type { FileLevel, FileRecord } from '../ledger/index.js';
import { isOfHousehold, isOfLevel, levelAsked, shownFor } from '../plan/index.js';
import { daysBetween } from '../values/index.js';
import { newest, planOf, standingAt, type Check, type Found } from './check.js';
import type { Granted } from './granted.js';
import { ownGrants, withSteps } from './payees.js';
import { filesByPerson, personIn } from './persons.js';
import type { AuditRows, Versions } from './rows.js';

export const ELG_2: Check = {
  code: 'ELG-2',
  version: 4,
  title: { zh: '无档案、档案无效或级别不符', en: 'Without a file, by one not valid, or of too wide a level' },
  thresholds: {},
  falsePositives: {
    emergency: { zh: '紧急救助，在规定天数内补档', en: 'An emergency, filed within the programme’s days' },
  },
  gaps: [],
  together: 'plan',
  ofFiles: 'all',
  ofPayees: 'person',
  run: (rows) => {
    const filed = filedIn(rows);
    return {
      found: ownGrants(rows).flatMap((one) => {
        const reason = fileFault(rows, one);
        if (reason === undefined) return [];
        const { on } = planOf(one.plan);
        return [
          withSteps(one, undefined, {
            ...{ reason, facts: { on, source: one.plan.fund?.source ?? '' } },
            explained: reason === 'noFile' && isFiledLater(rows, one, filed) ? 'emergency' : undefined,
          }),
        ];
      }),
    };
  },
};

function fileFault({ files }: AuditRows, one: Granted): Found['reason'] | undefined {
  const { plan, row } = one;
  const level = levelAsked({ source: plan.fund?.source, programme: plan.programme });
  if (row.record.file === undefined) return level === undefined ? undefined : 'noFile';
  const versions = files.get(row.record.file);
  if (versions === undefined) return 'unknownFile';
  const then = standingAt(versions, row.step)?.record;
  return then === undefined ? 'filedAfter' : faultOf(then, one, level);
}

/** What is wrong with a file as it stood when it was granted by. */
function faultOf(
  file: FileRecord,
  { plan, row }: Granted,
  level: FileLevel | undefined,
): Found['reason'] | undefined {
  const term = termOn(file, planOf(plan).on);
  if (term === undefined) return 'fileNotValid';
  const household = membersAt(file, row.record.fileVersion ?? file.v);
  if (!isOfHousehold(row.record, household)) return 'otherHousehold';
  if (level !== undefined && !isOfLevel(term, level)) return 'fileLevel';
  return shownFor(term) < (plan.programme?.files?.publicDays ?? 0) ? 'fileShort' : undefined;
}

/** Whether it was filed within the programme's days, shown in public on the day of the grant among them, or those days are not over yet. */
function isFiledLater(
  { asOf }: AuditRows,
  { plan, row: { record } }: Granted,
  filed: (identityId: string) => readonly Versions<FileRecord>[],
): boolean {
  const late = plan.programme?.files?.late;
  if (late === undefined) return false;
  const { on } = planOf(plan);
  return (
    daysBetween(on, asOf) <= late || filed(record.id).some((versions) => isInTime(versions, { on, late }))
  );
}

function isInTime(
  versions: Versions<FileRecord>,
  { on, late }: { readonly on: string; readonly late: number },
): boolean {
  const [first] = versions;
  if (first === undefined) return false;
  const { filed, from } = first.record;
  const { closed } = newest(versions).record;
  const hasCounted = closed === undefined || closed.on > from;
  return (filed >= on || from > on) && hasCounted && daysBetween(on, filed) <= late;
}

/** Files in which a person stands or stood, found once for all. */
function filedIn(rows: AuditRows): (identityId: string) => readonly Versions<FileRecord>[] {
  const person = personIn(rows);
  const filesOf = filesByPerson(rows, person);
  return (identityId) =>
    [...(filesOf.get(person(identityId)) ?? [])].flatMap((fileId) => {
      const versions = rows.files.get(fileId);
      return versions === undefined ? [] : [versions];
    });
}
