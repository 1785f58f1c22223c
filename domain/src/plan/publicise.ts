// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { PlanRecord, ProgrammeRecord } from '../ledger/index.js';
import { dateField, digestField, manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { daysBetween } from '../values/china-date.js';
import type { PlanGround } from './check.js';
import { PLAN_ERRORS, planStep } from './process.js';

/** 公示: what was shown in public, where and as long as the programme asks. */
export const publicisePayload = z.strictObject({
  planId: manifestIdField,
  /** First and last day. */
  from: dateField,
  until: dateField,
  /** SM3 of the notice. */
  notice: digestField,
});
export type PublicisePayload = z.output<typeof publicisePayload>;

export const publiciseInstruction = defineInstruction({
  type: 'plan.publicise',
  chaincode: 'benefit',
  payload: publicisePayload,
  grant: 'plan',
  subject: 'plan',
  hasDeadline: true,
  errors: [...PLAN_ERRORS, 'PROGRAMME_UNKNOWN', 'DATES_INVALID', 'PUBLICITY_SHORT'],
});

export const publicisePresentation: PresentationOf<typeof publiciseInstruction> = {
  words: ({ planId, from, until }) => ({
    zh: `公示发放计划 ${planId}：${from} 至 ${until}`,
    en: `Show plan ${planId} in public from ${from} to ${until}`,
  }),
  sample: () => ({
    planId: SAMPLE.manifestId,
    from: '2026-12-03',
    until: '2026-12-09',
    notice: SAMPLE.digest,
  }),
};

export interface PubliciseGround extends Pick<PlanGround, 'plan' | 'today'> {
  readonly programme: ProgrammeRecord;
}

/** The plan while it is shown. @throws DomainError as the definition lists them */
export function publicisePlan(
  { from, until, notice }: PublicisePayload,
  ground: PubliciseGround,
): PlanRecord {
  const { plan, to } = planStep('publicise', ground);
  const { publicDays } = ground.programme;
  // Nobody can have objected to what was said to have been shown only afterwards.
  if (from < ground.today) throw new DomainError('DATES_INVALID', { field: 'from' });
  if (until < from) throw new DomainError('DATES_INVALID', { field: 'until' });
  if (daysBetween(from, until) + 1 < publicDays) throw new DomainError('PUBLICITY_SHORT', { publicDays });
  if (until >= plan.until) throw new DomainError('DATES_INVALID', { field: 'until' });
  return { ...plan, v: plan.v + 1, status: to, publicity: { from, until, notice } };
}
