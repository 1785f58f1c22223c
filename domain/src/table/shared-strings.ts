// SPDX-License-Identifier: Apache-2.0
import { CellText } from './cell-text.js';
import { StringTable } from './string-table.js';
import { drain, parseXml } from './xml-events.js';

/** Texts that the cells of a spreadsheet name by number (ECMA-376 part 1, 18.4.9). */
export async function readSharedStrings(bytes: AsyncIterable<Uint8Array> | undefined): Promise<StringTable> {
  const strings = new StringTable();
  if (bytes === undefined) return strings;
  const text = new CellText();
  await drain(
    parseXml(bytes, {
      open: (name) => text.open(name),
      text: (piece) => text.add(piece),
      close: (name) => {
        text.close(name);
        if (name === 'si') strings.add(text.take());
      },
    }),
  );
  return strings;
}
