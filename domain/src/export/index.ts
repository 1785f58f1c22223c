// SPDX-License-Identifier: Apache-2.0
export { EXPORT_TABLES, itemCells, stepCells, type ExportTable } from './tables.js';
export { newExportFiles, type ExportFiles } from './export-files.js';
export { parseExportCsv } from './parse-csv.js';
