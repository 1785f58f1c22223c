// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { needlesOf } from '#src/needles.js';
import { scanRun, type Finding } from '#src/scan.js';
import { textSource } from '#src/sources.js';
import { blockFile, message } from './block-writer.js';
import { fixture } from './fixtures.js';

const SECRET = '欧阳测试样例';
const NEEDLES = needlesOf([{ label: 'a name', text: SECRET }]);

describe('scanRun', () => {
  let runDir: string;

  beforeEach(() => {
    runDir = mkdtempSync(join(tmpdir(), 'scan test '));
  });

  afterEach(() => {
    rmSync(runDir, { recursive: true });
  });

  function write(file: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(runDir, file)), { recursive: true });
    writeFileSync(join(runDir, file), content);
  }

  function scan(): readonly Finding[] {
    const report = scanRun({ runDir, needles: NEEDLES });
    expect(report.unreadable).to.deep.equal([]);
    return report.findings;
  }

  it('finds nothing where nothing is planted', () => {
    write('logs/peer.log', 'started 欧阳');
    write('data/peer/blocks/blockfile_000000', blockFile([]));
    expect(scan()).to.deep.equal([]);
  });

  it('says where and how a value stands, and never the value', () => {
    write('logs/peer.log', `enrolled ${SECRET}`);
    const findings = scan();
    expect(findings).to.deep.equal([
      { source: 'logs/peer.log', place: 'raw', offset: 9, kind: 'utf-8', label: 'a name' },
    ]);
    expect(JSON.stringify(findings)).to.not.include(SECRET);
  });

  it('finds a value in a name of a file', () => {
    write(`uploads/${SECRET}.csv`, '');
    expect(scan().map(({ place }) => place)).to.deep.equal(['file name']);
  });

  it('finds a value within a transaction of a block, escaped there', () => {
    const argument = JSON.stringify({ instruction: JSON.stringify({ name: `"${SECRET}"` }) });
    const mixed = argument.replace('阳', '\\u9633');
    const transactions = [Buffer.from('other'), message(1, message(2, Buffer.from(mixed)))];
    write('data/peer/blockfile_000000', blockFile([{ number: 7, transactions, metadata: [] }]));
    expect(new Set(scan().map(({ place }) => place))).to.deep.equal(
      new Set(['block 7 transaction 1 unescaped']),
    );
  });

  it('finds a value that a compressed table hides from a plain search', () => {
    const needles = needlesOf([{ label: 'a record', text: 'planted-0005' }]);
    for (const file of ['000002.ldb', '000003.log', 'CURRENT', 'MANIFEST-000004']) {
      mkdirSync(join(runDir, 'data/state'), { recursive: true });
      copyFileSync(fixture(`leveldb/${file}`), join(runDir, 'data/state', file));
    }
    const { findings, unreadable } = scanRun({ runDir, needles });
    expect(unreadable).to.deep.equal([]);
    expect(findings).to.deep.equal([
      {
        source: 'data/state/000002.ldb',
        place: 'table record 7 value',
        offset: 9,
        kind: 'utf-8',
        label: 'a record',
      },
    ]);
  });

  it('finds a value in a database, over pages, as a blob and as a number, before and after its write-ahead log', () => {
    const file = join(runDir, 'gateway.db');
    const database = new DatabaseSync(file);
    database.exec(
      'PRAGMA journal_mode = WAL; CREATE TABLE "a ""table" (text TEXT, blob BLOB, number INTEGER)',
    );
    const insert = database.prepare('INSERT INTO "a ""table" VALUES (?, ?, ?)');
    // Of a cell this long the last 4,092 bytes go to a page of their own: the split is within the value.
    for (let length = 600; length < 620; length += 1) insert.run(padded(length), null, 1);
    insert.run('', Buffer.from(SECRET, 'utf16le'), 19900001234n);
    const phone = needlesOf([{ label: 'a phone', text: '19900001234' }]);
    const places = scanRun({ runDir, needles: [...NEEDLES, ...phone] }).findings.filter(({ place }) =>
      place.startsWith('table'),
    );
    database.close();
    expect(
      places.filter(({ kind, place }) => kind === 'utf-8' && place.endsWith('column text')),
    ).to.have.length(20);
    expect(places.map(({ place }) => place)).to.include('table a "table row 21 column blob');
    expect(places.find(({ label }) => label === 'a phone')?.place).to.equal(
      'table a "table row 21 column number',
    );
    const raw = readFileSync(file).toString('latin1').split(Buffer.from(SECRET).toString('latin1'));
    expect(raw.length - 1).to.be.lessThan(20);
  });

  it('unpacks gzip and searches further texts', () => {
    write('packages/identity.tar.gz', gzipSync(`--${SECRET}--`));
    const further = [textSource('metrics of a peer', `name="${SECRET}"`)];
    const { findings } = scanRun({ runDir, needles: NEEDLES, further });
    const places = findings.map(({ source, place }) => `${source}: ${place}`);
    expect(places).to.include('metrics of a peer: raw').and.include('packages/identity.tar.gz: unpacked');
  });

  it('leaves out what it is told to', () => {
    write('unions/a/input.csv', SECRET);
    const { findings } = scanRun({ runDir, needles: NEEDLES, exclude: (file) => file.startsWith('unions/') });
    expect(findings).to.deep.equal([]);
  });

  it('searches files that appear while it reads, as when a database compacts', () => {
    write('data/state/000001.log', 'nothing here');
    let compacts = true;
    const exclude = () => {
      if (compacts) write('data/state/000002.bin', SECRET);
      compacts = false;
      return false;
    };
    const { findings } = scanRun({ runDir, needles: NEEDLES, exclude });
    expect(findings.map(({ source }) => source)).to.deep.equal(['data/state/000002.bin']);
  });

  it('says which file it could not decode', () => {
    write('data/state/000009.ldb', 'no table');
    const { unreadable } = scanRun({ runDir, needles: NEEDLES });
    expect(unreadable.map(({ source }) => source)).to.deep.equal(['data/state/000009.ldb']);
  });
});

function padded(before: number): string {
  return '-'.repeat(before) + SECRET + '-'.repeat(4080);
}
