// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes } from '@unionid/domain/encoding';
import {
  formWith,
  isNamed,
  MEMBER_FORM,
  memberFields,
  personNamedBy,
  readMemberRow,
  statedByRow,
  unitOfRow,
  type MemberRow,
  type StatedMembership,
} from '@unionid/domain/forms';
import { identityIdFor, type MemberEntry } from '@unionid/domain/person';
import type { Fields } from '@unionid/domain/privacy';
import { sm3Hex } from '@unionid/domain/sm';
import type { TableRows } from '@unionid/domain/table';
import type { BatchRow, RequestRow } from '@unionid/domain/transfer';
import { comparableOrganisationName } from '@unionid/domain/values';
import {
  firstDifference,
  type FileCheck,
  type LedgerRow,
  type RegisteredUnion,
  type RowChecks,
} from './file-check.js';
import { mayBeFormer } from './former-key.js';
import { formRows, type CountedReading } from './form-rows.js';

/** How a row of the file names its union, and the unit of it that a request says. */
type Claim = Pick<MemberRow, 'union' | 'employer'> & { readonly unit?: string };

/** A row of the file as the client read it, until a prepared row takes it. */
interface OwnRow {
  /** Of all its fields: a record that the file brings has exactly these. */
  readonly digest: string;
  readonly stated: StatedMembership;
  readonly claim: Claim;
}

const isStated =
  (field: keyof StatedMembership) =>
  (entry: MemberEntry, { stated }: OwnRow): boolean =>
    entry[field] === stated[field];
const isCheckedElsewhere = (): boolean => true;

const CHECKS: RowChecks<MemberEntry, OwnRow> = {
  // Over key and root, as the contract computes it.
  identityId: (entry) => entry.identityId === identityIdFor(entry),
  // Made with keys that no client has; that each stands once is looked at over the whole manifest.
  personKey: isCheckedElsewhere,
  formerKey: mayBeFormer,
  nameTag: isCheckedElsewhere,
  // Recomputed over the fields, by which the row was found.
  root: isCheckedElsewhere,
  // By what the ledger says of it, after the last row.
  org: isCheckedElsewhere,
  level: isStated('level'),
  state: isStated('state'),
  joined: isStated('joined'),
  since: isStated('since'),
  change: isStated('change'),
  reason: isStated('reason'),
};

const TRANSFER_CHECKS: RowChecks<BatchRow, OwnRow> = {
  // Whose account it is the ledger knows; who confirms it compares the list.
  identityId: isCheckedElsewhere,
  personKey: isCheckedElsewhere,
  formerKey: mayBeFormer,
  nameTag: isCheckedElsewhere,
  root: isCheckedElsewhere,
  to: isCheckedElsewhere,
};

/** Whoever changes unions within the province keeps the record that stands (ADR 40). */
const MOVING = ['entered', 'standing'] as const;

export const newMemberFileCheck = (table: TableRows, reading: CountedReading): Promise<FileCheck> =>
  newPersonFileCheck<MemberEntry>(table, reading, {
    ...{ checks: CHECKS, homeOf: ({ org }) => org, records: ['entered'] },
  });

/** The same of members of other unions who are asked for: the unit is looked at with the unions, and is none by residence. */
export function newRequestFileCheck(table: TableRows, reading: CountedReading): Promise<FileCheck> {
  const isByResidence = reading.evidenceKind === 'residence';
  const checks: RowChecks<RequestRow, OwnRow> = {
    ...TRANSFER_CHECKS,
    employer: ({ employer }) => (employer === '') === isByResidence,
    // Which request of the union it is, and what is known of earlier transfers, the ledger holds against its own.
    slot: isCheckedElsewhere,
    version: isCheckedElsewhere,
  };
  return newPersonFileCheck<RequestRow>(table, reading, {
    ...{ checks, homeOf: ({ to }) => to, records: MOVING },
    ...(!isByResidence && { unitOf: ({ employer }: RequestRow) => employer }),
  });
}

/** The same of members who are to come from another union: rows say nothing of their membership. */
export const newTransferFileCheck = (table: TableRows, reading: CountedReading): Promise<FileCheck> =>
  newPersonFileCheck<BatchRow>(table, reading, {
    ...{ checks: TRANSFER_CHECKS, homeOf: ({ to }) => to, records: MOVING },
  });

interface PersonFile<Row> extends Pick<FileCheck, 'records'> {
  readonly checks: RowChecks<Row, OwnRow>;
  readonly homeOf: (row: Row) => string;
  /** The unit that the person works for, where rows say so. */
  readonly unitOf?: (row: Row) => string;
}

/**
 * Reads every row of the file and keeps the digest of its fields: a prepared row must commit to exactly the fields of
 * one of them, and say of the membership what that row says. A person may stand on several rows, of which the gateway takes one.
 */
