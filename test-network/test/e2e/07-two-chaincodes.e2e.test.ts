// SPDX-License-Identifier: Apache-2.0
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { InstructionStatus } from '@unionid/domain/api';
import type { ChaincodeName, IdentifiedAccount } from '@unionid/domain/ledger';
import type { ChaincodeDefinition } from '@unionid/network';
import {
  BENEFIT,
  IDENTITY,
  prepareEnrolment,
  submitEnrolment,
  type GovernorClient,
  type PreparedEnrolment,
  type TestNetwork,
} from '@unionid/test-network';
import { openPeers, sameHeight, type Peer } from '../support/peers.js';
import { people } from '../support/people-file.js';
import { realNetwork, withBundles } from '../support/real-network.js';

const BUILT = fileURLToPath(new URL(`../../../build/chaincode/${BENEFIT}`, import.meta.url));
/** In the repository, because a server that is a process finds its packages there. */
const NEXT = fileURLToPath(new URL(`../../../build/chaincode-next/${BENEFIT}`, import.meta.url));
const NEXT_VERSION = '0.0.0-next';
const FIRST_PERSON = 93_000;

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
  let nextPerson = FIRST_PERSON;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    peers = openPeers(test.network);
    next = withBundles(test, { [BENEFIT]: writeNextBundle() });
  });

  after(() => {
    for (const peer of peers) peer.close();
  });

  it('has one of them upgraded while members are enrolled by the other', async () => {
    await upgradeBenefitAlone(next, NEXT_VERSION);
  });

  it('has it go back to the former version the same way', async () => {
    await upgradeBenefitAlone(test, readVersion(BUILT));
  });

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

/** The very same code under another version. */
function writeNextBundle(): string {
  cpSync(BUILT, NEXT, { recursive: true });
  for (const file of ['package.json', 'bundle.json']) {
    const manifest = JSON.parse(readFileSync(join(BUILT, file), 'utf8')) as object;
    writeFileSync(join(NEXT, file), JSON.stringify({ ...manifest, version: NEXT_VERSION }, null, 2));
  }
  return NEXT;
}

function readVersion(bundle: string): string {
  const { version } = JSON.parse(readFileSync(join(bundle, 'bundle.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
