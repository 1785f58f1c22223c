// SPDX-License-Identifier: Apache-2.0
// `npm run campaign -- transfers`: the steps of transfers by all sides at once, while nodes are killed and cut off.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Action } from '@unionid/chaincode/testing';
import { decodeBlock } from '@unionid/gateway';
import { OBJECTION_GROUNDS } from '@unionid/domain/ledger';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { isOpen, TRANSFER_ACTIONS } from '@unionid/domain/transfer';
import { readBlock } from '@unionid/network';
import { newReleaseCode } from '@unionid/sdk';
import {
  CHANNEL,
  foundReceivingUnion,
  hireCadre,
  newVerifier,
  prepareEnrolment,
  submitEnrolment,
  WORKING_DAY_SECONDS,
  type TestNetwork,
} from '@unionid/test-network';
import { gatewayFiles } from '../support/gateway-files.js';
import { openPeers, sameHeight, stateHash } from '../support/peers.js';
import { people } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';
import { Chance } from './chance.js';
import { counted } from './counted.js';
import { Faults } from './faults.js';
import { TransferActor, type Attempt, type CampaignMember, type Side } from './transfer-actor.js';
import { TransferReplay } from './transfer-replay.js';

const MINUTES = Number(process.env.UNIONID_CAMPAIGN_MINUTES ?? 30);
const SEED = process.env.UNIONID_CAMPAIGN_SEED ?? randomBytes(4).toString('hex');
const SIDES = ['sichuan', 'beijing', 'anhui', 'national'] as const;
const MEMBERS = 30;
const FIRST_PERSON = 70_000;
const WORKERS_PER_SIDE = 2;
/** A refusal is held against the rules only where nothing happened so long before and after it. */
const MARGIN_MS = 3_000;
/** Refusals that the rules of transfers do not speak of: the gateway's own, and of what its copy of the ledger has not seen yet. */
const OF_THE_MOMENT = [
  ...[
    'STALE_SUBJECT',
    'TRANSFER_SLOT_TAKEN',
    'TRANSFER_CAP',
    'CONFLICT',
    'MEMBER_NOT_FOUND',
    'MEMBER_UNCHANGED',
  ],
  ...['LEDGER_BEHIND', 'LEDGER_UNAVAILABLE', 'MATCHING_UNAVAILABLE', 'GATEWAY_UNREACHABLE'],
];

