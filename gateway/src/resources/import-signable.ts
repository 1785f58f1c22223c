// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { assertSecondUnion, personOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { IMPORT_KINDS, type ImportKind } from '@unionid/domain/forms';
import { assertFree, assertPaying, assertPlanTerms, type PlanTerms } from '@unionid/domain/plan';
import { chinaDateAt } from '@unionid/domain/values';
import type { Caller } from '../http/route.js';
import { readOrganisation } from '../read-model/lawful-switch.js';
import { firstSigned } from '../standing/first-signed.js';
import { assertWithin } from './assert-within.js';
import { partIn } from './is-payee.js';
import type { Services } from './services.js';

/** A kind of file, and what it says beside its rows. */
interface Listed {
  readonly kind: ImportKind;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly terms: PlanTerms | undefined;
  readonly plan: string | undefined;
}

interface Asked {
  readonly services: Services;
  readonly caller: Caller;
}

/** What may keep a list of payees, or of what a bank answers of them, from being signed. */
export const PLAN_REFUSALS = [
  ...([
    'OUT_OF_SCOPE',
    'PERSON_UNBOUND',
    'DUTY_TAKEN',
    'ORGANISATION_UNKNOWN',
    'ORGANISATION_CLOSED',
  ] as const),
  ...(['FUND_UNKNOWN', 'FUND_CLOSED', 'FUND_CLASS', 'LINE_UNKNOWN', 'PROGRAMME_UNKNOWN'] as const),
  ...(['PROGRAMME_ENDED', 'PROGRAMME_REVISED', 'PROGRAMME_ELSEWHERE', 'DATES_INVALID'] as const),
  ...(['PLAN_UNKNOWN', 'PLAN_STEP'] as const),
] as const;

/**
 * What would be refused when the list is signed is told before anybody works on it.
 * @throws DomainError SECOND_NOBODY, SIDES_OVERLAP, and those above
 */
export async function assertSignable(
  { kind, from, to, terms, plan }: Listed,
  { services, caller }: Asked,
): Promise<void> {
  const { readModel } = services;
  // A list is the business of the union that signs it first.
  const { org, province } = caller.operator;
  const first = await firstSigned({ org }, { org, province }, readModel);
  assertSecondUnion(INSTRUCTION_TYPES[IMPORT_KINDS[kind].instructionType], first);
  if (terms !== undefined) await assertTerms(terms, { services, caller });
  if (plan !== undefined) await assertAnswerable(plan, { services, caller });
  if (from === undefined || to === undefined) return;
  if ((await readModel.isWithin(from, to)) || (await readModel.isWithin(to, from)))
    throw new DomainError('SIDES_OVERLAP');
}

/** A plan of the own union or of one below it, by a programme and out of a line as they stand. */
async function assertTerms(terms: PlanTerms, { services, caller }: Asked): Promise<void> {
  const { readModel, now } = services;
  personOf(caller.operator);
  const org = await readOrganisation(terms.org, readModel);
  if (org === undefined) throw new DomainError('ORGANISATION_UNKNOWN');
  await assertWithin(services, terms.org, caller);
  const programme = await readModel.programme(terms.programme);
  assertPlanTerms(terms, {
    ...{ org, programme, today: chinaDateAt(now()) },
    ...{ fund: await readModel.fund(terms.fund), line: await readModel.line(terms.fund, terms.org) },
    isWithin: programme !== undefined && (await readModel.isWithin(terms.org, programme.org)),
  });
}

/** A plan that is at the bank, and in which whoever hands the answer in has no other duty. */
async function assertAnswerable(planId: string, { services, caller }: Asked): Promise<void> {
  const plan = assertPaying(await services.readModel.plan(planId));
  await assertWithin(services, plan.org, caller);
  const person = personOf(caller.operator);
  const part = await partIn(planId, { plan, person, readModel: services.readModel });
  assertFree(plan, { person, ...part });
}
