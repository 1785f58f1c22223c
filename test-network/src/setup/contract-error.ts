// SPDX-License-Identifier: Apache-2.0
import { asDomainError, decodeError, type DomainError } from '@unionid/domain/errors';

/** The contract's refusal inside a Fabric client error: it stands in the details, one a peer (fabric-facts.md §2.3). */
export function contractErrorOf(error: unknown): DomainError | undefined {
  const known = asDomainError(error);
  if (known !== undefined) return known;
  const details: unknown = error instanceof Error && 'details' in error ? error.details : undefined;
  const texts = Array.isArray(details)
    ? details.map((detail: { readonly message?: string }) => detail.message ?? '')
    : [];
  return [...texts, error instanceof Error ? error.message : '']
    .map((text) => decodeError(text))
    .find((found) => found !== undefined);
}
