// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { projectOf, readDocker } from '@unionid/network';
import type { GovernorClient, TestNetwork } from '@unionid/test-network';
import { importFile } from '@unionid/test-network';
import { gatewayFiles } from '../support/gateway-files.js';
import { openPeers, sameHeight } from '../support/peers.js';
import { foundUnion, people, withMemberFile } from '../support/people-file.js';
import { realNetwork, RUNTIME } from '../support/real-network.js';

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

  it('leaves nothing after a reset', async () => {
    await test.reset();
    expect(existsSync(test.runDir)).to.equal(false);
    if (RUNTIME !== 'container') return;
    for (const kind of ['container', 'network', 'volume']) expect(await leftOf(kind, test)).to.deep.equal([]);
  });
});

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
