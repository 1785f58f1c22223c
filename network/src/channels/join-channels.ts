// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { joinPeerToChannel } from '../admin/channel.js';
import { listDiscoveredPeers } from '../admin/discovery.js';
import { readChainInfo } from '../admin/ledger.js';
import {
  joinOrdererToChannel,
  newOrdererAdmin,
  type OrdererAdmin,
  readOrdererChannel,
} from '../admin/participation.js';
import { isRaftLeader } from '../admin/raft.js';
import { type Connection } from '../admin/connection.js';
import { reasonOf } from '../base/errors.js';
import { type GenerateContext } from '../generate/configtx.js';
import { ordererName } from '../generate/node-specs.js';
import { type AdministeredPeer } from '../admin/administered-peers.js';
import { pollUntil } from '../base/poll-until.js';
import { orderersHere } from '../topology/part.js';
import { ordererPortsOf } from '../topology/ports.js';
import { ordererHost } from '../topology/topology.js';

const READY_TIMEOUT_MS = 120_000;

/** Joins every ordering node and every peer to every channel of the topology; repeating it changes nothing. */
export async function joinChannels(
  context: GenerateContext,
  peers: readonly AdministeredPeer[],
): Promise<void> {
  for (const { name: channel } of context.topology.channels) {
    const block = await readFile(context.paths.genesisBlock(channel));
    await Promise.all(ordererAdmins(context).map((admin) => joinOrdererToChannel(admin, { channel, block })));
    await Promise.all(peers.map(({ admin }) => joinPeerToChannel(admin, { channel, block })));
  }
}

/** Resolves when every channel orders, every peer has its ledger, and the peers have found each other. */
export async function waitChannelsReady(
  context: GenerateContext,
  peers: readonly AdministeredPeer[],
): Promise<void> {
  for (const { name: channel } of context.topology.channels) {
    await Promise.all(ordererAdmins(context).map((admin) => waitOrdererActive(admin, channel)));
    await waitOrderingLeader(context, channel);
    await waitDiscovered(peers, { channel, chaincode: '_lifecycle:1' });
    await Promise.all(peers.map(({ admin }) => readChainInfo(admin, channel)));
  }
}

/** Node name of the ordering node that leads a channel by Raft; undefined during an election, with BFT, and where it is elsewhere. */
export async function findOrderingLeader(
  context: GenerateContext,
  channel: string,
): Promise<string | undefined> {
  const { ports } = context;
  const orderers = orderersHere(context);
  const leads = await Promise.all(
    orderers.map((orderer) =>
      isRaftLeader(`http://127.0.0.1:${ordererPortsOf(ports, orderer).operations}`, channel),
    ),
  );
  const leader = orderers[leads.indexOf(true)];
  return leader && ordererName(leader);
}

// A BFT cluster begins with its first consenter as leader and says so in no metric; a submission waits for it.
async function waitOrderingLeader(context: GenerateContext, channel: string): Promise<void> {
  if (context.topology.consensus === 'bft' || !hasMajorityHere(context)) return;
  await pollUntil(() => findOrderingLeader(context, channel), {
    what: `a leader of the ordering service on ${channel}`,
    timeoutMs: READY_TIMEOUT_MS,
  });
}

// Fewer can neither elect a leader nor be sure to hold it.
function hasMajorityHere(context: GenerateContext): boolean {
  return orderersHere(context).length * 2 > context.topology.orderers.length;
}

function ordererAdmins(context: GenerateContext): OrdererAdmin[] {
  const { ports, paths } = context;
  return orderersHere(context).map((orderer) =>
    newOrdererAdmin({
      name: ordererName(orderer),
      port: ordererPortsOf(ports, orderer).admin,
      tlsName: ordererHost(orderer),
      userDir: paths.ordererAdmin(orderer),
      logFile: paths.log(ordererName(orderer)),
    }),
  );
}

async function waitOrdererActive(admin: OrdererAdmin, channel: string): Promise<void> {
  const isActive = async (): Promise<true | undefined> =>
    (await readOrdererChannel(admin, channel))?.status === 'active' ? true : undefined;
  await pollUntil(isActive, {
    what: `${admin.name} on ${channel}`,
    timeoutMs: READY_TIMEOUT_MS,
    logFile: admin.logFile,
  });
}

/**
 * Resolves when every peer knows every other one to run a chaincode; until then its gateway answers "no
 * combination of peers" (fabric-facts.md §3.1).
 * @param chaincode `name:sequence`
 * @param elsewhere host:port of peers of other parts to know as well
 */
export async function waitDiscovered(
  peers: readonly AdministeredPeer[],
  {
    channel,
    chaincode,
    elsewhere = [],
  }: { readonly channel: string; readonly chaincode: string; readonly elsewhere?: readonly string[] },
): Promise<void> {
  const wanted = [...peers.map(({ nodeEndpoint }) => nodeEndpoint), ...elsewhere];
  const knowsAll = async (connection: Connection): Promise<true | undefined> => {
    const known = await listDiscoveredPeers(connection, channel).catch(() => []);
    const capable = new Set(
      known.filter(({ chaincodes }) => chaincodes.includes(chaincode)).map(({ endpoint }) => endpoint),
    );
    return wanted.every((endpoint) => capable.has(endpoint)) ? true : undefined;
  };
  await Promise.all(
    peers.map(({ name, connection }) =>
      pollUntil(() => knowsAll(connection), {
        what: `${name} knowing all peers with ${chaincode}`,
        timeoutMs: READY_TIMEOUT_MS,
      }),
    ),
  );
}

/** Errors of a peer that has not yet found the others, or not yet caught up with the channel. */
export function isDiscoveryIncomplete(error: unknown): boolean {
  return /no combination of peers|no peers available|failed to find|not found|UNAVAILABLE|access denied|no channel/i.test(
    reasonOf(error),
  );
}
