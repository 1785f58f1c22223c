// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '../encoding/utf8.js';
import { formatId } from '../ids/index.js';
import { sm3 } from '../sm/sm3.js';

/** What a new account's identifier is bound to. */
export interface IdentityGround {
  readonly personKey: string;
  /** Root over the salted commitments of its real-name record. */
  readonly root: string;
}

/**
 * The identifier of a new account. Its bits come from the salts under the root, so that it tells nothing about the person
 * and two preparations of one person differ; and being bound to the personKey, of which there is one account, it can not
 * be another account's: the contract need not look for it among all the others (ADR 0025).
 */
export function identityIdFor({ personKey, root }: IdentityGround): string {
  return formatId('identity', sm3(encodeUtf8(`unionid/identity/v1|${personKey}|${root}`)));
}
