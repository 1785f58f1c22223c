// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { ClaimRecord, DecidedAgainst } from '../ledger/index.js';
import { decisionsBeside } from '../transfer/ground.js';

// After a decision the same union brings something new, or one deadline that the other missed would undo it (ADR 43, 53).

/** What of claims on an account was decided against, with this one. */
export function decidedAgainst({
  org: to,
  evidence: digest,
  decided = [],
}: Pick<ClaimRecord, 'org' | 'evidence' | 'decided'>): readonly DecidedAgainst[] {
  const newest = { to, digest };
  return [newest, ...decisionsBeside(newest, decided)];
}

/** That what a union claims on was not decided against, of itself or of whom it has inherited. @throws DomainError CLAIM_DECIDED */
export function assertUndecided(
  { org, evidence }: Pick<ClaimRecord, 'org' | 'evidence'>,
  before: Pick<ClaimRecord, 'decided'> | undefined,
  heirOf: (orgId: string) => string,
): void {
  const onIt = (before?.decided ?? []).filter(({ digest }) => digest === evidence);
  if (onIt.some(({ to }) => heirOf(to) === org)) throw new DomainError('CLAIM_DECIDED');
}
