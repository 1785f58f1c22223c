// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  answerClaim,
  claimParties,
  isOfAnotherClaimSide,
  openClaim,
  settleByRebinding,
  settleByVoiding,
  type AnswerClaimPayload,
  type AnswerGround,
  type ExchangeGround,
  type OntoGround,
  type OpenClaimGround,
  type OpenClaimPayload,
} from '#src/claim/index.js';
import {
  personIndexOf,
  type AccountRecord,
  type ClaimRecord,
  type OrganisationRecord,
} from '#src/ledger/index.js';
import { voidMembership } from '#src/membership/index.js';
import { nextMembership, rebindAccount } from '#src/person/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import type { Actors } from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, PAYLOADS } from '../support/instructions.js';
import { without } from '../support/without.js';

// Tuesday, 2026-03-03, 12:00 in China.
const NOW = Date.parse('2026-03-03T04:00:00.000Z');
const [DIGEST, OTHER, THIRD_ROOT] = [SAMPLE.digest, 'B'.repeat(43), 'C'.repeat(43)];
const [OPENER, HOLDER, SECOND] = [idOf('operator'), idOf('operator', 2), idOf('operator', 3)];
const [ORG, HEIR] = [idOf('organisation'), idOf('organisation', 8)];
const [OWNER, CLAIMED, STRANGER] = [idOf('identity', 5), idOf('identity', 7), idOf('identity', 9)];
const [NUMBER, ITS_OWN] = [`1.${'C'.repeat(43)}`, `1.${'D'.repeat(43)}`];
const TAG = 'T'.repeat(21) + 'A';

const UNION: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '11', parent: '', level: 5 };
const OPENED: ClaimRecord = {
  ...{ v: 1, status: 'OPENED', way: '', kind: 'wrongDocument', keys: [personIndexOf(NUMBER)] },
  ...{ owner: OWNER, onto: true, org: ORG, province: '11', level: 1, tag: SAMPLE.tag, root: DIGEST },
  ...{ evidence: DIGEST, by: OPENER, asked: '2026-03-02T00:00:00.000Z', due: '2026-03-09T16:00:00.000Z' },
  ...{ silentAt: '2026-03-09T16:30:00.000Z', lapsesAt: '2026-03-23T16:00:00.000Z' },
};
const UPHELD: ClaimRecord = { ...OPENED, v: 2, status: 'UPHELD', way: 'answer', yielded: HOLDER };
const EXCHANGE = { keys: [personIndexOf(ITS_OWN)], tag: TAG, root: THIRD_ROOT, of: OTHER };
const actorsOf = (change: Partial<Actors> = {}): Actors => ({
  ...{ actor: OPENER, person: 'a', personOf: (each) => ({ [OPENER]: 'a', [HOLDER]: 'b' })[each] },
  ...change,
});
const owned = (change: Partial<AccountRecord> = {}): OntoGround['own'] => ({
  ...{ identityId: OWNER, account: accountOf({ root: DIGEST, ...change }), orgId: ORG },
});

