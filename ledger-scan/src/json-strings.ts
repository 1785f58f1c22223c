// SPDX-License-Identifier: Apache-2.0
import { ByteReader } from './byte-reader.js';

/**
 * Texts inside a protobuf message that JSON had escaped: each string of each JSON text in its fields, at any depth,
 * JSON within a JSON string included. What stands there unescaped is found in the message's own bytes.
 */
export function* escapedStringsOf(message: Uint8Array): Generator<string> {
  for (const leaf of protobufLeaves(message)) {
    if (leaf.includes(BACKSLASH)) yield* stringsOfJson(Buffer.from(leaf).toString('utf8'));
  }
}

const BACKSLASH = 0x5c;
const JSON_START = /^\s*["[{]/;

function* stringsOfJson(text: string): Generator<string> {
  if (!JSON_START.test(text)) return;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  yield* stringsOf(value);
}

function* stringsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    yield value;
    yield* stringsOfJson(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      yield name;
      yield* stringsOf(item);
    }
  }
}

/** Length-delimited fields that are no message themselves; which are, only their bytes tell. */
export function* protobufLeaves(message: Uint8Array): Generator<Uint8Array> {
  const fields = fieldsOf(message);
  if (fields === undefined) {
    yield message;
    return;
  }
  for (const field of fields) yield* protobufLeaves(field);
}

// Undefined where the bytes are no protobuf message. JSON never is: '{', '[' and '"' are tags of groups and of field 4
// with a fixed width that no JSON text keeps up to its end.
function fieldsOf(bytes: Uint8Array): Uint8Array[] | undefined {
  if (bytes.length === 0) return undefined;
  const reader = new ByteReader(bytes);
  const fields: Uint8Array[] = [];
  try {
    while (!reader.isAtEnd) {
      const field = readField(reader);
      if (field !== undefined) fields.push(field);
    }
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return fields;
}

function readField(reader: ByteReader): Uint8Array | undefined {
  const tag = reader.varint();
  if (tag < 8) throw new RangeError('field number 0');
  switch (tag % 8) {
    case 0:
      reader.varint();
      return undefined;
    case 1:
      reader.take(8);
      return undefined;
    case 2:
      return reader.lengthPrefixed();
    case 5:
      reader.take(4);
      return undefined;
    default:
      throw new RangeError('a wire type that Fabric does not use');
  }
}
