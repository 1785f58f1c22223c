// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { isDateFormat } from './excel-date.js';
import { TABLE_LIMITS } from './table-limits.js';
import { drain, parseXml, type NamespacedAttribute, type XmlHandler } from './xml-events.js';
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

// ECMA-376 part 1 and ISO/IEC 29500 strict name it differently, and writers choose their prefix.
const RELATION_ID: NamespacedAttribute = { namespaceEnd: '/relationships', local: 'id', as: 'relation' };
const SHEET_TYPES = ['worksheet', ''];

/** Reads workbook, relationships and styles. @throws DomainError UNSUPPORTED_MEDIA_TYPE, FILE_DAMAGED, FILE_TOO_COMPLEX */
export async function readWorkbook(parts: XlsxPackage): Promise<Workbook> {
  const part = await findWorkbook(parts);
  const { sheets, uses1904 } = await readSheets(parts, part);
  const relations = await readRelations(parts, part);
  const partOf = (type: string, fallback: string): string =>
    relations.find((relation) => relation.type === type)?.target ?? resolvePart(part, fallback);
  const styles = partOf('styles', 'styles.xml');
  return {
    sheets: sheets.map(({ relation, ...sheet }) => ({ ...sheet, part: sheetPart(relations, relation) })),
    uses1904,
    dateStyles: await readDateStyles(parts, styles),
    stringsPart: partOf('sharedStrings', 'sharedStrings.xml'),
  };
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
  const named = relations.find(({ type }) => type === 'officeDocument')?.target;
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
  let uses1904 = false;
  const open: XmlHandler['open'] = (name, { date1904, name: title = '', state, relation = '' }) => {
    if (name === 'workbookPr') uses1904 = date1904 === '1' || date1904 === 'true';
    if (name !== 'sheet') return;
    sheets.push({ name: title, isHidden: state === 'hidden' || state === 'veryHidden', relation });
    if (sheets.length > TABLE_LIMITS.sheets) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'sheets' });
  };
  await readPart(parts, part, { open }, RELATION_ID);
  if (sheets.length === 0) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
  return { sheets, uses1904 };
}

function sheetPart(relations: readonly Relation[], id: string): string | undefined {
  const relation = relations.find((one) => one.id === id);
  if (relation === undefined) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
  return SHEET_TYPES.includes(relation.type) ? relation.target : undefined;
}

async function readRelations(parts: XlsxPackage, part: string): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  const open: XmlHandler['open'] = (name, { Id = '', Type = '', Target = '' }) => {
    if (name !== 'Relationship') return;
    const type = Type.slice(Type.lastIndexOf('/') + 1);
    relations.push({ id: Id, type, target: resolvePart(part, Target) });
    if (relations.length > TABLE_LIMITS.zipEntries)
      throw new DomainError('FILE_TOO_COMPLEX', { reason: 'relationships' });
  };
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  await readPart(parts, `${folder}_rels/${part.slice(folder.length)}.rels`, { open });
  return relations;
}

async function readDateStyles(parts: XlsxPackage, part: string): Promise<ReadonlySet<number>> {
  const codes = new Map<number, string>();
  const dates = new Set<number>();
  let inCellFormats = false;
  let index = 0;
  const assertFew = (count: number): void => {
    if (count > TABLE_LIMITS.formats) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'formats' });
  };
  await readPart(parts, part, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCellFormats = true;
      assertFew(codes.size);
      if (name !== 'xf' || !inCellFormats) return;
      const id = Number(attributes.numFmtId ?? 0);
      if (isDateFormat(id, codes.get(id))) dates.add(index);
      index += 1;
      assertFew(index);
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return dates;
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
