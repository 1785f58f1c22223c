// SPDX-License-Identifier: Apache-2.0

// ISO/IEC 13239 (V.42), as zips have it (APPNOTE 4.4.7).
const POLYNOMIAL = 0xedb8_8320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** Checksum of bytes that come piece by piece: it finds what was damaged, not what was altered. */
export class Crc32 {
  #rest = 0xffff_ffff;

  add(bytes: Uint8Array): void {
    let rest = this.#rest;
    for (const byte of bytes) rest = (TABLE[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
    this.#rest = rest;
  }

  /** Of all that came so far. */
  get value(): number {
    return (this.#rest ^ 0xffff_ffff) >>> 0;
  }
}
