// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { SEAL_OVERHEAD_BYTES } from '@unionid/domain/sm';
import { openTable, readCsv, type Cell, type TableRow } from '@unionid/domain/table';
import { expectCode, workbookEntries, xlsxFile, zipFile, type ZipEntry } from '@unionid/domain/testing';
import { SpoolReader, writeSpool } from '#src/imports/jobs/spool.js';
import { pieces } from '../../support/import-files.js';
import { filesHolding, useTemporaryFolder } from '../../support/temporary-folder.js';

const KEY = new Uint8Array(32).fill(9);
const NO_TABLE = (): undefined => undefined;

describe('reading files', () => {
  const folder = useTemporaryFolder();

  const read = async (content: Uint8Array | string, size?: number): Promise<[number, readonly Cell[]][]> =>
    (await readRows(content, size)).map(({ row, cells }) => [row, cells]);

  const readRows = async (content: Uint8Array | string, size?: number): Promise<TableRow[]> => {
    const spool = { file: join(folder(), `${String(Math.random())}.spool`), key: KEY };
    await writeSpool(spool, pieces(content, size), 10_000_000);
    const reader = await SpoolReader.open(spool);
    const rows: TableRow[] = [];
    try {
      for await (const row of (await openTable(reader, NO_TABLE)).rows) rows.push(row);
    } finally {
      await reader.close();
    }
    return rows;
  };

  describe('CSV', () => {
    const rows: [number, readonly string[]][] = [
      [1, ['姓名', '备注']],
      [2, ['测子丑', '一,二']],
      [4, ['测寅卯', '第一行\n第二行']],
    ];
    const text = '姓名,备注\r\n测子丑,"一,二"\r\n\r\n测寅卯,"第一行\n第二行"\r\n';

    it('reads UTF-8, with and without a byte order mark', async () => {
      expect(await read(text)).to.deep.equal(rows);
      expect(await read(`\ufeff${text}`)).to.deep.equal(rows);
    });

    it('reads GB 18030, rare characters included', async () => {
      expect(await read(iconv.encode(text, 'gb18030'))).to.deep.equal(rows);
      // 𠮷 is beyond the BMP: four bytes in GB 18030.
      expect(await read(iconv.encode('姓名\n测𠮷', 'gb18030'))).to.deep.equal([
        [1, ['姓名']],
        [2, ['测𠮷']],
      ]);
    });

    for (const size of [1, 2, 3, 7])
      it(`reads characters cut into pieces of ${String(size)} bytes`, async () => {
        expect(await read(text, size)).to.deep.equal(rows);
        expect(await read(iconv.encode(text, 'gb18030'), size)).to.deep.equal(rows);
      });

    for (const [name, separator] of [
      ['tab', '\t'],
      ['semicolon', ';'],
    ] as const)
      it(`reads cells apart by a ${name}`, async () => {
        expect(await read(`姓名${separator}备注\n测子丑${separator}一,二`)).to.deep.equal([
          [1, ['姓名', '备注']],
          [2, ['测子丑', '一,二']],
        ]);
      });

    it('keeps the text of a row whose quotation marks are wrong, and says so', async () => {
      const rows = await readRows('姓名,备注\n测子丑,5"管\n测寅卯,一');
      expect(rows.map(({ row, cells, fault }) => [row, cells, fault])).to.deep.equal([
        [1, ['姓名', '备注'], undefined],
        [2, ['测子丑', '5"管'], { kind: 'mark', cell: 2 }],
        [3, ['测寅卯', '一'], undefined],
      ]);
    });

    it('is read as the client reads its text, in either encoding', async () => {
      const unit = fc.constantFrom(',', ';', '\t', '"', '\r', '\n', '测', 'a', ' ');
      const texts = fc.sample(fc.string({ unit, maxLength: 80 }), 100);
      for (const text of texts.filter((one) => one !== '')) {
        const own = outcomeOf(() => Promise.resolve([...readCsv(text)]));
        for (const content of [text, iconv.encode(text, 'gb18030')])
          expect(await outcomeOf(() => readRows(content, 7)), JSON.stringify(text)).to.deep.equal(await own);
      }
    });

    it('refuses a file that changes its encoding, with the row', async () => {
      const lines = ['姓名,备注', '测子丑,示范单位', '测寅卯,示范单位'];
      const mixed = Buffer.concat([
        iconv.encode(`${lines[0] ?? ''}\n${lines[1] ?? ''}\n`, 'gb18030'),
        Buffer.from(`${lines[2] ?? ''}\n`),
      ]);
      const error = await expectCode(read(mixed), 'FILE_ENCODING_MIXED');
      expect(error.details).to.deep.equal({ row: 3 });
    });

    it('refuses what is neither UTF-8 nor GB 18030', async () => {
      await expectCode(read(Uint8Array.of(0xff, 0xfe, 0x00, 0x01, 0xff)), 'FILE_ENCODING_UNKNOWN');
    });

    it('refuses an empty file', async () => {
      await expectCode(read(''), 'FILE_EMPTY');
    });

    it('refuses a quotation that never ends, without taking the rest into memory', async () => {
      await expectCode(read(`姓名,备注\n"${'长'.repeat(200_000)}`), 'FILE_DAMAGED');
    });

    it('refuses the old binary spreadsheet format', async () => {
      await expectCode(read(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1)), 'UNSUPPORTED_MEDIA_TYPE');
      for (const [name, code] of [
        ['Workbook', 'FILE_XLS'],
        ['Book', 'FILE_XLS'],
        ['EncryptedPackage', 'FILE_PASSWORD'],
        ['WordDocument', 'UNSUPPORTED_MEDIA_TYPE'],
      ] as const)
        await expectCode(read(compoundFile(name)), code);
      for (const start of ['0900040002001000', '0902060000001000', '0904060000001000', '0908080000050500'])
        await expectCode(read(Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(600)])), 'FILE_XLS');
    });
  });

  describe('XLSX', () => {
    it('reads shared, inline and rich text, numbers and dates', async () => {
      const file = xlsxFile([
        ['姓名', '移动电话', '出生日期'],
        [{ inline: '测子丑' }, { number: '13800000001' }, { number: '32939', style: 1 }],
        ['测寅卯', { number: '1.38E+10' }, { number: '44317.5', style: 2 }],
      ]);
      expect(await read(file)).to.deep.equal([
        [1, ['姓名', '移动电话', '出生日期']],
        [2, ['测子丑', '13800000001', '1990-03-07']],
        [3, ['测寅卯', '13800000000', '2021-05-01']],
      ]);
    });

    it('marks formulas and does not take their result', async () => {
      const file = xlsxFile([['姓名'], [{ formula: '"测"&"子"', value: '测子' }]]);
      expect(await read(file)).to.deep.equal([
        [1, ['姓名']],
        [2, [{ fault: 'CELL_FORMULA' }]],
      ]);
    });

    it('names a number that lost its last digits', async () => {
      const numbers = ['5.1999919900307003E+17', '519999199003070000'];
      const file = xlsxFile([['证件号码'], numbers.map((number) => ({ number }))]);
      const fault = { fault: 'NUMBER_ROUNDED' };
      expect((await read(file))[1]?.[1]).to.deep.equal([fault, fault]);
    });

    it('leaves phonetic readings out', async () => {
      const entries = replaced(
        'xl/sharedStrings.xml',
        '<sst><si><r><t>测</t></r><r><t>子</t></r><rPh><t>ce zi</t></rPh></si></sst>',
      );
      expect((await read(zipFile(entries)))[0]?.[1]).to.deep.equal(['测子']);
    });

    it('leaves gaps where cells are missing, and skips empty rows', async () => {
      const entries = replaced(
        'xl/worksheets/sheet1.xml',
        '<worksheet><sheetData><row r="2"><c r="C2" t="s"><v>0</v></c></row><row r="5"/></sheetData></worksheet>',
      );
      expect(await read(zipFile(entries))).to.deep.equal([[2, ['', '', '甲']]]);
    });

    it('refuses macros', async () => {
      const entries = [...workbookEntries([['甲']]), { name: 'xl/vbaProject.bin', content: 'x' }];
      await expectCode(read(zipFile(entries)), 'FILE_MACROS');
    });

    it('refuses an entry that unpacks to far more than it takes', async () => {
      const bomb = { name: 'xl/media/image1.png', content: Buffer.alloc(8_000_000) };
      await expectCode(read(zipFile([...workbookEntries([['甲']]), bomb])), 'FILE_ZIP_BOMB');
    });

    it('refuses entries that claim to be smaller than they are', async () => {
      const entries = workbookEntries([['甲']]).map((entry) =>
        entry.name.endsWith('sheet1.xml') ? { ...entry, claimedBytes: 10 } : entry,
      );
      await expectCode(read(zipFile(entries)), 'FILE_DAMAGED');
    });

    it('refuses too many entries', async () => {
      const many = Array.from({ length: 1_001 }, (_, index) => ({ name: `e${String(index)}`, content: '' }));
      await expectCode(read(zipFile([...workbookEntries([['甲']]), ...many])), 'FILE_ZIP_BOMB');
    });

    it('refuses a document type, where entity bombs live', async () => {
      const sheet = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>';
      await expectCode(read(zipFile(replaced('xl/worksheets/sheet1.xml', sheet))), 'FILE_DAMAGED');
    });

    it('refuses XML without end', async () => {
      const sheet = `<worksheet><sheetData x="${'a'.repeat(3_000_000)}`;
      await expectCode(read(zipFile(replaced('xl/worksheets/sheet1.xml', sheet))), 'FILE_DAMAGED');
    });

    it('refuses a zip that is no spreadsheet, and one that is cut off', async () => {
      await expectCode(read(zipFile([{ name: 'a.txt', content: 'x' }])), 'UNSUPPORTED_MEDIA_TYPE');
      await expectCode(read(xlsxFile([['甲']]).subarray(0, 200)), 'FILE_DAMAGED');
    });

    it('refuses a row without end', async () => {
      const wide = Array.from({ length: 201 }, () => 'x');
      await expectCode(read(xlsxFile([wide])), 'FILE_TOO_WIDE');
    });

    function replaced(name: string, content: string): ZipEntry[] {
      return workbookEntries([['甲']]).map((entry) => (entry.name === name ? { name, content } : entry));
    }
  });

  it('seals the file on disk and refuses one whose blocks changed places', async () => {
    const spool = { file: join(folder(), 'a.spool'), key: KEY };
    const content = '测子丑\n'.repeat(20_000);
    const { bytes } = await writeSpool(spool, pieces(content, 50_000), 10_000_000);
    expect(bytes).to.equal(Buffer.byteLength(content));
    expect(filesHolding(folder(), '测子丑')).to.deep.equal([]);
    await expectCode(SpoolReader.open({ ...spool, key: new Uint8Array(32) }), 'FILE_GONE');
    const sealed = readFileSync(spool.file);
    const block = 64 * 1_024 + SEAL_OVERHEAD_BYTES;
    const swapped = [
      sealed.subarray(block, 2 * block),
      sealed.subarray(0, block),
      sealed.subarray(2 * block),
    ];
    writeFileSync(spool.file, Buffer.concat(swapped));
    const reader = await SpoolReader.open(spool);
    await expectCode(reader.read().next(), 'FILE_GONE');
    await reader.close();
  });

  // A disk restored in part may end where a block does, and a row: nothing of the rest would be missed.
  it('refuses a spool that is not whole, wherever it was cut', async () => {
    const block = 64 * 1_024 + SEAL_OVERHEAD_BYTES;
    for (const plain of [0, 1, 64 * 1_024, 3 * 64 * 1_024, 3 * 64 * 1_024 + 5]) {
      const spool = { file: join(folder(), `${String(plain)}.spool`), key: KEY };
      await writeSpool(spool, pieces('a'.repeat(plain), 50_000), 10_000_000);
      const whole = await SpoolReader.open(spool);
      expect(whole.bytes).to.equal(plain);
      await whole.close();
      const sealed = readFileSync(spool.file);
      const cuts = [sealed.length - 1, 0, block, 2 * block].filter((at) => at < sealed.length);
      for (const at of cuts) {
        writeFileSync(spool.file, sealed.subarray(0, at));
        await expectCode(SpoolReader.open(spool), 'FILE_GONE');
      }
      writeFileSync(spool.file, Buffer.concat([sealed, sealed]));
      await expectCode(SpoolReader.open(spool), 'FILE_GONE');
    }
  });

  it('reads a large file in bounded memory', async function () {
    this.timeout(120_000);
    const spool = { file: join(folder(), 'large.spool'), key: KEY };
    const line = `${Array.from({ length: 23 }, (_, at) => `示范单元格${String(at)}`).join(',')}\r\n`;
    const block = new TextEncoder().encode(line.repeat(1_000));
    async function* content(): AsyncGenerator<Uint8Array> {
      for (let blocks = 0; blocks < 100; blocks += 1) {
        await Promise.resolve();
        yield block;
      }
    }
    const { bytes } = await writeSpool(spool, content(), 100_000_000);
    expect(bytes).to.be.above(40_000_000);
    const reader = await SpoolReader.open(spool);
    const before = retainedBytes();
    let rows = 0;
    let peak = 0;
    for await (const { row } of (await openTable(reader, NO_TABLE)).rows) {
      rows = row;
      if (row % 20_000 === 0) peak = Math.max(peak, retainedBytes() - before);
    }
    await reader.close();
    expect(rows).to.equal(100_000);
    // All of it would be near 200 MB.
    expect(peak).to.be.below(20_000_000);
  });

  it('refuses a file beyond the limit', async () => {
    const spool = { file: join(folder(), 'b.spool'), key: KEY };
    await expectCode(writeSpool(spool, pieces('x'.repeat(2_000)), 1_000), 'TOO_LARGE');
  });
});

/** What reading comes to: the rows, or the refusal. */
function outcomeOf(read: () => Promise<readonly TableRow[]>): Promise<unknown> {
  return Promise.resolve().then(read).catch(String);
}

/** Heap that is still in use after a collection. */
function retainedBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** A compound file (MS-CFB) whose first directory sector, the one after the header, names one stream. */
function compoundFile(stream: string): Uint8Array {
  const file = Buffer.alloc(1_536);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(0, 48);
  file.write(`${stream}\0`, 512 + 128, 'utf16le');
  return file;
}
