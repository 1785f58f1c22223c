// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { FundRecord, PlanRecord, UnmaskRecord } from '#src/ledger/index.js';
import type { MemberFacts } from '#src/plan/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { answerUnmasking, approveUnmasking, requestUnmasking } from '#src/unmask/index.js';
import { requestPresentation } from '#src/unmask/request.js';
import { expectCode } from '../support/expect-code.js';

const TODAY = '2026-03-02';
const PAYLOAD = {
  ...{ unmaskId: SAMPLE.unmaskId, number: 'JS2026-001', planId: SAMPLE.manifestId, item: 3 },
  ...{ identityId: SAMPLE.identityId, place: '' },
};
const GROUND = {
  ...{ existing: undefined, item: { id: SAMPLE.identityId, fen: 5 }, letter: 'P', today: TODAY },
  plan: { org: SAMPLE.orgId, province: '51', fund: SAMPLE.fundId } as PlanRecord,
  fund: { source: 'union' } as FundRecord,
  member: { org: SAMPLE.otherOrgId, province: '11' } as MemberFacts,
  auditor: { operatorId: SAMPLE.operatorId, person: 'auditor' },
};
const ASKED: UnmaskRecord = {
  ...{ v: 1, state: 'ASKED', org: SAMPLE.orgId, province: '51', fund: SAMPLE.fundId, source: 'union' },
  ...{ number: 'JS2026-001', plan: SAMPLE.manifestId, item: 3, identityId: SAMPLE.identityId },
  ...{
    home: SAMPLE.otherOrgId,
    homeProvince: '11',
    auditor: SAMPLE.operatorId,
    person: 'auditor',
    on: TODAY,
  },
};
const approve = (known: UnmaskRecord | undefined, person: string) =>
  approveUnmasking(known, { person, today: TODAY });
const answer = (unmask: UnmaskRecord | undefined, person: string) =>
  answerUnmasking({ unmaskId: SAMPLE.unmaskId, evidence: SAMPLE.digest }, { unmask, person, today: TODAY });

describe('an unmasking', () => {
  it('asks for the payee of an item that grants something, and of nobody else', () => {
    expect(requestUnmasking(PAYLOAD, GROUND)).to.deep.equal(ASKED);
    expectCode(() => requestUnmasking(PAYLOAD, { ...GROUND, existing: ASKED }), 'UNMASK_EXISTS');
    expectCode(() => requestUnmasking(PAYLOAD, { ...GROUND, item: undefined }), 'ITEM_UNKNOWN');
    expectCode(() => requestUnmasking(PAYLOAD, { ...GROUND, item: { id: 'other', fen: 5 } }), 'ITEM_UNKNOWN');
    for (const letter of 'XV')
      expectCode(() => requestUnmasking(PAYLOAD, { ...GROUND, letter }), 'ITEM_STATE');
    for (const letter of 'SPFRHCN')
      expect(requestUnmasking(PAYLOAD, { ...GROUND, letter }).state).to.equal('ASKED');
  });

  it('is approved by two persons, none of whom asked or is asked about', () => {
    const once = approve(ASKED, 'one');
    expect(once).to.deep.equal({ ...ASKED, v: 2, approvers: ['one'] });
    for (const person of ['one', 'auditor', SAMPLE.identityId])
      expectCode(() => approve(once, person), 'SAME_PERSON');
    expect(approve(once, 'two')).to.deep.equal({
      ...{ ...ASKED, v: 3, state: 'APPROVED', approvers: ['one', 'two'], until: '2026-03-12' },
    });
    expectCode(() => approve(undefined, 'one'), 'UNMASK_UNKNOWN');
    const { details } = expectCode(() => approve({ ...once, state: 'APPROVED' }, 'two'), 'UNMASK_STEP');
    expect(details).to.deep.equal({ state: 'APPROVED' });
  });

  it('is answered once it is approved, by somebody else again', () => {
    const approved: UnmaskRecord = {
      ...ASKED,
      v: 3,
      state: 'APPROVED',
      approvers: ['one', 'two'],
      until: '2026-03-12',
    };
    expect(answer(approved, 'keeper')).to.deep.equal({
      ...{ ...approved, v: 4, state: 'ANSWERED' },
      answer: { on: TODAY, person: 'keeper', evidence: SAMPLE.digest },
    });
    for (const person of ['auditor', 'one', 'two']) expectCode(() => answer(approved, person), 'SAME_PERSON');
    expectCode(() => answer(undefined, 'keeper'), 'UNMASK_UNKNOWN');
    expect(expectCode(() => answer(ASKED, 'keeper'), 'UNMASK_STEP').details).to.deep.equal({
      state: 'ASKED',
    });
    // Of a record of before there were approvers.
    expect(answer({ ...ASKED, state: 'APPROVED' }, 'keeper').state).to.equal('ANSWERED');
  });

  it('is told with the item’s number as people count', () => {
    const { zh, en } = requestPresentation.words(PAYLOAD);
    expect(zh).to.contain('第 4 笔');
    expect(en).to.contain('item 4 of');
  });
});
