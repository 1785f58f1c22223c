// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { isDateFormat } from './excel-date.js';
import { drain, parseXml, type XmlHandler } from './xml-events.js';
import type { XlsxPackage } from './xlsx-package.js';

/** What reading a sheet needs of the rest of the spreadsheet. */
export interface Workbook {
  /** Part name of the first sheet. */
  readonly sheet: string;
  readonly uses1904: boolean;
  /** Cell formats (`s` of a cell) that show a day. */
  readonly dateStyles: ReadonlySet<number>;
}

/** Reads workbook, relationships and styles. @throws DomainError FILE_DAMAGED */
export async function readWorkbook(parts: XlsxPackage): Promise<Workbook> {
  const { relation, uses1904 } = await readSheets(parts);
  const sheet = await readTarget(parts, relation);
  return { sheet, uses1904, dateStyles: await readDateStyles(parts) };
}

async function readSheets(
  parts: XlsxPackage,
): Promise<{ readonly relation: string; readonly uses1904: boolean }> {
  let relation: string | undefined;
  let uses1904 = false;
  await readPart(parts, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'workbookPr') uses1904 = isTrue(attributes.date1904);
    if (name === 'sheet') relation ??= attributes['r:id'] ?? '';
  });
  if (relation === undefined) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
  return { relation, uses1904 };
}

async function readTarget(parts: XlsxPackage, relation: string): Promise<string> {
  let target: string | undefined;
  await readPart(parts, 'xl/_rels/workbook.xml.rels', (name, attributes) => {
    if (name === 'Relationship' && attributes.Id === relation) target = attributes.Target;
  });
  if (target === undefined) return 'xl/worksheets/sheet1.xml';
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

async function readDateStyles(parts: XlsxPackage): Promise<ReadonlySet<number>> {
  const codes = new Map<number, string>();
  const dates = new Set<number>();
  let inCellFormats = false;
  let index = 0;
  await readPart(
    parts,
    'xl/styles.xml',
    (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCellFormats = true;
      if (name !== 'xf' || !inCellFormats) return;
      const id = Number(attributes.numFmtId ?? 0);
      if (isDateFormat(id, codes.get(id))) dates.add(index);
      index += 1;
    },
    (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  );
  return dates;
}

async function readPart(
  parts: XlsxPackage,
  name: string,
  open: XmlHandler['open'],
  close: XmlHandler['close'] = () => undefined,
): Promise<void> {
  const bytes = await parts.read(name);
  if (bytes === undefined) return;
  await drain(parseXml(bytes, { open, close, text: () => undefined }));
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
