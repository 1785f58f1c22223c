// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { PLAN_STATUSES, type PlanRecord } from '#src/ledger/index.js';
import { attestPresentation } from '#src/receipt/attest.js';
import { attestPayload, attestReceipt } from '#src/receipt/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const PLAN = { v: 7, status: 'RECONCILED', duties: { maker: 'a' }, org: SAMPLE.orgId } as PlanRecord;
const ACTOR = { person: 'agent', org: SAMPLE.orgId, isPayee: false };
const GROUND = {
  plan: PLAN,
  item: { id: 'p', fen: 5 },
  letter: 'P',
  receipt: undefined,
  actor: ACTOR,
  today: '2026-03-02',
};
const BANK = { planId: SAMPLE.manifestId, document: SAMPLE.digest };
const AGENT = { ...BANK, agent: { item: 2, reason: 'proxy' as const } };

describe('a receipt', () => {
  it('is the bank’s of all that was paid, or an agent’s of one item', () => {
    expect(attestReceipt(BANK, GROUND)).to.deep.equal({ plan: { ...PLAN, v: 8, receipt: SAMPLE.digest } });
    expect(attestReceipt(AGENT, GROUND)).to.deep.equal({
      plan: { ...PLAN, v: 8 },
      receipt: { v: 1, reason: 'proxy', document: SAMPLE.digest, agent: 'agent', on: '2026-03-02' },
    });
  });

  it('is of a plan that the bank has answered for', () => {
    for (const status of PLAN_STATUSES) {
      const attest = () => attestReceipt(BANK, { ...GROUND, plan: { ...PLAN, status } });
      if (status === 'RECONCILED' || status === 'CLOSED') expect(attest().plan.v).to.equal(8);
      else expect(expectCode(attest, 'PLAN_STEP').details).to.deep.equal({ action: 'attest', status });
    }
    expectCode(() => attestReceipt(BANK, { ...GROUND, plan: undefined }), 'PLAN_UNKNOWN');
    expectCode(() => attestReceipt(BANK, { ...GROUND, actor: { ...ACTOR, person: 'a' } }), 'DUTY_TAKEN');
  });

  it('is the bank’s of money, and never of goods', () => {
    const goods = { ...GROUND, plan: { ...PLAN, goods: true as const } };
    expectCode(() => attestReceipt(BANK, goods), 'GOODS_RECEIPT');
    expect(attestReceipt(BANK, GROUND).plan.receipt).to.equal(SAMPLE.digest);
    expect(attestReceipt(AGENT, goods).receipt).to.include({ agent: 'agent' });
  });

  it('is of an item that was paid and has none', () => {
    expectCode(() => attestReceipt(AGENT, { ...GROUND, item: undefined }), 'ITEM_UNKNOWN');
    expectCode(() => attestReceipt(AGENT, { ...GROUND, letter: 'F' }), 'ITEM_STATE');
    const { receipt } = attestReceipt(AGENT, GROUND);
    expectCode(() => attestReceipt(AGENT, { ...GROUND, receipt }), 'RECEIPT_EXISTS');
    const most = { ...BANK, agent: { item: 999_999, reason: 'cash' } };
    expect(attestPayload.safeParse(most).success).to.equal(true);
    expect(attestPayload.safeParse({ ...most, agent: { ...most.agent, item: 1_000_000 } }).success).to.equal(
      false,
    );
  });

  it('is told with the item’s number as people count', () => {
    expect(attestPresentation.words(BANK).zh).to.contain('凭银行对账单');
    expect(attestPresentation.words(BANK).en).to.contain("the bank's statement");
    expect(attestPresentation.words(AGENT).zh).to.contain('第 3 笔').and.contain('他人代领');
    expect(attestPresentation.words(AGENT).en).to.contain('item 3 of');
  });
});
