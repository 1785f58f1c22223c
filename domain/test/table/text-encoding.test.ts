// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { memoryFile } from '#src/table/index.js';
import { detectEncoding } from '#src/table/text-encoding.js';
import { expectCode } from '../support/expect-code.js';

const encode = (text: string): number[] => [...new TextEncoder().encode(text)];
const detect = (bytes: readonly number[]): Promise<string> =>
  detectEncoding(() => memoryFile(Uint8Array.from(bytes)).read());

/** GB 18030 of a few characters: Node decodes it, and encodes nothing but UTF-8. */
const GB: Readonly<Record<string, readonly number[]>> = {
  测: [0xb2, 0xe2],
  李: [0xc0, 0xee],
  明: [0xc3, 0xf7],
  男: [0xc4, 0xd0],
  示: [0xca, 0xbe],
  濮: [0xe5, 0xa7],
};
const gb = (text: string): number[] =>
  Array.from(text).flatMap((character) => GB[character] ?? encode(character));

describe('the encoding of a text', () => {
  it('is told with NULs behind it, wherever the blocks end', async () => {
    for (const count of [1, 512, 70_000]) {
      expect(await detect([...encode('姓名,a\n测,1\n'), ...new Uint8Array(count)])).to.equal('utf-8');
      expect(await detect([...gb('测,a\n李,1\n'), ...new Uint8Array(count)])).to.equal('gb18030');
    }
  });

  it('is none with NULs all over it, and not two', async () => {
    await expectCode(
      detect(Array.from('name\n测', (character) => [...encode(character), 0]).flat()),
      'FILE_ENCODING_UNKNOWN',
    );
  });

  it('is two where one cell is of another, and its row is told', async () => {
    const anyName = fc.string({ unit: fc.constantFrom('测', '李', '明', '示'), minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        anyName,
        fc.nat({ max: 2 }),
        fc.constantFrom(',', '\t', ';', '"'),
        async (name, before, end) => {
          const cells = ['测', '男', '明'].slice(0, before).flatMap((cell) => gb(cell + end));
          const line = [...cells, ...encode(name), ...gb(`${end}李明\r\n`)];
          const { details } = await expectCode(detect([...gb('测,李\r\n'), ...line]), 'FILE_ENCODING_MIXED');
          expect(details).to.deep.equal({ row: 2 });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is one for names that GB 18030 spells like a beginning of UTF-8', async () => {
    expect(await detect(gb('濮示明,男\r\n濮明,男'))).to.equal('gb18030');
  });
});
