// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import {
  FILE_LEVELS,
  type FileLevel,
  type FileRecord,
  type FileTerm,
  type Publicity,
} from '../ledger/index.js';
import { addDays, daysBetween } from '../values/china-date.js';

/** How long a file counts before somebody looks at the household again. */
const MOST_DAYS = 366;

/**
 * From when to when a file counts: from the day on which it is filed, or once what was shown in public has been.
 * @throws DomainError DATES_INVALID
 */
export function termOf(
  { until, publicity }: { readonly until: string; readonly publicity?: Publicity | undefined },
  today: string,
): Pick<FileRecord, 'from' | 'until' | 'publicity'> {
  if (until < today || daysBetween(today, until) > MOST_DAYS)
    throw new DomainError('DATES_INVALID', { field: 'until' });
  if (publicity === undefined) return { from: today, until };
  // Nobody can have objected to what was said to have been shown only afterwards.
  if (publicity.from < today) throw new DomainError('DATES_INVALID', { field: 'from' });
  if (publicity.until < publicity.from || publicity.until >= until)
    throw new DomainError('DATES_INVALID', { field: 'until' });
  return { from: addDays(publicity.until, 1), until, publicity };
}

/**
 * What counts of a file on the days before what it says now does: as it stood, until that has been shown in public. Nothing that was shown
 * of a narrower level than the file is of now.
 * @param from first day of what it says now
 */
export function termBefore(
  file: Pick<FileRecord, 'before'> & FileTerm,
  { from, level, today }: { readonly from: string; readonly level: FileLevel; readonly today: string },
): Pick<FileRecord, 'before'> {
  const isAnother = from !== file.from && file.from <= today;
  const term = isAnother ? file : file.before;
  if (term === undefined) return {};
  const isWider = FILE_LEVELS.indexOf(level) > FILE_LEVELS.indexOf(term.level);
  const last = addDays(from, -1);
  return {
    before: {
      ...{
        level: isWider ? level : term.level,
        from: term.from,
        until: term.until < last ? term.until : last,
      },
      ...(!isWider && term.publicity !== undefined && { publicity: term.publicity }),
    },
  };
}

/** By what a file counts on a day: as it says now, or as it stood until that was shown; undefined where it does not. */
export function termOn(file: FileRecord, day: string): FileTerm | undefined {
  if (file.closed !== undefined && day >= file.closed.on) return undefined;
  return [file, file.before].find((term) => term !== undefined && term.from <= day && day <= term.until);
}

/** Whether something may be granted by a file as of a day. */
export function countsOn(file: FileRecord, day: string): boolean {
  return termOn(file, day) !== undefined;
}
