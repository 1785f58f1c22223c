// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommitError, StatusCode } from '@hyperledger/fabric-gateway';
import { expect } from 'chai';
import {
  approveChaincode,
  type ChaincodeDefinition,
  type ChaincodeServerContext,
  commitChaincode,
  connect,
  connectionOf,
  createNetwork,
  type DeployOptions,
  ENDORSEMENT_POLICY_PATH,
  identifyProcess,
  type Network,
  newChaincodePackage,
  type OpenConnection,
  parseTopology,
  type PeerAdmin,
  pollUntil,
  type ProcessIdentity,
  type ProgressEvent,
  readApplicationPolicies,
  readBlock,
  readTransaction,
  reasonOf,
} from '#src/index.js';
import { failureOf } from './fixtures/failure-of.js';
import { PILOT } from './fixtures/topologies.js';

const SERVER = fileURLToPath(new URL('./fixtures/chaincode-server.js', import.meta.url));
const CHANNEL = 'union-main';

describe('a network of five organisations', function () {
  this.timeout(180_000);

  let folder: string;
  let network: Network;
  let gateway: OpenConnection;
  const events: ProgressEvent[] = [];
  const admins = new Map<string, PeerAdmin>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'union network '));
    network = withChaincodes('basic');
    await network.up();
    for (const { name } of network.topology.organizations) admins.set(name, network.openAdmin(name));
    gateway = connect(connectionOf(network.connectionProfile('sichuan'), 'User1'));
  });

  after(async () => {
    gateway.close();
    for (const each of admins.values()) each.close();
    await network.reset();
    await rm(folder, { recursive: true, force: true });
  });

  it('reports each step with its time', () => {
    const done = events.filter(({ status }) => status === 'done').map(({ step }) => step);
    expect(done).to.deep.equal([
      'binaries',
      'ports',
      'crypto',
      'configuration',
      'orderers',
      'peers',
      'channels',
      'ready',
    ]);
  });

  it('runs four orderers and five peers of one height', async () => {
    const status = await network.status();
    expect(status.state).to.equal('running');
    expect(status.nodes.filter(({ healthy }) => healthy)).to.have.length(9);
    expect(Object.values(status.channels[0]?.heights ?? {})).to.deep.equal([1, 1, 1, 1, 1]);
  });

  it('keeps every key and folder from other users', async () => {
    const entries = await readdir(network.runDir, { recursive: true, withFileTypes: true });
    const modes = await Promise.all(
      entries.map(async (each) => (await stat(join(each.parentPath, each.name))).mode),
    );
    const open = entries.filter((_, index) => ((modes[index] ?? 0) & 0o077) !== 0).map(({ name }) => name);
    const runFolder = (await stat(network.runDir)).mode & 0o777;
    expect(runFolder).to.equal(0o700);
    expect(open.filter((name) => /_sk$|\.key$|connection\.json$|order\.json$/.test(name))).to.deep.equal([]);
  });

  it('writes the policies of the design to the channel', async () => {
    const provinces = ['BeijingMSP', 'ShandongMSP', 'AnhuiMSP', 'SichuanMSP'];
    const role = (name: string) => provinces.map((mspId) => `'${mspId}.${name}'`).join(', ');
    const policies = await readApplicationPolicies(admin('anhui'), CHANNEL);
    expect(policies).to.include({
      NationalAndProvince: `AND('NationalMSP.peer', OutOf(1, ${role('peer')}))`,
      LifecycleEndorsement: `AND('NationalMSP.peer', OutOf(3, ${role('peer')}))`,
      Admins: `AND('NationalMSP.admin', OutOf(3, ${role('admin')}))`,
    });
  });

  it('takes up a chaincode that it was generated without', async () => {
    network = withChaincodes('basic', 'second');
    await network.up();
    expect(await network.status()).to.include({ state: 'running' });
  });

  it('deploys chaincodes side by side under the policy that the channel holds, and says whose each step is', async () => {
    events.length = 0;
    const [basic, second] = await network.deployChaincodes([
      deployment('basic', '1'),
      deployment('second', '1'),
    ]);
    expect([basic, second].map((each) => each?.definition.sequence)).to.deep.equal([1, 1]);
    expect(basic?.packageId).to.match(/^basic_1_[0-9a-f]{12}:[0-9a-f]{64}$/);
    expect(second?.packageId).to.match(/^second_1_[0-9a-f]{12}:[0-9a-f]{64}$/);
    const { channels } = await network.status();
    expect(channels[0]?.chaincodes).to.have.deep.members([
      { name: 'basic', version: '1', sequence: 1, endorsementPolicy: ENDORSEMENT_POLICY_PATH },
      { name: 'second', version: '1', sequence: 1, endorsementPolicy: ENDORSEMENT_POLICY_PATH },
    ]);
    const done = events.filter(({ status }) => status === 'done');
    for (const name of ['basic', 'second'])
      expect(done.filter(({ subject }) => subject === name).map(({ step }) => step)).to.deep.equal([
        'chaincode-install',
        'chaincode-start',
        'chaincode-approve',
        'chaincode-commit',
      ]);
  });

  it('commits what national and a province endorse, on every peer', async () => {
    const { code, transactionId } = await put('a', ['NationalMSP', 'SichuanMSP']);
    expect(code).to.equal(StatusCode.VALID);
    for (const each of admins.values()) {
      const found = await pollUntil(
        () => readTransaction(each, { channel: CHANNEL, transactionId }).catch(() => undefined),
        { what: 'the transaction on every peer', timeoutMs: 20_000 },
      );
      expect(found.getValidationcode()).to.equal(StatusCode.VALID);
    }
  });

  for (const endorsers of [['NationalMSP'], ['SichuanMSP'], ['SichuanMSP', 'BeijingMSP', 'AnhuiMSP']]) {
    it(`invalidates what only ${endorsers.join(' and ')} endorsed`, async () => {
      const { code } = await put('forged', endorsers);
      expect(code).to.equal(StatusCode.ENDORSEMENT_POLICY_FAILURE);
      expect(await get('forged')).to.equal('');
    });
  }

  describe('replacing the chaincode', () => {
    const definition: ChaincodeDefinition = {
      name: 'basic',
      version: 'forced',
      sequence: 2,
      endorsementPolicy: ENDORSEMENT_POLICY_PATH,
    };

    before(async () => {
      for (const name of ['national', 'beijing', 'shandong']) {
        await approveChaincode(admin(name), {
          channel: CHANNEL,
          definition,
          packageId: `basic_forced:${'0'.repeat(64)}`,
        });
      }
    });

    for (const endorsers of [['NationalMSP'], ['NationalMSP', 'BeijingMSP', 'ShandongMSP']]) {
      it(`is invalidated when only ${endorsers.join(', ')} agree`, async () => {
        const commit = () =>
          commitChaincode(admin('national'), { channel: CHANNEL, definition, endorsingMspIds: endorsers });
        const error = await failureOf(() => retryUnseen(commit));
        expect(error).to.be.instanceOf(CommitError);
        expect((error as CommitError).code).to.equal(StatusCode.ENDORSEMENT_POLICY_FAILURE);
      });
    }

    it('is refused by an organisation that did not approve it', async () => {
      const endorsingMspIds = ['NationalMSP', 'BeijingMSP', 'ShandongMSP', 'AnhuiMSP'];
      const error = await failureOf(() =>
        commitChaincode(admin('national'), { channel: CHANNEL, definition, endorsingMspIds }),
      );
      expect(reasonOf(error)).to.include('chaincode definition not agreed to by this org (AnhuiMSP)');
    });

    it('leaves the definition as it was', async () => {
      expect(await committed('basic')).to.deep.equal([1, '1']);
    });

    it('is done when national and a majority of the provinces agree', async () => {
      // As after a deployment that was broken off: one organisation has approved this very package already.
      const { packageId } = newChaincodePackage({
        name: 'basic',
        version: '2',
        bundle: await readFile(SERVER),
      });
      await approveChaincode(admin('anhui'), {
        channel: CHANNEL,
        definition: { ...definition, version: '2' },
        packageId,
      });
      const [upgraded] = await network.deployChaincodes([deployment('basic', '2')]);
      expect(upgraded?.definition.sequence).to.equal(2);
      expect(await evaluate('version')).to.equal('2');
      expect(await runningServers('basic')).to.have.length(5);
    });

    it('leaves the other chaincode as it was', async () => {
      expect(await committed('second')).to.deep.equal([1, '1']);
      expect(await runningServers('second')).to.have.length(5);
    });
  });

  describe('its processes', () => {
    it('brings back a peer, a chaincode server and the leading orderer that were killed', async () => {
      const leader = (await network.orderingLeader(CHANNEL)) ?? '';
      const victims = [leader, 'peer0-anhui', 'basic-peer0-sichuan-b'];
      const before = await pidsOf(victims);
      for (const pid of before) process.kill(pid, 'SIGKILL');
      await pollUntil(async () => ((await isRestored(victims, before)) ? true : undefined), {
        what: 'the return of the killed nodes',
        timeoutMs: 60_000,
      });
      await pollUntil(() => network.orderingLeader(CHANNEL), { what: 'a new leader', timeoutMs: 60_000 });
      expect((await put('b', ['NationalMSP', 'SichuanMSP'])).code).to.equal(StatusCode.VALID);
    });

    it('reads blocks and answers at the administration endpoint only to a known certificate', async () => {
      const block = await readBlock(admin('beijing'), { channel: CHANNEL, number: 0 });
      expect(block.getHeader()?.getNumber()).to.equal(0);
      const port = network.ports().orderers['national-ordering']?.admin ?? 0;
      const anonymous = await failureOf(() => fetch(`https://127.0.0.1:${port}/participation/v1/channels`));
      expect(anonymous).to.be.instanceOf(TypeError);
    });

    it('stops every process, keeps the ledger, and starts again', async () => {
      const running = await livingProcesses();
      expect(running).to.have.length(19);
      await network.down();
      expect(running.filter(({ pid }) => identifyProcess(pid) !== undefined)).to.deep.equal([]);
      expect((await network.status()).state).to.equal('stopped');
      events.length = 0;
      await network.up();
      await network.deployChaincodes([deployment('basic', '2')]);
      expect(events.filter(({ status }) => status === 'done').map(({ step }) => step)).to.not.include(
        'crypto',
      );
      expect(await get('a')).to.equal('value of a');
    });

    it('leaves nothing behind after a reset', async () => {
      const running = await livingProcesses();
      await network.reset();
      expect(running.filter(({ pid }) => identifyProcess(pid) !== undefined)).to.deep.equal([]);
      expect(await readdir(network.runDir)).to.deep.equal([]);
      expect((await network.status()).state).to.equal('absent');
    });
  });

  function withChaincodes(...names: readonly string[]): Network {
    const chaincodes = names.map((name) => ({ name, channel: CHANNEL }));
    return createNetwork(parseTopology({ ...PILOT, chaincodes, settings: { chaincodeTls: 'mutual' } }), {
      runDir: join(folder, 'run folder'),
      endWithCaller: true,
      onProgress: (event) => events.push(event),
    });
  }

  function admin(name: string): PeerAdmin {
    const found = admins.get(name);
    if (found === undefined) throw new Error(`no administrator of ${name}`);
    return found;
  }

  function deployment(name: string, version: string): DeployOptions {
    const server = ({ address, packageId, tls }: ChaincodeServerContext) => ({
      command: process.execPath,
      args: [
        SERVER,
        address,
        packageId,
        version,
        ...(tls ? [tls.keyPath, tls.certPath, tls.clientCaCertPath] : []),
      ],
      env: {},
    });
    return { name, version, bundlePath: SERVER, server };
  }

  /** Sequence and version of what the channel holds. */
  async function committed(name: string) {
    const { channels } = await network.status();
    const found = channels[0]?.chaincodes.find((each) => each.name === name);
    return [found?.sequence, found?.version];
  }

  async function runningServers(chaincode: string): Promise<string[]> {
    const { nodes } = await network.status();
    return nodes
      .filter(({ name, kind }) => kind === 'chaincode' && name.startsWith(`${chaincode}-`))
      .filter(({ state }) => state !== 'stopped')
      .map(({ name }) => name);
  }

  async function put(key: string, endorsingOrganizations: string[]) {
    const contract = gateway.gateway.getNetwork(CHANNEL).getContract('basic');
    const proposal = contract.newProposal('put', {
      arguments: [key, `value of ${key}`],
      endorsingOrganizations,
    });
    const commit = await retryUnseen(async () => (await proposal.endorse()).submit());
    const { code } = await commit.getStatus();
    return { code, transactionId: proposal.getTransactionId() };
  }

  async function get(key: string): Promise<string> {
    return evaluate('get', key);
  }

  async function evaluate(fn: string, ...args: string[]): Promise<string> {
    const contract = gateway.gateway.getNetwork(CHANNEL).getContract('basic');
    return Buffer.from(await retryUnseen(() => contract.evaluateTransaction(fn, ...args))).toString();
  }

  async function pidsOf(names: readonly string[]): Promise<number[]> {
    const { nodes } = await network.status();
    return names.map((name) => {
      const pid = nodes.find((node) => node.name === name)?.pid ?? 0;
      // A signal to process 0 would go to the test's own group.
      if (pid === 0) throw new Error(`${name} does not run`);
      return pid;
    });
  }

  async function isRestored(names: readonly string[], before: readonly number[]): Promise<boolean> {
    const { nodes } = await network.status();
    return names.every((name, index) => {
      const node = nodes.find((each) => each.name === name);
      return node?.healthy === true && node.pid !== before[index] && node.restarts === 1;
    });
  }

  async function livingProcesses(): Promise<ProcessIdentity[]> {
    const { nodes } = await network.status();
    return nodes.flatMap(({ pid }) => (pid === null ? [] : (identifyProcess(pid) ?? [])));
  }
});

/** Repeats while peers have not yet found a node that has just (re)started. */
async function retryUnseen<T>(work: () => Promise<T>): Promise<T> {
  return pollUntil(
    async () => {
      try {
        return { result: await work() };
      } catch (error) {
        if (
          /no combination of peers|no peers available|failed to find|UNAVAILABLE|not agreed/.test(
            reasonOf(error),
          )
        )
          return undefined;
        throw error;
      }
    },
    { what: 'peers that know each other', timeoutMs: 30_000 },
  ).then(({ result }) => result);
}
