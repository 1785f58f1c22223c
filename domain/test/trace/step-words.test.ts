// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AllotmentRecord, FundRecord, PlanRecord, ProgrammeRecord } from '#src/ledger/index.js';
import { ITEM_LETTERS } from '#src/ledger/benefit-records.js';
import { PLAN_ACTIONS } from '#src/plan/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { describeStep, ITEM_STATE_OF } from '#src/trace/index.js';

const { orgId, otherOrgId, digest } = SAMPLE;
const fund: FundRecord = {
  ...{ v: 1, state: 'OPEN', province: '51', org: orgId, source: 'union', document: digest, fen: 100 },
};
const allotment: AllotmentRecord = {
  ...{ v: 1, state: 'OFFERED', fund: SAMPLE.fundId, from: orgId, fromProvince: '00', to: otherOrgId },
  ...{ toProvince: '51', fen: 150, document: digest },
};
const programme: ProgrammeRecord = {
  ...{ v: 2, state: 'OPEN', province: '51', org: orgId, class: 'winter', document: digest },
  ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 100, windowFen: 200, publicDays: 0 },
  bands: [{ fen: 1, approvers: 1 }],
};
const plan: PlanRecord = {
  ...{ v: 3, status: 'APPROVED', province: '51', org: orgId, fund: SAMPLE.fundId },
  ...{ programme: SAMPLE.programmeId, programmeVersion: 2, class: 'winter', on: '2026-03-01' },
  ...{ window: '2026', until: '2026-05-31', signed: { items: 3, fen: 300 } },
  duties: { maker: SAMPLE.identityId, approvers: [{ person: SAMPLE.identityId, org: orgId }] },
  ...{ stands: { items: 2, fen: 200, root: digest }, paid: { items: 1, fen: 100 } },
  publicity: { from: '2026-03-02', until: '2026-03-09', notice: digest },
};

const zh = (facts: Parameters<typeof describeStep>[0]): string => describeStep(facts).zh;

describe('a step in words', () => {
  it('of a fund', () => {
    expect(zh({ kind: 'fund', record: { ...fund, title: '帮扶' } })).to.equal(
      `设立资金「帮扶」：归属 ${orgId}，来源 工会经费，1.00 元`,
    );
    expect(zh({ kind: 'fund', record: { ...fund, state: 'CLOSED', left: 5 } })).to.equal(
      '资金关闭：结余 0.05 元',
    );
  });

  it('of money between unions, down and back', () => {
    const states = ['OFFERED', 'ACCEPTED', 'WITHDRAWN'] as const;
    const words = states.flatMap((state) => [
      zh({ kind: 'allotment', record: { ...allotment, state } }),
      zh({ kind: 'allotment', record: { ...allotment, state, back: true } }),
    ]);
    expect(words.map((each) => each.split('：')[0])).to.deep.equal([
      ...['下拨', '退回', '接收下拨', '接收退回', '撤回下拨', '撤回退回'],
    ]);
    expect(words[0]).to.equal(`下拨：${orgId} → ${otherOrgId}，1.50 元`);
  });

  it('of a programme', () => {
    expect(zh({ kind: 'programme', record: { ...programme, title: '暖冬' } })).to.equal(
      '发布项目「暖冬」（送温暖）第 2 版：每笔至多 1.00 元，每期至多 2.00 元',
    );
    expect(zh({ kind: 'programme', record: { ...programme, state: 'ENDED' } })).to.equal('终止项目送温暖');
  });

  it('of a plan, one for each that there is', () => {
    const of = (type: string): string => zh({ kind: 'plan', type, record: plan });
    expect(of('plan.approve')).to.equal('批准：2 笔 2.00 元（第 1 位批准人）');
    expect(of('plan.publicise')).to.equal('公示：2026-03-02 至 2026-03-09');
    expect(of('plan.reconcile')).to.equal('与银行对账：已付 1 笔 1.00 元');
    expect(of('plan.other')).to.equal('plan.other（已批准）');
    for (const action of ['open', ...PLAN_ACTIONS])
      expect(of(`plan.${action}`), action).not.to.include(`plan.${action}`);
  });

  it('of an item, one for each letter', () => {
    for (const letter of ITEM_LETTERS) expect(ITEM_STATE_OF[letter], letter).to.be.a('string');
    expect(zh({ kind: 'item', letter: 'P', fen: 100 })).to.equal('本笔 1.00 元：银行已付');
    expect(zh({ kind: 'item', letter: '?', fen: 100 })).to.equal('本笔：?');
  });
});
