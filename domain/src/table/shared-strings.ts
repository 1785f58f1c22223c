// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { CellText } from './cell-text.js';
import { StringTable } from './string-table.js';
import { drain, parseXml } from './xml-events.js';

/** Below the root, `sst`. */
const STRING_DEPTH = 2;

/** Texts that the cells of a spreadsheet name by number (ECMA-376 part 1, 18.4.9). @throws DomainError FILE_DAMAGED */
export async function readSharedStrings(bytes: AsyncIterable<Uint8Array> | undefined): Promise<StringTable> {
  const strings = new StringTable();
  if (bytes === undefined) return strings;
  const text = new CellText();
  let isOpen = false;
  await drain(
    parseXml(bytes, {
      open: (name, _, depth) => {
        if (isOpen) text.open(name, depth - STRING_DEPTH);
        // A text outside of them is none of theirs, and within another it would move all that follow.
        if (name === 't' && !isOpen) throw new DomainError('FILE_DAMAGED', { reason: 'shared text' });
        if (name !== 'si') return;
        if (depth !== STRING_DEPTH) throw new DomainError('FILE_DAMAGED', { reason: 'shared text' });
        isOpen = true;
        text.begin();
      },
      text: (piece) => {
        text.add(piece);
      },
      close: (name) => {
        text.close(name);
        if (name !== 'si') return;
        isOpen = false;
        strings.add(text.take());
      },
    }),
  );
  return strings;
}
