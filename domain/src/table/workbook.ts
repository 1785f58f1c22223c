// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { readCellStyles } from './cell-styles.js';
import type { HidingFormat } from './number-format.js';
import { TABLE_LIMITS } from './table-limits.js';
import { drain, parseXml } from './xml-events.js';
import type { NamespacedAttribute, XmlAttributes, XmlHandler } from './xml-handler.js';
import type { XlsxPackage } from './xlsx-package.js';

/** A sheet in the order of the workbook. */
export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Name of its part; undefined for a chart or dialog. */
  readonly part: string | undefined;
}

/** What reading a sheet needs of the rest of the spreadsheet. */
export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly uses1904: boolean;
  /** Cell formats (`s` of a cell) that show a day. */
  readonly dateStyles: ReadonlySet<number>;
  /** Cell formats under which not every value is seen. */
  readonly hidingStyles: ReadonlyMap<number, HidingFormat>;
  /** Part of the texts that cells name by number. */
  readonly stringsPart: string;
}

interface Relation {
  readonly id: string;
  /** Last step of its type: `worksheet`, `styles`. */
  readonly type: string;
  readonly target: string;
}

interface ListedSheet extends Omit<WorkbookSheet, 'part'> {
  readonly relation: string;
}

// ECMA-376 part 1 and ISO/IEC 29500 strict name it differently, and writers choose their prefix; no attribute is called so itself.
const RELATION_ID: NamespacedAttribute = { namespaceEnd: '/relationships', local: 'id', as: '@id' };
const SHEET_TYPES = ['worksheet', ''];
/** Where the elements stand of which one is read; elsewhere no program looks. */
const WORKBOOK_DEPTHS: Readonly<Record<string, number>> = { workbookPr: 2, sheet: 3 };

/** Reads workbook, relationships and styles. @throws DomainError UNSUPPORTED_MEDIA_TYPE, FILE_DAMAGED, FILE_TOO_COMPLEX */
export async function readWorkbook(parts: XlsxPackage): Promise<Workbook> {
  const part = await findWorkbook(parts);
  const { sheets, uses1904 } = await readSheets(parts, part);
  const relations = await readRelations(parts, part);
  const partOf = (type: string, fallback: string): string =>
    onlyOf(relations, type)?.target ?? resolvePart(part, fallback);
  return {
    sheets: sheetsWithParts(sheets, relations),
    uses1904,
    ...(await readCellStyles(() => parts.read(partOf('styles', 'styles.xml')))),
    stringsPart: partOf('sharedStrings', 'sharedStrings.xml'),
  };
}

/** @throws DomainError FILE_DAMAGED where two sheets are one part: nobody is to be read twice */
function sheetsWithParts(
  sheets: readonly ListedSheet[],
  relations: readonly Relation[],
): readonly WorkbookSheet[] {
  const found = sheets.map(({ relation, ...sheet }) => ({ ...sheet, part: sheetPart(relations, relation) }));
  const named = found.flatMap(({ part }) => part?.toLowerCase() ?? []);
  if (new Set(named).size < named.length) throw new DomainError('FILE_DAMAGED', { reason: 'part names' });
  return found;
}

/** @throws DomainError FILE_DAMAGED where there are two: programs read either */
function onlyOf(relations: readonly Relation[], type: string): Relation | undefined {
  const [only, second] = relations.filter((relation) => relation.type === type);
  if (second !== undefined) throw new DomainError('FILE_DAMAGED', { reason: 'part names' });
  return only;
}

/** The part that a target names, from the part that names it (ECMA-376 part 2, 9.3). */
export function resolvePart(from: string, target: string): string {
  const base = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  const steps: string[] = [];
  for (const step of [...base, ...target.replaceAll('\\', '/').split('/')])
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  return steps.join('/');
}

async function findWorkbook(parts: XlsxPackage): Promise<string> {
  const relations = await readRelations(parts, '');
  const named = onlyOf(relations, 'officeDocument')?.target;
  const part = [named, 'xl/workbook.xml'].find((name) => name !== undefined && parts.has(name));
  // A document or a presentation is such a package too.
  if (!part?.includes('workbook')) throw new DomainError('UNSUPPORTED_MEDIA_TYPE');
  return part;
}

async function readSheets(
  parts: XlsxPackage,
  part: string,
): Promise<{ readonly sheets: readonly ListedSheet[]; readonly uses1904: boolean }> {
  const sheets: ListedSheet[] = [];
  let uses1904: boolean | undefined;
  const openProperties = ({ date1904 = '' }: XmlAttributes): void => {
    if (uses1904 !== undefined) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
    uses1904 = ['1', 'true'].includes(date1904);
  };
  const openSheet = ({ name: title = '', state = '', '@id': relation = '' }: XmlAttributes): void => {
    sheets.push({ name: title, isHidden: ['hidden', 'veryHidden'].includes(state), relation });
    if (sheets.length > TABLE_LIMITS.sheets) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'sheets' });
  };
  const open: XmlHandler['open'] = (name, attributes, depth) => {
    const wanted = WORKBOOK_DEPTHS[name];
    if (wanted === undefined) return;
    if (depth !== wanted) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
    if (name === 'sheet') openSheet(attributes);
    else openProperties(attributes);
  };
  await readPart(parts, part, { open }, RELATION_ID);
  if (sheets.length === 0) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
  return { sheets, uses1904: uses1904 === true };
}

function sheetPart(relations: readonly Relation[], id: string): string | undefined {
  const relation = relations.find((one) => one.id === id);
  if (relation === undefined) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
  return SHEET_TYPES.includes(relation.type) ? relation.target : undefined;
}

async function readRelations(parts: XlsxPackage, part: string): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  const ids = new Set<string>();
  const open: XmlHandler['open'] = (name, { Id = '', Type = '', Target = '', TargetMode }) => {
    if (name !== 'Relationship') return;
    if (ids.has(Id)) throw new DomainError('FILE_DAMAGED', { reason: 'part names' });
    ids.add(Id);
    const type = Type.slice(Type.lastIndexOf('/') + 1);
    // What stands outside of the file is none of its parts, whatever its address looks like.
    if (TargetMode !== 'External') relations.push({ id: Id, type, target: resolvePart(part, Target) });
    if (ids.size > TABLE_LIMITS.zipEntries)
      throw new DomainError('FILE_TOO_COMPLEX', { reason: 'relationships' });
  };
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  await readPart(parts, `${folder}_rels/${part.slice(folder.length)}.rels`, { open });
  return relations;
}

async function readPart(
  parts: XlsxPackage,
  name: string,
  handler: XmlHandler,
  namespaced?: NamespacedAttribute,
): Promise<void> {
  const bytes = parts.read(name);
  if (bytes !== undefined) await drain(parseXml(bytes, handler, namespaced));
}
