// SPDX-License-Identifier: Apache-2.0
// Node decodes GB 18030 but does not encode it; what it decodes, turned round, is the encoder.

const LEAD = { from: 0x81, to: 0xfe };
const TRAIL = { from: 0x40, to: 0xfe };
const DIGIT_BASE = 0x30;
/** Four-byte codes count in mixed radix 126 × 10 × 126 × 10. */
const SUPPLEMENTARY_LEAD = 0x90;
const BMP_CODES = 39_420;
const SUPPLEMENTARY = 0x10000;

let table: ReadonlyMap<string, Buffer> | undefined;

/** GB 18030 bytes of a text; characters beyond the BMP by arithmetic, all others by the table of this Node's ICU. */
export function encodeGb18030(text: string): Buffer {
  return Buffer.concat(Array.from(text, encodeCharacter));
}

function encodeCharacter(character: string): Buffer {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return Buffer.of(codePoint);
  if (codePoint >= SUPPLEMENTARY) return fourBytes(SUPPLEMENTARY_LEAD, codePoint - SUPPLEMENTARY);
  table ??= newTable();
  const bytes = table.get(character);
  if (bytes === undefined) throw new RangeError('a character that GB 18030 does not have');
  return bytes;
}

function newTable(): ReadonlyMap<string, Buffer> {
  const entries = new Map<string, Buffer>();
  for (const bytes of [...twoByteCodes(), ...fourByteCodes()]) {
    const character = decode(bytes);
    // The shorter code comes first and stays.
    if (character !== undefined && !entries.has(character)) entries.set(character, bytes);
  }
  return entries;
}

function twoByteCodes(): Buffer[] {
  return range(LEAD.from, LEAD.to).flatMap((lead) =>
    range(TRAIL.from, TRAIL.to)
      .filter((trail) => trail !== 0x7f)
      .map((trail) => Buffer.of(lead, trail)),
  );
}

function fourByteCodes(): Buffer[] {
  return range(0, BMP_CODES - 1).map((index) => fourBytes(LEAD.from, index));
}

function fourBytes(lead: number, index: number): Buffer {
  return Buffer.of(
    lead + Math.floor(index / 12_600),
    DIGIT_BASE + (Math.floor(index / 1260) % 10),
    LEAD.from + (Math.floor(index / 10) % 126),
    DIGIT_BASE + (index % 10),
  );
}

const decoder = new TextDecoder('gb18030', { fatal: true });

function decode(bytes: Buffer): string | undefined {
  try {
    const text = decoder.decode(bytes);
    return Array.from(text).length === 1 ? text : undefined;
  } catch {
    return undefined;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
