// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import {
  MOST_FORMER_FILES,
  type FiledMember,
  type FileRecord,
  type HouseholdMember,
  type HouseholdRecord,
} from '../ledger/index.js';

/** What somebody is known by: the tags of the document, and the account with those that have ended for it. */
export function namesOf({
  tag,
  former,
  id,
  also = [],
}: HouseholdMember & Pick<FiledMember, 'also'>): readonly string[] {
  return [tag, ...(former === undefined ? [] : [former]), ...(id === undefined ? [] : [id]), ...also];
}

/** Who was of the household in a version of the file. */
export function membersAt(
  { members, left = [] }: Pick<FileRecord, 'members' | 'left'>,
  version: number,
): readonly FiledMember[] {
  return [...members, ...left.filter(({ out }) => out > version)].filter((member) => member.in <= version);
}

/** Whether a file keeps its members out of others: open, and not past its last day. */
export function isStanding({ state, until }: Pick<FileRecord, 'state' | 'until'>, today: string): boolean {
  return state === 'OPEN' && today <= until;
}

/** What a file says of others as it takes somebody in: the files in which they stand, by id. */
export interface HouseholdGround {
  readonly fileId: string;
  /** By name. */
  readonly household: (name: string) => HouseholdRecord | undefined;
  readonly file: (fileId: string) => FileRecord | undefined;
  /** In China. */
  readonly today: string;
}

/**
 * What is written for those who come into a file, by name.
 * @throws DomainError HARDSHIP_MEMBER where somebody is named twice, HARDSHIP_ELSEWHERE where one stands in another file
 */
export function takeIn(
  members: readonly HouseholdMember[],
  ground: HouseholdGround,
): ReadonlyMap<string, HouseholdRecord> {
  assertDistinct(members);
  return new Map(members.flatMap(namesOf).map((name) => [name, takeInName(name, ground)]));
}

/** That nobody is named twice. @throws DomainError HARDSHIP_MEMBER */
export function assertDistinct(members: readonly HouseholdMember[]): void {
  const names = members.flatMap(namesOf);
  if (new Set(names).size < names.length) throw new DomainError('HARDSHIP_MEMBER');
}

function takeInName(name: string, { fileId, household, file, today }: HouseholdGround): HouseholdRecord {
  const known = household(name);
  if (known?.file === undefined || known.file === fileId) return { ...known, file: fileId };
  const other = file(known.file);
  if (other !== undefined && isStanding(other, today)) throw new DomainError('HARDSHIP_ELSEWHERE');
  return { file: fileId, was: withFormer(known.was, known.file) };
}

/** What is written for somebody who leaves a file. */
export function letGo(known: HouseholdRecord | undefined, fileId: string): HouseholdRecord {
  return { was: withFormer(known?.was, fileId) };
}

function withFormer(was: readonly string[] = [], fileId: string): readonly string[] {
  return [...was.filter((each) => each !== fileId), fileId].slice(-MOST_FORMER_FILES);
}
