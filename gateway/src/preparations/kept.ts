// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { isNaming, STATED_LEVEL } from '@unionid/domain/forms';
import { openFields, type PersonTags } from '@unionid/domain/privacy';
import { timestampAt } from '@unionid/domain/values';
import type { RealNameRecord } from '../vault/vault.js';

/** A record that waits for its instruction. */
export interface Kept {
  readonly record: RealNameRecord;
  readonly root: string;
  readonly expiresAt: number;
  /** Whether it was there before, and stays. */
  readonly isStanding: boolean;
}

/** What the client is answered. */
export function toParts(
  { record: { identityId, fields, seed }, root, expiresAt, isStanding }: Kept,
  tag: PersonTags,
): PreparedParts {
  return {
    preparationId: identityId,
    identityId,
    ...tag,
    root,
    level: STATED_LEVEL,
    record: isStanding
      ? { is: 'standing', opening: [...openFields(fields, seed, isNaming)] }
      : { is: 'entered', fields: { ...fields }, seed: toBase64url(seed) },
    expires: timestampAt(expiresAt),
  };
}