describe(`campaign transfers, ${String(MINUTES)} minutes, seed ${SEED}`, () => {
  const chance = new Chance(SEED);
  const codes = [newReleaseCode(), newReleaseCode()];
  const attempts: Attempt[] = [];
  let test: TestNetwork;
  let sides: readonly Side[];
  let members: readonly CampaignMember[];
  let faults: Faults;
  let replay: TransferReplay;

  before(async () => {
    test = await realNetwork();
    sides = await Promise.all(SIDES.map(sideOf));
    members = await Promise.all(people(FIRST_PERSON, MEMBERS).map(enrol));
    faults = new Faults(test, chance);
    const until = Date.now() + MINUTES * 60_000;
    const workers = sides.flatMap((side, by) =>
      Array.from({ length: WORKERS_PER_SIDE }, () => work(side, by, until)),
    );
    await Promise.all([faults.run(until), ...workers]);
    replay = await replayed();
  });

  after(() => {
    process.stdout.write(`${summary()}\n`);
  });

  it('ends with every peer in the same state', async () => {
    const peers = openPeers(test.network);
    try {
      const height = await sameHeight(peers);
      const hashes = await Promise.all(peers.map((peer) => stateHash(peer, height)));
      expect(new Set(hashes).size).to.equal(1);
    } finally {
      for (const peer of peers) peer.close();
    }
  });

  it('took nothing against the rules, and kept each member in exactly one union at every transaction', () => {
    expect(replay.faults).to.deep.equal([]);
    expect(replay.taken.length).to.be.greaterThan(0);
  });

  it('told everybody what came of it: each step that was said to be taken was, once, and no other', () => {
    const said = attempts.flatMap(({ outcome, instructionId }) =>
      outcome === 'COMMITTED' ? [instructionId] : [],
    );
    expect(replay.taken.map(({ instructionId }) => instructionId).sort()).to.deep.equal(said.sort());
    expect(attempts.filter(({ outcome }) => outcome === 'UNKNOWN')).to.deep.equal([]);
  });

  it('refused nothing that the rules allowed throughout', () => {
    const refused = attempts.filter(
      (attempt) => attempt.outcome !== 'COMMITTED' && !OF_THE_MOMENT.includes(attempt.outcome),
    );
    const allowed = refused.filter(
      ({ who, action, began, ended }) =>
        replay.may(who, action, began - MARGIN_MS) && replay.may(who, action, ended + MARGIN_MS),
    );
    expect(allowed.filter(isSettled)).to.deep.equal([]);
  });

  it('raised no alarm', async () => {
    await faults.lookForAlarms();
    expect(faults.alarms).to.deep.equal([]);
  });

  it('is seen alike by gateways, verification and vaults', async () => {
    for (const [who, member] of members.entries()) await expectSeen(who, member);
  });

  async function work(side: Side, by: number, until: number): Promise<void> {
    const actor = new TransferActor(test, side, codes);
    while (Date.now() < until) {
      await sleep(chance.between(0, 1_500));
      const who = chance.between(0, MEMBERS);
      const member = members[who];
      if (member === undefined) throw new RangeError('nobody');
      const allowed = await actor.allowed(member);
      const action = chosen(allowed, by);
      // Nobody asks for anybody in the name of the national union.
      if (action.is === 'request' && side.union === '') continue;
      attempts.push(await actor.try(who, member, action));
    }
  }

  /** Whether nothing else went on with the member, and the side could know all that had. */
  function isSettled(attempt: Attempt): boolean {
    const { who, action, began, ended } = attempt;
    const isAlone = attempts.every(
      (other) => other === attempt || other.who !== who || other.began > ended || other.ended < began,
    );
    const organization = SIDES[action.by] ?? 'national';
    return (
      isAlone &&
      !faults.wasHit(organization, began, ended) &&
      !replay.isBusy(who, began - MARGIN_MS, ended + MARGIN_MS)
    );
  }

  /** Mostly what the gateway says may be done, so that histories get far. */
  function chosen(allowed: readonly string[], by: number): Action {
    const [first, ...others] = TRANSFER_ACTIONS.filter((action) => allowed.includes(action));
    const isTold = first !== undefined && chance.between(0, 10) < 7;
    const is = isTold ? chance.among([first, ...others]) : chance.among(TRANSFER_ACTIONS);
    const code = [0, 0, 1, undefined][chance.between(0, 4)];
    if (is === 'release' || is === 'request') return { is, by, code };
    if (is === 'object' || is === 'appeal') return { is, by, ground: chance.among(OBJECTION_GROUNDS) };
    if (is === 'decide') return { is, by, outcome: chance.among(['go', 'stay'] as const) };
    return { is, by };
  }

  async function sideOf(organization: (typeof SIDES)[number]): Promise<Side> {
    if (organization === 'national') return { governor: test.clientOf(organization), union: '' };
    const side = await foundReceivingUnion(test, organization, `${organization}示范往来厂工会委员会`);
    const { orgId: org } = side.governor.operator;
    const [person] = people(FIRST_PERSON + MEMBERS + SIDES.indexOf(organization), 1);
    if (person === undefined) throw new RangeError('nobody');
    // Whoever gives a member a code is known as a person (ADR 65).
    const cadre = { organization, org, grants: ['member' as const], person };
    return { ...side, governor: await hireCadre(test, cadre, newKeySigner(newSm2KeyPair().privateKey)) };
  }

  async function enrol(person: ReturnType<typeof people>[number]): Promise<CampaignMember> {
    const [home] = sides;
    if (home === undefined) throw new RangeError('no side');
    const prepared = await prepareEnrolment(home.governor, test.ledger, person, { org: home.union });
    const { status } = await submitEnrolment(prepared);
    expect(status).to.equal('COMMITTED');
    return { identityId: prepared.parts.identityId, person };
  }

  async function replayed(): Promise<TransferReplay> {
    const peers = openPeers(test.network);
    try {
      const height = await sameHeight(peers);
      const result = new TransferReplay({
        ...{ ledger: test.ledger, codes, workingDayMs: WORKING_DAY_SECONDS * 1_000 },
        identityIds: members.map(({ identityId }) => identityId),
        unions: sides.map(({ union }) => union),
        sideOf: new Map(sides.map(({ governor }, by) => [governor.operator.operatorId, by])),
      });
      const [national] = peers;
      if (national === undefined) throw new RangeError('no peer');
      for (let number = 0; number < height; number += 1)
        result.take(decodeBlock(await readBlock(national.admin, { channel: CHANNEL, number }), ['identity']));
      return result;
    } finally {
      for (const peer of peers) peer.close();
    }
  }

  async function expectSeen(who: number, { identityId, person }: CampaignMember): Promise<void> {
    const now = Date.now();
    const model = replay.modelAt(who, now).at(now);
    const home = SIDES[model.home] ?? 'national';
    for (const organization of ['sichuan', 'anhui']) {
      const verify = newVerifier(test, organization);
      const { isMember, province } = await verify(person);
      expect({ isMember, province }, identityId).to.deep.equal({
        ...{ isMember: 'yes', province: test.clientOf(home).union.code },
      });
    }
    const { client } = test.clientOf(home);
    const { org } = await client.accounts.get(identityId);
    expect(org, identityId).to.equal(sides[model.home]?.union);
    const vault = await gatewayFiles(test, home).vaultState(identityId);
    expect(vault, identityId).to.equal('ACTIVE');
    const view = await client.transfers.get(identityId).catch(() => undefined);
    const later = replay.modelAt(who, now).at(Date.now()).status;
    if (view !== undefined && model.status === later)
      expect(isOpen(view.status) ? view.status : undefined, identityId).to.equal(model.status);
  }

  function summary(): string {
    const { taken } = replay;
    const lines = [
      `seed ${SEED}, ${String(MINUTES)} minutes, ${String(attempts.length)} attempts`,
      `outcomes: ${counted(attempts.map(({ outcome }) => outcome))}`,
      `taken: ${counted(taken.map(({ action }) => action.is))}`,
      `blows: ${counted(faults.blows.map(({ node, how }) => `${node.replace(/-.*/, '')} ${how}`))}`,
    ];
    return lines.map((line) => `      ${line}`).join('\n');
  }
});
