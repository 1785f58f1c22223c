// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  answerClaim,
  CLAIM_PROCESS,
  claimAt,
  claimWaits,
  decideClaim,
  openClaim,
  settleClaim,
  settleInstruction,
  withdrawClaim,
  type AnswerGround,
  type ClaimStep,
  type OpenClaimGround,
  type OpenClaimPayload,
  type SettleGround,
} from '#src/claim/index.js';
import type { AccountRecord, ClaimRecord, OrganisationRecord } from '#src/ledger/index.js';
import { claimMove } from '#src/claim/ground.js';
import { identityIdFor } from '#src/person/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import type { Actors } from '#src/transfer/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';
import { without } from '../support/without.js';

// Tuesday, 2026-03-03, 12:00 in China.
const NOW = Date.parse('2026-03-03T04:00:00.000Z');
const [DIGEST, OTHER] = [SAMPLE.digest, 'B'.repeat(43)];
const [OPENER, HOLDER, THIRD] = [idOf('operator'), idOf('operator', 2), idOf('operator', 3)];
const ORG = idOf('organisation');
const CLAIMED = idOf('identity', 7);
const KEYS = [`1.${'C'.repeat(43)}`, `2.${'D'.repeat(43)}`] as const;

const CLAIM: ClaimRecord = {
  ...{ v: 4, status: 'OPENED', way: '', kind: 'wrongDocument', keys: KEYS },
  ...{ owner: SAMPLE.identityId, org: ORG, province: '11', level: 1, tag: SAMPLE.tag, root: DIGEST },
  ...{ evidence: DIGEST, by: OPENER, asked: '2026-03-02T00:00:00.000Z', due: '2026-03-09T16:00:00.000Z' },
  ...{ silentAt: '2026-03-09T16:30:00.000Z', lapsesAt: '2026-03-23T16:00:00.000Z' },
};
const CONTESTED: ClaimRecord = {
  ...{ ...CLAIM, status: 'CONTESTED', judge: idOf('organisation', 9) },
  contest: { digest: DIGEST, until: '2026-03-17T16:00:00.000Z' },
};
const UNION: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '11', parent: '', level: 5 };
interface Acting {
  readonly actor?: string;
  readonly person?: string | undefined;
  /** Behind who opened it, and who contested it. */
  readonly opener?: string | undefined;
  readonly contester?: string | undefined;
}
const at = (claim?: ClaimRecord, acting: Acting = {}): AnswerGround => {
  const { actor, person, opener, contester } = { actor: HOLDER, person: 'b', opener: 'a', ...acting };
  const personOf = (each: string): string | undefined => (each === OPENER ? opener : contester);
  const actors: Actors = { actor, person, personOf };
  const nothing = { claimed: accountOf({}), leads: [], keyVersions: [] };
  return { claim, network: {}, now: NOW, actors, holderProvince: '51', ...nothing };
};
const named = { identityId: CLAIMED, place: '', evidence: OTHER };
const [yields, contests] = [
  { ...named, outcome: 'yield' },
  { ...named, outcome: 'contest' },
] as const;
const [upholds, dismisses] = [
  { ...named, outcome: 'uphold' },
  { ...named, outcome: 'dismiss' },
] as const;

