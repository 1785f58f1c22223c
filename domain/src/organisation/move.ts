// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf, TWO_PERSONS } from '../instruction/index.js';
import type { OrganisationRecord } from '../ledger/index.js';
import { digestField, orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertOpen } from './entry.js';
import { assertStep } from './process.js';

/** 变更隶属: by a union above both superiors. Its members and all below it stay what they are. */
export const movePayload = z.strictObject({
  orgId: orgIdField,
  /** The superior from now on. */
  parent: orgIdField,
  /** SM3 of the approval (批复). */
  evidence: digestField,
});
export type MovePayload = z.output<typeof movePayload>;

export const moveInstruction = defineInstruction({
  type: 'organisation.move',
  chaincode: 'identity',
  payload: movePayload,
  grant: 'organisation',
  subject: 'organisation',
  // It changes who may act for the union and for all below it.
  secondSignature: TWO_PERSONS,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'ORGANISATION_STEP'] as const),
    ...(['PARENT_INVALID', 'PARENT_UNCHANGED'] as const),
  ],
});

export const movePresentation: PresentationOf<typeof moveInstruction> = {
  words: ({ orgId, parent }) => ({
    zh: `工会 ${orgId} 改隶上级工会 ${parent}`,
    en: `Union ${orgId} stands under ${parent} from now on`,
  }),
  sample: () => ({ orgId: SAMPLE.otherOrgId, parent: SAMPLE.orgId, evidence: SAMPLE.digest }),
};

/** What the ledger holds of a union that is to stand elsewhere. */
export interface MoveGround {
  readonly organisation: OrganisationRecord | undefined;
  readonly parent: OrganisationRecord | undefined;
}

/**
 * The union under another superior of its province; in another province its members are transferred, because another
 * organisation answers for them there.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, ORGANISATION_STEP, PARENT_UNCHANGED, PARENT_INVALID, PROVINCE_FOREIGN
 */
export function moveOrganisation(payload: MovePayload, ground: MoveGround): OrganisationRecord {
  const organisation = assertStep('move', { orgId: payload.orgId, organisation: ground.organisation });
  const parent = assertOpen(ground.parent, payload.parent);
  if (organisation.parent === payload.parent)
    throw new DomainError('PARENT_UNCHANGED', { parent: payload.parent });
  if (parent.province !== organisation.province)
    throw new DomainError('PROVINCE_FOREIGN', { province: parent.province });
  if (parent.level >= organisation.level)
    throw new DomainError('PARENT_INVALID', { parentLevel: parent.level, level: organisation.level });
  return { ...organisation, version: organisation.version + 1, parent: payload.parent };
}
