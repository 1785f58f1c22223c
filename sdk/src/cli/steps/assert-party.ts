// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorCode } from '@unionid/domain/errors';

/** What a view says of the steps of a transfer or a claim. */
type Actions = readonly { readonly action: string; readonly code?: string | undefined }[];

/** Of who signs, and not of where things stand, which may have changed since. */
const OF_PARTY: readonly ErrorCode[] = ['SAME_PERSON', 'PERSON_UNBOUND'];

/** Before anything is signed: that whoever signs is not the wrong person for it. @throws DomainError SAME_PERSON, PERSON_UNBOUND */
export function assertParty(actions: Actions, action: string): void {
  const told = actions.find((each) => each.action === action)?.code;
  const code = OF_PARTY.find((each) => each === told);
  if (code !== undefined) throw new DomainError(code);
}
