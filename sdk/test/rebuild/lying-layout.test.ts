// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ImportView } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import type { SheetNote } from '@unionid/domain/table';
import { expectCode, sheetXml, workbookFile } from '@unionid/domain/testing';
import { rebuildManifest, type RebuiltManifest } from '#src/index.js';
import { CONTEXT } from '../support/fixtures.js';
import { HEADER, memberJob, ROWS, UNION, type MemberJob } from '../support/import-job.js';

describe('what of a file is no row', () => {
  const HIDDEN = '<cols><col min="4" max="4" width="9" hidden="1"/></cols>';
  const bytes = workbookFile([
    { name: '2019年旧名单', state: 'hidden', xml: sheetXml(ROWS) },
    {
      name: '会员信息',
      xml: sheetXml([[...HEADER, '备注'], ...ROWS]).replace('<sheetData>', `${HIDDEN}<sheetData>`),
    },
    { name: '说明', xml: sheetXml([['请先阅读']]) },
  ]);
  const old: SheetNote = { name: '2019年旧名单', use: 'hidden' };
  const list: SheetNote = { name: '会员信息', use: 'read', hiddenColumns: ['证件号码'] };
  const page: SheetNote = { name: '说明', use: 'outside' };
  const sheets = [old, list, page];
  const jobTold = (change: Partial<ImportView>): MemberJob => {
    const { view, chunks } = memberJob();
    const file = toBase64url(sm3(bytes));
    const manifest = { ...view.manifest!, file };
    const told = { sheets, ignoredColumns: ['备注'], ...change };
    return { view: { ...view, ...told, fileDigest: file, manifest }, chunks, bytes };
  };

  it('is told by whoever reads it, or nothing is signed', async () => {
    expect((await rebuilt(jobTold({}))).instruction.type).to.equal('person.import');
    const untold: Partial<ImportView>[] = [
      ...[{ sheets: undefined }, { ignoredColumns: undefined }, { headerRow: 3 }],
      ...[
        [list, page],
        [old, list],
        [old, { name: list.name, use: list.use }, page],
      ].map((some) => ({
        sheets: some,
      })),
    ];
    for (const change of untold)
      await expectCode(rebuilt(jobTold(change)), 'PARTS_MISMATCH').catch((error: unknown) => {
        throw new Error(JSON.stringify(change), { cause: error });
      });
  });
});

function rebuilt({ view, chunks, bytes }: MemberJob): Promise<RebuiltManifest> {
  return rebuildManifest({
    ...{ kind: 'members', view, bytes, union: UNION, context: CONTEXT },
    chunk: (index) => Promise.resolve(chunks[index]!),
  });
}
