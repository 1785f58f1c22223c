// SPDX-License-Identifier: Apache-2.0
import type { Cell } from '../table/cell.js';
import { trimBlanks, visibleText } from '../text/plain-text.js';

/** What stands in a cell of the operator's own file, as it can be shown; no gateway keeps or sends it. */
export interface Found {
  readonly found: string;
  /** The character that the rule does not take. */
  readonly character?: string;
}

/** What is shown of a long cell. */
const SHOWN_CHARACTERS = 60;

/** What a fault is about; undefined where nothing stands there, or a formula, whose text the reader does not keep. */
export function foundIn(cell: Cell | undefined, at: number | undefined): Found | undefined {
  const text = typeof cell === 'string' ? trimBlanks(cell) : '';
  if (text === '') return undefined;
  const characters = Array.from(text);
  const character = at === undefined ? undefined : characters[at - 1];
  const shown = visibleText(characters.slice(0, SHOWN_CHARACTERS).join(''));
  return {
    found: characters.length > SHOWN_CHARACTERS ? `${shown}…` : shown,
    ...(character !== undefined && { character: visibleText(character) }),
  };
}
