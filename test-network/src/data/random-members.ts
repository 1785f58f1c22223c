// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '@unionid/domain/encoding';
import { identityIdFor, type MemberEntry } from '@unionid/domain/person';
import { randomBytes } from '@unionid/domain/signing';

/** Members as the contract sees them, of random persons. */
export function newMemberEntries(count: number, org: string): MemberEntry[] {
  return Array.from({ length: count }, () => newMemberEntry(org));
}

/** One of them. */
export function newMemberEntry(org: string): MemberEntry {
  const ground = { personKey: `1.${toBase64url(randomBytes(32))}`, root: toBase64url(randomBytes(32)) };
  return {
    ...{ identityId: identityIdFor(ground), ...ground, nameTag: toBase64url(randomBytes(16)), level: 1, org },
    ...{ state: 'ACTIVE', joined: '2020-05-04', since: '2020-05-04', change: '1', reason: '' },
  };
}
