// SPDX-License-Identifier: Apache-2.0
import { keyVersionOf } from '@unionid/domain/governance';

/**
 * Whether a second key may be the person's under the version before, as far as a client can tell: none, or one of the version
 * that comes before the first key's (ADR 37). Whose it is only the two halves of the matching key tell.
 */
export function mayBeFormer({
  personKey,
  formerKey,
}: {
  readonly personKey: string;
  readonly formerKey?: string | undefined;
}): boolean {
  return formerKey === undefined || keyVersionOf(formerKey) === keyVersionOf(personKey) - 1;
}