describe('the steps of a claim', () => {
  it('rest on documents and articles, each but its end by who opened it', () => {
    const cells = Object.entries(CLAIM_PROCESS).flatMap(([status, steps]) =>
      Object.entries<ClaimStep>(steps).map(
        ([action, { evidence, articles }]) => `${status} ${action} ${String(evidence)} ${articles.join()}`,
      ),
    );
    expect(cells).to.deep.equal([
      ...['OPENED answer true 3', 'OPENED withdraw false 3', 'CONTESTED decide true 3'],
      ...['CONTESTED withdraw false 3', 'UPHELD settle false 3', 'UPHELD withdraw false 3'],
      ...['SETTLED', 'DISMISSED', 'WITHDRAWN', 'LAPSED'].map((status) => `${status} open true 3`),
    ]);
  });

  it('are told with the status and, of a claim that waits for its answer, with the dates', () => {
    expectCode(() => answerClaim(yields, ORG, at()), 'CLAIM_UNKNOWN');
    expectCode(() => withdrawClaim(at()), 'CLAIM_UNKNOWN');
    const early = expectCode(() => decideClaim(upholds, at(CLAIM)), 'CLAIM_NOT_CONTESTED');
    const { due, silentAt } = CLAIM;
    expect(early.details).to.deep.equal({ status: 'OPENED', due, silentAt });
    const twice = expectCode(() => answerClaim(yields, ORG, at(CONTESTED)), 'CLAIM_CONTESTED');
    expect(twice.details).to.deep.equal({ status: 'CONTESTED' });
    expectCode(() => withdrawClaim(at({ ...CLAIM, status: 'LAPSED' })), 'CLAIM_ENDED');
    expect(withdrawClaim(at(CONTESTED))).to.deep.equal({ ...CONTESTED, v: 5, status: 'WITHDRAWN' });
  });

  it('are answered with ten working days for what follows', () => {
    const lapsesAt = '2026-03-17T16:00:00.000Z';
    expect(answerClaim(yields, ORG, at(CLAIM))).to.deep.equal({
      ...{ ...CLAIM, v: 5, status: 'UPHELD', way: 'answer', lapsesAt, yielded: HOLDER },
    });
    expect(answerClaim(contests, ORG, at(CLAIM))).to.deep.equal({
      ...{ ...CLAIM, v: 5, status: 'CONTESTED', judge: ORG },
      contest: { digest: OTHER, until: lapsesAt, by: HOLDER },
    });
    const decided = { ...CONTESTED, v: 5, way: 'decision' };
    expect(decideClaim(upholds, at(CONTESTED))).to.deep.equal({ ...decided, status: 'UPHELD', lapsesAt });
    expect(decideClaim(dismisses, at(CONTESTED))).to.deep.equal({
      ...{ ...decided, status: 'DISMISSED', decided: [{ to: ORG, digest: DIGEST }] },
    });
  });

  it('are contested by the deadline only; to yield is never too late', () => {
    const late = (before: number): AnswerGround => ({ ...at(CLAIM), now: Date.parse(CLAIM.due) - before });
    expect(answerClaim(contests, ORG, late(1))).to.include({ status: 'CONTESTED' });
    for (const before of [0, -1])
      expect(
        expectCode(() => answerClaim(contests, ORG, late(before)), 'CLAIM_TOO_LATE').details,
      ).to.deep.equal({
        due: CLAIM.due,
      });
    expect(answerClaim(yields, ORG, late(0))).to.include({ status: 'UPHELD', way: 'answer' });
    const silent = { ...at(CLAIM), now: Date.parse(CLAIM.silentAt) };
    for (const said of [yields, contests]) expectCode(() => answerClaim(said, ORG, silent), 'CLAIM_UPHELD');
  });

  it('that are decided against keep on what, of several the newest four', () => {
    const decided = (claim: ClaimRecord): ClaimRecord['decided'] => decideClaim(dismisses, at(claim)).decided;
    const [union, others] = [
      idOf('organisation', 4),
      ['1', '2', '3', '4'].map((name) => ({ to: idOf('organisation', 4), digest: name.repeat(43) })),
    ];
    const this_ = { to: ORG, digest: DIGEST };
    expect(decided({ ...CONTESTED, decided: others })).to.deep.equal([this_, ...others.slice(0, 3)]);
    const [first] = others;
    const alike = [{ to: union, digest: DIGEST }, { to: ORG, digest: OTHER }, this_];
    expect(decided({ ...CONTESTED, decided: alike })).to.deep.equal([this_, ...alike.slice(0, 2)]);
    const upheld = decideClaim(upholds, at({ ...CONTESTED, decided: [first!] }));
    expect(upheld.decided, 'of before').to.deep.equal([first]);
    expect(decideClaim(upholds, at(CONTESTED))).not.to.have.property('decided');
  });

  it('are not decided by whoever has contested them, as operator or as person', () => {
    const contested = answerClaim(contests, ORG, at(CLAIM));
    for (const acting of [
      { actor: HOLDER, person: undefined },
      { actor: THIRD, person: 'b', contester: 'b' },
    ])
      expectCode(() => decideClaim(dismisses, at(contested, acting)), 'SAME_PERSON');
    const judge = { actor: THIRD, person: 'c', contester: 'b' };
    expect(decideClaim(dismisses, at(contested, judge))).to.include({ status: 'DISMISSED' });
  });

  it('are neither taken back nor settled for its owner by whoever has contested them', () => {
    const contested = answerClaim(contests, ORG, at(CLAIM));
    const [same, opener] = [
      { actor: THIRD, person: 'b', contester: 'b' },
      { actor: OPENER, person: 'a' },
    ];
    expectCode(() => withdrawClaim(at(contested, same)), 'SAME_PERSON');
    expect(withdrawClaim(at(contested, opener))).to.include({ status: 'WITHDRAWN' });
    // Nor by whoever has yielded: one person gives a number up and takes it.
    const yielded = answerClaim(yields, ORG, at(CLAIM));
    for (const acting of [same, { actor: HOLDER, person: undefined }]) {
      expectCode(() => claimMove('settle', at(yielded, acting)), 'SAME_PERSON');
      expectCode(() => withdrawClaim(at(yielded, acting)), 'SAME_PERSON');
    }
    expect(claimMove('settle', at(yielded, opener))).to.include({ to: 'SETTLED' });
    const upheld = { ...contested, status: 'UPHELD', way: 'decision' } as const;
    expectCode(() => claimMove('settle', at(upheld, same)), 'SAME_PERSON');
    expect(claimMove('settle', at(upheld, opener))).to.include({ to: 'SETTLED' });
  });

  it('are answered and decided by somebody else than who opened it, as operator and as person', () => {
    const same = [{ actor: OPENER }, { actor: OPENER, person: undefined }, { person: 'a' }] as const;
    for (const actors of same) {
      expectCode(() => answerClaim(yields, ORG, at(CLAIM, actors)), 'SAME_PERSON');
      expectCode(() => decideClaim(upholds, at(CONTESTED, actors)), 'SAME_PERSON');
    }
    // Whose persons are not known are two operators.
    for (const actors of [{ person: undefined, opener: undefined }, { opener: undefined }])
      expect(answerClaim(yields, ORG, at(CLAIM, actors))).to.include({ status: 'UPHELD' });
    expect(answerClaim(yields, ORG, at(CLAIM, { person: undefined })).v).to.equal(5);
  });

  it('are taken by nobody who is the owner, by whichever account', () => {
    const upheld: ClaimRecord = { ...CLAIM, status: 'UPHELD', way: 'answer' };
    const taken = (acting: Pick<Actors, 'person' | 'also'>): readonly (() => unknown)[] => {
      const ground = (claim: ClaimRecord): AnswerGround => {
        const whole = at(claim, { actor: THIRD });
        return { ...whole, actors: { ...whole.actors, ...acting } };
      };
      return [
        ...[yields, contests].map((answer) => () => answerClaim(answer, ORG, ground(CLAIM))),
        ...[upholds, dismisses].map((decision) => () => decideClaim(decision, ground(CONTESTED))),
        () => claimMove('settle', ground(upheld)),
        () => withdrawClaim(ground(CLAIM)),
      ];
    };
    const { owner } = CLAIM;
    for (const person of [{ person: owner }, { person: 'c', also: ['d', owner] }])
      for (const step of taken(person)) expectCode(step, 'OWN_ACCOUNT');
    for (const step of taken({ person: 'c', also: ['d'] })) expect(step).not.to.throw();
  });

  it('within a province are taken by whoever is known as somebody, each of them; between provinces by anybody', () => {
    const upheld: ClaimRecord = { ...CLAIM, status: 'UPHELD', way: 'answer' };
    const steps = (province: string): readonly (() => unknown)[] => {
      const ground = (claim: ClaimRecord): ReturnType<typeof at> => ({
        ...at(claim, { actor: THIRD, person: undefined, opener: undefined }),
        holderProvince: province,
      });
      return [
        ...[yields, contests].map((answer) => () => answerClaim(answer, ORG, ground(CLAIM))),
        ...[upholds, dismisses].map((decision) => () => decideClaim(decision, ground(CONTESTED))),
        () => claimMove('settle', ground(upheld)),
        ...[CLAIM, CONTESTED, upheld].map((claim) => () => withdrawClaim(ground(claim))),
      ];
    };
    for (const step of steps('11')) expectCode(step, 'PERSON_UNBOUND');
    for (const step of steps('51')) expect(step).not.to.throw();
  });

  it('follow each other at the very moment, and each waits from the end of the one before', () => {
    expect(claimAt(CLAIM, '2026-03-09T16:29:59.999Z')).to.deep.equal({ status: 'OPENED', way: '' });
    expect(claimAt(CLAIM, CLAIM.silentAt)).to.deep.equal({ status: 'UPHELD', way: 'silence' });
    expect(claimAt(CLAIM, CLAIM.lapsesAt)).to.deep.equal({ status: 'LAPSED', way: '' });
    const uncontested = without(CONTESTED, 'contest');
    expect(claimAt(uncontested, CLAIM.lapsesAt).status).to.equal('LAPSED');
    const { silentAt, lapsesAt } = CLAIM;
    expect(claimWaits(CLAIM)).to.deep.equal([
      {
        ...{ side: 'holder', actions: ['answer'], since: undefined, until: silentAt },
        silence: { status: 'UPHELD', way: 'silence' },
      },
      {
        ...{ side: 'claimant', actions: ['settle'], since: silentAt, until: lapsesAt },
        silence: { status: 'LAPSED', way: '' },
      },
    ]);
  });
});

