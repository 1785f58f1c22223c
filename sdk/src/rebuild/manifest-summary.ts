// SPDX-License-Identifier: Apache-2.0
import type { ChangeRow } from '@unionid/domain/membership';
import type { PlanRow, ResultRow } from '@unionid/domain/plan';
import type { LedgerRow } from './file-check.js';

/** What the rows say, counted by the client while it checked them. */
export interface ManifestSummary {
  readonly rows: number;
  /** Rows by union: members enrolled in it, or unions founded under it. */
  readonly byOrganisation: Readonly<Record<string, number>>;
  /** Of changes of memberships: rows by what they do. */
  readonly byAction?: Readonly<Partial<Record<ChangeRow['action'], number>>>;
  /** Of payees: what they get together. */
  readonly fen?: number;
  /** Of what a bank answers: how many of the rows it has paid. */
  readonly paid?: number;
  /** Earliest and latest 入会日期, 建会日期 or 会籍变化日期. */
  readonly from: string;
  readonly to: string;
}

/** Of no row yet: rows are added to it. */
export function newSummary(): ManifestSummary {
  return { rows: 0, byOrganisation: {}, from: '', to: '' };
}

/** The summary with one row more. */
export function addToSummary(summary: ManifestSummary, row: LedgerRow): ManifestSummary {
  const { rows, paid = 0, fen = 0 } = summary;
  if ('item' in row) return { ...summary, rows: rows + 1, paid: paid + Number(row.paid) };
  if ('fen' in row) return { ...summary, rows: rows + 1, fen: fen + row.fen };
  return addMembership(summary, row);
}

function addMembership(
  { rows, byOrganisation, byAction = {}, from, to }: ManifestSummary,
  row: OfMembership,
): ManifestSummary {
  const isChange = 'action' in row;
  // The tally is this loop's own: copying it for each of a million rows would cost more than the hashes.
  if (isChange) addOne(byAction, row.action);
  else addOne(byOrganisation, unionOf(row));
  const date = dateOf(row);
  return {
    rows: rows + 1,
    byOrganisation,
    ...(isChange && { byAction }),
    from: from === '' || date < from ? date : from,
    to: date > to ? date : to,
  };
}

function addOne(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

type OfMembership = Exclude<LedgerRow, PlanRow | ResultRow>;

/** The union that a row is about. */
function unionOf(row: Exclude<OfMembership, ChangeRow>): string {
  if ('joined' in row) return row.org;
  return 'to' in row ? row.to : row.parent;
}

/** Its day; '' of a member who comes from another union. */
function dateOf(row: OfMembership): string {
  if ('action' in row) return row.on;
  if ('to' in row) return '';
  return 'joined' in row ? row.joined : row.foundedOn;
}
