// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { Matching } from './matching.js';

/** The national gateway never holds the provinces' half, so it can match nobody by document (architecture.md §5). */
export const noMatching: Matching = {
  personTags: () => Promise.reject(new DomainError('MATCHING_UNAVAILABLE', { reason: 'no provincial key' })),
};
