// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';

// Excel ends at XFD1048576.
const REFERENCE = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/;

/** Row from 1 and column from 0 of `B7`. @throws DomainError FILE_DAMAGED */
export function parseReference(text: string): { readonly row: number; readonly column: number } {
  const [, letters = '', digits = ''] = REFERENCE.exec(text) ?? [];
  if (letters === '') throw new DomainError('FILE_DAMAGED', { reason: 'cell reference' });
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column: column - 1 };
}

/** Rows from 1, columns from 0, both ends included. */
export interface CellArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Cells of `B2:C7`, or of `B7` alone. @throws DomainError FILE_DAMAGED */
export function parseArea(reference: string): CellArea {
  const [from = '', to = from] = reference.split(':', 2);
  const [start, end] = [parseReference(from), parseReference(to)];
  return {
    top: Math.min(start.row, end.row),
    left: Math.min(start.column, end.column),
    bottom: Math.max(start.row, end.row),
    right: Math.max(start.column, end.column),
  };
}
