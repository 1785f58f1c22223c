// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AllotmentRecord, FundRecord, LineRecord, OrganisationRecord } from '#src/ledger/index.js';
import {
  acceptAllotment,
  allot,
  assertFundOpen,
  moveOn,
  newLine,
  returnUnspent,
  withdrawAllotment,
  withdrawInstruction,
} from '#src/line/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const MOST = Number.MAX_SAFE_INTEGER;
const LINE: LineRecord = {
  v: 3,
  province: '51',
  received: 1_000,
  allotted: 200,
  returned: 100,
  reserved: 50,
  paid: 25,
};
const FUND: FundRecord = {
  ...{
    v: 1,
    state: 'OPEN',
    province: '00',
    org: SAMPLE.orgId,
    source: 'union',
    document: SAMPLE.digest,
    fen: 9,
  },
};
const CLOSED: FundRecord = { ...FUND, state: 'CLOSED', left: 0 };
const OFFER: AllotmentRecord = {
  ...{ v: 1, state: 'OFFERED', fund: SAMPLE.fundId, from: SAMPLE.orgId, fromProvince: '00' },
  ...{ to: SAMPLE.otherOrgId, toProvince: '51', fen: 40, document: SAMPLE.digest },
};
const BACK: AllotmentRecord = { ...OFFER, back: true };

describe('a line', () => {
  it('has what it received but for what was given on, given back, reserved and paid', () => {
    expect(moveOn(LINE, { reserved: 625 })).to.deep.equal({ ...LINE, v: 4, reserved: 675 });
    for (const figure of ['allotted', 'returned', 'reserved', 'paid'] as const) {
      const { details } = expectCode(() => moveOn(LINE, { [figure]: 626 }), 'LINE_SHORT');
      expect(details).to.deep.equal({ available: 625 });
    }
    expectCode(() => moveOn(LINE, { received: -626 }), 'LINE_SHORT');
  });

  it('has no figure below nothing', () => {
    for (const [figure, fen] of [
      ['allotted', 200],
      ['reserved', 50],
      ['paid', 25],
    ] as const) {
      expect(moveOn(LINE, { [figure]: -fen })[figure]).to.equal(0);
      const { details } = expectCode(() => moveOn(LINE, { [figure]: -fen - 1 }), 'LINE_SHORT');
      expect(details).to.deep.equal({ available: 625 });
    }
  });

  it('has no sum beyond what a number holds exactly', () => {
    const rich = { ...newLine('51'), received: MOST - 1 };
    expect(moveOn(rich, { received: 1 }).received).to.equal(MOST);
    expectCode(() => moveOn(rich, { received: 2 }), 'FEN_TOO_MANY');
    const spent = { ...rich, received: MOST, returned: MOST - 1 };
    expect(moveOn(spent, { returned: 1 }).returned).to.equal(MOST);
    expectCode(() => moveOn({ ...spent, received: MOST }, { received: 5, returned: 5 }), 'FEN_TOO_MANY');
    expectCode(() => moveOn({ ...LINE, returned: MOST }, { returned: 1 }), 'FEN_TOO_MANY');
    expectCode(() => moveOn(LINE, { reserved: 0, paid: MOST + 1 }), 'FEN_TOO_MANY');
    expectCode(() => moveOn(LINE, { reserved: 0.5 }), 'FEN_TOO_MANY');
  });

  it('is of a fund that there is, and open for what is new', () => {
    expect(assertFundOpen(FUND)).to.equal(FUND);
    expectCode(() => assertFundOpen(undefined), 'FUND_UNKNOWN');
    expectCode(() => assertFundOpen(CLOSED), 'FUND_CLOSED');
  });
});