async function newPersonFileCheck<Row extends LedgerRow>(
  table: TableRows,
  reading: CountedReading,
  { checks, homeOf, unitOf, records }: PersonFile<Row>,
): Promise<FileCheck> {
  const rows = await ownRowsByPerson(table, reading);
  const claims = new Map<string, Map<string, readonly Claim[]>>();
  return {
    records,
    differenceOf(row, { is, fields }) {
      const person = personNamedBy(fields);
      const shown = is === 'standing' ? undefined : digestOf(fields);
      // What stands says what it says; what the file brings is all of its row.
      const own = (rows.get(person) ?? []).filter(({ digest }) => digest === (shown ?? digest));
      // However it is prepared, a person comes once.
      rows.delete(person);
      const entry = row as Row;
      const differences = own.map((one) => firstDifference(checks, entry, one));
      const fitting = own.filter((_, at) => differences[at] === undefined);
      if (fitting.length === 0) return differences[0] ?? 'row not in file';
      const unit = unitOf && { unit: unitOf(entry) };
      addClaims(
        claims,
        homeOf(entry),
        fitting.map(({ claim }) => ({ ...claim, ...unit })),
      );
      return undefined;
    },
    rowsOf: () => 1,
    async differenceOfUnions(unions) {
      for (const [orgId, named] of claims) {
        const union = askedOnce(await unions(orgId));
        for (const any of named.values()) {
          if (!(await isUnionOfAny(any, union))) return 'org';
          if (!(await isUnitOfAny(any, union))) return 'employer';
        }
      }
      return undefined;
    },
  };
}

/** The good rows of the file, by whom they name. */
async function ownRowsByPerson(table: TableRows, reading: CountedReading): Promise<Map<string, OwnRow[]>> {
  const rows = new Map<string, OwnRow[]>();
  const form = formWith(MEMBER_FORM, reading.mapping);
  for await (const { cells, rowNumber } of formRows(form, table, reading.count)) {
    const result = readMemberRow(cells, { ...reading, rowNumber });
    if (!result.ok) continue;
    if (result.row.target === 'ENDED') reading.count.ended += 1;
    const person = personNamedBy(memberFields(result.row));
    const own = toOwnRow(result.row, reading.today);
    const known = rows.get(person);
    // A file may be one person on every row: nothing is copied.
    if (known === undefined) rows.set(person, [own]);
    else known.push(own);
  }
  return rows;
}

function toOwnRow(row: MemberRow, day: string): OwnRow {
  const { union, employer } = row;
  const digest = digestOf(memberFields(row));
  return { digest, stated: statedByRow(row, day), claim: { union, employer } };
}

// A file names few unions on many rows.
function addClaims(
  all: Map<string, Map<string, readonly Claim[]>>,
  orgId: string,
  claims: readonly Claim[],
): void {
  const known = all.get(orgId) ?? new Map<string, readonly Claim[]>();
  all.set(orgId, known);
  const named = claims.map(({ union, employer = '', unit }) =>
    unit === undefined ? (union ?? employer) : [union, employer, unit],
  );
  known.set(JSON.stringify(named), claims);
}

interface AskedUnion extends RegisteredUnion {
  /** Names of its units, comparable. */
  readonly unitNames: () => Promise<ReadonlySet<string>>;
}

/** The same union, whose units are asked for and spelled once, however many rows name it by one of them. */
function askedOnce(union: RegisteredUnion): AskedUnion {
  let units: ReturnType<RegisteredUnion['employers']> | undefined;
  let names: ReturnType<AskedUnion['unitNames']> | undefined;
  const employers = (): ReturnType<RegisteredUnion['employers']> => (units ??= union.employers());
  const unitNames = async (): Promise<ReadonlySet<string>> =>
    new Set((await employers()).map(({ name }) => comparableOrganisationName(name)));
  return { ...union, employers, unitNames: () => (names ??= unitNames()) };
}

async function isUnionOfAny(claims: readonly Claim[], registered: AskedUnion): Promise<boolean> {
  for (const claim of claims) if (await isUnionOf(claim, registered)) return true;
  return false;
}

/** Where rows say it: the unit is the one that a row names, or the only one. */
async function isUnitOfAny(claims: readonly Claim[], registered: RegisteredUnion): Promise<boolean> {
  if (claims.every(({ unit }) => unit === undefined)) return true;
  const covered = await registered.employers();
  return claims.some((claim) => unitOfRow(claim, covered) === claim.unit);
}

async function isUnionOf({ union, employer }: Claim, registered: AskedUnion): Promise<boolean> {
  if (union !== undefined) return isNamed(union, registered);
  if (employer === undefined) return false;
  return (await registered.unitNames()).has(comparableOrganisationName(employer));
}

function digestOf(fields: Fields): string {
  return sm3Hex(canonicalBytes(fields));
}
