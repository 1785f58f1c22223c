// SPDX-License-Identifier: Apache-2.0
// The spreadsheets that `unionid template` writes, made from the forms by exceljs, which only this needs.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Rows with drop-downs and formats; a file may have more. */
const ROWS = 5_000;
/** Nothing in a template says when it was made: the same forms give the same bytes. */
const MADE = new Date(Date.UTC(2026, 0, 1));
const TEXT = '@';
const DATE = 'yyyy/mm/dd';
const REQUIRED_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFE699' } };
const EXAMPLE_FONT = { italic: true, color: { argb: 'FF808080' } };

/** Modules with the spreadsheets as base64; none where exceljs is not installed. */
export async function templateModules() {
  const Workbook = await importWorkbook();
  if (Workbook === undefined) return [];
  const { IMPORT_KINDS, TEMPLATE_TEXTS } = await import('../domain/dist/forms/index.js');
  const files = Object.keys(TEMPLATE_TEXTS).map(async (kind) => {
    const bytes = await makeTemplate(new Workbook(), IMPORT_KINDS[kind].form, TEMPLATE_TEXTS[kind]);
    return { path: `sdk/src/cli/templates/${kind}-template.ts`, content: renderModule(kind, bytes) };
  });
  return Promise.all(files);
}

async function importWorkbook() {
  try {
    return (await import('exceljs')).default.Workbook;
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error('– 未安装 exceljs，跳过模板 exceljs is not installed: templates skipped');
    return undefined;
  }
}

async function makeTemplate(workbook, form, { sheet: title, options: optionsTitle, example }) {
  const { allowedTexts } = await import('../domain/dist/codes/index.js');
  workbook.created = workbook.modified = MADE;
  const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  const options = workbook.addWorksheet(optionsTitle, { state: 'hidden' });
  form.columns.forEach((column, index) => {
    const isRequired = form.requiredColumns.includes(column);
    const cells = sheet.getColumn(index + 1);
    cells.width = Math.max(10, column.length * 2 + 4);
    cells.numFmt = /日期/.test(column) ? DATE : TEXT;
    const header = sheet.getCell(1, index + 1);
    header.value = isRequired ? `${column}*` : column;
    header.font = { bold: true };
    if (isRequired) header.fill = REQUIRED_FILL;
    const shown = sheet.getCell(2, index + 1);
    shown.value = example[column] ?? '';
    shown.font = EXAMPLE_FONT;
    const texts = form.tables[column] && allowedTexts(form.tables[column]);
    if (texts !== undefined) addDropDown({ sheet, options, index, column, texts });
  });
  return sameBytes(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

function addDropDown({ sheet, options, index, column, texts }) {
  const position = options.actualColumnCount + 1;
  options.getColumn(position).values = [column, ...texts];
  const letter = options.getColumn(position).letter;
  const list = `'${options.name}'!$${letter}$2:$${letter}$${texts.length + 1}`;
  const cells = sheet.getColumn(index + 1).letter;
  sheet.dataValidations.add(`${cells}2:${cells}${ROWS}`, {
    type: 'list',
    allowBlank: true,
    formulae: [list],
    showErrorMessage: true,
    errorTitle: '请从列表中选择',
    error: `“${column}”只能填写下拉列表中的值`,
  });
}

// A zip holds the times of its parts, and compressors differ from one Node to the next.
function sameBytes(bytes) {
  const parts = unzipSync(bytes);
  const core = strFromU8(parts['docProps/core.xml']);
  parts['docProps/core.xml'] = strToU8(core.replace(/\d{4}-\d\d-\d\dT[^<]*Z/g, MADE.toISOString()));
  const names = Object.keys(parts)
    .filter((name) => !name.endsWith('/'))
    .sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, parts[name]])), { level: 9, mtime: MADE });
}

function renderModule(kind, bytes) {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,100}/g);
  return `${[
    '// SPDX-License-Identifier: Apache-2.0',
    '// Made by `npm run generate` from scripts/make-templates.mjs and the form; edit there.',
    `/** ${bytes.length} bytes of XLSX, base64. */`,
    `export const ${kind.toUpperCase()}_TEMPLATE =`,
    lines.map((line) => `  '${line}'`).join(' +\n'),
  ].join('\n')};\n`;
}
