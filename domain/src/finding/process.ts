// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { FindingRecord, FindingState } from '../ledger/index.js';

/** What is done about a finding: remedied or answered (整改), money recovered (追缴), struck off (销号). */
export const FINDING_ACTIONS = ['remedy', 'recover', 'close'] as const;
export type FindingAction = (typeof FINDING_ACTIONS)[number];

/** The process of a finding as a table: in which state it stands, what may be done, and where that leads. */
export const FINDING_PROCESS = {
  /** 发现. */
  OPEN: { remedy: 'REMEDIED', close: 'CLOSED' },
  /** 整改: may be answered again, where the auditor is not content. */
  REMEDIED: { remedy: 'REMEDIED', recover: 'RECOVERED', close: 'CLOSED' },
  /** 追缴, in several parts where it must be. */
  RECOVERED: { remedy: 'RECOVERED', recover: 'RECOVERED', close: 'CLOSED' },
  /** 销号. */
  CLOSED: {},
} as const satisfies Record<FindingState, Partial<Record<FindingAction, FindingState>>>;

/** The finding, and where the action leads. @throws DomainError FINDING_UNKNOWN, FINDING_STEP */
export function findingStep(
  action: FindingAction,
  finding: FindingRecord | undefined,
): { readonly finding: FindingRecord; readonly to: FindingState } {
  if (finding === undefined) throw new DomainError('FINDING_UNKNOWN');
  const steps: Partial<Record<FindingAction, FindingState>> = FINDING_PROCESS[finding.state];
  const to = steps[action];
  if (to === undefined) throw new DomainError('FINDING_STEP', { action, state: finding.state });
  return { finding, to };
}
