// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { PersonInput } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { chinaDateAt } from '@unionid/domain/values';
import { ApiError, newInstruction, signInstruction } from '@unionid/sdk';
import {
  prepareEnrolment,
  submitEnrolment,
  type GovernorClient,
  type TestNetwork,
  foundReceivingUnion,
  prepareTransfer,
  type Receiver,
} from '@unionid/test-network';
import { people } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const MEMBERS = 50;
const AT_ONCE = 5;
const FIRST_PERSON = 60_000;
const EVIDENCE = 'A'.repeat(43);

const CHANGES = ['leave', 'retain'] as const;
const REQUESTS = ['anhui', 'beijing'] as const;
type Rival = (typeof CHANGES | typeof REQUESTS)[number];

/** Of each rival: COMMITTED, or the code that it was refused with. */
type Outcomes = Readonly<Record<Rival, string>>;

interface Race {
  readonly identityId: string;
  readonly outcomes: Outcomes;
}

/** What whoever came too late is told. */
const TOLD: Readonly<Record<Rival, readonly string[]>> = {
  leave: ['STALE_SUBJECT', 'MEMBERSHIP_STEP', 'TRANSFER_OPEN'],
  retain: ['STALE_SUBJECT', 'MEMBERSHIP_STEP'],
  anhui: ['STALE_SUBJECT', 'TRANSFER_OPEN', 'MEMBERSHIP_NONE'],
  beijing: ['STALE_SUBJECT', 'TRANSFER_OPEN', 'MEMBERSHIP_NONE'],
};

describe(`an end, a retention and two requests of transfer for each of ${MEMBERS} members at the same moment`, () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let receivers: Readonly<Record<(typeof REQUESTS)[number], Receiver>>;
  const races: Race[] = [];

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    receivers = {
      anhui: await foundReceivingUnion(test, 'anhui', '安徽示范争用厂工会委员会'),
      beijing: await foundReceivingUnion(test, 'beijing', '北京示范争用厂工会委员会'),
    };
    const persons = people(FIRST_PERSON, MEMBERS);
    for (let start = 0; start < MEMBERS; start += AT_ONCE)
      races.push(...(await Promise.all(persons.slice(start, start + AT_ONCE).map(race))));
  });

  it('tells each loser what happened', () => {
    for (const { outcomes } of races) {
      for (const [rival, told] of Object.entries(TOLD))
        expect(outcomes[rival as Rival], rival).to.be.oneOf(['COMMITTED', ...told]);
    }
  });

  it('has one outcome each, which both sides see', async () => {
    for (const { identityId, outcomes } of races) {
      expect(winnersOf(outcomes, CHANGES), identityId).to.have.length(1);
      const { state, version } = await sichuan.client.accounts.get(identityId);
      expect({ state, version }).to.deep.equal({
        ...{ state: outcomes.leave === 'COMMITTED' ? 'WITHDRAWN' : 'RETAINED', version: 2 },
      });
      const [asker, ...others] = winnersOf(outcomes, REQUESTS);
      expect(others, identityId).to.deep.equal([]);
      // Nobody takes over whoever has left before the request came.
      if (asker === undefined) expect(state).to.equal('WITHDRAWN');
      else await expectAsked(identityId, receivers[asker]);
    }
  });

  async function expectAsked(identityId: string, { governor, union }: Receiver): Promise<void> {
    for (const { client } of [sichuan, governor])
      expect(await client.transfers.get(identityId)).to.include({ to: union, number: 1 });
  }

  async function race(person: PersonInput): Promise<Race> {
    const enrolment = await prepareEnrolment(sichuan, test.ledger, person);
    const { status } = await submitEnrolment(enrolment);
    expect(status).to.equal('COMMITTED');
    const { identityId } = enrolment.parts;
    const named = { identityId, place: '', on: chinaDateAt(Date.now()), evidence: EVIDENCE };
    const signed: Readonly<Record<Rival, SignedInstruction>> = {
      leave: await change('membership.leave', { ...named, reason: 'request' }),
      retain: await change('membership.retain', { ...named, reason: 'unemployed' }),
      anhui: await prepareTransfer(test, receivers.anhui, person),
      beijing: await prepareTransfer(test, receivers.beijing, person),
    };
    const governors = {
      leave: sichuan,
      retain: sichuan,
      anhui: receivers.anhui.governor,
      beijing: receivers.beijing.governor,
    };
    const sent = Object.entries(signed).map(
      async ([rival, one]) => [rival, await outcomeOf(governors[rival as Rival], one)] as const,
    );
    return { identityId, outcomes: Object.fromEntries(await Promise.all(sent)) as Outcomes };
  }

  function change<T extends 'membership.leave' | 'membership.retain'>(
    type: T,
    payload: PayloadOf<T>,
  ): Promise<SignedInstruction> {
    const { operator, signer } = sichuan;
    const { operatorId: actor } = operator;
    const common = { ledger: test.ledger, actor, publicKey: signer.publicKey, subjectVersion: 1 };
    return signInstruction(newInstruction({ ...common, type, payload }), signer);
  }
});

function winnersOf<T extends Rival>(outcomes: Outcomes, among: readonly T[]): readonly T[] {
  return among.filter((rival) => outcomes[rival] === 'COMMITTED');
}

async function outcomeOf({ client }: GovernorClient, signed: SignedInstruction): Promise<string> {
  try {
    return (await client.instructions.submit(signed, { waitSeconds: 30 })).status;
  } catch (error) {
    if (error instanceof ApiError) return error.code;
    throw error;
  }
}
