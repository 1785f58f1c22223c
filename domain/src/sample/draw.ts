// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8, fromBase64url } from '../encoding/index.js';
import { sm3 } from '../sm/index.js';

/** So many blocks after the reconciliation comes the one whose hash draws: nobody knows it when the bank's answers are recorded. */
export const SAMPLE_BLOCKS = 20;
/** Days after the reconciliation within which the nonce is to be revealed: longer, and the auditor could keep quiet of what it drew. */
export const SAMPLE_DAYS = 5;

export interface Drawing {
  readonly planId: string;
  /** Of block [reconciled + 20]; and what the auditor had committed to: 32 bytes each, base64url. */
  readonly hash: string;
  readonly nonce: string;
  /** Rows of the plan's list. */
  readonly rows: number;
  readonly size: number;
}

/**
 * Rows in the order in which they are drawn: a shuffle of the list by SM3(planId ‖ hash ‖ nonce), as far as a sample looks. It is the
 * first of them that were paid. Auditor and audited are each bound before the other's part is known.
 */
export function drawRows({ planId, hash, nonce, rows, size }: Drawing): readonly number[] {
  const seed = sm3(concat(encodeUtf8(planId), fromBase64url(hash), fromBase64url(nonce)));
  const moved = new Map<number, number>();
  const drawn: number[] = [];
  const most = Math.min(rows, size * 4 + 100);
  for (let at = 0; at < most; at += 1) {
    const from = at + (numberAt(seed, at) % (rows - at));
    drawn.push(moved.get(from) ?? from);
    moved.set(from, moved.get(at) ?? at);
  }
  return drawn;
}

/** The sample, ascending: of the rows drawn the first that were paid, whatever became of it. */
export function sampleOf(drawing: Drawing, letterOf: (row: number) => string | undefined): readonly number[] {
  return drawRows(drawing)
    .filter((row) => PAID.includes(letterOf(row) ?? 'S'))
    .slice(0, drawing.size)
    .sort((one, other) => one - other);
}

/** Letters of what the bank has paid: paid, returned, recovered. */
const PAID = 'PRC';

/** 48 bits: over a million rows the remainder favours none by more than one in 10^8. */
function numberAt(seed: Uint8Array, at: number): number {
  const index = new Uint8Array([at >>> 24, (at >>> 16) & 255, (at >>> 8) & 255, at & 255]);
  const digest = sm3(concat(seed, index));
  return digest.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
