// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountRecord, LedgerName, OrganisationRecord, TransferRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { newSm2KeyPair, signSm2 } from '#src/signing.js';
import {
  codeClaimBytes,
  requestByRow,
  requestTransfer,
  type RequestGround,
  type RequestPayload,
  type RequestRow,
} from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';
import { without } from '../support/without.js';
import { ASKED, MEMBER, NEW, NOW, OLD, OTHER_DIGEST, RULES, THIRD, UNION } from './support.js';

const LEDGER: LedgerName = { network: 'test', channel: 'union-main', chaincode: 'identity' };
const WHO = SAMPLE.identityId;
const OTHER = SAMPLE.manifestId;
const payload: RequestPayload = {
  ...{ identityId: WHO, personKey: `1.${SAMPLE.digest}`, nameTag: MEMBER.tag, root: OTHER_DIGEST, to: NEW },
  ...{ evidence: { kind: 'contract', digest: SAMPLE.digest }, employer: '91510100MA00000019', slot: 0 },
};
const residence = {
  ...payload,
  employer: '',
  evidence: { kind: 'residence', digest: SAMPLE.digest },
} as const;
const known = (change: Partial<AccountRecord> = {}): RequestGround['known'] => ({
  ...{ identityId: WHO, account: { ...MEMBER, ...change } },
});
const ground = (transfer?: TransferRecord, change: Partial<RequestGround> = {}): RequestGround => ({
  ...{ known: known(), transfer, rules: RULES, now: NOW, org: UNION, coversEmployer: true, ledger: LEDGER },
  ...{ inSlot: undefined, keyVersions: [1], heirOf: (orgId: string) => orgId, ...change },
});
const FROM_NOW = {
  ...{ from: OLD, fromProvince: '51', to: NEW, toProvince: '34', asked: '2026-03-03T04:00:00.000Z' },
  ...{ due: '2026-03-10T16:00:00.000Z', silentAt: '2026-03-10T16:30:00.000Z' },
  ...{ lapsesAt: '2026-03-25T16:00:00.000Z', evidence: payload.evidence, root: OTHER_DIGEST },
};

