// SPDX-License-Identifier: Apache-2.0
import type { PageRequest } from '../read-model/read-model.js';

/** Page of a parsed query. */
export function toPageRequest({
  limit,
  cursor,
}: {
  readonly limit: number;
  readonly cursor?: string | undefined;
}): PageRequest {
  return { limit, cursor };
}
