// SPDX-License-Identifier: Apache-2.0
export { BANK_ANSWER, BANK_RESULT, HANDED_TO } from './bank-tables.js';
export { LISTED_CHANGE, LISTED_REASON } from './change-tables.js';
export {
  allowedTexts,
  CODE_TABLE_VERSION,
  hasCode,
  textOfCode,
  type CodeEntry,
  type CodeTable,
} from './code-table.js';
export { ETHNICITY } from './ethnicity.js';
export { lookupCode, unknownTargets, type ValueMapping } from './lookup-code.js';
export {
  ECONOMIC_TYPE,
  INDUSTRY,
  ORGANISATION_NATURE,
  UNION_LEVEL,
  UNION_TYPE,
} from './organisation-tables.js';
export {
  CHANGE_REASON,
  CHANGE_TYPE,
  DOCUMENT_KIND,
  EDUCATION,
  EMPLOYMENT_STATUS,
  HOUSEHOLD_TYPE,
  MARITAL_STATUS,
  POLITICAL_STATUS,
  SEX,
  SKILL_LEVEL,
  YES_NO,
} from './person-tables.js';
export { PROVINCES } from './provinces.js';
export { REGISTRATION_DEPARTMENTS, type RegistrationDepartment } from './registration-departments.js';
export { NATIONAL_INDUSTRY_UNIONS, UNION_NODES, type UnionNode, type UnionNodeTable } from './union-nodes.js';
export { VISIT_RESULT } from './visit-table.js';
