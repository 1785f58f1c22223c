// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { EARLIEST_DAY } from '../values/calendar-date.js';

/** A day that is neither after today nor before there were unions. @throws DomainError DATES_INVALID, DATE_TOO_EARLY */
export function assertDay(field: string, day: string, today: string): void {
  if (day > today) throw new DomainError('DATES_INVALID', { field });
  if (day < EARLIEST_DAY) throw new DomainError('DATE_TOO_EARLY', { field, earliest: EARLIEST_DAY });
}
