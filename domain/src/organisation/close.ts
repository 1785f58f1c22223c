// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { OrganisationRecord } from '../ledger/index.js';
import { orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertStep } from './process.js';

/** By a union above it, once nobody is in it and nothing stands under it. */
export const closePayload = z.strictObject({ orgId: orgIdField });
export type ClosePayload = z.output<typeof closePayload>;

export const closeInstruction = defineInstruction({
  type: 'organisation.close',
  chaincode: 'identity',
  payload: closePayload,
  grant: 'organisation',
  subject: 'organisation',
  errors: ['ORGANISATION_UNKNOWN', 'ORGANISATION_STEP', 'ORGANISATION_NOT_EMPTY', 'ORGANISATION_HAS_UNIONS'],
});

export const closePresentation: PresentationOf<typeof closeInstruction> = {
  words: ({ orgId }) => ({ zh: `撤销工会 ${orgId}`, en: `Close union ${orgId}` }),
  sample: () => ({ orgId: SAMPLE.otherOrgId }),
};

/** What the ledger holds of a union that is to be closed. */
export interface EmptyGround {
  readonly organisation: OrganisationRecord | undefined;
  readonly hasMembers: boolean;
  /** Whether any union stands under it. */
  readonly hasUnions: boolean;
  /** Who has its members. */
  readonly heir: string;
}

/** The union as it has ended. @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_STEP, ORGANISATION_NOT_EMPTY, ORGANISATION_HAS_UNIONS */
export function closeOrganisation(
  { orgId }: ClosePayload,
  { organisation, hasMembers, hasUnions, heir }: EmptyGround,
): OrganisationRecord {
  const closing = assertStep('close', { orgId, organisation });
  if (hasMembers) throw new DomainError('ORGANISATION_NOT_EMPTY', { orgId });
  if (hasUnions) throw new DomainError('ORGANISATION_HAS_UNIONS', { orgId });
  // Whoever has its members acts for it in what is left: an open request, an appeal, somebody who comes back.
  return { ...closing, version: closing.version + 1, state: 'CLOSED', parent: heir };
}
