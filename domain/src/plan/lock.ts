// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { GrantedRecord, LineRecord, ManifestRecord, PlanRecord } from '../ledger/index.js';
import { assertLine, moveOn } from '../line/index.js';
import { assertMaker, type PlanActor } from './duties.js';
import { PLAN_ERRORS, planStep } from './process.js';
import { assertSigned, STANDS_SAMPLE, standsPayload, standsWords, type StandsPayload } from './stands.js';

export const lockInstruction = defineInstruction({
  type: 'plan.lock',
  chaincode: 'benefit',
  payload: standsPayload,
  grant: 'plan',
  subject: 'plan',
  hasDeadline: true,
  errors: [
    ...PLAN_ERRORS,
    'DUTY_TAKEN',
    'PLAN_INCOMPLETE',
    'PLAN_SUMS',
    'PLAN_EMPTY',
    'LINE_UNKNOWN',
    'LINE_SHORT',
    'FEN_TOO_MANY',
  ],
});

export const lockPresentation: PresentationOf<typeof lockInstruction> = {
  words: ({ planId, ...signed }) => {
    const { zh, en } = standsWords(signed);
    return { zh: `锁定发放计划 ${planId}：成立 ${zh}`, en: `Lock plan ${planId}; what stands: ${en}` };
  },
  sample: () => STANDS_SAMPLE,
};

export interface LockGround {
  readonly plan: PlanRecord | undefined;
  readonly manifest: ManifestRecord | undefined;
  readonly line: LineRecord | undefined;
  /** What the union has granted of the class in the window before. */
  readonly total: GrantedRecord | undefined;
  readonly actor: PlanActor;
  readonly today: string;
}

/** What locking writes: the plan, the line with what does not stand freed, and the union's total in the window. */
export interface LockedPlan {
  readonly plan: PlanRecord;
  readonly line: LineRecord;
  readonly total: GrantedRecord;
}

/** What stands of a plan is fixed: from here on everybody signs this. @throws DomainError as the definition lists them */
export function lockPlan(payload: StandsPayload, ground: LockGround): LockedPlan {
  const { plan, to } = planStep('lock', ground);
  assertMaker(plan, ground.actor);
  const { all, ...stands } = sumsOf(ground.manifest);
  // What was signed as the sum of the list is the sum of its rows, or somebody was shown another figure.
  if (all !== plan.signed.fen) throw new DomainError('PLAN_SUMS', { fen: all });
  const { planId, payees } = payload;
  const locked = { ...plan, stands, ...(payees !== undefined && { payees }) };
  assertSigned(payload, locked);
  if (stands.items === 0) throw new DomainError('PLAN_EMPTY');
  const before = ground.total;
  const totalFen = (before?.fen ?? 0) + stands.fen;
  if (!Number.isSafeInteger(totalFen)) throw new DomainError('FEN_TOO_MANY');
  return {
    plan: { ...locked, v: plan.v + 1, status: to },
    line: moveOn(assertLine(ground.line), { reserved: stands.fen - plan.signed.fen }),
    total: {
      ...{ n: (before?.n ?? 0) + 1, fen: totalFen },
      ...{ last: plan.on, plan: planId },
    },
  };
}

function sumsOf(manifest: ManifestRecord | undefined): NonNullable<ManifestRecord['sums']> {
  if (manifest?.sums === undefined) throw new DomainError('PLAN_INCOMPLETE');
  return manifest.sums;
}
