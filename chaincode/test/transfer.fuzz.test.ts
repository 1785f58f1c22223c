// SPDX-License-Identifier: Apache-2.0
// Found within 40 runs, most within 15, where any of these is otherwise: the window of an appeal, of an undo or of an objection, and whether
// its end belongs to it; that an appeal is against silence only, is made once, and is the last word; what becomes of it where nobody
// decides or nobody takes the member back; that it can be taken back; that either ends with nothing but its time or a third union's taking over; that a code outlives whoever asks without it; whose days each term is counted in, whose calendar, and which
// version; the half hour of silence; that the ledger clock is read.

import type { PayloadOf } from '@unionid/domain/catalogue';
import { asDomainError, decodeError } from '@unionid/domain/errors';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { contractFunctionOf } from '@unionid/domain/instruction';
import {
  ledgerKey,
  OBJECTION_GROUNDS,
  readLedgerValue,
  splitKey,
  TERMS,
  type TransferRecord,
} from '@unionid/domain/ledger';
import { newKeySigner } from '@unionid/domain/signing';
import { sm3 } from '@unionid/domain/sm';
import { fuzz } from '@unionid/domain/testing';
import { codeClaimBytes, futuresOf, isOpen, transferAt, windowsOf } from '@unionid/domain/transfer';
import { expect } from 'chai';
import * as fc from 'fast-check';
import {
  bindRoot,
  newImport,
  newMemberEntry,
  newOrganisationEntry,
  VALIDATION_CODE,
  WHOEVER_MAY,
  type Action,
  type RuleStep,
  type TestOperator,
  type TestUnion,
} from '#src/testing/index.js';
import { HistoryModel, type Step } from './support/transfer-history.js';
import { boundCadre, decideByTwo } from './support/two-persons.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

const EMPLOYER = '91999900MA00000019';
const DIGEST = 'A'.repeat(43);
/** Of what was decided on one nobody asks again (ADR 53). */
let documents = 0;
const anotherDocument = (): string => toBase64url(sm3(encodeUtf8(String((documents += 1)))));
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CODES = [newKeySigner('7'.repeat(64)), newKeySigner('8'.repeat(64))] as const;
const SIDES = ['51', '11', '34'] as const;
const SCOPES = [...SIDES, '00'] as const;
const YEAR = 2026;
const PERSONS = 3;

const code = fc.constantFrom(0, 0, 1, undefined, undefined);
/** Who acts: the root operator of 四川, 北京 or 安徽, the national one, or mostly whoever it is up to. */
const by = fc.constantFrom(0, 0, 1, 1, 2, 3, ...Array<number>(6).fill(WHOEVER_MAY));
const early = fc.boolean();
const ground = fc.constantFrom(...OBJECTION_GROUNDS);
const outcome = fc.constantFrom('go' as const, 'stay' as const);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ is: fc.constant('release' as const), code, by }),
  { weight: 2, arbitrary: fc.record({ is: fc.constant('request' as const), code, by }) },
  fc.record({ is: fc.constant('object' as const), ground, by }),
  { weight: 2, arbitrary: fc.record({ is: fc.constant('decide' as const), outcome, by }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constantFrom('cancel' as const, 'complete' as const), by }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('undo' as const), by }) },
  { weight: 3, arbitrary: fc.record({ is: fc.constant('appeal' as const), ground, by }) },
);

/** By whoever's turn it is. */
const PROBES: readonly Action[] = [
  ...([
    { is: 'release', code: 0, by: WHOEVER_MAY },
    { is: 'request', code: undefined, by: WHOEVER_MAY },
    { is: 'object', ground: 'stillEmployed', by: WHOEVER_MAY },
    { is: 'decide', outcome: 'go', by: WHOEVER_MAY },
    { is: 'appeal', ground: 'notThisPerson', by: WHOEVER_MAY },
  ] as const),
  ...(['cancel', 'complete', 'undo'] as const).map((is) => ({ is, by: WHOEVER_MAY })),
];

