// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { acknowledgeFiling, type FilingGround } from '#src/filing/index.js';
import type { AccountRecord, FilingRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const EXPELLED: AccountRecord = {
  ...{
    v: 3,
    state: 'EXPELLED',
    province: '51',
    org: SAMPLE.orgId,
    joined: '2020-01-01',
    since: '2026-01-10',
  },
  ...{ loa: 1, tag: SAMPLE.tag, root: SAMPLE.digest },
};
const BY = { org: SAMPLE.otherOrgId, province: '51' };
const at = (account: Partial<AccountRecord> = {}, filing?: FilingRecord): FilingGround => ({
  ...{ account: { ...EXPELLED, ...account }, filing, by: BY, today: '2026-03-02' },
});
const payload = { identityId: SAMPLE.identityId, place: '', on: '2026-01-10', evidence: SAMPLE.digest };

describe('the receipt of an expulsion', () => {
  it('is given once for each, from its day on', () => {
    const filed = acknowledgeFiling(payload, at());
    expect(filed).to.deep.equal({
      ...{ v: 1, since: '2026-01-10', on: '2026-01-10', ...BY, evidence: SAMPLE.digest },
    });
    const twice = expectCode(() => acknowledgeFiling(payload, at({}, filed)), 'FILING_ACKNOWLEDGED');
    expect(twice.details).to.deep.equal({ on: '2026-01-10', org: BY.org });
    const again = acknowledgeFiling({ ...payload, on: '2026-03-02' }, at({ since: '2026-03-01' }, filed));
    expect(again).to.include({ v: 2, since: '2026-03-01', on: '2026-03-02' });
  });

  it('is of one expulsion: of another on the same day there is none yet', () => {
    const first = acknowledgeFiling(payload, at({ at: 3 }));
    expect(first).to.include({ v: 1, of: 3 });
    expectCode(() => acknowledgeFiling(payload, at({ at: 3, v: 7 }, first)), 'FILING_ACKNOWLEDGED');
    // Of a death that was a mistake, since when the expulsion stands again.
    expectCode(
      () => acknowledgeFiling({ ...payload, on: '2026-02-01' }, at({ at: 3, since: '2026-02-01' }, first)),
      'FILING_ACKNOWLEDGED',
    );
    expect(acknowledgeFiling(payload, at({ at: 5 }, first))).to.include({ v: 2, of: 5 });
    const before = acknowledgeFiling(payload, at());
    expect(acknowledgeFiling(payload, at({ at: 5 }, before)), 'of before').to.include({ v: 2, of: 5 });
  });

  it('is given for nothing else, and neither before it nor for tomorrow', () => {
    const { details } = expectCode(
      () => acknowledgeFiling(payload, at({ state: 'ACTIVE' })),
      'FILING_NOT_DUE',
    );
    expect(details).to.deep.equal({ state: 'ACTIVE' });
    const early = expectCode(
      () => acknowledgeFiling({ ...payload, on: '2026-01-09' }, at()),
      'DATES_INVALID',
    );
    expect(early.details).to.deep.equal({ field: 'on', since: '2026-01-10' });
    const late = expectCode(() => acknowledgeFiling({ ...payload, on: '2026-03-03' }, at()), 'DATES_INVALID');
    expect(late.details).to.deep.equal({ field: 'on' });
  });
});
