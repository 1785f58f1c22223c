// SPDX-License-Identifier: Apache-2.0
import { instructionDigest, type Instruction, type SecondSignature } from '../instruction/index.js';
import type { PendingRecord } from '../ledger/index.js';
import { SAMPLE } from '../schema/sample.js';

const DAY_MS = 86_400_000;

/** The record that a decision leaves until another person confirms it. @param now milliseconds since 1970 */
export function newPending(
  instruction: Instruction,
  {
    now,
    days,
    ...where
  }: Pick<PendingRecord, 'org' | 'province' | 'old' | 'national' | 'about'> & { readonly now: number } & Pick<
      SecondSignature<unknown>,
      'days'
    >,
): PendingRecord {
  const { type, actorKeyId } = instruction;
  const until = new Date(now + days * DAY_MS).toISOString();
  return { v: 1, type, digest: instructionDigest(instruction), actorKeyId, ...where, until };
}

const decision = {
  instruction: {
    ...{
      v: 1 as const,
      network: 'sample',
      channel: 'union-main',
      chaincode: 'identity',
      type: 'operator.revokeKey',
    },
    payload: { keyId: SAMPLE.keyId, operatorId: SAMPLE.otherOperatorId },
    ...{ subjectVersion: 1, actor: SAMPLE.operatorId, actorKeyId: SAMPLE.keyId },
    ...{ instructionId: SAMPLE.instructionId, issuedAt: '2026-01-31T08:00:00.000Z' },
    expiresAt: '2026-02-01T08:00:00.000Z',
  },
  signature: SAMPLE.signature,
};

/** A decision as a confirmation carries it. */
export const DECISION_SAMPLE = { decision, digest: SAMPLE.digest };
