// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentifiedAccount } from '@unionid/domain/ledger';
import { windowOf } from '@unionid/domain/programme';
import { chinaDateAt } from '@unionid/domain/values';
import { decodeBlock } from '@unionid/gateway';
import { readBlock } from '@unionid/network';
import { newReleaseCode } from '@unionid/sdk';
import {
  CHANNEL,
  patiently,
  PlanCarrier,
  prepareEnrolment,
  reachHeight,
  submitEnrolment,
  UNIONS,
} from '@unionid/test-network';
import { expect } from 'chai';
import { people } from '../support/people-file.js';
import { openPeers, sameHeight, stateHash, whileUnavailable, type Peer } from '../support/peers.js';
import { BenefitBook } from './benefit-book.js';
import { Chance } from './chance.js';
import {
  GRANTED,
  prepareBid,
  prepareBidPast,
  sendPatiently,
  type Bid,
  type BidFor,
  type Payee,
} from './grant-bid.js';
import { DOCUMENT, PROVINCES, RACED, type Province, type RacedClass, type RaceField } from './race-field.js';
import { TransferActor, type Side } from './transfer-actor.js';

const MEMBERS = 80_200;
const MOVE_MS = 240_000;
const HEIGHT_MS = 240_000;
/** How far the plan that won goes: to its end, paid by the bank or not, or cancelled once it has this status. */
const ENDINGS = ['paid', 'paid', 'notPaid', 'OPEN', 'LOCKED', 'CHECKED', 'APPROVED'] as const;
type Ending = (typeof ENDINGS)[number];
/** Why a union of another province, or the national one, may be told no: by its gateway, or by the contract. */
const FOREIGN = ['NOT_FOUND', 'MEMBER_NOT_FOUND', 'PROVINCE_FOREIGN', 'OUT_OF_SCOPE'];

export interface Round {
  readonly who: number;
  readonly raced: RacedClass;
  readonly home: Province;
  /** Whether a grant stood before. */
  readonly isStanding: boolean;
  readonly outcomes: readonly {
    readonly organization: string;
    readonly isPast: boolean;
    readonly outcome: string;
  }[];
  readonly ending: Ending | undefined;
}

/** Many who race for one grant of one person, round by round, held against a book of the ledger's blocks. */
export class GrantRace {
  readonly rounds: Round[] = [];
  readonly book: BenefitBook;
  readonly #field: RaceField;
  readonly #chance: Chance;
  readonly #folder: string;
  readonly #members: { readonly payee: Payee; home: Province }[];
  readonly #standing = new Set<string>();
  readonly #peers: readonly Peer[];
  readonly #code = newReleaseCode();
  #height: number;
  #replayed = 0;

  private constructor(
    field: RaceField,
    parts: {
      readonly chance: Chance;
      readonly folder: string;
      readonly payees: readonly Payee[];
      readonly peers: readonly Peer[];
    },
  ) {
    this.#field = field;
    this.#chance = parts.chance;
    this.#folder = parts.folder;
    this.#peers = parts.peers;
    this.#members = parts.payees.map((payee) => ({ payee, home: 'sichuan' }));
    this.book = new BenefitBook(field.fund);
    this.#height = field.since;
  }

  static async open(
    field: RaceField,
    { members, ...parts }: { readonly members: number; readonly chance: Chance; readonly folder: string },
  ): Promise<GrantRace> {
    const peers = openPeers(field.test.network);
    const payees = await Promise.all(
      people(MEMBERS, members).map(async (person) => {
        const { governor, union } = field.homes.sichuan;
        const enrolment = await prepareEnrolment(governor, field.test.ledger, person, { org: union });
        await submitEnrolment(enrolment);
        return { identityId: enrolment.parts.identityId, person, personKey: enrolment.parts.personKey };
      }),
    );
    await sameHeight(peers);
    const [national] = peers;
    const known = payees.map(async ({ personKey, ...payee }) => {
      const { account } = (await national?.read('person:read', { personKey })) as IdentifiedAccount;
      return { ...payee, root: account.root };
    });
    return new GrantRace(field, { ...parts, peers, payees: await Promise.all(known) });
  }