describe('a claim that is opened onto an account', () => {
  const payload: OpenClaimPayload = {
    ...{ identityId: OWNER, place: '', personKey: NUMBER, nameTag: SAMPLE.tag, root: DIGEST, level: 1 },
    ...{ org: ORG, claimed: CLAIMED, kind: 'wrongDocument', evidence: OTHER },
  };
  const held = { identityId: CLAIMED, account: accountOf({ tag: TAG }) };
  const ground = (change: Partial<OpenClaimGround> = {}): OpenClaimGround => ({
    ...{ claim: undefined, network: {}, now: NOW, known: held, org: UNION, keyVersions: [1], by: OPENER },
    ...{ own: { account: accountOf({}), orgId: ORG }, person: 'a', heirOf: (orgId) => orgId, ...change },
  });
  const opens = (change: Partial<OpenClaimPayload>, at: Partial<OpenClaimGround> = {}): ClaimRecord =>
    openClaim({ ...payload, ...change }, ground(at));

  it('says so, and binds no identifier', () => {
    expect(opens({})).to.include({ status: 'OPENED', onto: true, owner: OWNER, root: DIGEST });
    const unbound = (): ClaimRecord => openClaim(without(payload, 'place'), ground({ own: undefined }));
    expectCode(unbound, 'IDENTITY_ID_UNBOUND');
  });

  it('is of an account of the union, as it stands, that is neither void, the own, nor the claimed one', () => {
    const own = { account: accountOf({}), orgId: ORG };
    expectCode(() => opens({ identityId: CLAIMED }), 'CLAIM_ACCOUNT');
    expectCode(() => opens({}, { own: { ...own, orgId: HEIR } }), 'CLAIM_ACCOUNT');
    expectCode(
      () => opens({}, { own: { ...own, account: accountOf({ state: 'VOIDED' }) } }),
      'CLAIM_ACCOUNT',
    );
    expectCode(() => opens({ root: OTHER }), 'STALE_SUBJECT');
    expectCode(() => opens({}, { person: OWNER }), 'OWN_ACCOUNT');
    for (const state of ['NONE', 'RETAINED', 'WITHDRAWN', 'EXPELLED', 'DECEASED'] as const)
      expect(opens({}, { own: { ...own, account: accountOf({ state }) } })).to.include({ onto: true });
  });

  it('of one person twice is between two accounts, the claimed one under the same name', () => {
    const same = { known: { ...held, account: accountOf({ tag: SAMPLE.tag }) } };
    expect(opens({ kind: 'duplicate' }, same)).to.include({ kind: 'duplicate', onto: true });
    expectCode(() => opens({ kind: 'duplicate' }), 'NAME_DIFFERS');
    expectCode(() => opens({ kind: 'duplicate' }, { ...same, own: undefined }), 'CLAIM_ACCOUNT');
    expectCode(() => opens({}, same), 'CLAIM_NAME_SAME');
    expect(opens({ kind: 'notMe' }, same)).to.include({ onto: true });
  });
});

describe('the answer to a claim onto an account', () => {
  const exchange = { personKey: ITS_OWN, nameTag: TAG, root: THIRD_ROOT };
  const yields: AnswerClaimPayload = {
    ...{ identityId: CLAIMED, place: '', evidence: OTHER, outcome: 'yield', exchange },
  };
  const ground = (change: Partial<AnswerGround> = {}): AnswerGround => ({
    ...{ claim: OPENED, network: {}, now: NOW, actors: actorsOf({ actor: HOLDER, person: 'b' }) },
    ...{ claimed: accountOf({ root: OTHER }), leads: [OWNER], keyVersions: [1], holderProvince: '51' },
    ...change,
  });

  it('keeps who yielded, and what the account gets in exchange', () => {
    expect(answerClaim(yields, ORG, ground())).to.deep.include({
      ...{ v: 2, status: 'UPHELD', way: 'answer', yielded: HOLDER, exchange: EXCHANGE },
    });
    const plain = answerClaim(without(yields, 'exchange'), ORG, ground({ leads: [] }));
    expect(plain).to.include({ yielded: HOLDER }).and.not.have.property('exchange');
    const fresh = answerClaim(without(yields, 'exchange'), ORG, ground({ claim: without(OPENED, 'onto') }));
    expect(fresh, 'of a new account').to.include({ yielded: HOLDER });
  });

  it('exchanges a number of the owner’s account only, of a claim onto it that is yielded to', () => {
    for (const leads of [[], [STRANGER], [OWNER, STRANGER]])
      expectCode(() => answerClaim(yields, ORG, ground({ leads })), 'CLAIM_ACCOUNT');
    const contest = { ...yields, outcome: 'contest' as const };
    expectCode(() => answerClaim(contest, ORG, ground()), 'CLAIM_ACCOUNT');
    for (const claim of [without(OPENED, 'onto'), { ...OPENED, kind: 'duplicate' as const }])
      expectCode(() => answerClaim(yields, ORG, ground({ claim })), 'CLAIM_ACCOUNT');
    expectCode(() => answerClaim(yields, ORG, ground({ keyVersions: [2] })), 'KEY_VERSION_NOT_IN_FORCE');
  });

  it('makes whoever yielded nobody’s to settle for', () => {
    expect(claimParties(UPHELD)).to.deep.equal([OPENER, HOLDER]);
    const [claimant, holder] = [{ by: 'claimant' } as const, { by: 'holder' } as const];
    expect(isOfAnotherClaimSide(claimant, UPHELD, actorsOf({ actor: HOLDER, person: 'b' }))).to.equal(true);
    expect(isOfAnotherClaimSide(claimant, UPHELD, actorsOf())).to.equal(false);
    expect(isOfAnotherClaimSide(holder, {}, actorsOf())).to.equal(false);
  });
});