describe('money between two lines', () => {
  it('is accepted of an open fund, and back up of a closed one, too', () => {
    const down = { allotment: OFFER, fund: FUND, line: undefined };
    const taken = acceptAllotment(down);
    expect(taken.allotment).to.deep.equal({ ...OFFER, v: 2, state: 'ACCEPTED' });
    expect(taken.line).to.deep.equal({ ...newLine('51'), v: 1, received: 40 });
    expectCode(() => acceptAllotment({ ...down, fund: CLOSED }), 'FUND_CLOSED');
    expectCode(() => acceptAllotment({ ...down, fund: undefined }), 'FUND_UNKNOWN');
    const up = { allotment: BACK, fund: CLOSED, line: LINE };
    expect(acceptAllotment(up).line).to.deep.equal({ ...LINE, v: 4, allotted: 160 });
    expectCode(() => acceptAllotment({ ...up, fund: undefined }), 'FUND_UNKNOWN');
  });

  it('is accepted or taken back once, of an offer that there is', () => {
    for (const decide of [
      (allotment?: AllotmentRecord) => acceptAllotment({ allotment, fund: FUND, line: LINE }),
      (allotment?: AllotmentRecord) => withdrawAllotment({ allotment, line: LINE }),
    ]) {
      expectCode(() => decide(), 'ALLOTMENT_UNKNOWN');
      const { details } = expectCode(() => decide({ ...OFFER, state: 'WITHDRAWN' }), 'ALLOTMENT_ENDED');
      expect(details).to.deep.equal({ state: 'WITHDRAWN' });
    }
    expect(withdrawAllotment({ allotment: OFFER, line: LINE }).line.allotted).to.equal(160);
    expect(withdrawAllotment({ allotment: BACK, line: LINE }).line.returned).to.equal(60);
    expectCode(() => withdrawAllotment({ allotment: OFFER, line: undefined }), 'LINE_UNKNOWN');
    expect(withdrawInstruction.errors).to.include.members([
      'ALLOTMENT_UNKNOWN',
      'ALLOTMENT_ENDED',
      'LINE_SHORT',
    ]);
  });

  const union = (state: OrganisationRecord['state'] = 'ACTIVE'): OrganisationRecord =>
    ({ state, province: '51' }) as OrganisationRecord;
  const payload = {
    ...{ allotmentId: SAMPLE.allotmentId, fund: SAMPLE.fundId, from: SAMPLE.orgId, to: SAMPLE.otherOrgId },
    ...{ fen: 40, document: SAMPLE.digest },
  };
  const ground = { fund: FUND, line: LINE, existing: undefined, from: union(), to: union(), isBelow: true };

  const giveBack = (change: object, known: object = {}): ReturnType<typeof returnUnspent> =>
    returnUnspent({ ...payload, ...change }, { ...ground, came: undefined, ...known });

  it('goes back to a union above, or by its allotment to the one that gave it', () => {
    expect(giveBack({}).allotment).to.include({ back: true, state: 'OFFERED', fen: 40 });
    expect(giveBack({}).line).to.deep.equal({ ...LINE, v: 4, returned: 140 });
    expectCode(() => giveBack({}, { isBelow: false }), 'ALLOTMENT_NOT_BELOW');
    const named = { cameBy: SAMPLE.allotmentId };
    const came: AllotmentRecord = { ...OFFER, state: 'ACCEPTED', from: payload.to, to: payload.from };
    expectCode(() => giveBack({}, { isBelow: false, came }), 'ALLOTMENT_NOT_BELOW');
    for (const isBelow of [true, false]) {
      expect(giveBack(named, { isBelow, came }).line.returned).to.equal(140);
      expectCode(() => giveBack(named, { isBelow }), 'ALLOTMENT_NOT_BELOW');
      for (const wrong of [
        { state: 'OFFERED' },
        { state: 'WITHDRAWN' },
        { back: true },
        { fund: 'another' },
        { from: payload.from },
        { to: payload.to },
      ] as const)
        expectCode(() => giveBack(named, { isBelow, came: { ...came, ...wrong } }), 'ALLOTMENT_NOT_BELOW');
    }
  });

  it('is offered by unions that there are, and down by ones that are open', () => {
    expect(allot(payload, ground).line).to.deep.equal({ ...LINE, v: 4, allotted: 240 });
    for (const side of ['from', 'to'] as const) {
      const unknown = expectCode(
        () => allot(payload, { ...ground, [side]: undefined }),
        'ORGANISATION_UNKNOWN',
      );
      expect(unknown.details).to.deep.equal({ orgId: payload[side] });
      expectCode(() => allot(payload, { ...ground, [side]: union('CLOSED') }), 'ORGANISATION_CLOSED');
      const missing = { ...ground, [side]: undefined };
      const { details } = expectCode(() => giveBack({}, missing), 'ORGANISATION_UNKNOWN');
      expect(details).to.deep.equal({ orgId: payload[side] });
    }
    expectCode(() => giveBack({}, { ...ground, fund: undefined }), 'FUND_UNKNOWN');
    expectCode(() => allot(payload, { ...ground, fund: undefined }), 'FUND_UNKNOWN');
    expectCode(() => allot(payload, { ...ground, line: undefined }), 'LINE_UNKNOWN');
    expectCode(() => allot(payload, { ...ground, existing: OFFER }), 'ALLOTMENT_EXISTS');
    expectCode(() => allot(payload, { ...ground, isBelow: false }), 'ALLOTMENT_NOT_BELOW');
  });
});
