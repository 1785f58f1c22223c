// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { FileRecord, Publicity } from '../ledger/index.js';
import { daysBetween } from '../values/china-date.js';

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
  return { from: dayAfter(publicity.until), until, publicity };
}

/** Whether something may be granted by a file as of a day. */
export function countsOn({ from, until, closed }: FileRecord, day: string): boolean {
  return from <= day && day <= until && (closed === undefined || day < closed.on);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
