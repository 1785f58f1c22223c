// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  FILE_LEVELS,
  fileLevelField,
  householdMemberSchema,
  MOST_LEFT,
  MOST_MEMBERS,
  publicitySchema,
  type FileRecord,
  type HouseholdRecord,
} from '../ledger/index.js';
import { dateField, digestField, fileIdField, keyedTagField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertDistinct, isStanding, letGo, namesOf, takeIn, type HouseholdGround } from './household.js';
import { assertNotOwn, householdOf, type OpenFileGround, type WrittenFile } from './open.js';
import { termBefore, termOf } from './term.js';
import { LEVEL_ZH } from './words.js';

/** 变更: another level or term, others in the household, another content. */
export const reviseFilePayload = z.strictObject({
  fileId: fileIdField,
  level: z.exactOptional(fileLevelField),
  until: z.exactOptional(dateField),
  joins: z.exactOptional(z.array(householdMemberSchema).check(z.minLength(1), z.maxLength(MOST_MEMBERS))),
  /** Tags of those who leave the household (分户). */
  leaves: z.exactOptional(z.array(keyedTagField).check(z.minLength(1), z.maxLength(MOST_MEMBERS))),
  content: digestField,
  evidence: digestField,
  publicity: z.exactOptional(publicitySchema),
});
export type ReviseFilePayload = z.output<typeof reviseFilePayload>;

export const reviseInstruction = defineInstruction({
  type: 'file.revise',
  chaincode: 'benefit',
  payload: reviseFilePayload,
  grant: 'file',
  subject: 'hardshipFile',
  hasDeadline: true,
  // Who leaves could be filed anew: two look at the evidence.
  secondSignature: { needed: ({ leaves }) => leaves !== undefined, relation: 'subtree', days: 7 },
  errors: [
    ...(['HARDSHIP_UNKNOWN', 'HARDSHIP_ENDED', 'HARDSHIP_MEMBER', 'HARDSHIP_ELSEWHERE'] as const),
    'DATES_INVALID',
  ],
});

export const revisePresentation: PresentationOf<typeof reviseInstruction> = {
  words: (payload) => ({
    zh: `变更困难职工档案 ${[payload.fileId, ...changesOf(payload, 'zh')].join('，')}`,
    en: `Revise hardship file ${[payload.fileId, ...changesOf(payload, 'en')].join(', ')}`,
  }),
  sample: () => ({
    ...{ fileId: SAMPLE.fileId, leaves: [SAMPLE.otherKeyedTag] },
    ...{ content: SAMPLE.digest, evidence: SAMPLE.digest },
  }),
};

/** What is changed, in words. */
function changesOf(
  { level, until, joins = [], leaves = [] }: ReviseFilePayload,
  language: 'zh' | 'en',
): readonly string[] {
  const isZh = language === 'zh';
  const say = (zh: string, en: string): string => (isZh ? zh : en);
  return [
    ...(level === undefined ? [] : [say(`级别改为${LEVEL_ZH[level]}`, `level ${level}`)]),
    ...(until === undefined ? [] : [say(`有效至 ${until}`, `until ${until}`)]),
    ...(joins.length === 0 ? [] : [say(`增加家庭成员 ${joins.length} 人`, `${joins.length} join`)]),
    ...(leaves.length === 0 ? [] : [say(`分户移出 ${leaves.length} 人`, `${leaves.length} leave`)]),
  ];
}

export interface ReviseFileGround extends Omit<HouseholdGround, 'fileId' | 'file'> {
  /** This one and others, by id. */
  readonly file: (fileId: string) => FileRecord | undefined;
  /** For which accounts that have ended somebody who joins stands (ADR 66). */
  readonly alsoOf: OpenFileGround['alsoOf'];
  /** Who signs, by every account. */
  readonly persons: readonly string[];
}

/** @throws DomainError as the definition lists them, OWN_ACCOUNT */
export function reviseFile(payload: ReviseFilePayload, ground: ReviseFileGround): WrittenFile {
  const { fileId, leaves = [], content, evidence } = payload;
  const joins = householdOf(payload.joins ?? [], ground.alsoOf);
  const file = assertStanding(ground.file(fileId), ground.today);
  assertNotOwn([...file.members, ...joins], ground.persons);
  const v = file.v + 1;
  const going = leaves.map((tag) => leaverOf(file, tag));
  if (new Set(leaves).size < leaves.length) throw new DomainError('HARDSHIP_MEMBER');
  const left = [...(file.left ?? []), ...going.map((member) => ({ ...member, out: v }))];
  const staying = file.members.filter((member) => !going.includes(member));
  const members = [...staying, ...joins.map((member) => ({ ...member, in: v }))];
  if (members.length > MOST_MEMBERS || left.length > MOST_LEFT) throw new DomainError('HARDSHIP_MEMBER');
  // Whoever leaves is let go first: somebody who comes may be known by the same name.
  const released = new Map(
    going.flatMap(namesOf).map((name) => [name, letGo(ground.household(name), fileId)]),
  );
  const household = (name: string): HouseholdRecord | undefined =>
    released.get(name) ?? ground.household(name);
  assertDistinct(members);
  const taken = takeIn(joins, { ...ground, fileId, household });
  const { province, org, filed } = file;
  const { level = file.level } = payload;
  const term = termAfter(payload, file, ground.today);
  return {
    file: {
      ...({ v, state: 'OPEN', province, org, filed } as const),
      ...{ ...term, ...termBefore(file, { ...term, level, today: ground.today }), level },
      ...{ content, evidence, members },
      ...(left.length > 0 && { left }),
    },
    households: new Map([...released, ...taken]),
  };
}

/**
 * What was shown of one level was not shown of another; else the term stands unless it is said anew. A narrower level counts from today on:
 * on the days before nobody had it.
 */
function termAfter(
  { level, until, publicity }: ReviseFilePayload,
  file: FileRecord,
  today: string,
): Pick<FileRecord, 'from' | 'until' | 'publicity'> {
  const isOther = level !== undefined && level !== file.level;
  if (publicity !== undefined) return termOf({ until: until ?? file.until, publicity }, today);
  const term = until === undefined ? file.until : termOf({ until }, today).until;
  const isNarrower = isOther && FILE_LEVELS.indexOf(level) < FILE_LEVELS.indexOf(file.level);
  return {
    ...{ from: isNarrower && file.from < today ? today : file.from, until: term },
    ...(!isOther && file.publicity !== undefined && { publicity: file.publicity }),
  };
}

function leaverOf({ members }: FileRecord, tag: string): FileRecord['members'][number] {
  // Without its head, the first, it is another household.
  const found = members.slice(1).find((member) => member.tag === tag);
  if (found === undefined) throw new DomainError('HARDSHIP_MEMBER');
  return found;
}

/** A file that has not ended. @throws DomainError HARDSHIP_UNKNOWN, HARDSHIP_ENDED */
export function assertStanding(file: FileRecord | undefined, today: string): FileRecord {
  if (file === undefined) throw new DomainError('HARDSHIP_UNKNOWN');
  if (!isStanding(file, today)) throw new DomainError('HARDSHIP_ENDED');
  return file;
}
