// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { joinPeerToChannel } from './admin/channel.js';
import { type ChaincodeDefinition, commitChaincode } from './admin/lifecycle.js';
import { readChainInfo } from './admin/ledger.js';
import {
  joinOrdererToChannel,
  newOrdererAdmin,
  type OrdererAdmin,
  readOrdererChannel,
} from './admin/participation.js';
import { type PeerAdmin } from './admin/peer-admin.js';
import { isRaftLeader } from './admin/raft.js';
import { reasonOf } from './errors.js';
import { type GenerateContext } from './generate/configtx.js';
import { ordererName } from './generate/node-specs.js';
import { ENDORSEMENT_POLICY_PATH } from './generate/policies.js';
import { type AdministeredPeer } from './network-context.js';
import { pollUntil, retryWhile } from './poll-until.js';
import { ordererPortsOf } from './topology/ports.js';
import { ordererHost } from './topology/topology.js';

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
    await pollUntil(() => findOrderingLeader(context, channel), {
      what: `a leader of the ordering service on ${channel}`,
      timeoutMs: READY_TIMEOUT_MS,
    });
    await Promise.all(peers.map(({ admin }) => waitPeersDiscovered(admin, channel)));
    await Promise.all(peers.map(({ admin }) => readChainInfo(admin, channel)));
  }
}

/** Node name of the ordering node that leads a channel; undefined during an election. BFT has no single leader to name. */
export async function findOrderingLeader(
  context: GenerateContext,
  channel: string,
): Promise<string | undefined> {
  const { topology, ports } = context;
  const [first] = topology.orderers;
  if (topology.consensus === 'bft') return first && ordererName(first);
  const leads = await Promise.all(
    topology.orderers.map((orderer) =>
      isRaftLeader(`http://127.0.0.1:${ordererPortsOf(ports, orderer).operations}`, channel),
    ),
  );
  const leader = topology.orderers[leads.indexOf(true)];
  return leader && ordererName(leader);
}

function ordererAdmins({ topology, ports, paths }: GenerateContext): OrdererAdmin[] {
  return topology.orderers.map((orderer) =>
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
 * The gateway can plan endorsements only when gossip has told its peer of the others. The probe asks for the
 * endorsement of a definition nobody approved: as soon as peers refuse it, they were found.
 */
async function waitPeersDiscovered(admin: PeerAdmin, channel: string): Promise<void> {
  const definition: ChaincodeDefinition = {
    name: 'readiness-probe',
    version: '1',
    sequence: 1,
    endorsementPolicy: ENDORSEMENT_POLICY_PATH,
  };
  await retryWhile(() => probe(admin, { channel, definition }), {
    isTransient: isDiscoveryIncomplete,
    timeoutMs: READY_TIMEOUT_MS,
    intervalMs: 100,
  });
}

async function probe(
  admin: PeerAdmin,
  { channel, definition }: { channel: string; definition: ChaincodeDefinition },
): Promise<void> {
  try {
    await commitChaincode(admin, { channel, definition, endorsingMspIds: [] });
  } catch (error) {
    if (!reasonOf(error).includes('not agreed to by this org')) throw error;
  }
}

/** Errors of a peer that has not yet found the others, or not yet caught up with the channel. */
export function isDiscoveryIncomplete(error: unknown): boolean {
  return /no combination of peers|no peers available|failed to find|not found|UNAVAILABLE|access denied|no channel/i.test(
    reasonOf(error),
  );
}
