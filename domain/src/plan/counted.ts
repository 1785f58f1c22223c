// SPDX-License-Identifier: Apache-2.0
import { membersAt, namesOf } from '../file/index.js';
import {
  BENEFIT_CLASSES,
  type BenefitClassCode,
  type FileRecord,
  type PlanItem,
  type ProgrammeRecord,
} from '../ledger/index.js';
import { capsHouseholds } from '../programme/index.js';

/** Whom an item is counted for, as far as the item says so. */
export type CountedItem = Pick<PlanItem, 'id' | 'file' | 'fileVersion' | 'for'>;

/**
 * By which names an item is counted as one of its class: no grant more goes to any of them than the class allows. Of a household
 * these are all that were in it then, so that leaving, dividing, joining or filing it anew opens no second grant.
 * @param file the item's
 */
export function subjectsOf(
  item: CountedItem,
  benefitClass: BenefitClassCode,
  file: FileRecord | undefined,
): readonly string[] {
  const household =
    item.file === undefined || file === undefined ? [] : membersAt(file, versionOf(item, file));
  switch (BENEFIT_CLASSES[benefitClass].subject) {
    case 'payee':
      return [item.id];
    case 'household':
      return [...new Set([item.id, ...household.flatMap(namesOf)])];
    case 'beneficiary': {
      const whom = household.find(({ tag, former, id }) =>
        item.for === undefined ? id === item.id : tag === item.for || former === item.for,
      );
      return whom === undefined ? [item.id] : namesOf(whom);
    }
  }
}

/**
 * Who else of a household is looked at where an item names no file and the payee has one all the same: while it is shown in public, or
 * for a day before it counts, two of it are no two households.
 * @param standing the payee's
 */
export function besideFile(
  { file }: Pick<CountedItem, 'file'>,
  benefitClass: BenefitClassCode,
  standing: Pick<FileRecord, 'members'> | undefined,
): readonly string[] {
  const isAsked = file === undefined && BENEFIT_CLASSES[benefitClass].subject === 'household';
  return isAsked ? (standing?.members ?? []).flatMap(namesOf) : [];
}

/** All that an item is written down under: those, and its file, by which a household's sum is known. */
export function countedUnder(
  item: CountedItem,
  benefitClass: BenefitClassCode,
  file: FileRecord | undefined,
): readonly string[] {
  return [...subjectsOf(item, benefitClass, file), ...(item.file === undefined ? [] : [item.file])];
}

function versionOf({ fileVersion }: CountedItem, { v }: FileRecord): number {
  return fileVersion ?? v;
}

/**
 * Fen that a household was granted of a class in a window: by its file, or by what each of its members brings along from a file of
 * before, so that filing it anew opens no second sum. Of a class that is counted by household what each brings is the household's.
 * @param fileId where an item names it
 * @param fenOf what was granted under a name
 */
export function grantedToHousehold(
  { fileId, file: { members } }: { readonly fileId?: string; readonly file: Pick<FileRecord, 'members'> },
  benefitClass: BenefitClassCode,
  fenOf: (name: string) => number,
): number {
  const brought = members.map((member) => Math.max(...namesOf(member).map(fenOf)));
  const isShared = BENEFIT_CLASSES[benefitClass].subject === 'household';
  const together = isShared ? Math.max(...brought) : brought.reduce((sum, fen) => sum + fen, 0);
  return Math.max(fileId === undefined ? 0 : fenOf(fileId), together);
}

/** By which names a household's sum is known, where a programme caps it. */
export function householdNames(
  programme: Pick<ProgrammeRecord, 'householdFen' | 'districts'>,
  file: Pick<FileRecord, 'members'> | undefined,
): readonly string[] {
  return !capsHouseholds(programme) || file === undefined ? [] : file.members.flatMap(namesOf);
}
