// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readBatch, readLog, readTable, type LevelRecord } from '#src/leveldb.js';
import { fixture } from './fixtures.js';

const TABLE = readFileSync(fixture('leveldb/000002.ldb'));
const LOG = readFileSync(fixture('leveldb/000003.log'));

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function valuesOf(records: Iterable<LevelRecord>): string[] {
  return [...records].map(({ value }) => textOf(value));
}

describe('a reader of LevelDB files that goleveldb wrote', () => {
  it('reads every key and value of a compressed table', () => {
    const accounts = [...readTable(TABLE)].filter(({ key }) => textOf(key).startsWith('union-main'));
    expect(accounts).to.have.length(400);
    for (const [index, { key, value }] of accounts.entries()) {
      const digits = String(index).padStart(4, '0');
      expect(textOf(key)).to.equal(`union-main\0identity\0\0a\0account-${digits}\0`);
      expect(JSON.parse(textOf(value))).to.include({ name: `planted-${digits}` });
    }
  });

  it('finds what a plain search of the compressed file misses', () => {
    const missed = valuesOf(readTable(TABLE)).filter((value) => {
      const name = /planted-\d{4}/.exec(value)?.[0];
      return name !== undefined && !TABLE.includes(name);
    });
    expect(missed.length).to.be.greaterThan(300);
  });

  it('shows a value that was overwritten', () => {
    expect(valuesOf(readTable(TABLE)))
      .to.include('planted-superseded')
      .and.include('gone');
  });

  it('reads a write-ahead log: across its blocks, deletions too', () => {
    const records = [...readLog(LOG)].flatMap((payload) => [...readBatch(payload)]);
    expect(records.map(({ key }) => textOf(key))).to.deep.equal([
      'in-log',
      'longer than a block of the log',
      'planted-deleted-key',
    ]);
    expect(valuesOf(records)[1]).to.match(/^-{32655}planted-across-two-blocks$/);
    expect(LOG.includes('planted-across-two-blocks')).to.equal(false);
  });

  it('refuses a table that is cut short', () => {
    expect(() => [...readTable(TABLE.subarray(0, -1))]).to.throw(RangeError);
    expect(() => [...readTable(TABLE.subarray(100))]).to.throw(RangeError);
  });
});
