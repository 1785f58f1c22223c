// SPDX-License-Identifier: Apache-2.0
import { exportManifestBytes, type ExportManifest, type SignedExport } from '@unionid/domain/answer';
import { decodeUtf8, encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { newExportFiles } from '@unionid/domain/export';
import { keyIdOf } from '@unionid/domain/instruction';
import { newKeySigner } from '@unionid/domain/signing';
import { sm3 } from '@unionid/domain/sm';
import { expect } from 'chai';
import { checkExport, newId } from '#src/index.js';

const signer = newKeySigner('11'.repeat(32));
const TRUSTED = [{ mspId: 'NationalMSP', publicKey: signer.publicKey }];
const programme = newId('programme');

describe('an export that is checked offline', () => {
  let files: Map<string, Uint8Array>;
  let signed: SignedExport;

  before(async () => {
    const made = newExportFiles();
    made.row(['2026-03-01', '设立资金', '=1']);
    made.nextTable();
    made.row(['2026-03-02', '锁定']);
    made.row(['2026-03-03', '复核']);
    made.nextTable();
    made.row(['M1', '1', '500.00']);
    made.nextTable();
    made.nextTable();
    const { said, files: written } = made.end();
    files = new Map(written);
    const manifest: ExportManifest = {
      ...{ v: 2, purpose: 'audit-export', network: 'n', channel: 'c', mspId: 'NationalMSP' },
      ...{ keyId: keyIdOf(signer.publicKey), fund: newId('fund'), asOf: 7, blockHash: 'a'.repeat(64) },
      rules: { contracts: ['1.0'], programmes: [{ programme, version: 1 }] },
      ...said,
    };
    signed = await signedAs(manifest);
  });

  const check = (
    change: { readonly files?: Map<string, Uint8Array>; readonly signed?: SignedExport } = {},
  ) => {
    const lying = change.files ?? files;
    return checkExport({ signed: change.signed ?? signed, fileOf: (name) => lying.get(name) }, TRUSTED);
  };
  const withText = (name: string, edit: (text: string) => string): Map<string, Uint8Array> =>
    new Map([...files, [name, encodeUtf8(edit(decodeUtf8(files.get(name)!)))]]);
  const faultsOf = (faults: ReturnType<typeof check>): readonly string[] =>
    faults.map((each) => ('file' in each ? `${each.fault} ${each.file}` : each.fault));

  it('is genuine where nothing was changed', () => {
    expect(check()).to.deep.equal([]);
  });

  it('tells a changed row, a changed order, a missing and an added one', () => {
    expect(
      faultsOf(check({ files: withText('items.csv', (text) => text.replace('500', '900')) })),
    ).to.deep.equal(['file items.csv', 'root']);
    const turned = withText('plans.csv', (text) => {
      const [head, one, two] = text.split('\r\n');
      return [head, two, one, ''].join('\r\n');
    });
    expect(faultsOf(check({ files: turned }))).to.deep.equal(['file plans.csv', 'root']);
    const fewer = withText('plans.csv', (text) => `${text.split('\r\n').slice(0, 2).join('\r\n')}\r\n`);
    expect(faultsOf(check({ files: fewer }))).to.deep.equal(['file plans.csv', 'rows plans.csv', 'root']);
    const more = withText('items.csv', (text) => `${text}M1,2,1.00\r\n`);
    expect(faultsOf(check({ files: more }))).to.deep.equal(['file items.csv', 'rows items.csv', 'root']);
  });

  it('tells a changed workbook, and a file that is missing or none of ours', () => {
    const book = files.get('export.xlsx')!.slice();
    book[book.length - 30]! ^= 1;
    expect(faultsOf(check({ files: new Map([...files, ['export.xlsx', book]]) }))).to.deep.equal([
      'file export.xlsx',
    ]);
    const none = new Map(files);
    none.delete('movements.csv');
    expect(faultsOf(check({ files: none }))).to.deep.equal(['missing movements.csv']);
    const garbage = new Map([...files, ['items.csv', Uint8Array.of(0xff)]]);
    expect(faultsOf(check({ files: garbage }))).to.deep.equal(['unreadable items.csv']);
    // What lacks one table is told of another all the same.
    const both = new Map([...withText('plans.csv', (text) => `${text}x\r\n`)]);
    both.delete('movements.csv');
    expect(faultsOf(check({ files: both }))).to.deep.equal([
      ...['missing movements.csv', 'file plans.csv', 'rows plans.csv'],
    ]);
  });

  it('reads the rows of a table that an editor saved its own way, and tells that its bytes are others', () => {
    for (const edit of [
      (text: string) => text.replaceAll('\r\n', '\n'),
      (text: string) => text.replaceAll('\r\n', '\r'),
      (text: string) => text.replace('\ufeff', ''),
      (text: string) => text.replace(/\r\n$/, ''),
    ]) {
      expect(faultsOf(check({ files: withText('items.csv', edit) }))).to.deep.equal(['respaced items.csv']);
      const changed = withText('items.csv', (text) => edit(text.replace('500', '900')));
      expect(faultsOf(check({ files: changed }))).to.deep.equal(['respaced items.csv', 'root']);
    }
  });

  it('tells a table that was signed and can not be read', async () => {
    const lying = new Map([...files, ['items.csv', Uint8Array.of(0xff)]]);
    const digest = toBase64url(sm3(Uint8Array.of(0xff)));
    const { tables } = signed.manifest;
    const told = await signedAs({
      ...signed.manifest,
      tables: tables.map((table) => (table.file === 'items.csv' ? { ...table, digest } : table)),
    });
    expect(faultsOf(check({ files: lying, signed: told }))).to.deep.equal(['root']);
  });

  it('tells a changed block, version of rules or digest, and a key that nobody trusts', () => {
    const { manifest, signature } = signed;
    for (const change of [
      { asOf: 8 },
      { blockHash: 'b'.repeat(64) },
      { rules: { contracts: ['1.0'], programmes: [{ programme, version: 2 }] } },
      { root: manifest.workbook.digest },
    ])
      expect(faultsOf(check({ signed: { manifest: { ...manifest, ...change }, signature } }))).to.deep.equal([
        'signature',
      ]);
    const other = { ...manifest, mspId: 'SichuanMSP' };
    expect(faultsOf(check({ signed: { manifest: other, signature } }))).to.deep.equal(['untrusted']);
  });

  // What people open is not what the root is over: a gateway could sign both.
  it('tells a header, a workbook or a count that is signed and not what the rows come to', async () => {
    for (const [edit, fault] of [
      [(name, text) => (name === 'items.csv' ? text.replace('金额', '余额') : text), 'content items.csv'],
      [
        (name, text) => (name === 'plans.csv' ? text.replace('\ufeff', '\ufeffx,') : text),
        'content plans.csv',
      ],
      [(name, text) => (name === 'export.xlsx' ? 'another book' : text), 'content export.xlsx'],
    ] as const satisfies readonly (readonly [(name: string, text: string) => string, string])[]) {
      const lying = new Map(
        [...files].map(([name, bytes]) => {
          const text = edit(name, name.endsWith('.csv') ? decodeUtf8(bytes) : '');
          return [name, text === '' ? bytes : encodeUtf8(text)] as const;
        }),
      );
      const digestOf = (file: string): string => toBase64url(sm3(lying.get(file)!));
      const { tables, workbook, ...rest } = signed.manifest;
      const told = await signedAs({
        ...rest,
        tables: tables.map((table) => ({ ...table, digest: digestOf(table.file) })),
        workbook: { ...workbook, digest: digestOf(workbook.file) },
      });
      expect(faultsOf(check({ files: lying, signed: told }))).to.deep.equal([fault]);
    }
    const counted = await signedAs({ ...signed.manifest, rows: signed.manifest.rows + 1 });
    expect(faultsOf(check({ signed: counted }))).to.deep.equal(['root']);
  });
});

async function signedAs(manifest: ExportManifest): Promise<SignedExport> {
  return { manifest, signature: await signer.sign(exportManifestBytes(manifest)) };
}
