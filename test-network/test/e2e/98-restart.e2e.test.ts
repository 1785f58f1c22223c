// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { PersonInput } from '@unionid/domain/api';
import { randomBytes } from '@unionid/domain/signing';
import { toHex } from '@unionid/domain/sm';
import { projectOf, readDocker } from '@unionid/network';
import type { GovernorClient, TestNetwork } from '@unionid/test-network';
import { importFile, NATIONAL, newVerifier, prepareEnrolment, submitEnrolment } from '@unionid/test-network';
import { gatewaySecretFiles } from '#src/setup/secret-files.js';
import { gatewayFiles, restartGateway } from '../support/gateway-files.js';
import { openPeers, sameHeight } from '../support/peers.js';
import { foundUnion, people, withMemberFile } from '../support/people-file.js';
import { realNetwork, RUNTIME } from '../support/real-network.js';

const UNIONID = fileURLToPath(new URL('../../../sdk/dist/cli/main.js', import.meta.url));
const UNION = '四川停机试验厂工会委员会';
const FIRST_PERSON = 110_000;
const MEMBERS = 40;

// After all others: it takes the network down.
describe('a network that is taken down', () => {
  let test: TestNetwork;
  let sichuan: GovernorClient;
  let org: string;
  let importId: string;

  before(async () => {
    test = await realNetwork();
    sichuan = test.clientOf('sichuan');
    org = await foundUnion(test, sichuan, UNION);
    const view = await withMemberFile(people(FIRST_PERSON, MEMBERS), UNION, (file) =>
      importFile(sichuan, test.ledger, { kind: 'members', file }),
    );
    ({ importId } = view);
  });

  it('keeps ledger, vault and read model', async () => {
    const before = await heightOf(test);
    await test.network.down();
    expect((await test.network.status()).state).to.equal('stopped');
    await test.startFabric();
    await test.startGateways();
    expect(await heightOf(test)).to.equal(before);
    const vault = await gatewayFiles(test, 'sichuan').vaultStates(`import/${importId}`);
    expect([...vault.values()]).to.deep.equal(Array.from({ length: MEMBERS }, () => 'ACTIVE'));
    expect((await gatewayFiles(test, 'anhui').accountsOf([org])).size).to.equal(MEMBERS);
    const { items } = await sichuan.client.members.list({ org });
    expect(items.length).to.be.greaterThan(0);
  });

  it('turns the matching key: found by both versions, and by the newer alone once accounts were led to it', async () => {
    const [member = expect.fail(), late = expect.fail()] = [FIRST_PERSON, FIRST_PERSON + MEMBERS].flatMap(
      (first) => people(first, 1),
    );
    addMatchingKey(test);
    await restartGateway(test, NATIONAL.organization);
    await unionid(NATIONAL.organization, 'governance', 'open-key-version', '2');
    expect(await isMember(member), 'by the older').to.equal('yes');
    const prepared = await prepareEnrolment(sichuan, test.ledger, late);
    expect(prepared.parts.formerKey).to.match(/^1\./);
    expect((await submitEnrolment(prepared)).status).to.equal('COMMITTED');
    const rekeyed = await unionid('sichuan', 'members', 'rekey', '--org', org);
    expect(rekeyed).to.deep.equal({ org, led: MEMBERS, before: 0, left: [] });
    // On the network of all tests files are open that know somebody by it alone (ADR 69).
    await unionid(NATIONAL.organization, 'governance', 'close-key-version', '1', '--at-once');
    for (const person of [member, late]) expect(await isMember(person), 'by the newer').to.equal('yes');
  });

  it('leaves nothing after a reset', async () => {
    await test.reset();
    expect(existsSync(test.runDir)).to.equal(false);
    if (RUNTIME !== 'container') return;
    for (const kind of ['container', 'network', 'volume']) expect(await leftOf(kind, test)).to.deep.equal([]);
  });
  /** From 北京, once its gateway has seen everything. */
  async function isMember(person: PersonInput): Promise<string> {
    await test.clientOf('beijing').client.organisations.get(org, { minHeight: await heightOf(test) });
    return (await newVerifier(test, 'beijing')(person)).isMember;
  }

  /** The command line as a union's root operator runs it. */
  async function unionid(organization: string, ...args: readonly string[]): Promise<unknown> {
    const config = join(test.runDir, 'unions', organization, 'cli.json');
    const { passwordFile } = test.clientOf(organization).operator;
    const always = ['--yes', '--json', '--config', config, '--password-file', passwordFile];
    const { stdout } = await promisify(execFile)(process.execPath, [UNIONID, ...args, ...always]);
    return JSON.parse(stdout) as unknown;
  }
});

/** As its operator does (ADR 38): the key of before under its version, another beside it. */
function addMatchingKey({ runDir }: TestNetwork): void {
  const { nationalMatchingKeysFile: file } = gatewaySecretFiles(runDir, NATIONAL.organization);
  const { person, name } = JSON.parse(readFileSync(file, 'utf8')) as Record<'person' | 'name', string>;
  writeFileSync(file, JSON.stringify({ person: { 1: person, 2: toHex(randomBytes(32)) }, name }));
}

async function heightOf({ network }: TestNetwork): Promise<number> {
  const peers = openPeers(network);
  try {
    return await sameHeight(peers);
  } finally {
    for (const peer of peers) peer.close();
  }
}

async function leftOf(kind: string, { runDir }: TestNetwork): Promise<string[]> {
  const filter = `label=com.docker.compose.project=${projectOf(runDir)}`;
  const all = kind === 'container' ? ['--all'] : [];
  return (await readDocker([kind, 'ls', ...all, '--quiet', '--filter', filter])).split('\n').filter(Boolean);
}
