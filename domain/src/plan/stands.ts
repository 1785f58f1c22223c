// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import type { Words } from '../instruction/index.js';
import { benefitClassField, standsSchema, type PlanRecord, type Sums } from '../ledger/index.js';
import { CLASS_ZH } from '../programme/index.js';
import {
  dateField,
  digestField,
  fundIdField,
  manifestIdField,
  orgIdField,
  programmeIdField,
  recordVersionField,
} from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** By which terms a plan grants: what whoever signs was shown of it, so that no gateway shows another's. */
export const standsTerms = z.strictObject({
  /** The union that grants; with the fund, whose line pays. */
  org: orgIdField,
  fund: fundIdField,
  programme: programmeIdField,
  programmeVersion: recordVersionField,
  class: benefitClassField,
  /** Whether goods are granted, and no money. */
  goods: z.exactOptional(z.literal(true)),
  on: dateField,
  until: dateField,
});
export type StandsTerms = z.output<typeof standsTerms>;

/** What everybody after the maker signs: the plan, what stands of it, and by which terms. */
export const standsPayload = z.strictObject({
  planId: manifestIdField,
  stands: standsSchema,
  terms: standsTerms,
  /** SM3 of the list of payees where there is one: the maker's own at the lock, and the one that whoever signs later has in hand. */
  payees: z.exactOptional(digestField),
});
export type StandsPayload = z.output<typeof standsPayload>;

export const STANDS_SAMPLE: StandsPayload = {
  planId: SAMPLE.manifestId,
  stands: { items: 10, fen: 500_000, root: SAMPLE.digest },
  terms: {
    ...{ org: SAMPLE.orgId, fund: SAMPLE.fundId, programme: SAMPLE.programmeId, programmeVersion: 1 },
    ...{ class: 'winter', on: '2026-12-01', until: '2027-01-31' },
  },
  payees: SAMPLE.digest,
};

type Stands = Sums & { readonly root: string };

/** The terms of a plan, as they are signed. */
export function termsOf(
  plan: Omit<StandsTerms, 'goods'> & { readonly goods?: true | undefined },
): StandsTerms {
  const { org, fund, programme, programmeVersion, goods, on, until } = plan;
  const kind = { class: plan.class, ...(goods === true && { goods }) };
  return { org, fund, programme, programmeVersion, ...kind, on, until };
}

/**
 * That what was signed is the plan: what stands of it, its terms, and the maker's list of payees where it has one, which whoever signs
 * must have in hand. @throws DomainError PLAN_SUMS with what stands, or with the term that differs
 */
export function assertSigned(
  { stands: signed, terms, payees }: StandsPayload,
  plan: Pick<PlanRecord, 'stands' | 'payees'> & StandsTerms,
): void {
  const { items, fen, root } = standsOf(plan);
  if (signed.items !== items || signed.fen !== fen || signed.root !== root)
    throw new DomainError('PLAN_SUMS', { items, fen });
  const own = termsOf(plan);
  const names = Object.keys({ ...own, ...terms }) as (keyof StandsTerms)[];
  const field = names.find((name) => own[name] !== terms[name]);
  if (field !== undefined) throw new DomainError('PLAN_SUMS', { field });
  if (payees !== plan.payees) throw new DomainError('PLAN_SUMS', { field: 'payees' });
}

/** What stands of a plan that is locked. @throws DomainError PLAN_SUMS */
export function standsOf({ stands }: Pick<PlanRecord, 'stands'>): Stands {
  if (stands === undefined) throw new DomainError('PLAN_SUMS', {});
  return stands;
}

/** What is signed, in words: how many and how much, and then of which class, out of which line, for which day, and the root. */
export function standsWords(
  { stands, terms, payees }: Omit<StandsPayload, 'planId'>,
  sums: Sums = stands,
): Words {
  const { items, fen } = sums;
  const [zh, en] = [`${items} 笔，共 ${yuan(fen)} 元`, `${items} items, CNY ${yuan(fen)} in all`];
  const { org, fund, programme, programmeVersion, goods = false, on, until } = terms;
  return {
    zh: `${zh}；${CLASS_ZH[terms.class]}${goods ? '（实物）' : ''}，${org} 从资金 ${fund} 的额度、按项目 ${programme} 第 ${programmeVersion} 版，发放日 ${on}，最迟 ${until} 付款；名单根 ${stands.root}${payees === undefined ? '' : `，收款名单 ${payees}`}`,
    en: `${en}; ${terms.class}${goods ? ' in goods' : ''}, by ${org} out of its line of fund ${fund} under programme ${programme}, version ${programmeVersion}, as of ${on}, to be paid by ${until}; root ${stands.root}${payees === undefined ? '' : `, list of payees ${payees}`}`,
  };
}
