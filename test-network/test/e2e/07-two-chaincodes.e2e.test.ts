// SPDX-License-Identifier: Apache-2.0
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { InstructionStatus, PersonInput } from '@unionid/domain/api';
import { samplePayload } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionArgument, type SignedInstruction } from '@unionid/domain/instruction';
import { ledgerKey, type ChaincodeName, type IdentifiedAccount } from '@unionid/domain/ledger';
import { expectCode } from '@unionid/domain/testing';
import { chinaDateAt } from '@unionid/domain/values';
import type { ChaincodeDefinition } from '@unionid/network';
import { newInstruction, signInstruction } from '@unionid/sdk';
import {
  BENEFIT,
  IDENTITY,
  newVerifier,
  prepareEnrolment,
  submitDirectly,
  submitEnrolment,
  type GovernorClient,
  type PreparedEnrolment,
  type TestNetwork,
} from '@unionid/test-network';
import { openPeers, sameHeight, type Peer } from '../support/peers.js';
import { people } from '../support/people-file.js';
import { BUILT, CARRY, plantContract } from '../support/planted-bundle.js';
import { realNetwork, withBundles } from '../support/real-network.js';

const NEXT_VERSION = '0.0.0-next';
const FIRST_PERSON = 93_000;
/** The same code with a fault: it writes whatever it is told, under its own name or carried along to the other chaincode. */
const FAULTY = {
  folder: 'chaincode-next',
  version: NEXT_VERSION,
  contract: 'fault',
  methods: `
  async put(ctx, write) {
    const { key, value } = JSON.parse(write);
    await ctx.stub.putState(key, Buffer.from(value));
  }
${CARRY}`,
} as const;

/** What an enrolment was, and whether the upgrade went on from its beginning to its end. */
interface Enrolled {
  readonly prepared: PreparedEnrolment;
  readonly status: InstructionStatus;
  readonly isMeanwhile: boolean;
}

