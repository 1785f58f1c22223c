// SPDX-License-Identifier: Apache-2.0
import { decodeUtf8 } from '@unionid/domain/encoding';
import { invalidRequest, type DomainError, type FieldErrorCode } from '@unionid/domain/errors';

const MAX_DEPTH = 16;
const STRING = /"(?:[^"\\]|\\.)*"/gs;

/**
 * JSON of a request body: UTF-8, no member named twice in an object (readers differ on which one counts), not nested
 * deeper than any of our bodies.
 * @throws DomainError INVALID_REQUEST; the text itself never goes into it
 */
export function parseStrictJson(body: Uint8Array): unknown {
  const text = decodeBody(body);
  const bare = text.replace(STRING, '""');
  assertShallow(bare);
  const value = parse(text);
  // Outside strings each colon is a member; a name given twice leaves fewer members than colons.
  if (countMembers(value) !== count(bare, ':')) throw refusal('FIELD_REPEATED');
  return value;
}

function decodeBody(body: Uint8Array): string {
  try {
    return decodeUtf8(body);
  } catch {
    throw refusal('FIELD_FORMAT');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('FIELD_FORMAT');
  }
}

function assertShallow(bare: string): void {
  let depth = 0;
  for (const character of bare) {
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > MAX_DEPTH) throw refusal('FIELD_RANGE');
  }
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const items: unknown[] = Object.values(value);
  return items.reduce<number>(
    (sum, item) => sum + countMembers(item),
    Array.isArray(value) ? 0 : items.length,
  );
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function refusal(code: FieldErrorCode): DomainError {
  return invalidRequest([{ path: 'body', code }]);
}
