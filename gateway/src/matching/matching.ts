// SPDX-License-Identifier: Apache-2.0
import type { MatchingPurpose } from '@unionid/domain/api';
import type { PersonIdentifiers, PersonTags } from '@unionid/domain/privacy';

/**
 * Turns documents into the ledger's index and tag by both halves of the matching key (architecture.md §5).
 * @throws DomainError MATCHING_UNAVAILABLE, QUOTA_EXCEEDED
 */
export interface Matching {
  personTags(
    persons: readonly PersonIdentifiers[],
    purpose: MatchingPurpose,
  ): Promise<{ readonly version: number; readonly tags: readonly PersonTags[] }>;
}