describe('a claim that a correction settles', () => {
  const ground = (change: Partial<ExchangeGround> = {}): ExchangeGround => ({
    ...{ claim: UPHELD, network: {}, now: NOW, own: owned(), orgId: ORG, keyVersions: [1] },
    claimed: { identityId: CLAIMED, account: accountOf({ root: OTHER, tag: SAMPLE.tag }) },
    ...{ leads: [{ identityId: CLAIMED }], keys: [personIndexOf(NUMBER)] },
    ...{ signers: [actorsOf(), actorsOf({ actor: SECOND, person: 'c' })], exchanged: [OWNER] },
    ...{ isAsked: false, ...change },
  });
  const both = (change: Partial<ExchangeGround> = {}): ReturnType<typeof settleByRebinding> =>
    settleByRebinding(ground({ claim: { ...UPHELD, exchange: EXCHANGE }, ...change }));

  it('touches the other account where numbers change places only', () => {
    expect(settleByRebinding(ground({ isAsked: true }))).to.deep.equal({
      claim: { ...UPHELD, v: 3, status: 'SETTLED', released: OTHER },
    });
    const former = [{ identityId: CLAIMED, isFormer: true as const }];
    expect(settleByRebinding(ground({ leads: former })).claim).not.to.have.property('released');
    expect(both()).to.deep.equal({
      claim: {
        ...{ ...UPHELD, v: 3, status: 'SETTLED', released: OTHER },
        exchange: { ...EXCHANGE, released: DIGEST },
      },
      claimed: accountOf({ v: 3, root: THIRD_ROOT, tag: TAG }),
    });
    expect(settleByRebinding(ground({ claim: { ...UPHELD, kind: 'notMe' } })).claim.kind).to.equal('notMe');
  });

  it('is the owner’s, upheld, and of accounts and numbers as they were', () => {
    for (const [change, code] of [
      [{ claim: undefined }, 'CLAIM_UNKNOWN'],
      [{ claim: OPENED }, 'CLAIM_TOO_EARLY'],
      [{ claim: { ...UPHELD, status: 'CONTESTED' } }, 'CLAIM_CONTESTED'],
      [{ claim: { ...UPHELD, status: 'SETTLED' } }, 'CLAIM_ENDED'],
      [{ claim: without(UPHELD, 'onto') }, 'CLAIM_UNKNOWN'],
      [{ claim: { ...UPHELD, owner: STRANGER } }, 'CLAIM_UNKNOWN'],
      [{ claim: { ...UPHELD, kind: 'duplicate' } }, 'CLAIM_ACCOUNT'],
      [{ own: { ...owned(), orgId: HEIR } }, 'CLAIM_OVERTAKEN'],
      [{ keyVersions: [2] }, 'KEY_VERSION_NOT_IN_FORCE'],
      [{ keys: [personIndexOf(ITS_OWN)] }, 'CLAIM_OVERTAKEN'],
      [{ keys: [personIndexOf(NUMBER), personIndexOf(ITS_OWN)] }, 'CLAIM_OVERTAKEN'],
      [{ leads: [] }, 'CLAIM_OVERTAKEN'],
      [{ leads: [{ identityId: STRANGER }] }, 'CLAIM_OVERTAKEN'],
    ] as const)
      expectCode(() => settleByRebinding(ground(change)), code);
    expectCode(() => both({ isAsked: true }), 'TRANSFER_OPEN');
    for (const exchanged of [[], [STRANGER], [OWNER, STRANGER]])
      expectCode(() => both({ exchanged }), 'CLAIM_OVERTAKEN');
    const [stale, ended] = [accountOf({ root: DIGEST }), accountOf({ root: OTHER, state: 'VOIDED' })];
    expectCode(() => both({ claimed: { identityId: CLAIMED, account: stale } }), 'CLAIM_OVERTAKEN');
    expectCode(() => both({ claimed: { identityId: CLAIMED, account: ended } }), 'MEMBERSHIP_STEP');
    const newer = { ...EXCHANGE, keys: [`2.${'D'.repeat(22)}`] };
    expectCode(
      () => settleByRebinding(ground({ claim: { ...UPHELD, exchange: newer } })),
      'KEY_VERSION_NOT_IN_FORCE',
    );
  });

  it('is signed by nobody of the other side, nor by whom the other account is', () => {
    for (const actors of [
      { actor: HOLDER, person: undefined },
      { actor: SECOND, person: 'b' },
    ]) {
      const signers = [actorsOf(), actorsOf(actors)];
      expectCode(() => settleByRebinding(ground({ signers })), 'SAME_PERSON');
      expectCode(() => settleByRebinding(ground({ signers: [...signers].reverse() })), 'SAME_PERSON');
    }
    const own = [actorsOf(), actorsOf({ actor: SECOND, person: CLAIMED })];
    expectCode(() => settleByRebinding(ground({ signers: own })), 'OWN_ACCOUNT');
  });

  it('leaves the correction what it is but for whose the number is', () => {
    const payload = { ...PAYLOADS['person.rebind'], identityId: OWNER };
    const at = { account: accountOf({}), isAsked: false, former: [], keyVersions: [1] };
    expect(rebindAccount(payload, { ...at, newer: [] }).v).to.equal(3);
    expectCode(() => rebindAccount(payload, { ...at, newer: [STRANGER] }), 'ACCOUNT_EXISTS');
  });
});

