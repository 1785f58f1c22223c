// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { closeFund, openFund } from '#src/fund/index.js';
import { openPresentation } from '#src/fund/open.js';
import { yuan } from '#src/fund/words.js';
import type { LineRecord, OrganisationRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const ORG = { state: 'ACTIVE', province: '51' } as OrganisationRecord;
const PAYLOAD = {
  ...{
    fundId: SAMPLE.fundId,
    org: SAMPLE.orgId,
    source: 'union' as const,
    document: SAMPLE.digest,
    fen: 1_000,
  },
};
const line = (change: Partial<LineRecord>): LineRecord => ({
  ...{ v: 1, province: '51', received: 0, allotted: 0, returned: 0, reserved: 0, paid: 0, ...change },
});

const closing = (left: number) => ({ fundId: SAMPLE.fundId, left });

describe('a fund', () => {
  it('has its money on the owner’s line, a title and classes where they are said', () => {
    const { fund, line: own } = openFund(PAYLOAD, { org: ORG, existing: undefined });
    expect(fund).to.deep.equal({
      ...{ v: 1, state: 'OPEN', province: '51', org: SAMPLE.orgId, source: 'union', document: SAMPLE.digest },
      fen: 1_000,
    });
    expect(own).to.deep.equal(line({ received: 1_000 }));
    const told = { ...PAYLOAD, title: '专项', classes: ['winter', 'living'] as ('winter' | 'living')[] };
    const named = openFund(told, { org: ORG, existing: undefined }).fund;
    expect(named).to.deep.equal({ ...fund, title: '专项', classes: ['living', 'winter'] });
    expectCode(() => openFund(PAYLOAD, { org: ORG, existing: fund }), 'FUND_EXISTS');
  });

  it('is named by its title, where it has one', () => {
    const { zh, en } = openPresentation.words(PAYLOAD);
    expect(zh).to.equal(`设立资金 ${SAMPLE.fundId}：归属 ${SAMPLE.orgId}，来源 工会经费，金额 10.00 元`);
    expect(en).to.equal(`Open fund ${SAMPLE.fundId} of ${SAMPLE.orgId}: source union, CNY 10.00`);
    const named = openPresentation.words({ ...PAYLOAD, title: '专项' });
    expect(named.zh).to.contain('「专项」').and.not.contain('undefined');
    expect(named.en).to.contain('“专项”');
  });

  it('is closed once each fen was paid or is on the owner’s line', () => {
    const { fund } = openFund(PAYLOAD, { org: ORG, existing: undefined });
    const own = line({ received: 1_000, allotted: 300, returned: 70, reserved: 0, paid: 130 });
    const lines = [own, line({ received: 370, returned: 70, paid: 370 })];
    expect(closeFund(closing(500), { fund, own, lines })).to.deep.equal({
      ...fund,
      v: 2,
      state: 'CLOSED',
      left: 500,
    });
    const left = expectCode(() => closeFund(closing(499), { fund, own, lines }), 'FUND_UNSETTLED');
    expect(left.details).to.deep.equal({ left: 500 });
    const held = { ...own, reserved: 20 };
    const elsewhere = expectCode(
      () => closeFund(closing(480), { fund, own: held, lines: [held] }),
      'FUND_UNSETTLED',
    );
    expect(elsewhere.details).to.deep.equal({ elsewhere: 390 });
    expectCode(
      () => closeFund(closing(500), { fund: { ...fund, state: 'CLOSED' }, own, lines }),
      'FUND_CLOSED',
    );
  });

  it('is told in yuan with two digits', () => {
    expect([0, 5, 60, 100, 1_234_567].map(yuan)).to.deep.equal(['0.00', '0.05', '0.60', '1.00', '12345.67']);
  });
});
