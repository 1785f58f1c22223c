// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { FindingRecord } from '../ledger/index.js';
import { isAmong, type ActingPerson } from '../plan/index.js';
import { digestField, fenField, findingIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { findingStep } from './process.js';

/** What the audited union says to a finding: what it has put right or why nothing is wrong, or what it has recovered. */
export const respondPayload = z.strictObject({
  findingId: findingIdField,
  action: z.enum(['remedy', 'recover']),
  /** Recovered by now, in all; 0 with a remedy. */
  fen: fenField,
  /** SM3 of the report, or of the voucher. */
  evidence: digestField,
});
export type RespondPayload = z.output<typeof respondPayload>;

export const respondInstruction = defineInstruction({
  type: 'finding.respond',
  chaincode: 'benefit',
  payload: respondPayload,
  grant: 'fund',
  subject: 'finding',
  hasDeadline: true,
  errors: ['FINDING_UNKNOWN', 'FINDING_STEP', 'FINDING_FEN', 'SAME_PERSON'],
});

export const respondPresentation: PresentationOf<typeof respondInstruction> = {
  words: ({ findingId, action, fen }) => ({
    zh:
      action === 'recover'
        ? `审计发现 ${findingId}：已追缴共 ${yuan(fen)} 元`
        : `审计发现 ${findingId}：整改或说明`,
    en:
      action === 'recover'
        ? `Finding ${findingId}: CNY ${yuan(fen)} recovered in all`
        : `Finding ${findingId}: remedied, or answered`,
  }),
  sample: () => ({ findingId: SAMPLE.findingId, action: 'recover', fen: 50_000, evidence: SAMPLE.digest }),
};

/** The finding as the audited union has answered it. @throws DomainError as the definition lists them */
export function respondToFinding(
  { action, fen, evidence }: RespondPayload,
  {
    finding: known,
    today,
    ...acting
  }: ActingPerson & { readonly finding: FindingRecord | undefined; readonly today: string },
): FindingRecord {
  const { finding, to } = findingStep(action, known);
  if (isAmong(acting, [finding.person])) throw new DomainError('SAME_PERSON');
  const shown = { on: today, person: acting.person, evidence };
  const next = { ...finding, v: finding.v + 1, state: to };
  if (action === 'remedy') {
    if (fen !== 0) throw new DomainError('FINDING_FEN', { fen: 0 });
    return { ...next, remedy: shown };
  }
  // What was recovered once does not become less.
  const before = finding.recovery?.fen ?? 0;
  if (fen <= before || fen > finding.fen) throw new DomainError('FINDING_FEN', { fen: finding.fen });
  return { ...next, recovery: { ...shown, fen } };
}
