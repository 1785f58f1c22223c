// SPDX-License-Identifier: Apache-2.0
export { addUpExport, type ExportRows, type FoundRows, type SumFault, type UnreadFault } from './add-up.js';
export { EXPORT_TABLES, itemCells, lineCells, stepCells, sumsCells, type ExportTable } from './tables.js';
export { newExportFiles, type ExportFiles } from './export-files.js';
export { parseExportCsv } from './parse-csv.js';