describe('a claim that is opened', () => {
  const entry = {
    personKey: KEYS[1],
    formerKey: KEYS[0],
    root: DIGEST,
    nameTag: SAMPLE.tag,
    level: 1,
  } as const;
  const payload: OpenClaimPayload = {
    ...{ ...entry, identityId: identityIdFor(entry), org: ORG, claimed: CLAIMED },
    ...{ kind: 'wrongDocument', evidence: OTHER },
  };
  const held = { identityId: payload.claimed, account: accountOf({ tag: 'B'.repeat(22) }) };
  const ground = (change: Partial<OpenClaimGround> = {}): OpenClaimGround => ({
    ...{ claim: undefined, network: {}, now: NOW, known: held, org: UNION, keyVersions: [1, 2], by: OPENER },
    ...{ own: undefined, person: 'a', heirOf: (orgId) => orgId },
    ...change,
  });

  it('gives the holder five working days and half an hour, the claimant ten', () => {
    const opened = openClaim(payload, ground());
    expect(opened).to.deep.include({
      ...{ v: 1, status: 'OPENED', way: '', kind: 'wrongDocument', owner: payload.identityId, org: ORG },
      ...{ province: '11', level: 1, tag: SAMPLE.tag, root: DIGEST, evidence: OTHER, by: OPENER },
      ...{ asked: '2026-03-03T04:00:00.000Z', due: '2026-03-10T16:00:00.000Z' },
      ...{ silentAt: '2026-03-10T16:30:00.000Z', lapsesAt: '2026-03-25T16:00:00.000Z' },
    });
    expect(opened.keys).to.have.length(2);
    expect(opened).not.to.have.property('escalated');
    const again = openClaim(payload, ground({ claim: { ...CLAIM, status: 'DISMISSED', way: 'decision' } }));
    expect(again.v).to.equal(5);
    expect(again).not.to.have.property('escalated');
  });

  it('after a decision is on another document, of the same union and of whoever is in its place', () => {
    const decided = [
      { to: ORG, digest: OTHER },
      { to: idOf('organisation', 4), digest: DIGEST },
    ];
    for (const status of ['DISMISSED', 'WITHDRAWN', 'LAPSED', 'SETTLED'] as const) {
      const claim = { ...CLAIM, status, decided };
      expectCode(() => openClaim(payload, ground({ claim })), 'CLAIM_DECIDED');
      const anew = openClaim({ ...payload, evidence: DIGEST }, ground({ claim }));
      expect(anew.decided, status).to.deep.equal(decided);
      const heirOf = (orgId: string): string => (orgId === idOf('organisation', 4) ? ORG : orgId);
      expectCode(
        () => openClaim({ ...payload, evidence: DIGEST }, ground({ claim, heirOf })),
        'CLAIM_DECIDED',
      );
      const gone = ground({ claim, heirOf: (orgId) => (orgId === ORG ? idOf('organisation', 5) : orgId) });
      expect(openClaim(payload, gone), 'whose members another has').to.include({ status: 'OPENED' });
    }
    const silent = { ...CLAIM, status: 'DISMISSED', way: 'judgeSilence' } as const;
    expect(openClaim({ ...payload, evidence: DIGEST }, ground({ claim: silent }))).not.to.have.property(
      'decided',
    );
  });

  it('is opened within a province by whoever is known as somebody', () => {
    const here = { ...held, account: accountOf({ tag: 'B'.repeat(22), province: '11' }) };
    expectCode(() => openClaim(payload, ground({ known: here, person: undefined })), 'PERSON_UNBOUND');
    expect(openClaim(payload, ground({ known: here })).status).to.equal('OPENED');
    expect(openClaim(payload, ground({ person: undefined })).status, 'of another province').to.equal(
      'OPENED',
    );
  });

  it('is the national union’s where the judge let the last one pass', () => {
    const unheard = { ...CONTESTED, contest: { digest: DIGEST, until: '2026-03-03T04:00:00.000Z' } };
    expect(openClaim(payload, ground({ claim: unheard }))).to.include({ v: 5, escalated: true });
    // Also past one that came to nothing without a decision, and no more once there was one.
    for (const [status, way] of [
      ['WITHDRAWN', ''],
      ['LAPSED', ''],
      ['DISMISSED', 'judgeSilence'],
    ] as const) {
      const claim = { ...CONTESTED, status, way, escalated: true } as const;
      expect(openClaim(payload, ground({ claim })), status).to.include({ escalated: true });
    }
    const decided = { ...CONTESTED, status: 'DISMISSED', way: 'decision', escalated: true } as const;
    expect(openClaim(payload, ground({ claim: decided }))).not.to.have.property('escalated');
    const { details } = expectCode(() => openClaim(payload, ground({ claim: CONTESTED })), 'CLAIM_OPEN');
    expect(details).to.deep.equal({ status: 'CONTESTED' });
  });

  it('is on the account that the number leads to, by another name than its own but where nobody joined', () => {
    expectCode(() => openClaim(payload, ground({ known: undefined })), 'ACCOUNT_UNKNOWN');
    const elsewhere = { ...held, identityId: SAMPLE.identityId };
    expectCode(() => openClaim(payload, ground({ known: elsewhere })), 'ACCOUNT_UNKNOWN');
    const named = ground({ known: { ...held, account: accountOf({ tag: SAMPLE.tag }) } });
    expectCode(() => openClaim(payload, named), 'CLAIM_NAME_SAME');
    expect(openClaim({ ...payload, kind: 'notMe' }, named)).to.include({ kind: 'notMe' });
    expectCode(
      () => openClaim({ ...payload, identityId: SAMPLE.identityId }, ground()),
      'IDENTITY_ID_UNBOUND',
    );
    expectCode(() => openClaim(payload, ground({ keyVersions: [2] })), 'KEY_VERSION_NOT_IN_FORCE');
    expectCode(
      () => openClaim(payload, ground({ org: { ...UNION, state: 'CLOSED' } })),
      'ORGANISATION_CLOSED',
    );
  });
});

