// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import {
  chaincodeServerPort,
  findFreePortBase,
  parseTopology,
  portCount,
  type Ports,
  portsOf,
  whichAreBusy,
  whichStayBusy,
} from '#src/index.js';
import { PILOT, SMALL } from '../fixtures/topologies.js';

const topology = parseTopology(PILOT);

describe('portsOf', () => {
  it('gives every node ports of its own inside the block', () => {
    const all = allPorts(portsOf(topology, 20_000));
    expect(new Set(all)).to.have.length(all.length);
    expect(Math.min(...all)).to.be.at.least(20_000);
    expect(Math.max(...all)).to.be.below(20_000 + portCount(topology));
  });

  it('leaves the ports of others where they are when a province is appended', () => {
    const added = {
      name: 'gd',
      displayName: '广东',
      mspId: 'GdMSP',
      domain: 'gd.union.test',
      kind: 'province',
      provinceCode: '44',
    };
    const larger = parseTopology({ ...PILOT, organizations: [...PILOT.organizations, added] });
    const before = portsOf(topology, 20_000);
    const after = portsOf(larger, 20_000);
    expect(after.peers).to.deep.include(before.peers);
    expect(after.orderers).to.deep.equal(before.orderers);
  });

  it('lets the servers of two successive sequences run side by side', () => {
    const peer = portsOf(topology, 20_000).peers['peer0-beijing'];
    if (peer === undefined) throw new Error('no ports for peer0-beijing');
    const [first, second, third] = [1, 2, 3].map((sequence) =>
      chaincodeServerPort(peer, { chaincodeIndex: 0, sequence }),
    );
    expect(second).to.not.equal(first);
    expect(third).to.equal(first);
    expect(() => chaincodeServerPort(peer, { chaincodeIndex: 4, sequence: 1 })).to.throw(RangeError);
  });
});

describe('findFreePortBase', () => {
  it('finds a block that is free, and another one for the next copy', async () => {
    const count = portCount(parseTopology(SMALL));
    const first = await findFreePortBase(count);
    const second = await findFreePortBase(count);
    expect(Math.abs(first - second)).to.be.at.least(count);
    expect(await whichAreBusy(Array.from({ length: count }, (_, index) => first + index))).to.deep.equal([]);
  });

  it('notices a port that something listens on', async () => {
    const server = createServer();
    const port = await listen(server);
    expect(await whichAreBusy([port])).to.deep.equal([port]);
    server.close();
  });

  it('waits for a port that its holder is about to let go', async () => {
    const server = createServer();
    const port = await listen(server);
    const busy = whichStayBusy([port]);
    await new Promise((resolve) => server.close(resolve));
    expect(await busy).to.deep.equal([]);
  });
});

function allPorts({ orderers, peers, services }: Ports): number[] {
  const ofPeers = Object.values(peers).flatMap((each) => [
    each.listen,
    each.chaincode,
    each.operations,
    each.gateway,
    ...each.chaincodeServers.flat(),
  ]);
  return [
    ...Object.values(orderers).flatMap(({ listen: port, admin, operations }) => [port, admin, operations]),
    ...ofPeers,
    ...services,
  ];
}

async function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
