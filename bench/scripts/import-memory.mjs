// SPDX-License-Identifier: Apache-2.0
// How much memory reading a member file takes, and how long: `node bench/scripts/import-memory.mjs [rows] [csv|xlsx]`.
// Reader, rules, vault and job database are the gateway's own; matching, read model and ledger answer at once, so that
// the figures are those of the import itself.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { crc32, createDeflateRaw } from 'node:zlib';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { idNumberCheck } from '@unionid/domain/values';
import { newSqliteDatabases } from '../../gateway/dist/database/sqlite-databases.js';
import { openImportJobs } from '../../gateway/dist/imports/import-jobs.js';
import { openVault } from '../../gateway/dist/vault/database-vault.js';

const rows = Number(process.argv[2] ?? 1_000_000);
const format = process.argv[3] ?? 'csv';
const folder = mkdtempSync(join(tmpdir(), 'unionid-import-memory-'));
const HEADER = [
  '姓名',
  '性别',
  '出生日期',
  '证件号码',
  '移动电话',
  '户籍类型',
  '工作单位',
  '所属工会',
  '入会日期',
];
const UNION = {
  orgId: 'O',
  name: '示范厂工会委员会',
  state: 'ACTIVE',
  level: 5,
  province: '51',
  foundedOn: '2000-01-01',
};

function cells(index) {
  const day = index % 10_000;
  const birth = new Date(Date.UTC(1960, 0, 1 + day)).toISOString().slice(0, 10);
  const first17 = `519999${birth.replaceAll('-', '')}${String(Math.floor(index / 10_000) * 2 + 1).padStart(3, '0')}`;
  const number = first17 + idNumberCheck(first17);
  const name = `测${String.fromCodePoint(0x4e00 + (index % 5_000))}${String.fromCodePoint(0x5e00 + (index % 3_001))}`;
  const mobile = `138${String(index).padStart(8, '0')}`;
  return [name, '男', birth, number, mobile, '居民户口', '示范厂', UNION.name, '2015/05/01'];
}

async function* csv() {
  yield encodeUtf8(`${HEADER.join(',')}\r\n`);
  for (let start = 0; start < rows; start += 1_000) {
    const lines = [];
    for (let index = start; index < Math.min(start + 1_000, rows); index += 1)
      lines.push(cells(index).join(','));
    yield encodeUtf8(`${lines.join('\r\n')}\r\n`);
  }
}

// A spreadsheet as Excel writes it, all texts shared, streamed with data descriptors.
async function* xlsx() {
  const parts = [
    [
      'xl/workbook.xml',
      text('<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    ],
    [
      'xl/_rels/workbook.xml.rels',
      text('<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
    ],
    ['xl/sharedStrings.xml', sharedStrings()],
    ['xl/worksheets/sheet1.xml', sheet()],
  ];
  let offset = 0;
  const directory = [];
  for (const [name, content] of parts) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(0x0808, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    yield Buffer.concat([local, Buffer.from(name)]);
    const seen = { crc: 0, plain: 0, packed: 0 };
    for await (const chunk of deflated(content, seen)) yield chunk;
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    descriptor.writeUInt32LE(seen.crc, 4);
    descriptor.writeUInt32LE(seen.packed, 8);
    descriptor.writeUInt32LE(seen.plain, 12);
    yield descriptor;
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 6, 4, 30);
    central.writeUInt32LE(seen.crc, 16);
    central.writeUInt32LE(seen.packed, 20);
    central.writeUInt32LE(seen.plain, 24);
    central.writeUInt32LE(offset, 42);
    directory.push(Buffer.concat([central, Buffer.from(name)]));
    offset += 30 + name.length + seen.packed + 16;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([central, end]);
}

async function* deflated(content, seen) {
  const deflate = createDeflateRaw();
  const feed = (async () => {
    for (const piece of content) {
      const bytes = Buffer.from(piece);
      seen.crc = crc32(bytes, seen.crc);
      seen.plain += bytes.length;
      if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve));
    }
    deflate.end();
  })();
  for await (const chunk of deflate) {
    seen.packed += chunk.length;
    yield chunk;
  }
  await feed;
}

function* text(content) {
  yield content;
}

function* sharedStrings() {
  yield '<sst>';
  for (let row = -1; row < rows; row += 1)
    yield (row < 0 ? HEADER : cells(row)).map((cell) => `<si><t>${cell}</t></si>`).join('');
  yield '</sst>';
}

function* sheet() {
  yield '<worksheet><sheetData>';
  let shared = 0;
  for (let row = -1; row < rows; row += 1)
    yield `<row r="${row + 2}">${HEADER.map(() => `<c t="s"><v>${shared++}</v></c>`).join('')}</row>`;
  yield '</sheetData></worksheet>';
}

const peak = { rss: 0, heap: 0 };
const watch = setInterval(() => {
  const { rss, heapUsed } = process.memoryUsage();
  peak.rss = Math.max(peak.rss, rss);
  peak.heap = Math.max(peak.heap, heapUsed);
}, 50);

try {
  const databases = newSqliteDatabases(folder);
  const vault = await openVault({
    databases,
    vaultKey: new Uint8Array(32).fill(1),
    now: Date.now,
  });
  const imports = await openImportJobs({
    databases,
    spoolFolder: join(folder, 'spool'),
    vaultKey: new Uint8Array(32).fill(1),
    vault,
    matching: {
      personTags: async (persons) => ({
        version: 1,
        tags: persons.map(({ docNumber }) => ({
          personKey: `1.${toBase64url(sm3(encodeUtf8(docNumber)))}`,
          nameTag: toBase64url(sm3(encodeUtf8(docNumber)).subarray(0, 16)),
        })),
      }),
    },
    readModel: {
      organisationsByName: async () => [UNION],
      isWithin: async () => true,
      employers: async () => [{ name: '示范厂' }],
      account: async () => undefined,
      accountsByPersonKeys: async () => new Map(),
    },
    submissions: {},
    log: { info() {}, warn() {}, error: console.error },
    now: Date.now,
  });
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const { importId } = await imports.start({
    kind: 'members',
    fileName: `members.${format}`,
    body: format === 'xlsx' ? xlsx() : csv(),
    dryRun: false,
    mapping: {},
    actor: { operatorId: 'P', org: 'O', province: '51' },
  });
  const handed = performance.now();
  await imports.settled();
  const seconds = (performance.now() - handed) / 1_000;
  const view = await imports.find(importId);
  const megabytes = (bytes) => Math.round(bytes / 1_048_576);
  console.log(
    JSON.stringify({
      machine: `${cpus()[0]?.model ?? ''} × ${cpus().length}, Node ${process.version}`,
      format,
      state: view?.state,
      counts: view?.counts,
      takenInSeconds: Math.round((handed - started) / 100) / 10,
      readSeconds: Math.round(seconds * 10) / 10,
      rowsPerSecond: Math.round(rows / seconds),
      rssBeforeMB: megabytes(before),
      rssPeakMB: megabytes(peak.rss),
      heapPeakMB: megabytes(peak.heap),
      jobsMB: megabytes(statSync(join(folder, 'imports.db')).size),
      vaultMB: megabytes(statSync(join(folder, 'vault.db')).size),
    }),
  );
  await imports.close();
  await vault.close();
} finally {
  clearInterval(watch);
  rmSync(folder, { recursive: true, force: true });
}
