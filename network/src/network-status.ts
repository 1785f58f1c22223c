// SPDX-License-Identifier: Apache-2.0
import { withPeers } from './admin/administered-peers.js';
import { readChainInfo } from './admin/ledger.js';
import { type ChaincodeDefinition, listCommittedChaincodes } from './admin/lifecycle.js';
import { findOrderingLeader } from './channels/join-channels.js';
import { type NodeStatus } from './launch/launcher.js';
import { type NetworkContext, type UnplacedNetwork } from './run-folder/network-context.js';
import { readState } from './run-folder/run-folder.js';
import { portsOf } from './topology/ports.js';

export interface NetworkStatus {
  readonly network: string;
  /** 'absent' was never started; 'degraded' has a node that should run and does not, or runs unsupervised. */
  readonly state: 'absent' | 'stopped' | 'running' | 'degraded';
  readonly runDir: string;
  readonly nodes: readonly NodeStatus[];
  readonly channels: readonly ChannelStatus[];
}

export interface ChannelStatus {
  readonly name: string;
  /** Blocks by peer name; null when the peer does not answer. */
  readonly heights: Readonly<Record<string, number | null>>;
  readonly orderingLeader: string | null;
  readonly chaincodes: readonly ChaincodeDefinition[];
}

/** How the network in a run folder stands now; asks every peer here where any node runs. */
export async function readStatus(network: UnplacedNetwork): Promise<NetworkStatus> {
  const { topology, paths, launcher } = network;
  const base = { network: topology.name, runDir: paths.root };
  const state = readState(paths, topology);
  if (state === undefined) return { ...base, state: 'absent', nodes: [], channels: [] };
  const nodes = await launcher.status();
  const context: NetworkContext = { ...network, ports: portsOf(topology, state.portBase) };
  const isStopped = nodes.every((node) => node.state === 'stopped');
  const channels = isStopped
    ? []
    : await Promise.all(topology.channels.map(({ name }) => readChannelStatus(context, name)));
  return {
    ...base,
    state: isStopped ? 'stopped' : runningState(nodes, await launcher.isSupervising()),
    nodes,
    channels,
  };
}

function runningState(nodes: readonly NodeStatus[], isSupervised: boolean): 'running' | 'degraded' {
  return isSupervised && nodes.every((node) => node.healthy || node.state === 'stopped')
    ? 'running'
    : 'degraded';
}

async function readChannelStatus(context: NetworkContext, name: string): Promise<ChannelStatus> {
  return withPeers(context, async (peers) => {
    const heights = await Promise.all(
      peers.map(async (peer) => {
        const info = await readChainInfo(peer.admin, name).catch(() => undefined);
        return [peer.name, info?.height ?? null] as const;
      }),
    );
    return {
      name,
      heights: Object.fromEntries(heights),
      orderingLeader: (await findOrderingLeader(context, name)) ?? null,
      chaincodes: await Promise.any(peers.map(({ admin }) => listCommittedChaincodes(admin, name))).catch(
        () => [],
      ),
    };
  });
}
