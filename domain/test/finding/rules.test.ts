// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  closeFinding,
  FINDING_ACTIONS,
  FINDING_PROCESS,
  findingStep,
  openFinding,
  respondToFinding,
} from '#src/finding/index.js';
import { closePresentation } from '#src/finding/close.js';
import { openPresentation } from '#src/finding/open.js';
import { respondPresentation } from '#src/finding/respond.js';
import type {
  FindingRecord,
  FindingState,
  FundRecord,
  OrganisationRecord,
  PlanRecord,
} from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const TODAY = '2026-03-02';
const OPEN: FindingRecord = {
  ...{ v: 1, state: 'OPEN', org: SAMPLE.orgId, province: '51', fund: SAMPLE.fundId, source: 'union' },
  ...{ check: 'CAP-1', rule: 2, height: 9, evidence: SAMPLE.digest, fen: 500, due: '2026-12-31' },
  ...{ auditor: SAMPLE.operatorId, person: 'auditor', on: '2026-03-01' },
};
const SHOWN = { on: TODAY, person: 'union', evidence: SAMPLE.digest };
const named = { findingId: SAMPLE.findingId, evidence: SAMPLE.digest };
const respond = (
  action: 'remedy' | 'recover',
  fen: number,
  finding: FindingRecord | undefined,
  person = 'union',
) => respondToFinding({ ...named, action, fen }, { finding, person, today: TODAY });
const close = (outcome: 'settled' | 'unfounded', finding: FindingRecord | undefined, person = 'auditor') =>
  closeFinding({ ...named, outcome }, { finding, person, today: TODAY });

