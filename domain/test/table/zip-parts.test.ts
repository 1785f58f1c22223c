// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { expectCode } from '../support/expect-code.js';
import { Crc32 } from '#src/table/crc-32.js';
import { runPython } from '../support/python.js';
import { readFile } from '../support/read-table.js';
import { workbookEntries, xlsxFile, zipFile } from '../support/xlsx-file.js';

const ROWS = [
  ['姓名', '移动电话'],
  ['测甲', '13800000000'],
];
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;

/** Where a header of this kind stands, of each entry in order. */
function headers(file: Buffer, signature: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at + 4 < file.length; at += 1) if (file.readUInt32LE(at) === signature) found.push(at);
  return found;
}

/** Field of a header → where it stands in it (APPNOTE 4.3.7 and 4.3.12). */
const FIELDS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'packing method': { [LOCAL]: 8, [CENTRAL]: 10 },
  checksum: { [LOCAL]: 14, [CENTRAL]: 16 },
  'packed size': { [LOCAL]: 18, [CENTRAL]: 20 },
  size: { [LOCAL]: 22, [CENTRAL]: 24 },
  name: { [LOCAL]: 30, [CENTRAL]: 46 },
};

// A zip says everything twice, and programs go by the one or the other.
describe('what a spreadsheet’s package says twice', () => {
  for (const [field, places] of Object.entries(FIELDS))
    for (const [signature, offset] of Object.entries(places))
      it(`is the same, else no row is read: ${field} ${Number(signature) === LOCAL ? 'beside the content' : 'in the directory'}`, async () => {
        const file = Buffer.from(xlsxFile(ROWS));
        for (const at of headers(file, Number(signature))) {
          const changed = Buffer.from(file);
          changed[at + offset]! ^= 1;
          const outcome = await readFile(changed).then(
            ({ rows }) => rows.length,
            (error: unknown) => (error as { code: string }).code,
          );
          expect(outcome, String(at)).to.equal('FILE_DAMAGED');
        }
      });

  it('stands behind the content where the writer did not know it before', async () => {
    const file = Buffer.from(xlsxFile(ROWS));
    for (const at of headers(file, LOCAL)) {
      file.writeUInt16LE(file.readUInt16LE(at + 6) | 8, at + 6);
      file.fill(0, at + 14, at + 26);
    }
    expect((await readFile(file)).rows).to.have.lengthOf(2);
  });

  it('ends where the directory does', async () => {
    const file = Buffer.from(xlsxFile(ROWS));
    const end = file.length - 22;
    file.writeUInt16LE(file.readUInt16LE(end + 10) - 1, end + 10);
    await expectCode(readFile(file), 'FILE_DAMAGED');
  });

  // Counted from the end of the file there is another directory than at the place that is said.
  it('is the directory, wherever it is looked for', async () => {
    const [shown, other] = [ROWS, [ROWS[0]!, ['测乙', '13900000000']]].map((rows) =>
      Buffer.from(xlsxFile(rows)),
    );
    const [contents, end] = [shown!.subarray(0, -22), shown!.subarray(-22)];
    const said = Buffer.from(end);
    said.writeUInt32LE(contents.length - end.readUInt32LE(12), 16);
    expect((await readFile(Buffer.concat([contents, said]))).rows).to.have.lengthOf(2);
    for (const between of [other!.subarray(0, -22), other!, Buffer.from('x')]) {
      const { details } = await expectCode(
        readFile(Buffer.concat([contents, between, said])),
        'FILE_DAMAGED',
      );
      expect(details).to.deep.equal({ reason: 'directory' });
    }
  });

  it('is at the end of the file: neither its comment nor what follows is a record of its own', async () => {
    const file = Buffer.from(xlsxFile(ROWS));
    const comment = Buffer.concat([file.subarray(-22), Buffer.from('x')]);
    const commented = Buffer.concat([file, comment]);
    commented.writeUInt16LE(comment.length, file.length - 2);
    expect((await readFile(commented)).rows).to.have.lengthOf(2);
    await expectCode(readFile(Buffer.concat([file, Buffer.from('x')])), 'FILE_DAMAGED');
  });

  for (const [field, at] of Object.entries({ entries: 10, bytes: 12, place: 16 }))
    it(`is the same in both records where there are two of the directory: ${field}`, async () => {
      const file = Buffer.from(withDirectory64(Buffer.from(xlsxFile(ROWS))));
      expect((await readFile(file)).rows).to.have.lengthOf(2);
      file[file.length - 22 + at]! ^= 1;
      await expectCode(readFile(file), 'FILE_DAMAGED');
    });

  it('is read as Python writes it, whether it knows sizes before or not', async function () {
    this.timeout(60_000);
    const entries = workbookEntries(ROWS).map(({ name, content }) => [name, String(content)]);
    const files = runPython(
      ['zipfile', 'io', 'base64'],
      `
class Pipe(io.RawIOBase):
    def __init__(self): self.out = b''
    def writable(self): return True
    def write(self, data): self.out += bytes(data); return len(data)
def write(method, seekable):
    out = io.BytesIO() if seekable else Pipe()
    with zipfile.ZipFile(out, 'w', method) as zip:
        for name, content in data: zip.writestr(name, content)
    return base64.b64encode(out.getvalue() if seekable else out.out).decode()
print(json.dumps([write(method, seekable) for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for seekable in (True, False)]))
`,
      entries,
    ) as readonly string[] | undefined;
    for (const file of files ?? [])
      expect((await readFile(Buffer.from(file, 'base64'))).rows).to.have.lengthOf(2);
  });

  it('has the checksum that others compute, however the bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (pieces) => {
        const sum = new Crc32();
        for (const piece of pieces) sum.add(piece);
        expect(sum.value).to.equal(crc32(Buffer.concat(pieces)));
      }),
    );
  });

  it('and whose content is another than its checksum says is not read', async () => {
    const entries = workbookEntries(ROWS);
    const other = Buffer.from(
      zipFile(
        entries.map((entry) => ({
          ...entry,
          content: String(entry.content).replace('13800000000', '13900000000'),
        })),
      ),
    );
    const own = Buffer.from(zipFile(entries));
    const [at = 0, from = 0] = [headers(other, CENTRAL)[4], headers(own, CENTRAL)[4]];
    const [local = 0, ownLocal = 0] = [headers(other, LOCAL)[4], headers(own, LOCAL)[4]];
    other.writeUInt32LE(own.readUInt32LE(from + 16), at + 16);
    other.writeUInt32LE(own.readUInt32LE(ownLocal + 14), local + 14);
    const { details } = await expectCode(readFile(other), 'FILE_DAMAGED');
    expect(details).to.deep.equal({ reason: 'checksum' });
  });
});

/** The same with the wider record of its directory, and what leads there (APPNOTE 4.3.14 and 4.3.15). */
function withDirectory64(file: Buffer): Buffer {
  const [contents, end] = [file.subarray(0, -22), file.subarray(-22)];
  const [record, locator] = [Buffer.alloc(56), Buffer.alloc(20)];
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  for (const at of [24, 32]) record.writeBigUInt64LE(BigInt(end.readUInt16LE(10)), at);
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
  record.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(contents.length), 8);
  return Buffer.concat([contents, record, locator, end]);
}
