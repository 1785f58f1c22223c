// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  answerClaim,
  decideClaim,
  settleByRebinding,
  settleByVoiding,
  withdrawClaim,
  type AnswerGround,
  type ExchangeGround,
  type OntoGround,
} from '#src/claim/index.js';
import { answerPresentation } from '#src/claim/answer.js';
import { openPresentation } from '#src/claim/open.js';
import { canonicalJson } from '#src/encoding/index.js';
import {
  MOST_ALSO,
  personIndexOf,
  readLedgerValue,
  type AccountRecord,
  type ClaimRecord,
} from '#src/ledger/index.js';
import { voidMembership } from '#src/membership/index.js';
import { voidPresentation } from '#src/membership/void.js';
import { rebindAccount } from '#src/person/index.js';
import { rebindPresentation } from '#src/person/rebind.js';
import { SAMPLE } from '#src/schema/sample.js';
import type { Actors } from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, PAYLOADS } from '../support/instructions.js';
import { without } from '../support/without.js';

const DAY = '2026-03-03';
const NOW = Date.parse(`${DAY}T04:00:00.000Z`);
const [DIGEST, OTHER] = [SAMPLE.digest, 'B'.repeat(43)];
const [OPENER, HOLDER, CONTESTER, THIRD] = [1, 2, 3, 4].map((nth) => idOf('operator', nth)) as [
  string,
  string,
  string,
  string,
];
const [ORG, HEIR] = [idOf('organisation'), idOf('organisation', 8)];
const [OWNER, CLAIMED, STRANGER] = [idOf('identity', 5), idOf('identity', 7), idOf('identity', 9)];
// Of the key that comes, and of the one that goes.
const KEYS = [`2.${'C'.repeat(43)}`, `1.${'D'.repeat(43)}`] as const;
const THEIRS = [`2.${'E'.repeat(43)}`, `1.${'F'.repeat(43)}`] as const;
const INDICES = KEYS.map(personIndexOf);
const DUE = { due: '2026-03-09T16:00:00.000Z', silentAt: '2026-03-09T16:30:00.000Z' };
const LAPSES = '2026-03-23T16:00:00.000Z';

const OPENED: ClaimRecord = {
  ...{ v: 1, status: 'OPENED', way: '', kind: 'wrongDocument', keys: INDICES, owner: OWNER, onto: true },
  ...{ org: ORG, province: '11', level: 1, tag: SAMPLE.tag, root: DIGEST, evidence: DIGEST, by: OPENER },
  ...{ asked: '2026-03-02T00:00:00.000Z', ...DUE, lapsesAt: LAPSES },
};
const UPHELD: ClaimRecord = { ...OPENED, v: 2, status: 'UPHELD', way: 'answer', yielded: HOLDER };
const DUPLICATE: ClaimRecord = { ...UPHELD, kind: 'duplicate' };
const CONTEST = { digest: DIGEST, until: '2026-03-17T16:00:00.000Z', by: CONTESTER };

const PERSONS: Readonly<Record<string, string>> = { [OPENER]: 'a', [HOLDER]: 'b', [CONTESTER]: 'd' };
const actorsOf = (actor: string, person?: string): Actors => ({
  ...{ actor, person, personOf: (each) => PERSONS[each] },
});
const accountOf = (change: Partial<AccountRecord> = {}): AccountRecord => ({
  ...{ v: 2, state: 'ACTIVE', province: '34', org: idOf('organisation', 3), joined: '2020-01-01' },
  ...{ since: '2020-01-01', loa: 1, tag: SAMPLE.tag, root: DIGEST, ...change },
});
const ownOf = (change: Partial<AccountRecord> = {}, orgId = ORG): OntoGround['own'] => ({
  ...{ identityId: OWNER, account: accountOf(change), orgId },
});
const there = (change: Partial<AccountRecord> = {}): OntoGround['claimed'] => ({
  ...{ identityId: CLAIMED, account: accountOf({ root: OTHER, ...change }) },
});
const onto = (change: Partial<OntoGround> = {}): OntoGround => ({
  ...{ claim: DUPLICATE, network: {}, now: NOW, own: ownOf(), orgId: ORG, keyVersions: [1, 2] },
  ...{ claimed: there(), leads: [{ identityId: CLAIMED }] },
  ...{ signers: [actorsOf(OPENER, 'a'), actorsOf(THIRD, 'c')], ...change },
});
const exchanging = (change: Partial<ExchangeGround> = {}): ExchangeGround => ({
  ...{ ...onto({ claim: UPHELD }), keys: INDICES, exchanged: [], isAsked: false, ...change },
});