/** Mostly the first, so that a history gets far with somebody. */
const who = fc.constantFrom(0, 0, 0, 0, 1, 2);
const skew = fc.constantFrom(0, 0, 0, 0, -14, 14);
const scope = fc.constantFrom(0, 1, 2, 3);
const days = fc.dictionary(fc.constantFrom(...TERMS), fc.integer({ min: 2, max: 21 }), { maxKeys: 2 });
/** From the day on which the histories begin. */
const day = fc
  .integer({ min: 0, max: 45 })
  .map((after) => new Date(Date.UTC(YEAR, 2, 2 + after)).toISOString().slice(0, 10));
const rule: fc.Arbitrary<RuleStep> = fc.oneof(
  fc
    .record(
      { is: fc.constant('policy' as const), scope, days, cap: days },
      { requiredKeys: ['is', 'scope', 'days'] },
    )
    .map(({ cap, ...policy }) => (policy.scope === 3 && cap !== undefined ? { ...policy, cap } : policy)),
  fc.record({
    ...{ is: fc.constant('calendar' as const), scope },
    holidays: fc.array(day, { maxLength: 6 }),
    workdays: fc.array(day, { maxLength: 2 }),
  }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ is: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ is: fc.constant('waitFor' as const), who, which: fc.integer({ min: 0, max: 5 }), early },
    }),
  },
  { weight: 8, arbitrary: fc.record({ is: fc.constant('act' as const), who, action, skew }) },
  fc.record({ is: fc.constant('hold' as const), who, action }),
  fc.record({ is: fc.constant('deliver' as const), which: fc.integer({ min: 0, max: 2 }) }),
  fc.constant({ is: 'tick' as const }),
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('batch' as const), who, to: fc.constantFrom(0, 1, 2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ is: fc.constant('ask' as const), to: fc.constantFrom(0, 1, 2) },
      whos: fc.shuffledSubarray([0, 1, 2], { minLength: 1 }),
    }),
  },
  fc.record({ is: fc.constant('rule' as const), rule }),
);

/** Rules of their own for each side and the country, so that it matters whose are counted by. */
const between = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const allowed = fc.record({
  ...{ answer: between(3, 10), judge: between(5, 20), take: between(5, 20) },
  ...{ undo: between(3, 10), appeal: between(10, 30) },
});
const ownPolicies = fc
  .tuple(allowed, allowed, allowed, fc.boolean())
  .map(([old, next, national, isTight]): readonly Step[] => [
    { is: 'rule', rule: { is: 'policy', scope: 0, days: old } },
    { is: 'rule', rule: { is: 'policy', scope: 1, days: next } },
    // The country may narrow what a province has chosen before.
    {
      is: 'rule',
      rule: { is: 'policy', scope: 3, days: national, ...(isTight && { cap: national }) },
    },
  ]);
/** Of the first weeks, so that one calendar says of a day what another denies. */
const soon = fc.uniqueArray(
  fc
    .integer({ min: 0, max: 20 })
    .map((after) => new Date(Date.UTC(YEAR, 2, 2 + after)).toISOString().slice(0, 10)),
  { maxLength: 10 },
);
const calendars = fc.tuple(soon, soon).map(([old, national]): readonly Step[] =>
  [old, national].map((days, at) => ({
    is: 'rule',
    rule: { is: 'calendar', scope: at * 3, holidays: days.slice(0, 6), workdays: days.slice(6) },
  })),
);
const ownRules = fc
  .tuple(ownPolicies, fc.oneof(fc.constant<readonly Step[]>([]), calendars))
  .map((parts): readonly Step[] => parts.flat());

/** Most histories begin somewhere far, under rules of their own, and at a time at which something changes. */
const first = (each: Action): Step => ({ is: 'act', who: 0, skew: 0, action: each });
const until = (which: number): Step => ({ is: 'waitFor', who: 0, which, early: false });
const asked: readonly Step[] = [first({ is: 'request', code: undefined, by: 1 })];
const bySilence: readonly Step[] = [...asked, until(1), first({ is: 'complete', by: 1 })];
const objected = ground.map((why) => [...asked, first({ is: 'object', ground: why, by: 0 })]);
const appealed = ground.map((why) => [...bySilence, first({ is: 'appeal', ground: why, by: 0 })]);
/** What is begun while the member may still go back: by whoever has it, by a third union, by the old one. */
const followed = fc
  .constantFrom<readonly Action[]>(
    [{ is: 'release', code: 0, by: 1 }],
    [
      { is: 'release', code: 0, by: 1 },
      { is: 'request', code: 0, by: 2 },
    ],
    ...[0, 2].map((by): readonly Action[] => [{ is: 'request', code: undefined, by }]),
  )
  .map((actions) => [...bySilence, ...actions.map(first)]);
