// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { identityIdField, placeField, publicKeyField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertMember, moveOf, newTransfer, type TransferGround } from './ground.js';
import { TRANSFER_REFUSALS } from './process.js';
import { termEnd } from './rules.js';

/** By the old union: with the public key of a code before anybody has asked, without one in answer to a request. */
export const releasePayload = z.strictObject({
  identityId: identityIdField,
  place: placeField,
  codeKey: z.exactOptional(publicKeyField),
});
export type ReleasePayload = z.output<typeof releasePayload>;

export const releaseInstruction = defineInstruction({
  type: 'transfer.release',
  chaincode: 'identity',
  payload: releasePayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: [
    'ACCOUNT_UNKNOWN',
    'PLACE_WRONG',
    'MEMBERSHIP_NONE',
    'TRANSFER_CODE_NEEDED',
    'SAME_PERSON',
    ...TRANSFER_REFUSALS.release,
  ],
});

export const releasePresentation: PresentationOf<typeof releaseInstruction> = {
  words: ({ identityId, codeKey }) =>
    codeKey === undefined
      ? { zh: `放行会员 ${identityId}`, en: `Agree to the transfer of member ${identityId}` }
      : {
          zh: `为会员 ${identityId} 开出接转码，凭码可由任一工会接收`,
          en: `Give member ${identityId} a release code, on which any union may take the membership over`,
        },
  sample: () => ({ identityId: SAMPLE.identityId, place: '', codeKey: SAMPLE.publicKey }),
};

/**
 * The transfer as the old union lets the member go.
 * @throws DomainError MEMBERSHIP_NONE; TRANSFER_AGREED; TRANSFER_CODE_NEEDED for a release to nobody
 */
export function releaseMember({ codeKey }: ReleasePayload, ground: TransferGround): TransferRecord {
  assertMember(ground.account);
  const { to: status, current } = moveOf('release', ground);
  const by = ground.actors?.actor;
  if (current !== undefined && status === 'AGREED')
    return { ...current, v: current.v + 1, status, way: 'answer', ...(by !== undefined && { let: by }) };
  if (codeKey === undefined) throw new DomainError('TRANSFER_CODE_NEEDED');
  // Nobody knows yet who will take the member, so that the old union's own province says for how long a code is good.
  const lapsesAt = termEnd(ground.now, { term: 'take', side: 'old' }, ground.rules);
  return {
    ...newTransfer(ground),
    ...{ status, way: '', to: '', toProvince: '', due: lapsesAt, silentAt: lapsesAt, lapsesAt, codeKey },
    ...(by !== undefined && { codeBy: by }),
  };
}
