// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { keyIdOf } from '../instruction/index.js';
import { keyIdField, publicKeyField } from '../schema/index.js';

const NAMED_KEY = { keyId: keyIdField, publicKey: publicKeyField };

/**
 * A public key beside its label, with what else stands there. The label is computed anew from the key: whoever looks a key up by
 * a label that its owner declares is shown one key and trusts another.
 */
export function namedKey<T extends z.core.$ZodShape>(further: T): z.ZodMiniObject<typeof NAMED_KEY & T> {
  return z
    .object({ ...NAMED_KEY, ...further })
    .check(z.refine((key) => isNamed(key as unknown as NamedKey), { error: 'not the label of the key' }));
}

interface NamedKey {
  readonly keyId: string;
  readonly publicKey: string;
}

function isNamed({ keyId, publicKey }: NamedKey): boolean {
  return keyId === keyIdOf(publicKey);
}
