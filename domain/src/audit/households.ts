// SPDX-License-Identifier: Apache-2.0
import { membersAt, namesOf } from '../file/index.js';
import type { FileRecord } from '../ledger/index.js';
import { countedUnder, grantedToHousehold } from '../plan/index.js';
import { newest, planOf } from './check.js';
import { byTime, sumOf, type Granted } from './granted.js';
import { personIn } from './persons.js';
import { capsOf } from './places.js';
import type { AuditRows } from './rows.js';

/** What went to a household beyond its cap, with all that counts towards it. */
export interface OverHousehold {
  readonly granted: readonly Granted[];
  readonly cap: number;
  readonly fen: number;
  readonly division?: string;
}

/**
 * Grants of one class and window one after the other, each held against what its household had been granted by then, by whichever file:
 * as the contract does. Of several overs of one household the last is told.
 * @param ordered in the ledger's order
 */
export function overHouseholds(rows: AuditRows, ordered: readonly Granted[]): readonly OverHousehold[] {
  const [person, under] = [personIn(rows), new Map<string, Granted[]>()];
  const overs: (OverHousehold & { readonly one: Granted })[] = [];
  for (const one of ordered) {
    const file = fileOf(rows, one);
    const over = overOf(rows, one, { file, person, under });
    if (over !== undefined) overs.push({ one, ...over });
    const names = countedUnder(one.row.record, planOf(one.plan).class, file).map(person);
    for (const name of new Set(names)) under.set(name, [...(under.get(name) ?? []), one]);
  }
  return lastOfEach(overs);
}

interface Before {
  readonly file: FileRecord | undefined;
  readonly person: (name: string) => string;
  /** What was granted by then, by whom it is counted for. */
  readonly under: ReadonlyMap<string, readonly Granted[]>;
}

function overOf(rows: AuditRows, one: Granted, { file, person, under }: Before): OverHousehold | undefined {
  const { householdFen: cap, division } = capsOf(rows, one);
  const { file: fileId, fileVersion, fen } = one.row.record;
  if (cap === undefined || file === undefined || fileId === undefined) return undefined;
  const members = onceEach(membersAt(file, fileVersion ?? file.v), person);
  const grantedTo = (name: string): readonly Granted[] => under.get(person(name)) ?? [];
  const fenOf = (name: string): number => sumOf(grantedTo(name));
  const before = grantedToHousehold({ fileId, file: { members } }, planOf(one.plan).class, fenOf);
  if (fen <= cap - before) return undefined;
  const counted = new Set([fileId, ...members.flatMap(namesOf)].flatMap(grantedTo));
  const facts = { cap, fen: before + fen, ...(division !== undefined && { division }) };
  return { granted: byTime([...counted, one]), ...facts };
}

/** Whoever stands in it by two accounts brings along what is his once. */
function onceEach(members: FileRecord['members'], person: Before['person']): FileRecord['members'] {
  const named = new Map(members.map((member) => [person(member.id ?? member.tag), member]));
  return [...named.values()];
}

/** The file in the version by which it was granted; the newest knows who was in it, too. */
function fileOf({ files }: AuditRows, { row: { record } }: Granted): FileRecord | undefined {
  const versions = files.get(record.file ?? '');
  if (versions === undefined) return undefined;
  return (versions.find(({ record: { v } }) => v === record.fileVersion) ?? newest(versions)).record;
}

function lastOfEach(overs: readonly (OverHousehold & { readonly one: Granted })[]): readonly OverHousehold[] {
  const told = new Set<Granted>();
  return overs.toReversed().flatMap(({ one, ...over }) => {
    if (told.has(one)) return [];
    for (const each of over.granted) told.add(each);
    return [over];
  });
}
