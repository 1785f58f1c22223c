// SPDX-License-Identifier: Apache-2.0
import { exportManifestBytes, type ExportManifest, type SignedExport } from '@unionid/domain/answer';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { EXPORT_TABLES, newExportFiles } from '@unionid/domain/export';
import { keyIdOf } from '@unionid/domain/instruction';
import { newKeySigner } from '@unionid/domain/signing';
import { expect } from 'chai';
import fc from 'fast-check';
import { checkExport, newId } from '#src/index.js';

type Row = readonly string[];
type Tables = readonly (readonly Row[])[];
type Files = ReadonlyMap<string, Uint8Array>;

const signer = newKeySigner('33'.repeat(32));
const TRUSTED = [{ mspId: 'NationalMSP', publicKey: signer.publicKey }];
const FUND = newId('fund');

/** Texts as auditors' tables have them, with what CSV and spreadsheets take for something else. */
const cell = fc.oneof(
  fc.constantFrom('', '500.00', '=1+1', '-1', '锁定', 'a,"b"', '两行\n一格', "'0"),
  fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
);
const tables: fc.Arbitrary<Tables> = fc.tuple(
  ...EXPORT_TABLES.map(({ header }) => fc.array(rowOf(header.length), { maxLength: 5 })),
);

function rowOf(length: number): fc.Arbitrary<Row> {
  return fc.array(cell, { minLength: length, maxLength: length });
}

function filesOf(all: Tables): ReturnType<ReturnType<typeof newExportFiles>['end']> {
  const made = newExportFiles();
  for (const [index, rows] of all.entries()) {
    if (index > 0) made.nextTable();
    for (const row of rows) made.row(row);
  }
  return made.end();
}

async function exported(all: Tables, asOf: number): Promise<{ signed: SignedExport; files: Files }> {
  const { said, files } = filesOf(all);
  const manifest: ExportManifest = {
    ...{ v: 2, purpose: 'audit-export', network: 'n', channel: 'c', mspId: 'NationalMSP' },
    ...{ keyId: keyIdOf(signer.publicKey), fund: FUND, asOf, blockHash: 'a'.repeat(64) },
    rules: { contracts: ['1.0'], programmes: [] },
    ...said,
  };
  return { files, signed: { manifest, signature: await signer.sign(exportManifestBytes(manifest)) } };
}

const faults = (signed: SignedExport, files: Files) =>
  checkExport({ signed, fileOf: (name) => files.get(name) }, TRUSTED);

/** What somebody may do to a table: another row, one less, one twice, two in the other order. */
const CHANGES: Readonly<Record<string, (rows: readonly Row[], at: number) => readonly Row[]>> = {
  altered: (rows, at) =>
    rows.map((row, index) => (index === at ? [`${row[0] ?? ''}1`, ...row.slice(1)] : row)),
  'left out': (rows, at) => rows.filter((_, index) => index !== at),
  doubled: (rows, at) => rows.flatMap((row, index) => (index === at ? [row, row] : [row])),
  'in another order': (rows, at) => [...rows.slice(at), ...rows.slice(0, at)],
};

describe('an export that is checked offline, whatever its rows', () => {
  it('is the same bytes for the same rows, and as it was signed', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (all) => {
        const [one, again] = [await exported(all, 7), await exported(all, 7)];
        expect([...again.files]).to.deep.equal([...one.files]);
        expect(exportManifestBytes(again.signed.manifest)).to.deep.equal(
          exportManifestBytes(one.signed.manifest),
        );
        // By another signature: SM2 draws it anew.
        expect(faults(again.signed, one.files)).to.deep.equal([]);
      }),
      { numRuns: 30 },
    );
  });

  for (const [name, change] of Object.entries(CHANGES))
    it(`tells a row ${name}, in its file and in all of them`, async () => {
      await fc.assert(
        fc.asyncProperty(tables, fc.nat(), fc.nat(), async (all, whichTable, whichRow) => {
          const table = whichTable % all.length;
          const rows = all[table] ?? [];
          const changed = change(rows, rows.length === 0 ? 0 : whichRow % rows.length);
          fc.pre(JSON.stringify(changed) !== JSON.stringify(rows));
          const { signed, files } = await exported(all, 7);
          const others = filesOf(all.map((each, index) => (index === table ? changed : each))).files;
          const file = `${EXPORT_TABLES[table]?.name ?? ''}.csv`;
          const only = new Map([...files, [file, others.get(file) ?? new Uint8Array()]]);
          for (const lying of [only, others])
            expect(faults(signed, lying))
              .to.deep.include({ fault: 'file', file })
              .and.deep.include({ fault: 'root' });
        }),
        { numRuns: 30 },
      );
    });

  it('tells any byte changed of any file, and any number of the manifest', async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (all, which, where, by) => {
          const { signed, files } = await exported(all, 7);
          const [name, bytes] = [...files][which % files.size] ?? ['', encodeUtf8('')];
          const lying = bytes.slice();
          lying[where % lying.length] = (lying[where % lying.length] ?? 0) ^ by;
          const [first] = faults(signed, new Map([...files, [name, lying]]));
          expect(first).to.include({ file: name });
          // A byte may be one of a line's end, or leave no table at all.
          expect(first?.fault).to.be.oneOf(['file', 'respaced', 'unreadable']);
          const { manifest, signature } = signed;
          for (const said of [{ asOf: 7 + by }, { rows: manifest.rows + by }, { blockHash: 'b'.repeat(64) }])
            expect(faults({ manifest: { ...manifest, ...said }, signature }, files)).to.deep.equal([
              { fault: 'signature' },
            ]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