/** Whoever took over by silence lets go at once, to a third union; which may give back, and another take over. */
const goneOn: readonly Step[] = [
  ...bySilence,
  ...(
    [
      { is: 'release', code: 0, by: 1 },
      { is: 'request', code: 0, by: 2 },
      { is: 'complete', by: 2 },
    ] as const
  ).map(first),
];
const throughThird = fc
  .constantFrom<readonly Action[]>(
    [],
    [{ is: 'undo', by: 2 }],
    [
      { is: 'release', code: 1, by: 2 },
      { is: 'request', code: 1, by: 1 },
      { is: 'complete', by: 1 },
    ],
    [{ is: 'release', code: 1, by: 2 }],
    [
      { is: 'release', code: 1, by: 2 },
      { is: 'request', code: 1, by: 0 },
      { is: 'complete', by: 0 },
    ],
  )
  .chain((actions) => ground.map((why) => [...actions, { is: 'appeal', ground: why, by: 0 } as const]))
  .chain((actions) =>
    fc
      .constantFrom<readonly Action[]>(
        [],
        [{ is: 'cancel', by: 0 }],
        [{ is: 'decide', outcome: 'stay', by: 3 }],
        [
          { is: 'decide', outcome: 'stay', by: 3 },
          { is: 'complete', by: 0 },
        ],
        [{ is: 'decide', outcome: 'go', by: 3 }],
        [{ is: 'undo', by: WHOEVER_MAY }],
      )
      .map((more) => [...goneOn, ...actions.map(first), ...more.map(first)]),
  );
/** The member has a code, and another union asks without it. */
const poached = fc
  .constantFrom<readonly Action[]>(
    [],
    [{ is: 'release', code: undefined, by: 0 }],
    [{ is: 'object', ground: 'notThisPerson', by: 0 }],
    [
      { is: 'object', ground: 'stillEmployed', by: 0 },
      { is: 'decide', outcome: 'stay', by: 3 },
    ],
  )
  .map((actions): readonly Step[] => [
    ...[first({ is: 'release', code: 0, by: 0 }), first({ is: 'request', code: undefined, by: 2 })],
    ...actions.map(first),
  ]);
const path: fc.Arbitrary<readonly Step[]> = fc.oneof(
  fc.constant([]),
  { weight: 2, arbitrary: poached },
  poached.map((steps) => [...steps, first({ is: 'cancel', by: 2 })]),
  poached.map((steps) => [...steps, first({ is: 'request', code: 0, by: 1 })]),
  { weight: 2, arbitrary: followed },
  { weight: 2, arbitrary: throughThird },
  throughThird.map((steps) => [...steps.slice(0, -1), until(5)]),
  followed.map((steps) => [...steps, first({ is: 'cancel', by: WHOEVER_MAY })]),
  followed.map((steps) => [...steps, until(3)]),
  fc.constant(asked),
  objected,
  fc.constant(bySilence),
  { weight: 2, arbitrary: appealed },
  appealed.map((steps) => [...steps, until(0)]),
  appealed.map((steps) => [...steps, first({ is: 'cancel', by: 0 })]),
  outcome.chain((how) => appealed.map((steps) => [...steps, first({ is: 'decide', outcome: how, by: 3 })])),
);
const changes = fc.record({
  ...{
    is: fc.constant('waitFor' as const),
    who: fc.constant(0),
    which: fc.integer({ min: 0, max: 5 }),
    early,
  },
});
/** Endorsements of all that may be done, held back over something that they may have read. */
const meanwhile: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<readonly Step[]>([{ is: 'wait', hours: 1 }, { is: 'tick' }]) },
  rule.map((each): readonly Step[] => [{ is: 'rule', rule: each }]),
  action.map((each) => [first(each)]),
);
const heldBack = meanwhile.map((others): readonly Step[] => [
  ...PROBES.map((tried) => ({ is: 'hold', who: 0, action: tried }) as const),
  ...others,
  ...[0, 0, 0].map((which) => ({ is: 'deliver', which }) as const),
]);
const rules = fc.oneof(
  { weight: 2, arbitrary: ownRules },
  fc.array(
    rule.map((each): Step => ({ is: 'rule', rule: each })),
    { maxLength: 3 },
  ),
);
const begin = fc
  .tuple(rules, path, rules, fc.oneof(heldBack, fc.array(changes, { maxLength: 2 })))
  // Whatever is set once a transfer runs is of no account to it.
  .map(([before, [start, ...rest], later, times]): readonly Step[] => [
    ...[...before, ...(start === undefined ? [] : [start]), ...later, ...rest, ...times],
  ]);
