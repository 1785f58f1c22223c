// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import {
  checkAgainstUnion,
  matchHeader,
  MEMBER_FORM,
  noteDuplicate,
  ORGANISATION_FORM,
  orderParentsFirst,
  readMemberRow,
  readOrganisationRow,
  type Cells,
  type MemberColumn,
  type MemberRow,
  type OrganisationColumn,
  type RowFix,
  type RowProblem,
  type UnionFacts,
} from '@unionid/domain/forms';
import { comparableOrganisationName } from '@unionid/domain/values';
import { newBundledFiles } from '#src/data/bundled-files.js';
import { FAULTS } from '#src/data/faults.js';
import type { GeneratedUnion } from '#src/data/organisation-file.js';

const TODAY = '2026-03-02';
const DATA = fileURLToPath(new URL('../../data/', import.meta.url));

describe('bundled files', () => {
  const { organisations, members } = newBundledFiles({ elsewhereRows: 10 });

  it('are what the generator writes', () => {
    const written = newBundledFiles();
    expect(readFileSync(`${DATA}sichuan-organisations.csv`, 'utf8')).to.equal(written.organisations.csv);
    expect(readFileSync(`${DATA}sichuan-members.csv`, 'utf8')).to.equal(written.members.csv);
  });

  it('hold 5,000 rows: 200 bad ones of more than 20 kinds, 300 that are repaired', () => {
    expect(members.rows).to.equal(5_000);
    expect(members.good).to.equal(4_800);
    expect(members.faults).to.have.lengthOf(200);
    expect(members.fixes).to.have.lengthOf(300);
    expect(members.elsewhere).to.have.lengthOf(10);
    expect(new Set(members.faults.map(({ code }) => code)).size).to.be.at.least(20);
    expect(new Set(members.faults.map(({ code }) => code))).to.include.all.keys(
      FAULTS.map(({ code }) => code),
    );
  });

  it('plant faults that the rules find, each with its code, and nothing else', () => {
    const found = judge(members.csv, factsOf(organisations.basic));
    const ofRules = members.faults.filter(({ code }) => code !== 'MEMBER_EXISTS');
    expect(found.faults).to.deep.equal(
      ofRules.map(({ row, code, column }) => `${String(row)} ${code} ${column}`),
    );
  });

  it('plant lossless faults that are repaired, each with its kind', () => {
    const { fixes } = judge(members.csv, factsOf(organisations.basic));
    for (const { row, kind, column } of members.fixes)
      expect(fixes.get(row), `row ${String(row)}`).to.deep.include({ column, kind });
    expect(fixes.size).to.equal(300);
  });

  it('have only ID numbers of a division that does not exist', () => {
    const numbers = records(members.csv)
      .slice(1)
      .map((cells) => cells[7] ?? '')
      .filter((number) => /^\d{17}[\dX]$/.test(number));
    expect(numbers.length).to.be.above(4_500);
    expect(numbers.filter((number) => !/^(?:51|00)9999/.test(number))).to.deep.equal([]);
    // The tour asks for this one as somebody whom nobody knows.
    expect(numbers).to.not.include('519999197910200038');
  });

  it('hold a tree of unions that comes in order, children before parents in the file', () => {
    const [header = [], ...rows] = records(organisations.csv);
    const { columns, problems } = matchHeader(ORGANISATION_FORM, header);
    expect(problems).to.deep.equal([]);
    const read = rows.map((cells, index) => {
      const result = readOrganisationRow(named<OrganisationColumn>(columns, cells), {
        today: TODAY,
        mapping: {},
        rowNumber: index + 2,
      });
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      return result.row;
    });
    const province = { orgId: 'O', name: '四川省总工会', creditCode: undefined, level: 1 as const };
    const ordered = orderParentsFirst(read, [province]);
    expect(ordered.problems).to.deep.equal([]);
    expect(ordered.unions).to.have.lengthOf(organisations.unions);
    const names = read.map(({ unionName }) => unionName);
    const isChildFirst = read.some(
      ({ parent }, index) =>
        parent.by === 'name' &&
        names.findIndex((name) => comparableOrganisationName(name) === parent.name) > index,
    );
    expect(isChildFirst).to.equal(true);
  });

  it('are the same in each run', () => {
    expect(newBundledFiles({ elsewhereRows: 10 }).members.csv).to.equal(members.csv);
  });
});

interface Judged {
  readonly faults: readonly string[];
  readonly fixes: ReadonlyMap<number, readonly RowFix[]>;
}

function judge(csv: string, unions: ReadonlyMap<string, UnionFacts>): Judged {
  const [header = [], ...rows] = records(csv);
  const { columns, problems } = matchHeader(MEMBER_FORM, header);
  expect(problems).to.deep.equal([]);
  const fixes = new Map<number, readonly RowFix[]>();
  const seen = new Map<string, number>();
  const faults = rows.flatMap((cells, index) => {
    const rowNumber = index + 2;
    const result = readMemberRow(named<MemberColumn>(columns, cells), {
      today: TODAY,
      mapping: {},
      rowNumber,
    });
    const found = result.ok ? faultsOf(result.row, { unions, seen }) : result.problems;
    if (found.length === 0 && result.fixes.length > 0) fixes.set(rowNumber, result.fixes);
    return found.map(({ code, column }) => `${String(rowNumber)} ${code} ${column}`);
  });
  return { faults, fixes };
}

function faultsOf(
  row: MemberRow,
  { unions, seen }: { readonly unions: ReadonlyMap<string, UnionFacts>; readonly seen: Map<string, number> },
): readonly RowProblem[] {
  const { problems } = checkAgainstUnion(
    row,
    row.union?.by === 'name' ? unions.get(row.union.name) : undefined,
  );
  if (problems.length > 0) return problems;
  const duplicate = noteDuplicate(seen, `${row.docType}|${row.matchNumber}`, row.rowNumber);
  return duplicate === undefined ? [] : [duplicate];
}

function factsOf(unions: readonly GeneratedUnion[]): ReadonlyMap<string, UnionFacts> {
  return new Map(
    unions.map(({ name, foundedOn, employers }) => [
      comparableOrganisationName(name),
      { state: 'ACTIVE', level: 5, foundedOn, employers },
    ]),
  );
}

function named<Column extends string>(
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
): Cells<Column> {
  return Object.fromEntries(
    columns.flatMap((column, at) => (column === undefined ? [] : [[column, cells[at] ?? '']])),
  ) as Cells<Column>;
}

// The generated files quote only cells with quotation marks in them, and have no line ends inside of cells.
function records(csv: string): string[][] {
  return csv
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
}
