// SPDX-License-Identifier: Apache-2.0
export {
  beyondScope,
  EXPLANATIONS,
  FIGURE_NAMES,
  FOUND_REASONS,
  isOfScopeOnly,
  newest,
  partOf,
  type Check,
  type Explanation,
  type Figure,
  type FigureName,
  type Found,
  type FoundReason,
  type Gap,
  type ItemName,
  type NameOfItem,
  type Thresholds,
} from './check.js';
export { accountsOnFile, personIn } from './persons.js';
export { CheckRun, checkOf, CHECKS, resultDigest, runCheck, type CheckResult } from './run.js';
export type {
  AuditRows,
  CadreRow,
  ItemRow,
  LineRow,
  MemberRow,
  PlanRow,
  SealRow,
  Step,
  UnionRow,
  Version,
  Versions,
} from './rows.js';