describe('a request for a member', () => {
  it('begins a transfer of its own, the old union’s time with it', () => {
    const asked = { ...FROM_NOW, slot: payload.slot, status: 'REQUESTED', way: '' };
    expect(requestTransfer(payload, ground())).to.deep.equal({ v: 1, number: 1, ...asked });
    const again = requestTransfer(payload, ground({ ...ASKED, status: 'LAPSED' }));
    expect(again).to.deep.equal({ v: 5, number: 3, ...asked });
    expectCode(() => requestTransfer(payload, ground(ASKED)), 'TRANSFER_OPEN');
  });

  it('after a decision comes from the same union on another document only, whatever it asked for between', () => {
    const decided = { to: payload.to, digest: payload.evidence.digest };
    const anew = { ...payload, evidence: { ...payload.evidence, digest: OTHER_DIGEST } };
    for (const last of [
      { ...ASKED, status: 'REFUSED' },
      { ...ASKED, evidence: anew.evidence, status: 'CANCELLED', decided },
      { ...ASKED, evidence: anew.evidence, status: 'LAPSED', decided },
      { ...ASKED, status: 'RETURNED', decided },
    ] as const) {
      expectCode(() => requestTransfer(payload, ground(last)), 'TRANSFER_DECIDED');
      expect(requestTransfer(anew, ground(last)), last.status).to.deep.include({ decided });
      // Of another membership, or asked for by another union, it says nothing.
      expect(requestTransfer(payload, ground({ ...last, nth: 2 }))).not.to.have.property('decided');
    }
    // Not the newest decision only.
    const later = { to: THIRD, digest: OTHER_DIGEST };
    const more = { ...ASKED, status: 'CANCELLED', decided: later, earlier: [decided] } as const;
    expectCode(() => requestTransfer(payload, ground(more)), 'TRANSFER_DECIDED');
    expect(requestTransfer(anew, ground(more))).to.deep.include({ decided: later, earlier: [decided] });
    const another = { ...ASKED, status: 'CANCELLED', decided: { ...decided, to: THIRD } } as const;
    const inPlaceOf = { heirOf: (orgId: string) => (orgId === THIRD ? payload.to : orgId) };
    expectCode(() => requestTransfer(payload, ground(another, inPlaceOf)), 'TRANSFER_DECIDED');
    expect(requestTransfer(payload, ground(another))).to.include({ status: 'REQUESTED' });
  });

  it('is of a union at work that covers the employer, or of the union of residence', () => {
    const uncovered = expectCode(
      () => requestTransfer(payload, ground(undefined, { coversEmployer: false })),
      'EMPLOYER_NOT_COVERED',
    );
    expect(uncovered.details).to.deep.equal({ employer: payload.employer });
    const { details } = expectCode(() => requestTransfer(residence, ground()), 'RESIDENCE_UNION_NEEDED');
    expect(details).to.deep.equal({ level: 5 });
    const township: OrganisationRecord = { ...UNION, level: 4 };
    const there = ground(undefined, { org: township, coversEmployer: false });
    expect(requestTransfer(residence, there)).to.deep.include({ evidence: residence.evidence });
    const closed = ground(undefined, { org: { ...UNION, state: 'CLOSED' } });
    expectCode(() => requestTransfer(payload, closed), 'ORGANISATION_CLOSED');
  });

  it('is for the very person, by number and name, who is another union’s member', () => {
    const refused = (who: RequestGround['known'], code: Parameters<typeof expectCode>[1]): void => {
      expectCode(() => requestTransfer(payload, ground(undefined, { known: who })), code);
    };
    refused(undefined, 'MEMBER_NOT_FOUND');
    refused({ identityId: SAMPLE.manifestId, account: MEMBER }, 'MEMBER_NOT_FOUND');
    refused(known({ tag: 'C'.repeat(22) }), 'MEMBER_NOT_FOUND');
    refused(known({ state: 'WITHDRAWN' }), 'MEMBERSHIP_NONE');
    refused(known({ org: NEW }), 'MEMBER_UNCHANGED');
    expect(requestTransfer(payload, ground(undefined, { known: known({ state: 'RETAINED' }) })).v).to.equal(
      1,
    );
    expectCode(
      () => requestTransfer(payload, ground(undefined, { keyVersions: [2] })),
      'KEY_VERSION_NOT_IN_FORCE',
    );
  });

  it('within a province is for the record that stays, by its very root', () => {
    const here = (change: Partial<AccountRecord>): RequestGround =>
      ground(undefined, { org: { ...UNION, province: '51' }, known: known(change) });
    expectCode(() => requestTransfer(payload, here({})), 'STALE_SUBJECT');
    expect(requestTransfer(payload, here({ root: OTHER_DIGEST }))).to.include({ toProvince: '51' });
  });

  it('takes a slot that is free, and leaves a code to the member who has it', () => {
    const taken = ground(undefined, { inSlot: ASKED });
    expectCode(() => requestTransfer(payload, taken), 'TRANSFER_SLOT_TAKEN');
    const slotless = without(payload, 'slot');
    expectCode(() => requestTransfer(slotless, ground()), 'TRANSFER_CAP');
    const released: TransferRecord = {
      ...{ ...ASKED, status: 'RELEASED', to: '', toProvince: '', codeKey: SAMPLE.publicKey },
    };
    const asked = { ...FROM_NOW, slot: payload.slot, status: 'REQUESTED', way: '', v: 5, number: 2 };
    expect(requestTransfer(payload, ground(released))).to.deep.equal({
      ...{ ...asked, codeKey: SAMPLE.publicKey, codeUntil: released.lapsesAt },
    });
    const uncoded = without(released, 'codeKey');
    expect(requestTransfer(payload, ground(uncoded)), 'the next').to.deep.equal({ ...asked, number: 3 });
  });
});

