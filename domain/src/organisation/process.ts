// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { OrganisationRecord, OrganisationState } from '../ledger/index.js';

export const ORGANISATION_ACTIONS = ['revise', 'move', 'beginClosing', 'fold', 'close'] as const;
export type OrganisationAction = (typeof ORGANISATION_ACTIONS)[number];

/** What comes of a step, by which article of the Trade Union Law (工会法, 2021). */
export interface OrganisationStep {
  readonly to: OrganisationState;
  readonly articles: readonly number[];
}

/** What each state of a union allows; what is not named is refused. Nobody decides on a union but those above it (article 12). */
export const ORGANISATION_PROCESS = {
  ACTIVE: {
    revise: { to: 'ACTIVE', articles: [12] },
    move: { to: 'ACTIVE', articles: [12] },
    beginClosing: { to: 'CLOSING', articles: [13] },
  },
  /** 撤销、合并中: nobody comes any more, and those who are there go to the heir. */
  CLOSING: {
    fold: { to: 'CLOSING', articles: [13] },
    close: { to: 'CLOSED', articles: [13] },
  },
  CLOSED: {},
} as const satisfies Record<OrganisationState, Partial<Record<OrganisationAction, OrganisationStep>>>;

/** The union, which allows the step. @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_STEP */
export function assertStep(
  action: OrganisationAction,
  { orgId, organisation }: { readonly orgId: string; readonly organisation: OrganisationRecord | undefined },
): OrganisationRecord {
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  const { state } = organisation;
  const steps: Partial<Record<OrganisationAction, OrganisationStep>> = ORGANISATION_PROCESS[state];
  if (steps[action] === undefined) throw new DomainError('ORGANISATION_STEP', { orgId, action, state });
  return organisation;
}