/** Both ways in which a claim is settled onto an account, each of a claim that it may settle. */
const WAYS: readonly (readonly [string, ClaimRecord, (change: Partial<OntoGround>) => ClaimRecord])[] = [
  ['a correction', UPHELD, (change) => settleByRebinding(exchanging(change)).claim],
  ['the end of a duplicate', DUPLICATE, (change) => settleByVoiding(onto(change)).claim],
];

for (const [way, claim, settle] of WAYS)
  describe(`a claim that ${way} settles onto an account`, () => {
    it('is refused with where it stands, and with the dates while its answer is owed', () => {
      const early = expectCode(() => settle({ claim: { ...claim, status: 'OPENED' } }), 'CLAIM_TOO_EARLY');
      expect(early.details).to.deep.equal({ status: 'OPENED', ...DUE });
      const contested = { ...claim, status: 'CONTESTED', contest: CONTEST } as const;
      const { details } = expectCode(() => settle({ claim: contested }), 'CLAIM_CONTESTED');
      expect(details).to.deep.equal({ status: 'CONTESTED' });
      for (const status of ['SETTLED', 'DISMISSED', 'WITHDRAWN', 'LAPSED'] as const) {
        const ended = expectCode(() => settle({ claim: { ...claim, status } }), 'CLAIM_ENDED');
        expect(ended.details).to.deep.equal({ status });
      }
      expectCode(() => settle({ claim: undefined }), 'CLAIM_UNKNOWN');
    });

    it('is settled from the moment of silence to that at which it lapses', () => {
      const [silent, lapsed] = [Date.parse(DUE.silentAt), Date.parse(LAPSES)];
      const opened = without({ ...claim, status: 'OPENED' as const, way: '' as const }, 'yielded');
      expectCode(() => settle({ claim: opened, now: silent - 1 }), 'CLAIM_TOO_EARLY');
      expect(settle({ claim: opened, now: silent })).to.include({ status: 'SETTLED', way: 'silence' });
      expect(settle({ claim: opened, now: lapsed - 1 })).to.include({ status: 'SETTLED', v: 3 });
      expectCode(() => settle({ claim: opened, now: lapsed }), 'CLAIM_ENDED');
      expect(settle({ claim, now: lapsed - 1 })).to.include({ status: 'SETTLED', way: 'answer', v: 3 });
      expectCode(() => settle({ claim, now: lapsed }), 'CLAIM_ENDED');
    });

    it('is one onto this very account', () => {
      expectCode(() => settle({ claim: without(claim, 'onto') }), 'CLAIM_UNKNOWN');
      expectCode(() => settle({ claim: { ...claim, owner: STRANGER } }), 'CLAIM_UNKNOWN');
      expectCode(() => settle({ own: { ...ownOf(), identityId: STRANGER } }), 'CLAIM_UNKNOWN');
    });

    it('is of an account that stands where the claim does, or both with the heir', () => {
      expectCode(() => settle({ own: ownOf({}, HEIR) }), 'CLAIM_OVERTAKEN');
      expectCode(() => settle({ orgId: HEIR }), 'CLAIM_OVERTAKEN');
      expect(settle({ own: ownOf({}, HEIR), orgId: HEIR })).to.include({ status: 'SETTLED', org: ORG });
    });

    it('is of keys in force, each of them', () => {
      expectCode(() => settle({ keyVersions: [2, 3] }), 'KEY_VERSION_NOT_IN_FORCE');
      expectCode(() => settle({ keyVersions: [1] }), 'KEY_VERSION_NOT_IN_FORCE');
    });

    it('is signed by neither who yielded nor who contested, as operator and as person, whichever signs first', () => {
      const contested = { ...without(claim, 'yielded'), way: 'decision', contest: CONTEST } as const;
      for (const [of, actor, person] of [
        [claim, HOLDER, 'b'],
        [contested, CONTESTER, 'd'],
      ] as const)
        for (const other of [actorsOf(actor), actorsOf(actor, person), actorsOf(THIRD, person)]) {
          const signers = [actorsOf(OPENER, 'a'), other];
          expectCode(() => settle({ claim: of, signers }), 'SAME_PERSON');
          expectCode(() => settle({ claim: of, signers: [...signers].reverse() }), 'SAME_PERSON');
        }
      // Who was of the other side in neither way, and whoever opened it, may.
      expect(settle({ claim: contested, signers: [actorsOf(HOLDER, 'b')] }).status).to.equal('SETTLED');
      expect(settle({ signers: [actorsOf(CONTESTER, 'd'), actorsOf(THIRD)] }).status).to.equal('SETTLED');
    });

    it('is signed by nobody who is the other account', () => {
      const signers = [actorsOf(OPENER, 'a'), actorsOf(THIRD, CLAIMED)];
      expectCode(() => settle({ signers }), 'OWN_ACCOUNT');
      expectCode(() => settle({ signers: [...signers].reverse() }), 'OWN_ACCOUNT');
      const merged = { ...actorsOf(THIRD, 'c'), also: ['d', CLAIMED] };
      expectCode(() => settle({ signers: [actorsOf(OPENER, 'a'), merged] }), 'OWN_ACCOUNT');
      expect(settle({ signers: [] }).status, 'only looked at').to.equal('SETTLED');
    });

    it('is of a number that leads to the other account by each key', () => {
      for (const leads of [
        [],
        [{ identityId: STRANGER }],
        [{ identityId: CLAIMED }, { identityId: STRANGER }],
      ])
        expectCode(() => settle({ leads }), 'CLAIM_OVERTAKEN');
      const former = { identityId: CLAIMED, isFormer: true as const };
      expect(settle({ leads: [former, { identityId: CLAIMED }] }).status).to.equal('SETTLED');
    });
  });

