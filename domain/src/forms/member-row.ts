// SPDX-License-Identifier: Apache-2.0
import type { IsoDate } from '../values/calendar-date.js';
import type { DocumentType } from '../values/identity-document.js';
import type { PersonName } from '../values/person-name.js';
import type { ColumnMapping } from './form.js';
import type { MemberColumn } from './member-columns.js';
import type { RowReader } from './row-reader.js';
import type { UnionReference } from './union-reference.js';

/** What a row loads: a member, a retained membership, or only its trace (an ended row makes nobody a member). */
export type MemberTarget = 'ACTIVE' | 'RETAINED' | 'ENDED';

/** A row of the member form, read. Codes are those of the code tables; what was left empty is undefined. */
export interface MemberRow {
  readonly rowNumber: number;
  readonly name: PersonName;
  /** GB/T 2261.1: 1 or 2. */
  readonly sex: string;
  readonly birthDate: IsoDate | undefined;
  readonly ethnicity: string | undefined;
  readonly employment: string | undefined;
  readonly docType: DocumentType;
  /** As on the document, repaired. */
  readonly docNumber: string;
  /** The lifelong part of the number: what is matched, never what is shown. */
  readonly matchNumber: string;
  readonly education: string | undefined;
  readonly skill: string | undefined;
  readonly mobile: string;
  readonly householdType: string;
  readonly householdPlace: string | undefined;
  readonly changeType: string | undefined;
  readonly changeDate: IsoDate | undefined;
  readonly changeReason: string | undefined;
  readonly political: string | undefined;
  readonly employer: string | undefined;
  readonly nativePlace: string | undefined;
  readonly migrantWorker: boolean | undefined;
  readonly union: UnionReference | undefined;
  /** Original 入会日期; of a row that is itself a joining, its change date where no other is given. */
  readonly joinedDate: IsoDate | undefined;
  readonly target: MemberTarget;
  readonly source: string | undefined;
}

export interface MemberRowContext {
  /** The day in China on which the file is read. */
  readonly today: IsoDate;
  readonly mapping: ColumnMapping;
  /** Line of the row in its file, for reports. */
  readonly rowNumber: number;
  /** 16 by default, as for every member (《劳动法》第十五条); 0 for an account without membership. */
  readonly minAgeYears?: number;
}

export type MemberReader = RowReader<MemberColumn>;
