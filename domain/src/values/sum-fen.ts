// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';

/** Fen added up, as far as a number counts exactly. @throws DomainError FEN_TOO_MANY */
export function sumFen(fens: readonly number[]): number {
  return fens.reduce((sum, fen) => {
    const next = sum + fen;
    if (!Number.isSafeInteger(next)) throw new DomainError('FEN_TOO_MANY');
    return next;
  }, 0);
}
