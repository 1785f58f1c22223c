// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportManifestBytes, type ExportManifest, type SignedExport } from '@unionid/domain/answer';
import { decodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { newExportFiles } from '@unionid/domain/export';
import { keyIdOf } from '@unionid/domain/instruction';
import { newKeySigner } from '@unionid/domain/signing';
import { sm3 } from '@unionid/domain/sm';
import { expect } from 'chai';
import { newId, newKeyFile, writeKeyFile } from '#src/index.js';
import { FakeGateway } from '../support/fake-gateway.js';
import { runUnionid } from '../support/run-unionid.js';

const PASSWORD = 'correct horse battery';
const OPERATOR = newId('operator');
const FUND = newId('fund');
const signer = newKeySigner('22'.repeat(32));
const PAPER = '拨款文件';

async function newExport(lines: readonly (readonly string[])[] = []): Promise<{
  readonly signed: SignedExport;
  readonly files: ReadonlyMap<string, Uint8Array>;
}> {
  const made = newExportFiles();
  made.row(['2026-03-01 10:00:00', '设立资金', toBase64url(sm3(new TextEncoder().encode(PAPER)))]);
  made.nextTable();
  made.nextTable();
  made.row(['M1', '1', '500.00']);
  made.nextTable();
  made.nextTable();
  for (const line of lines) made.row(line);
  const { said, files } = made.end();
  const manifest: ExportManifest = {
    ...{ v: 2, purpose: 'audit-export', network: 'n', channel: 'c', mspId: 'SichuanMSP', fund: FUND },
    ...{ keyId: keyIdOf(signer.publicKey), asOf: 7, blockHash: 'a'.repeat(64) },
    rules: { contracts: ['1.0'], programmes: [] },
    ...said,
  };
  return { files, signed: { manifest, signature: await signer.sign(exportManifestBytes(manifest)) } };
}

describe('unionid audit', function () {
  this.timeout(120_000);
  let folder: string;
  let gateway: FakeGateway;
  let answer: SignedExport;
  let kept: ReadonlyMap<string, Uint8Array>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid audit '));
    const key = newKeyFile(PASSWORD);
    await writeKeyFile(join(folder, 'key.json'), key);
    await writeFile(join(folder, 'password'), `${PASSWORD}\n`);
    await writeFile(join(folder, 'paper'), PAPER);
    await writeFile(join(folder, 'other'), 'nothing of it');
    await mkdir(join(folder, 'unionid'));
    const trustedKeys = [{ mspId: 'SichuanMSP', publicKey: signer.publicKey }];
    await writeFile(join(folder, 'unionid', 'config.json'), JSON.stringify({ trustedKeys }));
    gateway = await FakeGateway.start(new Map([[OPERATOR, key.publicKey]]));
    const { signed, files } = await newExport();
    [answer, kept] = [signed, files];
    gateway.on('GET /v1/exports/funds/:fundId', () => ({ json: answer }));
    gateway.on('GET /v1/exports/funds/:fundId/:table', ({ params }) => {
      return {
        text: decodeUtf8(kept.get(`${params[1] ?? ''}.csv`)!),
        headers: { 'content-type': 'text/csv' },
      };
    });
  });
  after(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  const run = (...args: readonly string[]) =>
    runUnionid(
      [
        ...args,
        ...[
          '--key',
          'key.json',
          '--password-file',
          'password',
          '--gateway',
          gateway.url,
          '--operator',
          OPERATOR,
        ],
      ],
      { cwd: folder },
    );

  it('tells where an export does not add up, however it was signed', async () => {
    const before = answer;
    const { signed, files } = await newExport([['O1', '3.00', '0.00', '0.00', '0.00', '2.00', '1.00']]);
    [answer, kept] = [signed, files];
    await run('audit', 'export', 'wrong', '--fund', FUND);
    const told = await run('audit', 'verify', 'wrong');
    expect(told.code).to.equal(4);
    expect(told.stdout).to.include('合计不符').and.to.include('lines.csv O1：支出为 2.00 元，加总为 0.00 元');
    [answer, kept] = [before, (await newExport()).files];
  });

  it('writes what the gateway signed, and finds it genuine until something is changed', async () => {
    const exported = await run('audit', 'export', 'kept', '--fund', FUND, '--as-of', '7');
    expect(exported.code, exported.stderr).to.equal(0);
    expect(await readdir(join(folder, 'kept'))).to.have.members([
      ...['movements.csv', 'plans.csv', 'items.csv', 'sums.csv', 'lines.csv', 'export.xlsx', 'manifest.json'],
    ]);
    const again = await run('audit', 'export', 'kept', '--fund', FUND);
    expect(again.code, 'nothing is written over').to.equal(2);
    const fine = await run('audit', 'verify', 'kept', '--document', 'paper');
    expect(fine.code, fine.stderr).to.equal(0);
    expect(fine.stdout).to.include('与签名一致').and.to.include('截至区块 7').and.to.include('合计相符');
    expect(fine.stdout).not.to.include('不在签名之内');
    const more = join(folder, 'kept', 'items-2.csv');
    await writeFile(more, 'x');
    const beside = await run('audit', 'verify', 'kept');
    expect(beside.code, beside.stderr).to.equal(0);
    expect(beside.stdout).to.include('items-2.csv 不在签名之内');
    await rm(more);
    const foreign = await run('audit', 'verify', 'kept', '--document', 'other');
    expect(foreign.code).to.equal(4);
    expect(foreign.stdout).to.include('other');
    const items = join(folder, 'kept', 'items.csv');
    await writeFile(items, (await readFile(items, 'utf8')).replace('500.00', '900.00'));
    const changed = await run('audit', 'verify', 'kept');
    expect(changed.code).to.equal(4);
    expect(changed.stdout).to.include('items.csv 被改动').and.to.include('次序');
    expect(changed.stdout, 'nothing is said to add up').to.not.include('✔');
    await writeFile(items, Uint8Array.of(0xef, 0xbb, 0xbf, 0xff, 0xfe));
    const damaged = await run('audit', 'verify', 'kept', '--document', 'paper');
    expect(damaged.code, damaged.stderr).to.equal(4);
    expect(damaged.stdout).to.include('items.csv').and.not.to.include('paper');
    expect(damaged.stdout)
      .to.include('未能核对合计：items.csv')
      .and.not.to.match(/✔| 0 行/);
    const manifest = join(folder, 'kept', 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"asOf": 7', '"asOf": 8'));
    const other = await run('audit', 'verify', 'kept');
    expect(other.code).to.equal(4);
    expect(other.stdout).to.include('清单与签名不符');
  });

  it('tells a table that was saved with other line ends by its bytes, and adds it up', async () => {
    const { signed, files } = await newExport();
    [answer, kept] = [signed, files];
    await run('audit', 'export', 'saved', '--fund', FUND);
    const items = join(folder, 'saved', 'items.csv');
    await writeFile(items, (await readFile(items, 'utf8')).replaceAll('\r\n', '\n'));
    const { code, stdout } = await run('audit', 'verify', 'saved');
    expect(code).to.equal(4);
    expect(stdout).to.include('items.csv 被另存过：字节与签署的不同').and.to.include('CRLF');
    expect(stdout).to.not.match(/✔|0 行|次序被改动|合计不符/);
    await rm(items);
    expect((await run('audit', 'verify', 'saved')).stdout).to.include('items.csv 缺失');
  });

  it('takes no other block or fund, no altered table and no signature by a trusted key that is none, and leaves no folder', async () => {
    const honest = await newExport();
    const { manifest, signature } = honest.signed;
    const other = await signer.sign(Uint8Array.of(1));
    for (const [told, args] of [
      [honest.signed, ['--as-of', '8']],
      [{ manifest: { ...manifest, fund: newId('fund') }, signature }, []],
      [{ manifest, signature: other }, []],
      [{ manifest: { ...manifest, rows: 9 }, signature }, []],
    ] as const) {
      answer = told;
      const { code, stderr } = await run('audit', 'export', 'another', '--fund', FUND, ...args);
      expect(code, stderr).to.equal(4);
      expect(stderr).to.include('PARTS_MISMATCH');
      expect(await readdir(folder)).to.not.include('another');
    }
    answer = { manifest: { ...manifest, mspId: 'UnknownMSP' }, signature };
    const untrusted = await run('audit', 'export', 'another', '--fund', FUND);
    expect(untrusted.code, untrusted.stderr).to.equal(0);
    expect(untrusted.stdout).to.include('签名未核对');
  });
});
