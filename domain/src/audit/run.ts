// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes, canonicalJson, toBase64url, type Json } from '../encoding/index.js';
import { DomainError } from '../errors/index.js';
import type { Words } from '../instruction/index.js';
import type { AuditScope } from '../ledger/index.js';
import { sm3 } from '../sm/index.js';
import type { Check, Figure, Found, Gap, Thresholds } from './check.js';
import { DUP_1, DUP_2, DUP_3 } from './duplicates.js';
import { LED_1, SAM_1 } from './ledger-checks.js';
import { ANO_1 } from './figures.js';
import { CLO_1, VOU_1 } from './money.js';
import { CAP_1 } from './caps.js';
import { ELG_2 } from './filed.js';
import { ELG_1, ELG_3, IMP_1 } from './payees.js';
import { MIS_1, PUB_1, SEQ_1, SOD_1 } from './processes.js';
import type { AuditRows } from './rows.js';

/** Every check there is, by code. */
export const CHECKS: readonly Check[] = [
  ...[DUP_1, DUP_2, DUP_3, IMP_1, ELG_1, ELG_2, ELG_3, CAP_1, CLO_1],
  ...[MIS_1, SEQ_1, SOD_1, PUB_1, ANO_1, VOU_1, LED_1, SAM_1],
];

/** What a check found, with all that it takes to find it again: one scope and height give the same bytes. */
export interface CheckResult {
  readonly check: string;
  readonly rule: number;
  readonly title: Words;
  readonly scope: AuditScope;
  /** Blocks that were applied, and the day in China of the newest of what was looked at. */
  readonly height: number;
  readonly asOf: string;
  readonly thresholds: Thresholds;
  readonly coverage: { readonly plans: number; readonly items: number; readonly missing: readonly Gap[] };
  readonly notApplicable?: Words;
  readonly falsePositives: Check['falsePositives'];
  /** Faults, and what looks like a known false positive (`explained`). */
  readonly findings: readonly Found[];
  readonly figures: readonly Figure[];
}

/** The check of a code. @throws DomainError CHECK_UNKNOWN */
export function checkOf(code: string): Check {
  const check = CHECKS.find((one) => one.code === code);
  if (check === undefined) throw new DomainError('CHECK_UNKNOWN', { code });
  return check;
}

/** Runs a check on the rows of one height. @throws DomainError CHECK_UNKNOWN */
export function runCheck(code: string, rows: AuditRows): CheckResult {
  const check = checkOf(code);
  const { found, figures = [] } = check.run(rows);
  const own = rows.plans.filter(({ inScope }) => inScope);
  return {
    ...{ check: check.code, rule: check.version, title: check.title, scope: rows.scope },
    ...{ height: rows.height, asOf: rows.asOf, thresholds: check.thresholds },
    coverage: {
      plans: own.length,
      items: own.reduce((sum, { items }) => sum + items.length, 0),
      missing: [...check.gaps, ...gapsOf(check, rows)],
    },
    ...(check.notApplicable !== undefined && { notApplicable: check.notApplicable }),
    falsePositives: check.falsePositives,
    findings: sorted(found),
    figures: sorted(figures),
  };
}

/** SM3 of a result, by which a finding names it. */
export function resultDigest(result: CheckResult): string {
  return toBase64url(sm3(canonicalBytes(result)));
}

/** What the rows did not have. */
function gapsOf({ ofBlocks }: Check, { seals, unreadable }: AuditRows): readonly Gap[] {
  const blocks = {
    data: { zh: '区块之间的哈希', en: 'Hashes between blocks' },
    heldBy: { zh: '本省节点', en: 'the own peer' },
  };
  const unread = {
    data: {
      zh: `不可读的记录 ${String(unreadable.length)} 条`,
      en: `${String(unreadable.length)} records that can not be read`,
    },
    heldBy: { zh: '账本', en: 'the ledger' },
  };
  return [
    ...(ofBlocks === true && seals.length === 0 ? [blocks] : []),
    ...(unreadable.length > 0 ? [unread] : []),
  ];
}

function sorted<T>(some: readonly T[]): readonly T[] {
  return some
    .map((one) => [canonicalJson(one as Json), one] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, one]) => one);
}
