// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { expect } from 'chai';
import { expectCode, sheetXml, workbookFile } from '@unionid/domain/testing';
import { writeSpool, type SpoolKey } from '#src/imports/jobs/spool.js';
import { IMPORT_LIMITS } from '#src/imports/limits/import-limits.js';
import { ReaderEnded, type TableReaderOptions } from '#src/imports/reading/table-reader.js';
import { TableReaders } from '#src/imports/reading/table-readers.js';
import { pieces } from '../../support/import-files.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const HEADER = ['姓名', '性别', '证件号码', '移动电话', '户籍类型'];
const SILENT = new URL('../../support/silent-reader.js', import.meta.url);

describe('files are read in a process of their own', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let readers: TableReaders;
  let files = 0;

  const openReaders = (options: Partial<TableReaderOptions> = {}): void => {
    readers = new TableReaders(options);
  };
  beforeEach(() => openReaders());
  afterEach(() => readers.close());

  const spool = async (content: string | Uint8Array): Promise<SpoolKey> => {
    files += 1;
    const key = { file: join(folder(), `${String(files)}.spool`), key: new Uint8Array(32).fill(3) };
    await writeSpool(key, pieces(content), 1e9);
    return key;
  };

  const rowsOf = async (content: string | Uint8Array): Promise<number[]> => {
    const { rows, close } = await readers.open(await spool(content), { kind: 'members', mapping: {} });
    const numbers: number[] = [];
    for await (const { row } of rows) numbers.push(row);
    close();
    return numbers;
  };

  const failureOf = async (content: string): Promise<unknown> =>
    rowsOf(content).catch((error: unknown) => error);

  const csv = (rows: number): string => `${HEADER.join(',')}\n${'测\n'.repeat(rows)}`;

  it('with all their rows and sheets', async () => {
    expect(await rowsOf(csv(1_234))).to.have.lengthOf(1_235);
    const file = workbookFile([
      { name: '旧', state: 'hidden', xml: sheetXml([HEADER, ['测']]) },
      { name: '会员', xml: sheetXml([HEADER, ['测']]) },
    ]);
    const { sheets, close } = await readers.open(await spool(file), { kind: 'members', mapping: {} });
    close();
    expect(sheets.map(({ use }) => use)).to.deep.equal(['hidden', 'read']);
  });

  it('one after another, also where one was left in its middle', async () => {
    const { rows, close } = await readers.open(await spool(csv(2_000)), { kind: 'members', mapping: {} });
    expect((await rows.next()).value).to.include({ row: 1 });
    close();
    expect(await rowsOf(csv(1))).to.deep.equal([1, 2]);
  });

  it('and their refusals arrive as what they are', async () => {
    await expectCode(
      readers.open(await spool('<html><table>'), { kind: 'members', mapping: {} }),
      'FILE_MARKUP',
    );
    await expectCode(rowsOf(`${csv(1)}"`), 'FILE_DAMAGED');
    expect(await rowsOf(csv(1))).to.deep.equal([1, 2]);
  });

  it('which ends where the memory does, and the next file has another', async () => {
    readers.close();
    openReaders({ heapMegabytes: 32 });
    const long = `${HEADER.join(',')}\n${`${'x'.repeat(200_000)}\n`.repeat(499)}`;
    expect(await failureOf(long)).to.be.instanceOf(ReaderEnded);
    expect(await rowsOf(csv(1))).to.deep.equal([1, 2]);
  });

  it('which is ended where it does not answer', async () => {
    readers.close();
    openReaders({ entry: SILENT, answerMs: 50 });
    expect(await failureOf(csv(1))).to.be.instanceOf(ReaderEnded);
  });

  it('with cells cut where no rule lets more pass', async () => {
    const { rows, close } = await readers.open(await spool(`${HEADER.join(',')}\n${'长'.repeat(9_000)}`), {
      kind: 'members',
      mapping: {},
    });
    const cells: unknown[] = [];
    for await (const row of rows) cells.push(row.cells[0]);
    close();
    expect(cells[1]).to.equal('长'.repeat(IMPORT_LIMITS.keptCharacters));
  });
});