const next = fc.oneof({ weight: 9, arbitrary: step.map((each): readonly Step[] => [each]) }, heldBack);
const history = fc
  .tuple(begin, fc.array(next, { maxLength: 16, size: 'max' }))
  .map(([beginning, steps]) => [...beginning, ...steps.flat()]);

describe('histories of some members’ transfers', () => {
  // Covers: T2, T3, T8, T12, T13, T15
  fuzz(
    'transfers',
    fc.asyncProperty(history, async (steps) => {
      const world = await newWorld();
      const model = new HistoryModel(PERSONS);
      for (const step of steps) {
        await world.play(step, model);
        world.assertAs(model);
      }
    }),
    { runs: 40 },
  );
});

let begun: ReturnType<typeof beginWorld> | undefined;

async function newWorld(): Promise<World> {
  const { tree, ...parts } = await (begun ??= beginWorld());
  return new World({ ...tree, ...tree.fork() }, parts);
}

/** What every history begins with; made once. */
async function beginWorld(): Promise<Parts & { readonly tree: UnionTree }> {
  const tree = await newUnionTree();
  // Whoever gives a code is known (ADR 65).
  await bindRoot(tree, tree.provinces['34']);
  const unions = SIDES.map((side) => tree.provinces[side]);
  const orgs: string[] = [];
  for (const union of unions) {
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const entry = newOrganisationEntry(tree, union.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await tree.submit('organisation.register', entry, { by: union.root });
    orgs.push(entry.orgId);
  }
  const members = [];
  for (let at = 0; at < PERSONS; at += 1) {
    const member = newMemberEntry(tree, orgs[0] ?? '', { person: `person ${String(at)}` });
    await tree.submit('person.enrol', member, { by: tree.sichuan.root });
    members.push(member);
  }
  const signers = [];
  for (const [at, { orgId: org, root: by }] of unions.entries())
    signers.push(await boundCadre(tree, { org, person: `signer ${String(at)}`, home: orgs[at] ?? '', by }));
  return { tree, unions: [...unions, tree.national], orgs, members, signers };
}

type Member = ReturnType<typeof newMemberEntry>;

type EndorsedInMemory = Awaited<ReturnType<UnionTree['ledger']['endorse']>>;

/** A call that an operator signs. */
interface Call {
  readonly type: Parameters<UnionTree['instruct']>[0];
  readonly argument: string;
  readonly by: TestOperator;
}

interface Parts {
  readonly unions: readonly TestUnion[];
  readonly orgs: readonly string[];
  readonly members: readonly Member[];
  /** Of each province one with a person behind it. */
  readonly signers: readonly TestOperator[];
}

/** The contract, asked as the sides of transfers do. */
class World {
  readonly tree: UnionTree;
  readonly #unions: readonly TestUnion[];
  readonly #orgs: readonly string[];
  readonly #members: readonly Member[];
  readonly #signers: readonly TestOperator[];
  readonly #held: EndorsedInMemory[] = [];

  constructor(tree: UnionTree, parts: Parts) {
    this.tree = tree;
    this.#unions = parts.unions;
    this.#orgs = parts.orgs;
    this.#members = parts.members;
    this.#signers = parts.signers;
  }

  /** Lets a step happen, and expects of it what the model does. */
  async play(step: Step, model: HistoryModel): Promise<void> {
    const now = this.tree.clock.now();
    const told = JSON.stringify(step);
    switch (step.is) {
      case 'wait':
        this.tree.clock.advance(step.hours * HOUR);
        return;
      case 'waitFor':
        this.#waitFor(step, model);
        return this.#probe(step.who, model);
      case 'tick':
        expect(await this.#tick(now), told).to.equal(model.tick(now));
        return;
      case 'rule':
        expect(await this.#setRule(step.rule, model), told).to.equal(model.rule(step.rule));
        return;
      case 'deliver':
        this.#deliver(step.which, model);
        return;
      case 'hold': {
        const action = model.person(step.who).at(now).cast(step.action);
        expect(await this.#hold(step.who, action), told).to.equal(model.hold(step.who, action, now));
        return;
      }
      case 'act':
        return this.#actBy(step, model);
      case 'ask': {
        const { whos, to } = step;
        expect(await this.#ask(whos, to), told).to.deep.equal(model.ask(whos, to, now));
        return;
      }
      case 'batch':
        return this.#agree(step, model);
    }
  }

  async #agree(step: Extract<Step, { readonly is: 'batch' }>, model: HistoryModel): Promise<void> {
    const { who } = step;
    const { home } = model.person(who);
    const to = step.to === home ? (home + 1) % SIDES.length : step.to;
    const expected = model.batch(who, to, this.tree.clock.now());
    expect(await this.#batch(who, { home, to }), JSON.stringify(step)).to.equal(expected);
  }

  #waitFor(
    { who, which, early: isEarly }: Extract<Step, { readonly is: 'waitFor' }>,
    model: HistoryModel,
  ): void {
    const { clock } = this.tree;
    const time = (model.person(who).at(clock.now()).boundaries()[which] ?? 0) - Number(isEarly);
    if (time > clock.now()) clock.set(time);
  }

  #deliver(which: number, model: HistoryModel): void {
    if (model.waiting === 0) return;
    const at = which % model.waiting;
    const { transactions } = this.tree.ledger.commit(this.#held.splice(at, 1));
    const isValid = transactions[0]?.code === VALIDATION_CODE.VALID;
    expect(isValid, 'what was held back').to.equal(model.deliver(at));
  }

  /** By a client whose clock is wrong. */
  async #actBy(step: Extract<Step, { readonly is: 'act' }>, model: HistoryModel): Promise<void> {
    const { clock } = this.tree;
    const now = clock.now();
    const action = model.person(step.who).at(now).cast(step.action);
    const time = now + step.skew * MINUTE;
    clock.set(time);
    const isDone = await this.#act(step.who, action);
    clock.set(now);
    expect(isDone, JSON.stringify(step)).to.equal(model.act(step.who, action, time));
  }

  /** That the ledger says what the model does: each member in exactly one union, each transfer where time has brought it. */
  assertAs(model: HistoryModel): void {
    const now = this.tree.clock.now();
    const counted = new Map<string, (readonly [string | undefined, string])[]>();
    for (const [key, value] of this.tree.ledger.entries()) {
      const { type, attributes: [org, holder = ''] = [] } = splitKey(key) ?? {};
      if (type === 'm') counted.set(holder, [...(counted.get(holder) ?? []), [org, value]]);
    }
    this.#members.forEach(({ identityId }, who) => {
      const standing = model.person(who).at(now);
      const account = readLedgerValue('account', this.tree.ledger.state(ledgerKey.account(identityId)) ?? '');
      expect(account?.org).to.equal(this.#orgs[standing.home]);
      expect(counted.get(identityId)).to.deep.equal([[account?.org, '1']]);
      const transfer = this.#transfer(who);
      const time = new Date(now).toISOString();
      const current = transfer && { ...transfer, ...transferAt(transfer, time) };
      const { status } = current ?? {};
      expect(status !== undefined && isOpen(status) ? status : undefined).to.equal(standing.status);
      const shown =
        current === undefined
          ? []
          : [...windowsOf(current).map(({ until }) => until), ...futuresOf(current).map(({ at }) => at)];
      expect(shown.map(Date.parse)).to.have.members(standing.shown());
    });
  }

  /** Of what whoever's turn it is could do now, that it may just what the model says; nothing is committed. */
  async #probe(who: number, model: HistoryModel): Promise<void> {
    const now = this.tree.clock.now();
    for (const each of PROBES) {
      const tried = model.person(who).at(now).cast(each);
      const endorsed = await this.#endorse(who, tried);
      expect(endorsed !== undefined, JSON.stringify(tried)).to.equal(model.may(who, tried, now));
    }
  }

  async #act(who: number, tried: Action): Promise<boolean> {
    const { type, argument, by } = await this.#callOf(who, tried);
    return isDone(this.tree.call(contractFunctionOf(type), argument, { mspId: by.mspId }));
  }

  async #hold(who: number, tried: Action): Promise<boolean> {
    const endorsed = await this.#endorse(who, tried);
    if (endorsed !== undefined) this.#held.push(endorsed);
    return endorsed !== undefined;
  }

  /** Undefined where it is refused. */
  async #endorse(who: number, tried: Action): Promise<EndorsedInMemory | undefined> {
    const { type, argument, by } = await this.#callOf(who, tried);
    const call = { function: contractFunctionOf(type), argument, submitter: { mspId: by.mspId } };
    return this.tree.ledger.endorse(call).catch((error: unknown) => {
      if (error instanceof Error && decodeError(error.message) !== undefined) return undefined;
      throw error;
    });
  }

  /** Has both sides sign; answers whether the one row is done. */
  async #batch(who: number, { home, to }: { readonly home: number; readonly to: number }): Promise<boolean> {
    const { tree } = this;
    const [from = '', next = ''] = [this.#orgs[home], this.#orgs[to]];
    const [first, second] = [this.#signers[to], this.#signers[home]];
    if (first === undefined || second === undefined) throw new RangeError('nobody signs');
    const { identityId, personKey, nameTag } = this.#memberAt(who);
    const { manifest, chunks } = newImport(tree, [
      { identityId, personKey, nameTag, root: DIGEST, to: next },
    ]);
    const payload = { ...manifest, from, to: next };
    await decideByTwo(tree, 'transfer.batch', { payload, subjectVersion: 0, first, second });
    const { mspId } = first;
    const { result } = await tree.call('transfer:batchChunk', chunks[0] ?? '', { mspId });
    return result.done === 1;
  }

  /** One signs for all; answers for whom it is done. */
  async #ask(whos: readonly number[], to: number): Promise<readonly number[]> {
    const { tree } = this;
    const { root: by } = this.#unions[to] ?? tree.national;
    const rows = whos.map((who) => {
      const { identityId, personKey, nameTag } = this.#memberAt(who);
      const version = this.#transfer(who)?.v ?? 0;
      const row = { identityId, personKey, nameTag, root: DIGEST, to: this.#orgs[to] ?? '' };
      return { ...row, employer: EMPLOYER, slot: who, version };
    });
    const { manifest, chunks } = newImport(tree, rows);
    const evidence = { kind: 'contract', digest: anotherDocument() } as const;
    await tree.submit('transfer.requestMany', { ...manifest, evidence }, { by });
    const { mspId } = by;
    const { result } = await tree.call('transfer:requestManyChunk', chunks[0] ?? '', { mspId });
    const refused = Object.values(result.refused as Readonly<Record<string, readonly number[]>>).flat();
    return whos.filter((_, at) => !refused.includes(at));
  }

  #tick(now: number): Promise<boolean> {
    const hour = new Date(Math.floor(now / HOUR) * HOUR).toISOString();
    return isDone(this.tree.call('governance:tick', JSON.stringify({ hour }), { mspId: 'BeijingMSP' }));
  }

  #setRule(rule: RuleStep, { rules }: HistoryModel): Promise<boolean> {
    const { root: by } = this.#unions[rule.scope] ?? this.tree.national;
    const subjectVersion = rules.versions[`${rule.is} ${String(rule.scope)}`] ?? 0;
    const scope = SCOPES[rule.scope] ?? '00';
    const options = { by, subjectVersion };
    if (rule.is === 'policy') {
      const { days, cap } = rule;
      const policy = { scope, days, ...(cap !== undefined && { cap }) };
      return isDone(this.tree.submit('governance.setPolicy', policy, options));
    }
    const calendar = { scope, year: YEAR, holidays: [...rule.holidays], workdays: [...rule.workdays] };
    return isDone(this.tree.submit('governance.setCalendar', calendar, options));
  }

  async #callOf(who: number, tried: Action): Promise<Call> {
    const { root: by } = this.#unions[tried.by] ?? this.tree.national;
    return { type: `transfer.${tried.is}`, argument: await this.#argumentOf(who, tried, by), by };
  }

  #argumentOf(who: number, tried: Action, by: TestOperator): Promise<string> {
    const named = { identityId: this.#memberAt(who).identityId, place: '' };
    const options = { by, subjectVersion: this.#transfer(who)?.v ?? 0 };
    const { tree } = this;
    switch (tried.is) {
      case 'release':
        return tree.instruct('transfer.release', { ...named, ...codeKeyOf(tried.code) }, options);
      case 'request':
        return this.#request(who, tried, options);
      case 'object':
        return tree.instruct('transfer.object', { ...named, ...disputed(tried) }, options);
      case 'appeal': {
        const from = this.#orgs[tried.by] ?? tree.national.orgId;
        return tree.instruct('transfer.appeal', { ...named, ...disputed(tried), from }, options);
      }
      case 'decide':
        return tree.instruct(
          'transfer.decide',
          { ...named, outcome: tried.outcome, evidence: DIGEST },
          options,
        );
      default:
        return tree.instruct(`transfer.${tried.is}`, named, options);
    }
  }

  async #request(
    who: number,
    { code: used, by: to }: Extract<Action, { readonly is: 'request' }>,
    options: { readonly by: TestOperator; readonly subjectVersion: number },
  ): Promise<string> {
    const { identityId, personKey, nameTag } = this.#memberAt(who);
    const org = this.#orgs[to] ?? this.tree.national.orgId;
    const payload: PayloadOf<'transfer.request'> = {
      ...{ identityId, personKey, nameTag, root: DIGEST, to: org, employer: EMPLOYER },
      evidence: { kind: 'contract', digest: anotherDocument() },
      ...(used === undefined ? { slot: who } : { code: await this.#use(who, used, org) }),
    };
    return this.tree.instruct('transfer.request', payload, options);
  }

  async #use(
    who: number,
    used: number,
    to: string,
  ): Promise<NonNullable<PayloadOf<'transfer.request'>['code']>> {
    const expires = new Date(this.tree.clock.now() + HOUR).toISOString();
    const number = this.#transfer(who)?.number ?? 1;
    const claim = { identityId: this.#memberAt(who).identityId, number, to, expires };
    const signature = await CODES[used === 0 ? 0 : 1].sign(codeClaimBytes(this.tree.name, claim));
    return { expires, signature };
  }

  #memberAt(who: number): Member {
    const member = this.#members[who];
    if (member === undefined) throw new RangeError('no such person');
    return member;
  }

  #transfer(who: number): TransferRecord | undefined {
    const text = this.tree.ledger.state(ledgerKey.transfer(this.#memberAt(who).identityId));
    return text === undefined ? undefined : readLedgerValue('transfer', text);
  }
}

function disputed({ ground: why }: Extract<Action, { readonly is: 'object' | 'appeal' }>): {
  readonly ground: (typeof OBJECTION_GROUNDS)[number];
  readonly evidence: string;
} {
  return { ground: why, evidence: DIGEST };
}

function codeKeyOf(at: number | undefined): { readonly codeKey?: string } {
  const codeKey = at === undefined ? undefined : CODES[at === 0 ? 0 : 1].publicKey;
  return codeKey === undefined ? {} : { codeKey };
}

/** Whether the contract carries it out; a refusal that it does not declare, or that two peers tell apart, throws. */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (asDomainError(error) === undefined) throw error;
    return false;
  }
}
