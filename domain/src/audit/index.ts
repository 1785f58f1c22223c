// SPDX-License-Identifier: Apache-2.0
export type { Check, Figure, Found, Gap, ItemName, Thresholds } from './check.js';
export { checkOf, CHECKS, resultDigest, runCheck, type CheckResult } from './run.js';
export type {
  AuditRows,
  CadreRow,
  ItemRow,
  LineRow,
  MemberRow,
  PlanRow,
  SealRow,
  Step,
  Version,
  Versions,
} from './rows.js';
