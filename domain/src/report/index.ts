// SPDX-License-Identifier: Apache-2.0
export { foundIn, type Found } from './found.js';
export { REPORT_START, reportCsv, type ReportLine } from './report-csv.js';
