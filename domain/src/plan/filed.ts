// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { termOn } from '../file/index.js';
import {
  BENEFIT_CLASSES,
  FILE_LEVELS,
  type BenefitClassCode,
  type FileLevel,
  type FileRecord,
  type FundSource,
  type PlanItem,
  type PlanRecord,
  type ProgrammeRecord,
} from '../ledger/index.js';
import { capsHouseholds } from '../programme/index.js';
import { daysBetween } from '../values/china-date.js';

/** What is known of an item's file. */
export interface FiledGround {
  readonly plan: Pick<PlanRecord, 'on' | 'class'>;
  readonly programme: ProgrammeRecord;
  /** Where the plan's money comes from. */
  readonly source: FundSource;
  /** The file that the item names. */
  readonly file: FileRecord | undefined;
  /** Whether the payee is of a household whose file counts on the day. */
  readonly isFiled: boolean;
  /** Of an item without a file: whether the payee was granted of the class in the window before. */
  readonly isGranted: boolean;
}

/** The lowest: each file is of it. */
const ANY_LEVEL: FileLevel = 'local';

type Filed = Pick<PlanItem, 'id' | 'file' | 'for'>;

/**
 * That an item is granted by such a file as its money and its programme ask, to and for somebody of its household (总工办〔2015〕20号:
 * 先建档、后帮扶).
 * @throws DomainError HARDSHIP_REQUIRED, HARDSHIP_UNKNOWN, HARDSHIP_NOT_VALID, HARDSHIP_MEMBER, HARDSHIP_LEVEL, PUBLICITY_SHORT
 */
export function assertFiled(item: Filed, ground: FiledGround): void {
  const { programme, file, plan } = ground;
  if (item.file === undefined) {
    assertNoneNeeded(item, ground);
    return;
  }
  if (file === undefined) throw new DomainError('HARDSHIP_UNKNOWN');
  const term = termOn(file, plan.on);
  if (term === undefined) throw new DomainError('HARDSHIP_NOT_VALID');
  if (!isOfHousehold(item, file.members)) throw new DomainError('HARDSHIP_MEMBER');
  const level = levelAsked(ground) ?? ANY_LEVEL;
  if (!isOfLevel(term, level)) throw new DomainError('HARDSHIP_LEVEL', { level });
  const publicDays = programme.files?.publicDays ?? 0;
  if (shownFor(term) < publicDays) throw new DomainError('PUBLICITY_SHORT', { publicDays });
}

/** Whether the file of an item still counts, on the day on which it is paid and at the level that is asked. */
export function isFiledStill(
  item: Pick<PlanItem, 'file'>,
  { file, day, ...asked }: Pick<FiledGround, 'source' | 'programme' | 'file'> & { readonly day: string },
): boolean {
  if (item.file === undefined) return true;
  const term = file && termOn(file, day);
  return term !== undefined && isOfLevel(term, levelAsked(asked) ?? ANY_LEVEL);
}

/** Whether a file is of a level, or of a narrower one. */
export function isOfLevel({ level }: Pick<FileRecord, 'level'>, asked: FileLevel): boolean {
  return FILE_LEVELS.indexOf(level) <= FILE_LEVELS.indexOf(asked);
}

/** Central money is for files of the national level, whatever a programme says. */
export function levelAsked({
  source,
  programme,
}: {
  readonly source: FundSource | undefined;
  readonly programme: Pick<ProgrammeRecord, 'files'> | undefined;
}): FileLevel | undefined {
  return source === 'central' ? 'national' : programme?.files?.level;
}

/** Whether a grant to whoever is on file counts for others than him: for the household, for whom it is, or towards the household's cap. */
export function countsByFile(
  benefitClass: BenefitClassCode,
  programme: Pick<ProgrammeRecord, 'householdFen' | 'districts'>,
): boolean {
  return BENEFIT_CLASSES[benefitClass].subject !== 'payee' || capsHouseholds(programme);
}

/**
 * An emergency is granted once before anybody has filed it; who is filed is not paid past the file, where others of the household or
 * whom it is for count: without it nobody knows of them.
 */
function assertNoneNeeded(item: Filed, ground: FiledGround): void {
  const { plan, programme, isFiled, isGranted } = ground;
  const isPast = isFiled && countsByFile(plan.class, programme);
  const isEmergency = programme.files?.late !== undefined && !isGranted;
  const isAsked = levelAsked(ground) !== undefined && !isEmergency;
  if (item.for !== undefined || isPast || isAsked) throw new DomainError('HARDSHIP_REQUIRED');
}

/** Whether who is paid, and whom it is for, are of a household. */
export function isOfHousehold(
  { id, for: whom }: Pick<PlanItem, 'id' | 'for'>,
  members: FileRecord['members'],
): boolean {
  const isFor = whom === undefined || members.some(({ tag, former }) => tag === whom || former === whom);
  return isFor && members.some((member) => member.id === id);
}

/** Days for which a file was shown in public. */
export function shownFor({ publicity }: Pick<FileRecord, 'publicity'>): number {
  return publicity === undefined ? 0 : daysBetween(publicity.from, publicity.until) + 1;
}
