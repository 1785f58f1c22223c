// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { samplePayload } from '@unionid/domain/catalogue';
import { changeOfRow } from '@unionid/domain/forms';
import type { ChangeRow } from '@unionid/domain/membership';
import { expect } from 'chai';
import type { Evidence, FileCheck } from '#src/rebuild/file-check.js';
import { newFileCheck } from '#src/rebuild/new-file-check.js';

const EVIDENCE = 'A'.repeat(43);
const NUMBER = '119999199003070019';
const FILE = [
  '姓名,证件号码,会籍变化类型,会籍变化日期,会籍变化原因',
  `张示例,${NUMBER},保留,2026/01/31,退休`,
  '李示例,319999198506150021,死亡,2026/02/01,',
].join('\n');

const evidence = (change: Readonly<Record<string, string>> = {}): Evidence => ({
  is: 'standing',
  row: 2,
  fields: { docType: '111', docNumber: NUMBER, nameNormalised: '张示例', ...change },
});

describe('a prepared change of a membership', () => {
  let check: FileCheck;

  const row = (change: Partial<ChangeRow> = {}): ChangeRow => ({
    ...changeOfRow(
      { action: 'retain', on: '2026-01-31', reason: 'retired' },
      {
        ...{
          identityId: samplePayload('membership.retain').identityId,
          place: '',
          root: EVIDENCE,
          version: 1,
        },
        evidence: EVIDENCE,
      },
    ),
    ...(change as object),
  });
  const open = async (): Promise<FileCheck> =>
    newFileCheck({
      ...{ kind: 'changes', bytes: encodeUtf8(FILE), mapping: {}, today: '2026-03-02' },
      evidence: EVIDENCE,
    });

  beforeEach(async () => {
    check = await open();
  });

  it('is of somebody on the list, by number and name as they are registered, once', () => {
    expect(check.differenceOf(row(), evidence({ docNumber: '319999198506150021' }))).to.equal(
      'row not in file',
    );
    expect(check.differenceOf(row(), evidence({ nameNormalised: '王示例' }))).to.equal('row not in file');
    expect(check.differenceOf(row(), evidence())).to.equal(undefined);
    expect(check.differenceOf(row(), evidence()), 'twice').to.equal('row not in file');
  });

  for (const change of [
    { action: 'leave', reason: 'request' },
    { on: '2026-01-30' },
    { reason: 'military' },
    { evidence: `${'B'.repeat(42)}A` },
    { judgment: EVIDENCE },
  ])
    it(`says what the list says, and nothing else: ${JSON.stringify(change)}`, () => {
      expect(check.differenceOf(row(change as Partial<ChangeRow>), evidence())).to.equal('change');
    });
});