describe('of a claim onto an account', () => {
  it('each kind is settled in one way', () => {
    for (const kind of ['wrongDocument', 'notMe'] as const) {
      expect(settleByRebinding(exchanging({ claim: { ...UPHELD, kind } })).claim).to.include({ kind });
      expectCode(() => settleByVoiding(onto({ claim: { ...UPHELD, kind } })), 'CLAIM_ACCOUNT');
    }
    expectCode(() => settleByRebinding(exchanging({ claim: DUPLICATE })), 'CLAIM_ACCOUNT');
  });

  it('the correction binds the very keys that were claimed, in whatever order', () => {
    const settles = (keys: readonly string[], claim = UPHELD): ClaimRecord =>
      settleByRebinding(exchanging({ keys, claim })).claim;
    expect(settles([...INDICES].reverse()).status).to.equal('SETTLED');
    const [first = '', second = ''] = INDICES;
    for (const keys of [[], [first], [second], [first, personIndexOf(THEIRS[1])]])
      expectCode(() => settles(keys), 'CLAIM_OVERTAKEN');
    expectCode(() => settles([first], { ...UPHELD, keys: [first] }), 'FORMER_KEY_NEEDED');
  });

  it('one key of two that leads there as the number in force gives a number back', () => {
    const [inForce, former] = [{ identityId: CLAIMED }, { identityId: CLAIMED, isFormer: true as const }];
    const settles = (leads: ExchangeGround['leads']): ClaimRecord =>
      settleByRebinding(exchanging({ leads })).claim;
    expect(settles([former, inForce])).to.include({ released: OTHER });
    expect(settles([inForce, former])).to.include({ released: OTHER });
    expect(settles([former, former])).not.to.have.property('released');
  });

  it('the end of a duplicate leaves the other record, number and union as they are', () => {
    const { claim, claimed } = settleByVoiding(onto());
    expect(claim).to.deep.equal({ ...DUPLICATE, v: 3, status: 'SETTLED' });
    expect(claimed).to.deep.equal({ ...there().account, v: 3, also: [OWNER] });
  });

  it('a duplicate that is a member’s, with all rights or retained, ends for a member’s only', () => {
    const voids = (own: AccountRecord['state'], standing: AccountRecord['state']): AccountRecord =>
      settleByVoiding(onto({ own: ownOf({ state: own }), claimed: there({ state: standing }) })).claimed;
    const [held, others] = [
      ['ACTIVE', 'RETAINED'],
      ['NONE', 'WITHDRAWN', 'EXPELLED', 'DECEASED'],
    ] as const;
    for (const own of held) {
      for (const standing of held) expect(voids(own, standing).state).to.equal(standing);
      for (const standing of [...others, 'VOIDED'] as const) {
        const { details } = expectCode(() => voids(own, standing), 'STANDING_NOT_MEMBER');
        expect(details).to.deep.equal({ state: standing });
      }
    }
    for (const own of others) {
      for (const standing of [...held, ...others]) expect(voids(own, standing).also).to.deep.equal([OWNER]);
      expectCode(() => voids(own, 'VOIDED'), 'STANDING_NOT_MEMBER');
    }
  });
});