describe('a claim that is settled', () => {
  const upheld: ClaimRecord = { ...CLAIM, status: 'UPHELD', way: 'answer', keys: [`1.${'C'.repeat(22)}`] };
  const wrong = { identityId: CLAIMED, account: accountOf({ root: OTHER }) };
  const ground = (change: Partial<SettleGround> = {}): SettleGround => ({
    ...{ claim: upheld, network: {}, now: NOW, claimed: wrong, leads: [{ identityId: wrong.identityId }] },
    holderProvince: '51',
    ...{ owner: undefined, orgId: ORG, org: UNION, keyVersions: [1], today: '2026-03-03', ...change },
  });

  it('makes its owner’s account, a member of nobody, and keeps what the number gave back', () => {
    const { account, claim } = settleClaim(ground());
    expect(account).to.deep.equal({
      ...{ v: 1, state: 'NONE', province: '11', org: ORG, joined: '', since: '2026-03-03', loa: 1 },
      ...{ tag: SAMPLE.tag, root: DIGEST },
    });
    expect(claim).to.deep.equal({ ...upheld, v: 5, status: 'SETTLED', released: OTHER });
    const former = settleClaim(ground({ leads: [{ identityId: wrong.identityId, isFormer: true }] }));
    expect(former.claim, 'of a document that was replaced').not.to.have.property('released');
  });

  it('makes it the heir’s, where the union before which its owner stood has ended', () => {
    const heir = idOf('organisation', 8);
    expect(settleClaim(ground({ orgId: heir })).account).to.include({ state: 'NONE', org: heir });
  });

  it('is so where the number still leads there by all its keys, and its owner has no account yet', () => {
    const there = { identityId: wrong.identityId };
    for (const leads of [[], [{ identityId: SAMPLE.identityId }], [there, { identityId: SAMPLE.identityId }]])
      expectCode(() => settleClaim(ground({ leads })), 'CLAIM_OVERTAKEN');
    const both = settleClaim(ground({ leads: [there, { ...there, isFormer: true }] }));
    expect(both.claim).to.include({ released: OTHER });
    expectCode(() => settleClaim(ground({ owner: accountOf({}) })), 'ACCOUNT_EXISTS');
    expectCode(() => settleClaim(ground({ claim: { ...upheld, onto: true } })), 'ACCOUNT_EXISTS');
    expectCode(() => settleClaim(ground({ keyVersions: [2] })), 'KEY_VERSION_NOT_IN_FORCE');
    expectCode(() => settleClaim(ground({ org: undefined })), 'ORGANISATION_UNKNOWN');
    expectCode(() => settleClaim(ground({ claim: CLAIM })), 'CLAIM_TOO_EARLY');
    // Its payload names no keys, so that nothing else asks for what they may be refused with.
    const declared = ['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED', 'CLAIM_OVERTAKEN'];
    expect(settleInstruction.errors).to.include.members(declared);
  });
});

function accountOf(change: Partial<AccountRecord>): AccountRecord {
  return {
    ...{ v: 2, state: 'ACTIVE', province: '34', org: idOf('organisation', 3), joined: '2020-01-01' },
    ...{ since: '2020-01-01', loa: 1, tag: SAMPLE.tag, root: DIGEST, ...change },
  };
}