  close(): void {
    for (const peer of this.#peers) peer.close();
  }

  /** One race, and how it ends. */
  async round(): Promise<void> {
    const who = this.rounds.length % this.#members.length;
    const member = this.#members[who] ?? expect.fail('nobody');
    if (this.rounds.length > 0 && this.#chance.between(0, 5) < 3) await this.#move(member);
    const raced = this.#chance.among(RACED);
    const isStanding = this.#standing.has(`${String(who)}/${raced}`);
    const bids = await this.#prepare(member.payee, raced);
    const outcomes = await Promise.all(bids.map(({ go }) => go()));
    const at = outcomes.indexOf(GRANTED);
    const ending = at < 0 ? undefined : this.#chance.among(ENDINGS);
    const told = bids.map(({ contender: { organization }, isPast }, index) => ({
      ...{ organization, isPast, outcome: outcomes[index] ?? '' },
    }));
    this.rounds.push({ who, raced, home: member.home, isStanding, outcomes: told, ending });
    this.#assertLawful();
    await this.#assertOne(member.payee, raced);
    await this.#settle(bids, { winner: bids[at], ending });
    if (at >= 0 && ending === 'paid') this.#standing.add(`${String(who)}/${raced}`);
    await this.#replay();
    const grants = await this.#grantsOf(member.payee, raced);
    expect(grants, 'once it has ended').to.equal(isStanding || ending === 'paid' ? 1 : 0);
    expect(this.book.faults).to.deep.equal([]);
  }

  /** That every peer has what the others have, and the book knows all of it; answers the height. */
  async catchUp(): Promise<number> {
    const height = await sameHeight(this.#peers, HEIGHT_MS);
    const hashes = await Promise.all(this.#peers.map((peer) => stateHash(peer, height)));
    expect(new Set(hashes).size, 'states of the peers').to.equal(1);
    const [national] = this.#peers;
    if (national === undefined) throw new RangeError('no peer');
    for (; this.#height < height; this.#height += 1) {
      const next = { channel: CHANNEL, number: this.#height };
      const block = await whileUnavailable(() => readBlock(national.admin, next));
      this.book.take(decodeBlock(block, ['identity', 'benefit']));
    }
    return height;
  }

  /** By a code that the member brings, so at once. */
  async #move(member: { readonly payee: Payee; home: Province }): Promise<void> {
    const { home: from, payee } = member;
    const to = this.#chance.among(PROVINCES.filter((name) => name !== from) as [Province, ...Province[]]);
    const by = (name: Province): number => PROVINCES.indexOf(name);
    const steps = [
      [from, { is: 'release', code: 0, by: by(from) }],
      [to, { is: 'request', code: 0, by: by(to) }],
      [to, { is: 'complete', by: by(to) }],
    ] as const;
    for (const [name, action] of steps) await this.#step(name, payee, action);
    member.home = to;
  }

  async #step(name: Province, payee: Payee, action: Parameters<TransferActor['try']>[2]): Promise<void> {
    const side: Side = this.#field.homes[name];
    const actor = new TransferActor(this.#field.test, side, [this.#code]);
    let outcome = '';
    for (const end = Date.now() + MOVE_MS; outcome !== 'COMMITTED';) {
      ({ outcome } = await actor.try(0, payee, action));
      if (Date.now() > end) throw new RangeError(`${action.is} ends in ${outcome}`);
      if (outcome !== 'COMMITTED') await sleep(1_000);
    }
  }

  /** Every second one of those who have no right goes past its gateway. */
  #prepare(payee: Payee, raced: RacedClass): Promise<readonly Bid[]> {
    const fen = 10_000 + this.rounds.length;
    const wanted: BidFor = { payee, raced, fen, folder: this.#folder };
    const home = this.#members[this.rounds.length % this.#members.length]?.home;
    return Promise.all(
      this.#field.contenders.map((contender, at) => {
        const isPast = contender.organization !== home && at % 2 === 1;
        return (isPast ? prepareBidPast : prepareBid)(this.#field, contender, wanted);
      }),
    );
  }

  #assertLawful(): void {
    const { home, isStanding, outcomes } = this.rounds.at(-1) ?? expect.fail('no round');
    const own = outcomes.filter(({ organization }) => organization === home);
    const others = outcomes.filter(({ organization }) => organization !== home);
    const told = own.map(({ outcome }) => outcome).sort();
    const lost = own.slice(isStanding ? 0 : 1).map(() => 'ALREADY_GRANTED');
    expect(told).to.deep.equal(isStanding ? lost : [...lost, GRANTED]);
    expect(others.filter(({ outcome }) => !FOREIGN.includes(outcome))).to.deep.equal([]);
  }

  async #assertOne(payee: Payee, raced: RacedClass): Promise<void> {
    expect(await this.#grantsOf(payee, raced), 'after the race').to.equal(1);
  }

  async #grantsOf({ identityId }: Payee, raced: RacedClass): Promise<number> {
    await this.catchUp();
    const window = windowOf(raced, chinaDateAt(Date.now()));
    return this.book.grantsOf(raced, window, identityId);
  }

  /** The winner's plan to its end, those of the losers cancelled. */
  async #settle(
    bids: readonly Bid[],
    { winner, ending }: { readonly winner: Bid | undefined; readonly ending: Ending | undefined },
  ): Promise<void> {
    await Promise.all(
      bids.map(async (bid) => {
        if (bid.planId === '') return;
        await this.#end(bid, bid === winner && ending !== undefined ? ending : 'OPEN');
      }),
    );
  }

  async #end({ contender: { maker, organization }, planId }: Bid, ending: Ending): Promise<void> {
    const { desks, test } = this.#field;
    // A bid that went past its gateway, or a gateway that was killed: it may not know of the plan yet.
    await patiently(() => reachHeight(maker, this.#height));
    const nobody = { checker: maker, approver: maker, payer: maker, recorder: maker };
    const desk = organization === 'national' ? nobody : desks[organization];
    const carrier = new PlanCarrier(test.ledger, { maker, ...desk }, planId);
    const isToBank = ending === 'paid' || ending === 'notPaid';
    if (ending !== 'OPEN') await carrier.advance(isToBank ? 'APPROVED' : ending);
    await (isToBank
      ? carrier.payOut([ending === 'paid'], { order: DOCUMENT, folder: this.#folder })
      : carrier.cancel());
  }

  /** All that was taken since the last time, once more, as it was; the book notes what writes anything. */
  async #replay(): Promise<void> {
    await this.catchUp();
    const taken = this.book.taken.slice(this.#replayed);
    this.#replayed = this.book.taken.length;
    await Promise.all(
      taken.map(({ submitter, function: name, argument }) => {
        const organization = UNIONS.find(({ mspId }) => mspId === submitter)?.organization ?? 'national';
        return sendPatiently(this.#field.test, { organization, name, argument }).catch(unlessRefused);
      }),
    );
    await this.catchUp();
    this.#replayed = this.book.taken.length;
  }
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof Error && 'code' in error) return undefined;
  throw error;
}
