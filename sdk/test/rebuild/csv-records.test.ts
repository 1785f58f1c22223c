// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { readCsv } from '#src/rebuild/csv-records.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function all(content: Uint8Array): (readonly string[])[] {
  const records = readCsv(content)!;
  return Array.from({ length: records.count }, (_, at) => records.at(at + 1)!);
}

describe('a CSV file', () => {
  it('is read with quotes, commas, line ends and doubled quotes inside cells', () => {
    expect(all(bytes('a,b\r\n"x,y","line 1\r\nline 2"\r\n"say ""hi""",\n'))).to.deep.equal([
      ['a', 'b'],
      ['x,y', 'line 1\r\nline 2'],
      ['say "hi"', ''],
    ]);
  });

  it('takes a quotation mark inside a plain cell as a character', () => {
    expect(all(bytes('a,5" pipe\nb,c\n'))).to.deep.equal([
      ['a', '5" pipe'],
      ['b', 'c'],
    ]);
  });

  it('may lack the last line end and use old line ends, tabs or semicolons', () => {
    expect(all(bytes('a\tb\rc\td'))).to.deep.equal([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(all(bytes('a;b\nc;d'))).to.deep.equal([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('is read in UTF-8 with a byte order mark and in GB 18030', () => {
    expect(all(bytes('\ufeff姓名,性别\n'))).to.deep.equal([['姓名', '性别']]);
    // 姓名 in GB 18030
    expect(all(Uint8Array.from(Buffer.from('d0d5c3fb', 'hex')))).to.deep.equal([['姓名']]);
  });

  it('ends where it ends', () => {
    expect(readCsv(bytes('a\n'))!.at(2)).to.equal(undefined);
    expect(readCsv(bytes(''))!.count).to.equal(0);
  });
});
