// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { FINDING_OUTCOMES, type FindingRecord } from '../ledger/index.js';
import { isAmong, type ActingPerson } from '../plan/index.js';
import { digestField, findingIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { findingStep } from './process.js';

export const closeFindingPayload = z.strictObject({
  findingId: findingIdField,
  outcome: z.enum(FINDING_OUTCOMES),
  /** SM3 of the auditor's note. */
  evidence: digestField,
});
export type CloseFindingPayload = z.output<typeof closeFindingPayload>;

export const closeInstruction = defineInstruction({
  type: 'finding.close',
  chaincode: 'benefit',
  payload: closeFindingPayload,
  grant: undefined,
  actor: 'auditor',
  relation: 'audited',
  subject: 'finding',
  hasDeadline: true,
  errors: ['FINDING_UNKNOWN', 'FINDING_STEP', 'FINDING_FEN', 'SAME_PERSON', 'DUTY_TAKEN'],
});

export const closePresentation: PresentationOf<typeof closeInstruction> = {
  words: ({ findingId, outcome }) => ({
    zh: `审计发现 ${findingId} 销号：${outcome === 'settled' ? '已整改到位' : '不成立'}`,
    en: `Strike finding ${findingId} off: ${outcome}`,
  }),
  sample: () => ({ findingId: SAMPLE.findingId, outcome: 'settled', evidence: SAMPLE.digest }),
};

/** The finding struck off: once remedied and all recovered, or because nothing was wrong. @throws DomainError as the definition lists them */
export function closeFinding(
  { outcome, evidence }: CloseFindingPayload,
  {
    finding: known,
    today,
    ...acting
  }: ActingPerson & { readonly finding: FindingRecord | undefined; readonly today: string },
): FindingRecord {
  const { finding, to } = findingStep('close', known);
  // Whoever answered for the audited union is not the one who is content with it.
  if (isAmong(acting, [finding.remedy?.person, finding.recovery?.person]))
    throw new DomainError('SAME_PERSON');
  if (outcome === 'settled') assertSettled(finding);
  return {
    ...{ ...finding, v: finding.v + 1, state: to },
    closing: { on: today, person: acting.person, evidence, outcome },
  };
}

function assertSettled({ state, remedy, recovery, fen }: FindingRecord): void {
  if (remedy === undefined) throw new DomainError('FINDING_STEP', { action: 'close', state });
  const missing = fen - (recovery?.fen ?? 0);
  if (missing > 0) throw new DomainError('FINDING_FEN', { fen: missing });
}
