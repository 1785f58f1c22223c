// SPDX-License-Identifier: Apache-2.0
import { ApiError } from './api-error.js';

/** The longest answer that is read: a report of a million rows is half of it, and a text of more there is not in JavaScript. */
const MOST_BYTES = 500 * 1_024 * 1_024;

/**
 * An answer with all of its body here: a connection that is lost within it is a lost one, and not an answer.
 * @throws ApiError RESPONSE_INVALID of one without end, packed or not
 */
export async function heldResponse(response: Response, mostBytes = MOST_BYTES): Promise<Response> {
  const { status, headers } = response;
  const body: ReadableStream<Uint8Array<ArrayBuffer>> | null = response.body;
  const reader = body?.getReader();
  if (reader === undefined) return response;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > mostBytes) {
      await reader.cancel();
      throw new ApiError('RESPONSE_INVALID', { status });
    }
    parts.push(part.value);
  }
  return new Response(new Blob(parts), { status, headers });
}
