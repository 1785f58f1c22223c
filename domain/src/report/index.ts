// SPDX-License-Identifier: Apache-2.0
export { foundIn, type Found } from './found.js';
export { REPORT_START, reportCsv, type ReportLine } from './report-csv.js';
export { csvText } from '../text/csv-line.js';
export { visibleText } from '../text/plain-text.js';