describe('an account that stands for others', () => {
  const many = (count: number): string[] =>
    Array.from({ length: count }, (_one, nth) => idOf('identity', 100 + nth));
  const standing = (there_: number, own: number): AccountRecord =>
    settleByVoiding(
      onto({
        ...(there_ > 0 && { claimed: there({ also: many(there_) }) }),
        ...(own > 0 && { own: ownOf({ also: many(20).slice(-own) }) }),
      }),
    ).claimed;

  it('stands for eight at the most, those for whom the one that ends stood among them', () => {
    expect(MOST_ALSO).to.equal(8);
    expect(standing(7, 0).also).to.deep.equal([...many(7), OWNER]);
    expect(standing(0, 7).also).to.have.length(8);
    expect(standing(3, 4).also).to.deep.equal([...many(3), OWNER, ...many(20).slice(-4)]);
    for (const [before, brought] of [
      [8, 0],
      [0, 8],
      [4, 4],
    ] as const) {
      const { details } = expectCode(() => standing(before, brought), 'STANDING_FULL');
      expect(details).to.deep.equal({ most: 8 });
    }
  });

  it('is read with eight, and not with more', () => {
    const text = (count: number): string => canonicalJson({ ...accountOf({ also: many(count) }) });
    expect(readLedgerValue('account', text(8))).to.deep.equal(accountOf({ also: many(8) }));
    expect(readLedgerValue('account', text(9))).to.equal(undefined);
  });

  it('is a member’s before it is one of too many', () => {
    const claimed = there({ state: 'WITHDRAWN', also: many(8) });
    expectCode(() => settleByVoiding(onto({ claimed })), 'STANDING_NOT_MEMBER');
  });
});