describe('a claim that the end of a duplicate settles', () => {
  const duplicate: ClaimRecord = { ...UPHELD, kind: 'duplicate' };
  const ground = (
    standing: Partial<AccountRecord> = {},
    {
      own = {},
      ...change
    }: Partial<Omit<OntoGround, 'own'>> & { readonly own?: Partial<AccountRecord> } = {},
  ): OntoGround => ({
    ...{ claim: duplicate, network: {}, now: NOW, own: owned(own), orgId: ORG, keyVersions: [1] },
    claimed: { identityId: CLAIMED, account: accountOf(standing) },
    ...{ leads: [{ identityId: CLAIMED }], signers: [actorsOf()], ...change },
  });

  it('lets the account that stands count for both, and for what had ended for either', () => {
    expect(settleByVoiding(ground())).to.deep.equal({
      claim: { ...duplicate, v: 3, status: 'SETTLED' },
      claimed: accountOf({ v: 3, also: [OWNER] }),
    });
    const chain = settleByVoiding(ground({ also: [STRANGER] }, { own: { also: [idOf('identity', 2)] } }));
    expect(chain.claimed.also).to.deep.equal([STRANGER, OWNER, idOf('identity', 2)]);
    const next = nextMembership(chain.claimed, chain.claimed);
    expect(next).to.deep.include({ nth: 2, also: chain.claimed.also });
    const first = nextMembership({ ...chain.claimed, joined: '' }, chain.claimed);
    expect(first).to.deep.include({ also: chain.claimed.also }).and.not.to.have.property('nth');
  });

  it('leaves nobody without a union', () => {
    for (const state of ['NONE', 'WITHDRAWN', 'EXPELLED', 'DECEASED', 'VOIDED'] as const) {
      const { details } = expectCode(() => settleByVoiding(ground({ state })), 'STANDING_NOT_MEMBER');
      expect(details).to.deep.equal({ state });
    }
    expect(settleByVoiding(ground({ state: 'RETAINED' })).claimed.state).to.equal('RETAINED');
    const none = { own: { state: 'NONE', joined: '' } } as const;
    expect(settleByVoiding(ground({ state: 'WITHDRAWN' }, none)).claimed.state).to.equal('WITHDRAWN');
    expectCode(() => settleByVoiding(ground({ state: 'VOIDED' }, none)), 'STANDING_NOT_MEMBER');
  });

  it('is of that kind, and of a number that still leads there', () => {
    expectCode(() => settleByVoiding(ground({}, { claim: UPHELD })), 'CLAIM_ACCOUNT');
    expectCode(() => settleByVoiding(ground({}, { leads: [] })), 'CLAIM_OVERTAKEN');
  });

  it('is said by the account that ends, for no other reason', () => {
    const payload = { ...PAYLOADS['membership.void'], identityId: OWNER, on: '2026-03-03' };
    const into = { identityId: CLAIMED, place: '' };
    const at = {
      ...{ account: accountOf({}), transfer: undefined, today: '2026-03-03' },
      time: '2026-03-03T04:00:00.000Z',
    };
    const ended = voidMembership({ ...payload, into }, at);
    expect(ended).to.include({ state: 'VOIDED', why: 'duplicate', into: CLAIMED });
    expect(voidMembership(payload, at)).not.to.have.property('into');
    expectCode(() => voidMembership({ ...payload, into, reason: 'mistake' }, at), 'CLAIM_ACCOUNT');
  });
});

function accountOf(change: Partial<AccountRecord>): AccountRecord {
  return {
    ...{ v: 2, state: 'ACTIVE', province: '34', org: idOf('organisation', 3), joined: '2020-01-01' },
    ...{ since: '2020-01-01', loa: 1, tag: SAMPLE.tag, root: DIGEST, ...change },
  };
}
