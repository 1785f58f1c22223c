// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';

/** What becomes of bytes on a bad day or in bad hands: others, fewer, more, or one of them changed. */
export const damage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 64 }).map((other) => () => other),
  fc.nat(64).map((length) => (bytes: Uint8Array) => bytes.slice(0, length)),
  fc.uint8Array({ maxLength: 16 }).map((tail) => (bytes: Uint8Array) => Uint8Array.of(...bytes, ...tail)),
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => (bytes: Uint8Array) => {
    const changed = Uint8Array.from(bytes);
    if (changed.length > 0) changed[at % changed.length]! ^= bits;
    return changed;
  }),
);

/** The same of a text; characters that parsers look for come often. */
export function damageOfText(marks: readonly string[]): fc.Arbitrary<(text: string) => string> {
  const piece = fc.oneof(
    fc.constantFrom(...marks),
    fc.string({ maxLength: 8 }),
    fc
      .tuple(fc.constantFrom(...marks), fc.integer({ min: 1, max: 400 }))
      .map(([mark, times]) => mark.repeat(times)),
  );
  const place = (text: string, at: number): number => at % (text.length + 1);
  return fc.oneof(
    fc.tuple(fc.nat(), piece).map(([at, more]) => (text: string) => {
      return text.slice(0, place(text, at)) + more + text.slice(place(text, at));
    }),
    fc.tuple(fc.nat(), fc.nat(40)).map(([at, length]) => (text: string) => {
      return text.slice(0, place(text, at)) + text.slice(place(text, at) + length);
    }),
    fc.tuple(fc.nat(), piece).map(([at, other]) => (text: string) => {
      return text.slice(0, place(text, at)) + other + text.slice(place(text, at) + other.length);
    }),
  );
}
