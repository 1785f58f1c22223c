// SPDX-License-Identifier: Apache-2.0
import { LISTED_REASON, textOfCode } from '../codes/index.js';
import { changeRow, type ChangeRow } from '../membership/index.js';
import { parseWith } from '../schema/index.js';
import { EARLIEST_DAY, type IsoDate } from '../values/calendar-date.js';
import type { DocumentType } from '../values/identity-document.js';
import type { PersonName } from '../values/person-name.js';
import { CHANGE_FORM } from './change-columns.js';
import type { Cells, ColumnMapping } from './form.js';
import type { MemberColumn } from './member-columns.js';
import { documentFields, readDocument, readName } from './member-identity.js';
import type { MemberReader } from './member-row.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';

type Action = ChangeRow['action'];

/** Reasons of each change, the codes of {@link LISTED_REASON}; where there is one only, an empty cell means it. */
const REASONS = {
  retain: ['retired', 'earlyRetired', 'unemployed', 'employerEnded', 'military'],
  resume: ['employed', 'demobilised'],
  leave: ['request'],
  expel: ['crime'],
  decease: ['deceased'],
} as const satisfies Readonly<Record<Action, readonly string[]>>;

/** A row of such a list, read. */
export interface ListedChange {
  readonly rowNumber: number;
  readonly name: PersonName;
  readonly docType: DocumentType;
  readonly docNumber: string;
  /** The lifelong part of the number: what is matched. */
  readonly matchNumber: string;
  readonly action: Action;
  readonly on: IsoDate;
  readonly reason: string;
}

export interface ListedChangeContext {
  /** The day in China on which the file is read. */
  readonly today: IsoDate;
  readonly mapping: ColumnMapping;
  /** Line of the row in its file, for reports. */
  readonly rowNumber: number;
}

/** Reads one row of a list; every fault is found at once. */
export function readChangeRow(
  cells: Cells<MemberColumn>,
  { today, mapping, rowNumber }: ListedChangeContext,
): RowResult<ListedChange> {
  const reader = new RowReader(CHANGE_FORM, cells, mapping);
  const name = readName(reader);
  const document = readDocument(reader, today);
  const action = reader.code('会籍变化类型', { required: true }) as Action | undefined;
  const on = reader.date('会籍变化日期', today, { required: true, notBefore: EARLIEST_DAY });
  const reason = readReason(reader, action);
  return reader.finish(() => {
    if (name === undefined || document === undefined) return undefined;
    if (action === undefined || on === undefined || reason === undefined) return undefined;
    return { rowNumber, name, ...documentFields(document), action, on, reason };
  });
}

/**
 * The ledger row that a row of a list stands for; gateway and client ask the same. The list itself is the document behind each, of an
 * expulsion also in place of its judgment.
 * @param evidence SM3 of the list as it came, base64url
 */
export function changeOfRow(
  { action, on, reason }: Pick<ListedChange, 'action' | 'on' | 'reason'>,
  { evidence, ...account }: Pick<ChangeRow, 'identityId' | 'place' | 'root' | 'version' | 'evidence'>,
): ChangeRow {
  return parseWith(changeRow, {
    ...{ ...account, action, on, evidence },
    ...(action !== 'decease' && { reason }),
    ...(action === 'expel' && { judgment: evidence }),
  });
}

function readReason(reader: MemberReader, action: Action | undefined): string | undefined {
  const allowed: readonly string[] = action === undefined ? [] : REASONS[action];
  const isOnly = allowed.length === 1;
  const reason = reader.code('会籍变化原因', { silent: isOnly, required: allowed.length > 1 });
  if (action === undefined || (reason !== undefined && allowed.includes(reason))) return reason;
  if (reason !== undefined) {
    const texts = allowed.map((code) => textOfCode(LISTED_REASON, code) ?? code);
    reader.problem('CHANGE_CONTRADICTORY', '会籍变化原因', { allowed: texts });
    return undefined;
  }
  return isOnly && reader.isEmpty('会籍变化原因') ? allowed[0] : undefined;
}