describe('numbers that change places', () => {
  const exchange = { keys: THEIRS.map(personIndexOf), tag: SAMPLE.tag, root: OTHER, of: OTHER };
  const agreed = { ...UPHELD, exchange };
  const settles = (change: Partial<ExchangeGround> = {}): ReturnType<typeof settleByRebinding> =>
    settleByRebinding(exchanging({ claim: agreed, exchanged: [OWNER, OWNER], ...change }));
  const entry = { personKey: THEIRS[0], formerKey: THEIRS[1], nameTag: SAMPLE.tag, root: OTHER };
  const named = { identityId: CLAIMED, place: '', evidence: OTHER };
  const ground = (change: Partial<AnswerGround> = {}): AnswerGround => ({
    ...{ claim: OPENED, network: {}, now: NOW, actors: actorsOf(HOLDER, 'b'), holderProvince: '51' },
    ...{ claimed: accountOf({ root: OTHER }), leads: [OWNER, OWNER], keyVersions: [1, 2], ...change },
  });

  it('are said with all their keys, of either kind of slip', () => {
    for (const kind of ['wrongDocument', 'notMe'] as const) {
      const at = ground({ claim: { ...OPENED, kind } });
      const answered = answerClaim({ ...named, outcome: 'yield', exchange: entry }, ORG, at);
      expect(answered.exchange?.keys).to.have.members([...exchange.keys]);
      expect(answered.exchange).to.include({ tag: SAMPLE.tag, root: OTHER, of: OTHER });
    }
    const short = { ...named, outcome: 'yield', exchange: without(entry, 'formerKey') } as const;
    expectCode(() => answerClaim(short, ORG, ground()), 'FORMER_KEY_NEEDED');
  });

  it('are asked of whoever answers in time, and kept of no contest', () => {
    const payload = { ...named, outcome: 'yield', exchange: entry } as const;
    const silent = Date.parse(DUE.silentAt);
    expect(answerClaim(payload, ORG, ground({ now: silent - 1 })).status).to.equal('UPHELD');
    expectCode(() => answerClaim(payload, ORG, ground({ now: silent })), 'CLAIM_UPHELD');
    expectCode(() => answerClaim(payload, ORG, ground({ claim: undefined })), 'CLAIM_UNKNOWN');
    const contested = answerClaim({ ...named, outcome: 'contest' }, ORG, ground());
    expect(contested).to.deep.include({ judge: ORG, contest: { ...CONTEST, digest: OTHER, by: HOLDER } });
    expect(contested).not.to.have.any.keys('yielded', 'exchange');
    const judged = decideClaim(
      { ...named, outcome: 'uphold' },
      ground({ claim: contested, actors: actorsOf(THIRD) }),
    );
    expect(judged).to.include({ status: 'UPHELD', onto: true }).and.not.have.any.keys('yielded', 'exchange');
    const back = withdrawClaim(ground({ claim: agreed, actors: actorsOf(OPENER, 'a') }));
    expect(back).to.deep.equal({ ...agreed, v: 3, status: 'WITHDRAWN' });
  });

  it('change only while both records are what they were, and nobody asks for either’s person', () => {
    expect(settles().claim.exchange).to.deep.equal({ ...exchange, released: DIGEST });
    expect(settles().claimed).to.deep.equal(accountOf({ v: 3, root: OTHER }));
    expect(settles({ exchanged: [OWNER] }).claim.status).to.equal('SETTLED');
    expectCode(() => settles({ isAsked: true }), 'TRANSFER_OPEN');
    for (const exchanged of [[], [STRANGER], [OWNER, STRANGER], [CLAIMED]])
      expectCode(() => settles({ exchanged }), 'CLAIM_OVERTAKEN');
    expectCode(() => settles({ claimed: there({ root: DIGEST }) }), 'CLAIM_OVERTAKEN');
    const { details } = expectCode(() => settles({ claimed: there({ state: 'VOIDED' }) }), 'MEMBERSHIP_STEP');
    expect(details).to.deep.equal({ action: 'correct', state: 'VOIDED' });
    const old = { ...exchange, keys: [personIndexOf(THEIRS[0])] };
    expectCode(() => settles({ claim: { ...agreed, exchange: old } }), 'FORMER_KEY_NEEDED');
    // What is only asked of whom the account is, is asked of an exchange alone.
    expect(settles({ claim: UPHELD, isAsked: true, exchanged: [] })).not.to.have.property('claimed');
  });
});

