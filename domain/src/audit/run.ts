// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes, canonicalJson, toBase64url, type Json } from '../encoding/index.js';
import { DomainError } from '../errors/index.js';
import type { Words } from '../instruction/index.js';
import type { AuditScope } from '../ledger/index.js';
import { sm3 } from '../sm/index.js';
import {
  ownPlans,
  type Check,
  type Figure,
  type Found,
  type Gap,
  type Seen,
  type Thresholds,
} from './check.js';
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
  const run = new CheckRun(checkOf(code), rows);
  const own = ownPlans(rows);
  run.take(
    rows,
    own.reduce((sum, { items }) => sum + items.length, 0),
  );
  return run.result();
}

/** A check that is run over the plans of one height part by part (`partOf`): nobody holds the items of all of them at once. */
export class CheckRun {
  readonly #check: Check;
  readonly #ground: AuditRows;
  readonly #found: Found[] = [];
  readonly #figures: Figure[] = [];
  #items = 0;

  /** @param ground with all plans that the check looks at; nobody asks for their items here */
  constructor(check: Check, ground: AuditRows) {
    this.#check = check;
    this.#ground = ground;
    this.#keep(check.runAtLarge?.(ground));
  }

  /** @param items of the part's plans of the scope, whether the check looks at them or not */
  take(part: AuditRows, items: number): void {
    this.#items += items;
    this.#keep(this.#check.run?.(part));
  }

  result(): CheckResult {
    const check = this.#check;
    const { scope, height, asOf } = this.#ground;
    return {
      ...{ check: check.code, rule: check.version, title: check.title, scope },
      ...{ height, asOf, thresholds: check.thresholds },
      coverage: {
        plans: ownPlans(this.#ground).length,
        items: this.#items,
        missing: [...check.gaps, ...gapsOf(check, this.#ground)],
      },
      ...(check.notApplicable !== undefined && { notApplicable: check.notApplicable }),
      falsePositives: check.falsePositives,
      findings: sorted(this.#found),
      figures: sorted(this.#figures),
    };
  }

  #keep({ found, figures = [] }: Seen = { found: [] }): void {
    for (const one of found) this.#found.push(one);
    for (const one of figures) this.#figures.push(one);
  }
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