describe('a request by code', () => {
  const keys = newSm2KeyPair();
  const released: TransferRecord = {
    ...{ ...ASKED, status: 'RELEASED', to: '', toProvince: '', codeKey: keys.publicKey },
  };
  const by = (
    expires: string,
    claim: { number?: number; to?: string; identityId?: string } = {},
  ): RequestPayload => {
    const message = codeClaimBytes(LEDGER, { identityId: WHO, number: 2, to: NEW, expires, ...claim });
    const slotless = without(payload, 'slot');
    return { ...slotless, code: { expires, signature: signSm2({ message, privateKey: keys.privateKey }) } };
  };
  const expires = '2026-03-03T04:00:00.000Z';

  it('is agreed at once, without a slot, also where another union asked meanwhile', () => {
    const agreed = { ...FROM_NOW, v: 5, number: 2, status: 'AGREED', way: 'code' };
    expect(requestTransfer(by(expires), ground(released))).to.deep.equal(agreed);
    const asked = { ...ASKED, to: THIRD, codeKey: keys.publicKey };
    expect(requestTransfer(by(expires), ground(asked))).to.deep.equal(agreed);
    const given = { ...released, codeBy: OTHER };
    const acting = (actor: string): Partial<RequestGround> => ({
      actors: { actor, person: undefined, personOf: () => undefined },
    });
    expect(requestTransfer(by(expires), ground(given, acting(WHO)))).to.deep.equal({
      ...{ ...agreed, by: WHO, let: OTHER },
    });
    expectCode(() => requestTransfer(by(expires), ground(given, acting(OTHER))), 'SAME_PERSON');
  });

  it('is in time, by the very code, for the very person, transfer and union', () => {
    const late = '2026-03-03T03:59:59.999Z';
    const { details } = expectCode(
      () => requestTransfer(by(late), ground(released)),
      'TRANSFER_CODE_EXPIRED',
    );
    expect(details).to.deep.equal({ expires: late });
    for (const claim of [{ number: 3 }, { to: THIRD }, { identityId: SAMPLE.manifestId }])
      expectCode(() => requestTransfer(by(expires, claim), ground(released)), 'TRANSFER_CODE_INVALID');
    const uncoded = without(released, 'codeKey');
    for (const transfer of [
      ...[undefined, uncoded, { ...released, codeKey: SAMPLE.publicKey }],
      ...[
        { ...released, codeUntil: ASKED.asked },
        { ...released, from: THIRD },
      ],
    ])
      expectCode(() => requestTransfer(by(expires), ground(transfer)), 'TRANSFER_CODE_INVALID');
    // Of no code nobody is told that it is too late.
    expectCode(() => requestTransfer(by(late), ground(uncoded)), 'TRANSFER_CODE_INVALID');
    const lapsed = ground(released, { now: Date.parse(released.lapsesAt) });
    expectCode(() => requestTransfer(by('2026-12-31T00:00:00.000Z'), lapsed), 'TRANSFER_CODE_INVALID');
    const nowhere = without(ground(released), 'ledger');
    expectCode(() => requestTransfer(by(expires), nowhere), 'TRANSFER_CODE_INVALID');
  });
});

describe('a request of a list', () => {
  const { evidence, ...rest } = without(payload, 'code');
  const row: RequestRow = { ...rest, slot: 0, version: 4 };

  it('is of the person as whoever signed saw it, and not of who signed', () => {
    const over = { ...ASKED, status: 'LAPSED' } as const;
    expect(requestByRow(row, { evidence }, { ...ground(over), signers: [] })).to.include({ v: 5, number: 3 });
    const own = { ...ground(over), signers: [SAMPLE.manifestId, WHO] };
    expectCode(() => requestByRow(row, { evidence }, own), 'OWN_ACCOUNT');
    const stale = (transfer?: TransferRecord): object =>
      expectCode(() => requestByRow(row, { evidence }, { ...ground(transfer), signers: [] }), 'STALE_SUBJECT')
        .details;
    expect(stale({ ...over, v: 5 })).to.deep.equal({ seen: 4, current: 5 });
    expect(stale()).to.deep.equal({ seen: 4, current: 0 });
  });
});