describe('what people read of a claim onto an account', () => {
  const place = '';
  const [open, answer] = [openPresentation.sample(), answerPresentation.sample()];
  const rebind = { ...rebindPresentation.sample(), identityId: OWNER };
  const ended = { ...voidPresentation.sample(), identityId: OWNER };

  it('names the account that it is onto, and of a duplicate the one that stands', () => {
    for (const kind of ['wrongDocument', 'notMe'] as const) {
      const fresh = openPresentation.words({ ...open, kind });
      const words = openPresentation.words({ ...open, kind, place });
      expect(words.zh).to.equal(`${fresh.zh}；号码转到其已有的账户 ${open.identityId}`);
      expect(words.en.startsWith(`${fresh.en};`)).to.equal(true);
      expect(words.en).to.include(open.identityId);
    }
    const twice = openPresentation.words({ ...open, identityId: OWNER, kind: 'duplicate', place });
    expect(twice.zh).to.include(OWNER).and.include(`保留 ${open.claimed}`).and.not.include('转到');
    expect(voidPresentation.words({ ...ended, into: { identityId: CLAIMED, place } }).zh).to.include(CLAIMED);
    expect(voidPresentation.words(ended).zh).not.to.include(CLAIMED);
  });

  it('tells an exchange from a number that is given up, and whence a bound number comes', () => {
    const exchange = { personKey: THEIRS[0], nameTag: SAMPLE.tag, root: OTHER };
    const zh = [{ exchange }, {}, { outcome: 'contest' as const }].map(
      (change) => answerPresentation.words({ ...answer, ...change }).zh,
    );
    expect(new Set(zh)).to.have.length(3);
    expect(zh[0]).to.include('互换');
    expect(zh[1]).to.include('交还');
    const plain = rebindPresentation.words(rebind);
    const words = rebindPresentation.words({ ...rebind, claimed: { identityId: CLAIMED, place } });
    expect(words.zh).to.equal(`${plain.zh}；号码由账户 ${CLAIMED} 转来（认领）`);
    expect(words.en).to.equal(`${plain.en}; the number comes from account ${CLAIMED} by a claim`);
  });
});

describe('the decision by which a claim is settled', () => {
  it('binds a number to an account as every correction of a document does', () => {
    const claimed = { identityId: CLAIMED, place: '' };
    const payload = { ...PAYLOADS['person.rebind'], identityId: OWNER, claimed };
    const at = { account: accountOf(), isAsked: false, newer: [], former: [], keyVersions: [1] };
    expect(rebindAccount(payload, at)).to.deep.equal(
      accountOf({ v: 3, root: payload.root, tag: payload.nameTag }),
    );
    expect(rebindAccount(payload, { ...at, newer: [OWNER], former: [OWNER] }).v).to.equal(3);
    for (const [change, code] of [
      [{ newer: [OWNER, STRANGER] }, 'ACCOUNT_EXISTS'],
      [{ former: [OWNER, undefined] }, 'ACCOUNT_UNKNOWN'],
      [{ former: [STRANGER] }, 'ACCOUNT_UNKNOWN'],
      [{ isAsked: true }, 'TRANSFER_OPEN'],
      [{ keyVersions: [2] }, 'KEY_VERSION_NOT_IN_FORCE'],
      [{ account: accountOf({ state: 'VOIDED' }) }, 'MEMBERSHIP_STEP'],
    ] as const)
      expectCode(() => rebindAccount(payload, { ...at, ...change }), code);
    const { details } = expectCode(
      () => rebindAccount({ ...payload, fields: ['name'] }, at),
      'CORRECTION_FIELDS',
    );
    expect(details).to.deep.equal({ fields: ['name'] });
  });

  it('ends an account for the one that stands, as every end of a duplicate does', () => {
    const payload = {
      ...PAYLOADS['membership.void'],
      identityId: OWNER,
      on: DAY,
      reason: 'duplicate' as const,
    };
    const into = { identityId: CLAIMED, place: '' };
    const at = { account: accountOf({ also: [STRANGER] }), transfer: undefined, today: DAY };
    const ground = { ...at, time: `${DAY}T04:00:00.000Z` };
    const plain = voidMembership(payload, ground);
    expect(voidMembership({ ...payload, into }, ground)).to.deep.equal({ ...plain, into: CLAIMED });
    const gone = { ...ground, account: accountOf({ state: 'VOIDED' }) };
    expectCode(() => voidMembership({ ...payload, into }, gone), 'MEMBERSHIP_STEP');
    // What it says of the other account is looked at first.
    expectCode(() => voidMembership({ ...payload, into, reason: 'mistake' }, gone), 'CLAIM_ACCOUNT');
  });
});
