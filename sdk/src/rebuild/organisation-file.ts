// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import {
  formWith,
  groupUnions,
  isNamed,
  levelUnder,
  ORGANISATION_FORM,
  readOrganisationRow,
  statedByUnion,
  unionContact,
  type OrganisationRow,
  type StatedUnion,
  type UnionDraft,
} from '@unionid/domain/forms';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import type { TableRows } from '@unionid/domain/table';
import { comparableOrganisationName } from '@unionid/domain/values';
import {
  firstDifference,
  type Evidence,
  type FileCheck,
  type RowChecks,
  type UnionSource,
} from './file-check.js';
import { formRows, type CountedReading } from './form-rows.js';

/** A union of the file, and what was shown to be under its root. */
interface OwnUnion {
  readonly draft: UnionDraft;
  readonly stated: StatedUnion;
  readonly evidence: Evidence;
}

interface Placed {
  readonly entry: OrganisationEntry;
  readonly draft: UnionDraft;
}

const isStated =
  (field: keyof StatedUnion) =>
  (entry: OrganisationEntry, { stated }: OwnUnion): boolean =>
    canonicalJson(entry[field]) === canonicalJson(stated[field]);
const isCheckedElsewhere = (): boolean => true;

const CHECKS: RowChecks<OrganisationEntry, OwnUnion> = {
  // New, and each once over the whole manifest.
  orgId: isCheckedElsewhere,
  // By what the ledger says of it or the file founds, after the last row.
  parent: isCheckedElsewhere,
  level: isCheckedElsewhere,
  name: isStated('name'),
  creditCode: isStated('creditCode'),
  kind: isStated('kind'),
  foundedOn: isStated('foundedOn'),
  division: ({ division }, { stated }) => division === stated.division,
  employers: isStated('employers'),
  // Recomputed over the fields, which are these.
  contactRoot: (_, { draft, evidence }) =>
    canonicalJson(evidence.fields) === canonicalJson(unionContact(draft)),
};

/** Reads every row of the file and gathers them by union: a prepared union must be one of them, in all that they say of it. */
export async function newOrganisationFileCheck(
  table: TableRows,
  reading: CountedReading,
): Promise<FileCheck> {
  const rows: OrganisationRow[] = [];
  for await (const { cells, rowNumber } of formRows(
    formWith(ORGANISATION_FORM, reading.mapping),
    table,
    reading.count,
  )) {
    const result = readOrganisationRow(cells, { ...reading, rowNumber });
    if (result.ok) rows.push(result.row);
  }
  const drafts = new Map(
    groupUnions(rows).drafts.map((draft) => [keyOf(draft.name, draft.creditCode), draft]),
  );
  const placed = new Map<string, Placed>();
  return {
    records: ['entered'],
    differenceOf(row, evidence) {
      const entry = row as OrganisationEntry;
      const key = keyOf(entry.name, entry.creditCode);
      const draft = drafts.get(key);
      drafts.delete(key);
      if (draft === undefined) return 'union not in file';
      placed.set(entry.orgId, { entry, draft });
      return firstDifference(CHECKS, entry, { draft, stated: statedByUnion(draft), evidence });
    },
    rowsOf: (row) => placed.get((row as OrganisationEntry).orgId)?.draft.rowNumbers.length ?? 0,
    differenceOfUnions: (unions) => differenceOfPlaces(placed, unions),
  };
}

async function differenceOfPlaces(
  placed: ReadonlyMap<string, Placed>,
  unions: UnionSource,
): Promise<string | undefined> {
  const known = new Map<string, ReturnType<UnionSource>>();
  const registered = (orgId: string): ReturnType<UnionSource> => {
    const union = known.get(orgId) ?? unions(orgId);
    known.set(orgId, union);
    return union;
  };
  for (const { entry, draft } of placed.values()) {
    const parent = placed.get(entry.parent)?.entry ?? (await registered(entry.parent));
    if (!isNamed(draft.parent, parent)) return 'parent';
    if (entry.level !== (draft.level ?? levelUnder(parent.level))) return 'level';
  }
  return undefined;
}

function keyOf(name: string, creditCode = ''): string {
  return `${creditCode}/${comparableOrganisationName(name)}`;
}
