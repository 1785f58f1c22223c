// SPDX-License-Identifier: Apache-2.0
import type { PreparedParts, PrepareRequest } from '@unionid/domain';

/** Single enrolment: what only the gateway can compute, kept as PENDING in the vault before the answer goes out. */
export interface Preparations {
  /** @throws DomainError MATCHING_UNAVAILABLE, MEMBER_EXISTS, INVALID_REQUEST with the field problems */
  prepare(
    request: PrepareRequest,
    actor: { readonly operatorId: string; readonly org: string },
  ): Promise<PreparedParts>;
}