describe('two chaincodes on one channel', () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let peers: readonly Peer[];
  let next: TestNetwork;
  let bundle: string;
  let member: Member;
  let nextPerson = FIRST_PERSON;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    peers = openPeers(test.network);
    bundle = plantContract(FAULTY);
    next = withBundles(test, { [BENEFIT]: bundle });
  });

  after(() => {
    for (const peer of peers) peer.close();
    rmSync(bundle, { recursive: true, force: true });
  });

  it('has one of them upgraded while members are enrolled by the other', async () => {
    await upgradeBenefitAlone(next, NEXT_VERSION);
  });

  it('leaves a member alone whom a fault of the upgraded one tries to write', async () => {
    const { account, identityId } = await enrolledMember();
    const forged = {
      ...account,
      v: account.v + 1,
      state: 'NONE',
      org: test.clientOf('anhui').operator.orgId,
    };
    const key = ledgerKey.account(identityId);
    // It commits: the state of each chaincode is its own, and nobody looks for a member in that of another.
    await sendToFault('put', { key, value: canonicalJson(forged) });
    await expectUnchanged(identityId, account);
    const left = await signedLeave(identityId, account);
    const carried = { name: 'membership:leave', argument: instructionArgument(left) };
    await expectCode(sendToFault('carry', carried), 'PROPOSAL_FOREIGN');
    await expectUnchanged(identityId, account);
    // The very same one is carried out where it belongs, so that nothing but the fault's way was refused.
    const { status } = await sichuan.client.instructions.submit(left, { waitSeconds: 30 });
    expect(status).to.equal('COMMITTED');
  });

  it('has it go back to the former version the same way', async () => {
    await upgradeBenefitAlone(test, readVersion(BUILT));
  });

  interface Member {
    readonly identityId: string;
    readonly personKey: string;
    readonly person: PersonInput;
    readonly account: IdentifiedAccount['account'];
  }

  async function enrolledMember(): Promise<Member> {
    const [person = expect.fail('nobody')] = people(nextPerson, 1);
    const { parts, ...prepared } = await prepare();
    await submitEnrolment({ parts, ...prepared });
    await sameHeight(peers);
    const [peer = expect.fail('no peer')] = peers;
    const { personKey, identityId } = parts;
    const { account } = (await peer.read('person:read', { personKey })) as IdentifiedAccount;
    member = { identityId, personKey, person, account };
    return member;
  }

  function sendToFault(name: string, argument: object): Promise<string> {
    const as = { organization: 'sichuan', user: 'User1', endorserMsp: 'SichuanMSP' } as const;
    const call = { chaincode: BENEFIT, function: `fault:${name}`, argument: JSON.stringify(argument) };
    return submitDirectly(test.network, { ...as, ...call });
  }

  /** By every peer, by the gateway of the member's union and by another one's. */
  async function expectUnchanged(identityId: string, account: Member['account']): Promise<void> {
    const height = await sameHeight(peers);
    const { personKey, person } = member;
    for (const peer of peers) {
      const found = (await peer.read('person:read', { personKey })) as IdentifiedAccount;
      expect(found.account, peer.organization).to.deep.equal(account);
    }
    const { org, state } = await sichuan.client.accounts.get(identityId, { minHeight: height });
    expect({ org, state }).to.deep.equal({ org: account.org, state: 'ACTIVE' });
    expect(await newVerifier(test, 'beijing')(person)).to.include({ isMember: 'yes', state: 'ACTIVE' });
  }

  function signedLeave(
    identityId: string,
    { v: subjectVersion }: Member['account'],
  ): Promise<SignedInstruction> {
    const { operator, signer } = sichuan;
    const { ledger } = test;
    const common = { ledger, actor: operator.operatorId, publicKey: signer.publicKey, subjectVersion };
    const on = chinaDateAt(Date.now());
    const payload = { ...samplePayload('membership.leave'), identityId, place: '', on };
    return signInstruction(newInstruction({ ...common, type: 'membership.leave', payload }), signer);
  }

  async function upgradeBenefitAlone(by: TestNetwork, version: string): Promise<void> {
    const [identity, benefit] = [await definitionOf(IDENTITY), await definitionOf(BENEFIT)];
    const servers = await serversOf(IDENTITY);
    const enrolled = await enrolWhile(() => by.deploy([BENEFIT]));
    expect(await definitionOf(BENEFIT)).to.deep.equal({
      ...benefit,
      version,
      sequence: benefit.sequence + 1,
    });
    for (const peer of peers)
      expect(await peer.read('governance:runtime', {}, BENEFIT), peer.organization).to.include({ version });
    expect(await definitionOf(IDENTITY)).to.deep.equal(identity);
    expect(await serversOf(IDENTITY)).to.deep.equal(servers);
    expect(enrolled.some(({ isMeanwhile }) => isMeanwhile)).to.equal(true);
    for (const each of enrolled) await expectEnrolled(each);
  }

  /** Enrols members one after the other until `work` is done; what fails on either side fails here. */
  async function enrolWhile(work: () => Promise<unknown>): Promise<readonly Enrolled[]> {
    const ended = new AbortController();
    const [enrolled] = await Promise.all([enrolUntil(ended.signal), work().finally(() => ended.abort())]);
    return enrolled;
  }

  async function enrolUntil(signal: AbortSignal): Promise<readonly Enrolled[]> {
    const enrolled: Enrolled[] = [];
    while (!signal.aborted) {
      const prepared = await prepare();
      const status = await submitEnrolment(prepared);
      enrolled.push({ prepared, status, isMeanwhile: !signal.aborted });
    }
    return enrolled;
  }

  function prepare(): Promise<PreparedEnrolment> {
    const [person] = people(nextPerson, 1);
    nextPerson += 1;
    return prepareEnrolment(sichuan, test.ledger, person ?? expect.fail('nobody'));
  }

  async function expectEnrolled({ prepared, status }: Enrolled): Promise<void> {
    expect(status).to.include({ status: 'COMMITTED' });
    await sameHeight(peers);
    const { identityId, personKey } = prepared.parts;
    for (const peer of peers) {
      const found = (await peer.read('person:read', { personKey })) as IdentifiedAccount;
      expect(found.identityId, peer.organization).to.equal(identityId);
      expect(found.account, peer.organization).to.include({ state: 'ACTIVE' });
    }
  }

  async function definitionOf(chaincode: ChaincodeName): Promise<ChaincodeDefinition> {
    const { channels } = await test.network.status();
    const found = channels[0]?.chaincodes.find(({ name }) => name === chaincode);
    return found ?? expect.fail(`${chaincode} is not committed`);
  }

  /** The servers of a chaincode that run, with their processes. */
  async function serversOf(chaincode: ChaincodeName): Promise<readonly unknown[]> {
    const nodes = await test.network.launcher.status();
    return nodes
      .filter(({ name, state }) => name.startsWith(`${chaincode}-peer0-`) && state === 'running')
      .map(({ name, pid, restarts }) => ({ name, pid, restarts }));
  }
});

function readVersion(bundle: string): string {
  const { version } = JSON.parse(readFileSync(join(bundle, 'bundle.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
