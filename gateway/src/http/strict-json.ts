// SPDX-License-Identifier: Apache-2.0
import { decodeUtf8 } from '@unionid/domain/encoding';
import { invalidRequest, type DomainError, type FieldErrorCode } from '@unionid/domain/errors';
import { visit } from 'jsonc-parser';

const MAX_DEPTH = 16;

/**
 * JSON of a request body: UTF-8, no member named twice in an object (readers differ on which one counts), not nested
 * deeper than any of our bodies. Each character is looked at a fixed number of times, whatever it is.
 * @throws DomainError INVALID_REQUEST; the text itself never goes into it
 */
export function parseStrictJson(body: Uint8Array): unknown {
  const text = decodeBody(body);
  assertShallow(text);
  const value = parse(text);
  assertNamedOnce(text);
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

function assertShallow(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > MAX_DEPTH) throw refusal('FIELD_RANGE');
  }
}

/** Position of the mark that closes a string, or of the text's end. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
}

function assertNamedOnce(text: string): void {
  const objects: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => {
      objects.push(new Set());
    },
    onObjectProperty: (name) => {
      const names = objects.at(-1);
      if (names?.has(name) === true) throw refusal('FIELD_REPEATED');
      names?.add(name);
    },
    onObjectEnd: () => {
      objects.pop();
    },
  });
}

function refusal(code: FieldErrorCode): DomainError {
  return invalidRequest([{ path: 'body', code }]);
}
