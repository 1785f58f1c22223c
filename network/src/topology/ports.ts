// SPDX-License-Identifier: Apache-2.0
import { ordererHost, peerName, type Topology } from './topology.js';

// The block lies below the ports that Linux and macOS hand out to outgoing connections (32768 and up).
export const FIRST_PORT = 1024;
export const LAST_PORT = 32_767;
export const MAX_ORDERERS = 9;
export const MAX_CHAINCODES = 4;

const ORDERER_STRIDE = 4;
const FIRST_PEER = 40;
const PEER_STRIDE = 13;
const FIRST_CHAINCODE_SERVER = 4;

export interface OrdererPorts {
  readonly listen: number;
  readonly admin: number;
  readonly operations: number;
}

export interface PeerPorts {
  readonly listen: number;
  readonly chaincode: number;
  readonly operations: number;
  /** Kept for the organisation's gateway beside this peer; nothing in this package listens on it. */
  readonly gateway: number;
  /** Of the same gateway, for who watches it. */
  readonly gatewayMetrics: number;
  /** Two for each chaincode of the topology: the servers of odd and of even sequences (see chaincodeServerPort). */
  readonly chaincodeServers: readonly (readonly [number, number])[];
}

/** Every port of a network, by node name (orderers by organisation name), derived from the base alone. */
export interface Ports {
  readonly base: number;
  readonly orderers: Readonly<Record<string, OrdererPorts>>;
  readonly peers: Readonly<Record<string, PeerPorts>>;
  /** Four ports for services of the whole network. */
  readonly services: readonly number[];
}

/** How many consecutive ports a network takes. */
export function portCount(topology: Topology): number {
  return FIRST_PEER + PEER_STRIDE * topology.organizations.reduce((sum, { peers }) => sum + peers, 0);
}

export function portsOf(topology: Topology, base: number): Ports {
  const orderers = topology.orderers.map(
    ({ name }, index) => [name, ordererPorts(base + index * ORDERER_STRIDE)] as const,
  );
  const peers = topology.organizations
    .flatMap((organization) =>
      Array.from({ length: organization.peers }, (_, index) => peerName(organization, index)),
    )
    .map((name, index) => [name, peerPorts(base + FIRST_PEER + index * PEER_STRIDE)] as const);
  const services = [0, 1, 2, 3].map((offset) => base + MAX_ORDERERS * ORDERER_STRIDE + offset);
  return { base, orderers: Object.fromEntries(orderers), peers: Object.fromEntries(peers), services };
}

/** The servers of two successive sequences run side by side during an upgrade, so they alternate between two ports. */
export function chaincodeServerPort(
  ports: PeerPorts,
  { chaincodeIndex, sequence }: { readonly chaincodeIndex: number; readonly sequence: number },
): number {
  const pair = ports.chaincodeServers[chaincodeIndex];
  if (pair === undefined) throw new RangeError(`no port for chaincode ${chaincodeIndex}`);
  return sequence % 2 === 1 ? pair[0] : pair[1];
}

export function peerPortsOf(ports: Ports, name: string): PeerPorts {
  const found = ports.peers[name];
  if (found === undefined) throw new RangeError(`no peer ${name} in the topology`);
  return found;
}

export function ordererPortsOf(ports: Ports, orderer: Topology['orderers'][number]): OrdererPorts {
  const found = ports.orderers[orderer.name];
  if (found === undefined) throw new RangeError(`no orderer ${ordererHost(orderer)} in the topology`);
  return found;
}

function ordererPorts(first: number): OrdererPorts {
  return { listen: first, admin: first + 1, operations: first + 2 };
}

function peerPorts(first: number): PeerPorts {
  const pairs = Array.from({ length: MAX_CHAINCODES }, (_, index) => {
    const port = first + FIRST_CHAINCODE_SERVER + 2 * index;
    return [port, port + 1] as const;
  });
  return {
    listen: first,
    chaincode: first + 1,
    operations: first + 2,
    gateway: first + 3,
    gatewayMetrics: first + FIRST_CHAINCODE_SERVER + 2 * MAX_CHAINCODES,
    chaincodeServers: pairs,
  };
}
