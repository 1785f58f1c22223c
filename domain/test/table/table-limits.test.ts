// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { StringTable } from '#src/table/string-table.js';
import { memoryFile } from '#src/table/table-file.js';
import { TABLE_LIMITS } from '#src/table/table-limits.js';
import { XlsxPackage } from '#src/table/xlsx-package.js';
import { drain, parseXml } from '#src/table/xml-events.js';
import { expectCode } from '../support/expect-code.js';
import { zipFile, type ZipEntry } from '../support/xlsx-file.js';

// Limits that a file would be too large for, or too exact, to reach through a whole workbook: each is asked where it stands.
describe('limits of what a spreadsheet is made of', () => {
  const open = (entries: readonly ZipEntry[]): Promise<XlsxPackage> =>
    XlsxPackage.open(memoryFile(zipFile(entries)));

  it(`unpacked bytes together: ${TABLE_LIMITS.zipBytes}, and not one more`, async () => {
    const halves = (bytes: number): readonly ZipEntry[] =>
      [TABLE_LIMITS.zipBytes / 2, bytes].map((claimedBytes, at) => ({
        ...{ name: String(at), content: '', claimedBytes },
        claimedPackedBytes: Math.ceil(claimedBytes / TABLE_LIMITS.zipRatio),
      }));
    expect((await open(halves(TABLE_LIMITS.zipBytes / 2))).has('1')).to.equal(true);
    await expectCode(open(halves(TABLE_LIMITS.zipBytes / 2 + 1)), 'FILE_ZIP_BOMB');
  });

  it(`bytes of the directory: ${TABLE_LIMITS.directoryBytes}, and not one more`, async () => {
    const record = 46;
    const names = 20;
    const each = TABLE_LIMITS.directoryBytes / names - record;
    const directory = (more: number): readonly ZipEntry[] =>
      Array.from({ length: names }, (_, at) => {
        const length = Math.floor(each * (at + 1)) - Math.floor(each * at) + (at === 0 ? more : 0);
        return { name: String.fromCharCode(97 + at).repeat(length), content: '' };
      });
    await open(directory(0));
    await expectCode(open(directory(1)), 'FILE_ZIP_BOMB');
  });

  it(`characters without an event: ${TABLE_LIMITS.xmlSilence}, and not one more`, async () => {
    const silent = (count: number): Promise<void> => {
      const begin = '<a b="';
      const pieces = [begin + 'c'.repeat(count - begin.length), '"/>'];
      return drain(parseXml(bytesOf(pieces), {}));
    };
    await silent(TABLE_LIMITS.xmlSilence);
    const { details } = await expectCode(silent(TABLE_LIMITS.xmlSilence + 1), 'FILE_DAMAGED');
    expect(details).to.deep.equal({ reason: 'endless tag' });
  });

  it(`texts that sheets share: ${TABLE_LIMITS.sharedStrings}, and not one more`, function () {
    this.timeout(60_000);
    const table = new StringTable();
    for (let count = 0; count < TABLE_LIMITS.sharedStrings; count += 1) table.add('');
    expect(table.at(TABLE_LIMITS.sharedStrings - 1)).to.equal('');
    expect(table.at(TABLE_LIMITS.sharedStrings)).to.equal(undefined);
    expectCode(() => table.add(''), 'FILE_TOO_COMPLEX');
  });

  it(`bytes of the texts that sheets share: ${TABLE_LIMITS.sharedBytes}, and not one more`, function () {
    this.timeout(60_000);
    const table = new StringTable();
    const text = 'a'.repeat(1_024 * 1_024);
    const whole = TABLE_LIMITS.sharedBytes / text.length - 1;
    for (let count = 0; count < whole; count += 1) table.add(text);
    table.add(text.slice(1));
    table.add('b');
    expect(table.at(whole + 1)).to.equal('b');
    expectCode(() => table.add('c'), 'FILE_TOO_COMPLEX');
    expect(table.at(whole)).to.equal(text.slice(1));
    expect(table.at(whole + 2)).to.equal(undefined);
  });
});

async function* bytesOf(pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
}
