// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { digestField, identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { decidedAgainst, moveOf, type TransferGround } from './ground.js';
import { hasMoved, isOpen, TRANSFER_REFUSALS } from './process.js';
import type { Actors } from './parties.js';
import { termEnd } from './rules.js';

/** By whoever stands above both sides: whether the member goes, and the document that says why. */
export const decidePayload = z.strictObject({
  identityId: identityIdField,
  place: placeField,
  outcome: z.enum(['go', 'stay']),
  evidence: digestField,
});
export type DecidePayload = z.output<typeof decidePayload>;

export const decideInstruction = defineInstruction({
  type: 'transfer.decide',
  chaincode: 'identity',
  payload: decidePayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: [
    ...([
      'TRANSFER_UNKNOWN',
      'ACCOUNT_UNKNOWN',
      'PLACE_WRONG',
      'ORGANISATION_UNKNOWN',
      'SAME_PERSON',
    ] as const),
    ...TRANSFER_REFUSALS.decide,
  ],
});

export const decidePresentation: PresentationOf<typeof decideInstruction> = {
  words: ({ identityId, outcome }) =>
    outcome === 'go'
      ? {
          zh: `裁决：会员 ${identityId} 归转入工会`,
          en: `Decide that member ${identityId} goes to the new union`,
        }
      : {
          zh: `裁决：会员 ${identityId} 归原工会`,
          en: `Decide that member ${identityId} stays with the old union`,
        },
  sample: () => ({ identityId: SAMPLE.identityId, place: '', outcome: 'go', evidence: SAMPLE.digest }),
};

/** The transfer as it was decided. @throws DomainError as the definition lists them */
export function decideTransfer(
  { outcome }: DecidePayload,
  ground: TransferGround & { readonly actors: Actors },
): TransferRecord {
  const { to, otherwise = to, current } = moveOf('decide', ground);
  if (current === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  const status = outcome === 'go' ? to : otherwise;
  const decided = {
    ...current,
    v: current.v + 1,
    way: 'decision',
    status,
    ...(outcome === 'stay' && decidedAgainst(current)),
  } as const;
  // What somebody is now to carry out comes to nothing where nobody does.
  if (!isOpen(status)) return decided;
  const side = hasMoved(status) ? 'old' : 'new';
  return { ...decided, lapsesAt: termEnd(ground.now, { term: 'take', side }, ground.rules) };
}
