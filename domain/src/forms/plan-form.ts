// SPDX-License-Identifier: Apache-2.0
import { parseWith } from '../schema/index.js';
import { planRow, type PlanRow } from '../plan/index.js';
import type { IsoDate } from '../values/calendar-date.js';
import type { DocumentType } from '../values/identity-document.js';
import type { PersonName } from '../values/person-name.js';
import { fixYuan, parseYuan } from '../values/yuan.js';
import type { Cells, ColumnMapping } from './form.js';
import { documentFields, readDocument, readName } from './member-identity.js';
import { PLAN_FORM, type PlanColumn } from './plan-columns.js';
import { RowReader } from './row-reader.js';
import type { RowResult } from './row-result.js';

/** A row of a list of payees, read. */
export interface ListedItem {
  readonly rowNumber: number;
  readonly name: PersonName;
  readonly docType: DocumentType;
  readonly docNumber: string;
  /** The lifelong part of the number: what is matched. */
  readonly matchNumber: string;
  readonly fen: number;
}

export interface ListedItemContext {
  /** The day in China on which the file is read. */
  readonly today: IsoDate;
  readonly mapping: ColumnMapping;
  /** Line of the row in its file, for reports. */
  readonly rowNumber: number;
}

/** Reads one row of a list of payees; every fault is found at once. */
export function readPlanRow(
  cells: Cells<PlanColumn>,
  { today, mapping, rowNumber }: ListedItemContext,
): RowResult<ListedItem> {
  const reader = new RowReader(PLAN_FORM, cells, mapping);
  const name = readName(reader);
  const document = readDocument(reader, today);
  const text = reader.text('金额', { required: true, maxCharacters: 40 });
  const fen =
    text === undefined ? undefined : reader.parsed('金额', parseYuan(reader.fixed('金额', fixYuan(text))));
  return reader.finish(() => {
    if (name === undefined || document === undefined || fen === undefined) return undefined;
    return { rowNumber, name, ...documentFields(document), fen };
  });
}

/** The ledger row that a row of a list stands for; gateway and client ask the same. */
export function itemOfRow(
  { fen }: Pick<ListedItem, 'fen'>,
  account: Pick<PlanRow, 'identityId' | 'place' | 'root' | 'file'>,
): PlanRow {
  return parseWith(planRow, { ...account, fen });
}