describe('a finding', () => {
  it('goes from state to state as its table says, and nowhere else', () => {
    for (const [state, steps] of Object.entries(FINDING_PROCESS))
      for (const action of FINDING_ACTIONS) {
        const finding = { ...OPEN, state: state as FindingState };
        const to = (steps as Partial<Record<string, FindingState>>)[action];
        const step = () => findingStep(action, finding);
        if (to === undefined)
          expect(expectCode(step, 'FINDING_STEP').details).to.deep.equal({ action, state });
        else expect(step()).to.deep.equal({ finding, to });
      }
    expectCode(() => findingStep('close', undefined), 'FINDING_UNKNOWN');
  });

  it('is answered by the union, and not by who found it', () => {
    const remedied = respond('remedy', 0, OPEN);
    expect(remedied).to.deep.equal({ ...OPEN, v: 2, state: 'REMEDIED', remedy: SHOWN });
    expectCode(() => respond('remedy', 0, OPEN, 'auditor'), 'SAME_PERSON');
    expect(expectCode(() => respond('remedy', 1, OPEN), 'FINDING_FEN').details).to.deep.equal({ fen: 0 });
    const recovered = respond('recover', 200, remedied);
    expect(recovered).to.deep.equal({
      ...remedied,
      v: 3,
      state: 'RECOVERED',
      recovery: { ...SHOWN, fen: 200 },
    });
    for (const fen of [200, 199, 501])
      expect(expectCode(() => respond('recover', fen, recovered), 'FINDING_FEN').details).to.deep.equal({
        fen: 500,
      });
    expectCode(() => respond('recover', 0, remedied), 'FINDING_FEN');
    expect(respond('recover', 500, recovered).recovery?.fen).to.equal(500);
  });

  it('is struck off once all is put right, or where nothing was wrong, and not by who answered', () => {
    const settled: FindingRecord = {
      ...OPEN,
      v: 4,
      state: 'RECOVERED',
      remedy: SHOWN,
      recovery: { ...SHOWN, person: 'cashier', fen: 500 },
    };
    const closing = { on: TODAY, person: 'auditor', evidence: SAMPLE.digest };
    expect(close('settled', settled)).to.deep.equal({
      ...settled,
      v: 5,
      state: 'CLOSED',
      closing: { ...closing, outcome: 'settled' },
    });
    for (const person of ['union', 'cashier'])
      expectCode(() => close('settled', settled, person), 'SAME_PERSON');
    const partly = { ...settled, recovery: { ...SHOWN, fen: 499 } };
    expect(expectCode(() => close('settled', partly), 'FINDING_FEN').details).to.deep.equal({ fen: 1 });
    const remedied: FindingRecord = { ...OPEN, state: 'REMEDIED', remedy: SHOWN };
    expect(expectCode(() => close('settled', remedied), 'FINDING_FEN').details).to.deep.equal({ fen: 500 });
    expect(close('settled', { ...remedied, fen: 0 }).state).to.equal('CLOSED');
    expect(expectCode(() => close('settled', OPEN), 'FINDING_STEP').details).to.deep.equal({
      action: 'close',
      state: 'OPEN',
    });
    expect(close('unfounded', OPEN).closing?.outcome).to.equal('unfounded');
  });

  const plan = { org: SAMPLE.orgId, fund: SAMPLE.fundId, signed: { items: 3, fen: 9 } } as PlanRecord;
  const ground = {
    ...{
      existing: undefined,
      org: { province: '51' } as OrganisationRecord,
      fund: { source: 'union' } as FundRecord,
    },
    ...{ plan, auditor: { operatorId: SAMPLE.operatorId, person: 'auditor' }, today: TODAY },
  };
  const payload = {
    ...{
      findingId: SAMPLE.findingId,
      org: SAMPLE.orgId,
      fund: SAMPLE.fundId,
      check: 'CAP-1',
      rule: 2,
      height: 9,
    },
    ...{ evidence: SAMPLE.digest, fen: 500, due: TODAY },
  };
  const about = { ...payload, plan: SAMPLE.manifestId };

  it('is of a union, a fund, and a plan of both with its items', () => {
    const opened = { ...OPEN, on: TODAY, due: TODAY };
    expect(openFinding(payload, { ...ground, plan: undefined })).to.deep.equal(opened);
    expect(openFinding({ ...about, items: [0, 2] }, ground)).to.deep.equal({
      ...opened,
      plan: SAMPLE.manifestId,
      items: [0, 2],
    });
    expect(openFinding(about, ground)).to.deep.equal({ ...opened, plan: SAMPLE.manifestId });
    expectCode(() => openFinding({ ...about, items: [0, 3] }, ground), 'ITEM_UNKNOWN');
    expectCode(() => openFinding({ ...payload, items: [0] }, ground), 'PLAN_UNKNOWN');
    expectCode(() => openFinding(about, { ...ground, plan: undefined }), 'PLAN_UNKNOWN');
    for (const change of [{ org: SAMPLE.otherOrgId }, { fund: 'another' }])
      expectCode(() => openFinding(about, { ...ground, plan: { ...plan, ...change } }), 'FINDING_ELSEWHERE');
  });

  it('is one that is not there yet, of what is, and due no day before', () => {
    expectCode(() => openFinding(payload, { ...ground, existing: OPEN }), 'FINDING_EXISTS');
    const unknown = expectCode(
      () => openFinding(payload, { ...ground, org: undefined }),
      'ORGANISATION_UNKNOWN',
    );
    expect(unknown.details).to.deep.equal({ orgId: SAMPLE.orgId });
    expectCode(() => openFinding(payload, { ...ground, fund: undefined }), 'FUND_UNKNOWN');
    const late = expectCode(() => openFinding({ ...payload, due: '2026-03-01' }, ground), 'DATES_INVALID');
    expect(late.details).to.deep.equal({ field: 'due' });
  });

  it('is told in words by what is done, and by what it is about', () => {
    const ofPlan = openPresentation.words(about);
    expect(ofPlan.zh).to.contain(`发放计划 ${about.plan}`).and.not.to.contain(payload.fund);
    expect(ofPlan.en).to.contain(`plan ${about.plan}`).and.not.to.contain(payload.fund);
    const ofFund = openPresentation.words(payload);
    expect(ofFund.zh).to.contain(`资金 ${payload.fund} 的使用，不限某一计划`);
    expect(ofFund.en).to.contain(`money of fund ${payload.fund}, of no one plan`);
    const recover = respondPresentation.words({ ...named, action: 'recover', fen: 12_345 });
    expect(recover.zh).to.contain('已追缴共 123.45 元');
    expect(recover.en).to.contain('CNY 123.45 recovered');
    const remedy = respondPresentation.words({ ...named, action: 'remedy', fen: 0 });
    expect([remedy.zh.includes('整改'), remedy.en.includes('remedied')]).to.deep.equal([true, true]);
    expect(closePresentation.words({ ...named, outcome: 'settled' }).zh).to.contain('已整改到位');
    expect(closePresentation.words({ ...named, outcome: 'unfounded' }).zh).to.contain('不成立');
  });
});
