// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { PersonInput } from '@unionid/domain/api';
import { pollUntil } from '@unionid/network';
import { importFile, newVerifier, openTestNetwork, UNIONS, type TestNetwork } from '@unionid/test-network';
import { writeProvinceKit } from '#src/setup/kit.js';
import { openPeers, sameHeight, type Peer } from '../support/peers.js';
import { foundUnion, people, withMemberFile } from '../support/people-file.js';
import { RUNTIME } from '../support/real-network.js';
import { cutLine, sharedAddress } from '../support/two-hosts.js';

const PROVINCE = 'sichuan';
const REST = UNIONS.map(({ organization }) => organization).filter((name) => name !== PROVINCE);
const MEMBERS = 20;
const FIRST_PERSON = 120_000;
/** Five minutes by `UNIONID_CUT_SECONDS=300`: long, and no different to the nodes than this. */
const CUT_MS = Number(process.env.UNIONID_CUT_SECONDS ?? '20') * 1_000;
const CATCH_UP_MS = 120_000;

if (RUNTIME === 'container') describe('a province on a host of its own', describeTwoHosts);

function describeTwoHosts(): void {
  let folder: string;
  let address: string;
  let rest: TestNetwork;
  let province: TestNetwork;
  const opened: TestNetwork[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'union id two hosts '));
    address = await sharedAddress();
    rest = openTestNetwork({
      runDir: join(folder, 'rest'),
      name: 'unionid-hosts',
      runtime: 'container',
      part: REST,
      addresses: { here: address, [PROVINCE]: address },
      endWithCaller: true,
    });
    opened.push(rest);
    await start(rest);
  });

  after(async () => {
    for (const network of opened.toReversed()) await network.reset();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gets a kit with its own keys and only the certificates of the others', async () => {
    const kit = join(folder, 'kit');
    await writeProvinceKit(rest.network, PROVINCE, kit);
    const keys = filesOf(kit).filter((file) => /\.key$|_sk$|-key\.hex$/.test(file));
    expect(keys.length).to.be.greaterThan(5);
    for (const file of keys) expect(file).to.include(PROVINCE);
    expect(existsSync(join(kit, 'unions/beijing'))).to.equal(false);
  });

  it('joins the network from the kit, and serves', async () => {
    province = openTestNetwork({
      runDir: join(folder, 'kit'),
      name: 'unionid-hosts',
      addresses: Object.fromEntries(['here', ...REST].map((name) => [name, address])),
      endWithCaller: true,
    });
    opened.push(province);
    expect([...province.network.part]).to.deep.equal([PROVINCE]);
    await start(province);
    await enrol(province, PROVINCE, '四川异地主机试验厂工会委员会', FIRST_PERSON);
    await sameHeightEverywhere();
    expect(await verify(rest, 'beijing', FIRST_PERSON)).to.equal('yes');
  });

  it('goes on answering while the line is cut, and catches up when it is mended', async () => {
    const { mend } = await cutLine([rest, province], address);
    try {
      await enrol(rest, 'beijing', '北京异地主机试验厂工会委员会', FIRST_PERSON + MEMBERS);
      await sleep(CUT_MS);
      // Its own member it knows; of another province's it can not tell without the matching endpoint.
      expect(await verify(province, PROVINCE, FIRST_PERSON)).to.equal('yes');
      expect(await verify(province, PROVINCE, FIRST_PERSON + MEMBERS)).to.equal('unknown');
    } finally {
      mend();
    }
    await sameHeightEverywhere();
    await pollUntil(
      async () => ((await verify(province, PROVINCE, FIRST_PERSON + MEMBERS)) === 'yes' ? true : undefined),
      { what: `${PROVINCE} knowing the new member`, timeoutMs: CATCH_UP_MS },
    );
    await enrol(province, PROVINCE, '四川复线试验厂工会委员会', FIRST_PERSON + 2 * MEMBERS);
  });

  async function start(network: TestNetwork): Promise<void> {
    await network.startFabric();
    await network.bootstrap();
    await network.startGateways();
    await network.foundUnions();
  }

  async function sameHeightEverywhere(): Promise<void> {
    const peers: Peer[] = [rest, province].flatMap(({ network }) => openPeers(network));
    try {
      await sameHeight(peers, CATCH_UP_MS);
    } finally {
      for (const peer of peers) peer.close();
    }
  }

  async function enrol(
    network: TestNetwork,
    organization: string,
    union: string,
    first: number,
  ): Promise<void> {
    const governor = network.clientOf(organization);
    await foundUnion(network, governor, union);
    const view = await withMemberFile(people(first, MEMBERS), union, (file) =>
      importFile(governor, network.ledger, { kind: 'members', file }),
    );
    expect(view.counts).to.include({ rows: MEMBERS, done: MEMBERS });
  }

  async function verify(network: TestNetwork, organization: string, index: number): Promise<string> {
    const [person] = people(index, 1) as readonly [PersonInput];
    return (await newVerifier(network, organization)(person)).isMember;
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
