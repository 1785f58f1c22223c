// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { Standing } from '../standing/standing.js';

/**
 * That nobody is a member, or has an account, who is to be entered as new.
 * @throws DomainError ACCOUNT_EXISTS, MEMBER_UNCHANGED, MEMBER_DIFFERS, MEMBER_EXISTS
 */
export function assertNew(standing: Standing): void {
  switch (standing.is) {
    case 'new':
      return;
    case 'account':
      throw new DomainError('ACCOUNT_EXISTS', { identityId: standing.identityId });
    case 'unchanged':
      throw new DomainError('MEMBER_UNCHANGED', { identityId: standing.identityId });
    case 'differs':
      throw new DomainError('MEMBER_DIFFERS', { identityId: standing.identityId, columns: standing.columns });
    case 'elsewhere':
      throw new DomainError('MEMBER_EXISTS', { province: standing.province });
  }
}
