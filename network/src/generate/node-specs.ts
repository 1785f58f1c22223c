// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { type NodeSpec } from '../launch/node-spec.js';
import { orderersHere, organizationsHere } from '../topology/part.js';
import { ordererPortsOf, peerPortsOf } from '../topology/ports.js';
import {
  ordererHost,
  type OrdererOrganization,
  type Organization,
  peerHost,
  peerName,
  type Topology,
} from '../topology/topology.js';
import { type GenerateContext } from './configtx.js';

const CONNECTIONS = 'UNIONID_CHAINCODE_CONNECTIONS';
const LOOPBACK = '127.0.0.1';

// Stock gossip finds the other organisations after up to 25 s; until then the gateway answers "no combination
// of peers". With these it is immediate (fabric-facts.md §3.1).
const FAST_GOSSIP = {
  CORE_PEER_GOSSIP_RECONNECTINTERVAL: '2s',
  CORE_PEER_GOSSIP_ALIVETIMEINTERVAL: '1s',
  CORE_PEER_GOSSIP_PUBLISHSTATEINFOINTERVAL: '1s',
  CORE_PEER_GOSSIP_REQUESTSTATEINFOINTERVAL: '1s',
  CORE_PEER_GOSSIP_MEMBERSHIPTRACKERINTERVAL: '1s',
  // Certificates are pulled: until a peer has another's, it drops what that one says of its chaincodes.
  CORE_PEER_GOSSIP_PULLINTERVAL: '2s',
  CORE_PEER_GOSSIP_DIGESTWAITTIME: '200ms',
  CORE_PEER_GOSSIP_REQUESTWAITTIME: '300ms',
  CORE_PEER_GOSSIP_RESPONSEWAITTIME: '500ms',
};

// Each peer takes its blocks from the ordering service itself: block gossip is deprecated in 3.x.
const NO_BLOCK_GOSSIP = {
  CORE_PEER_GOSSIP_USELEADERELECTION: 'false',
  CORE_PEER_GOSSIP_ORGLEADER: 'true',
  CORE_PEER_GOSSIP_STATE_ENABLED: 'false',
  CORE_PEER_DELIVERYCLIENT_BLOCKGOSSIPENABLED: 'false',
  // The stock ceiling of the back-off is an hour: a peer would stay behind long after its orderers returned.
  CORE_PEER_DELIVERYCLIENT_RECONNECTBACKOFFTHRESHOLD: '5s',
};

export function ordererName({ name }: OrdererOrganization): string {
  return name.startsWith('orderer-') ? name : `orderer-${name}`;
}

/** Where a node finds Fabric's programs. */
export interface FabricPrograms {
  /** Folder of `peer` and `orderer`; null where they are on the path, as in Fabric's images. */
  readonly binDir: string | null;
  /** Folder of an external builder that the image brings; the peer's own folder in the run folder when absent. */
  readonly builderDir?: string;
}

/** The nodes of Fabric itself that run from this folder: ordering nodes first, then peers. */
export function fabricNodeSpecs(context: GenerateContext, programs: FabricPrograms): readonly NodeSpec[] {
  return [
    ...orderersHere(context).map((orderer) => ordererSpec(context, { orderer, programs })),
    ...organizationsHere(context).flatMap((organization) =>
      Array.from({ length: organization.peers }, (_, index) =>
        peerSpec(context, { organization, index, programs }),
      ),
    ),
  ];
}

function program({ binDir }: FabricPrograms, name: string): string {
  return binDir === null ? name : join(binDir, name);
}

function ordererSpec(
  context: GenerateContext,
  { orderer, programs }: { orderer: OrdererOrganization; programs: FabricPrograms },
): NodeSpec {
  const { paths } = context;
  const name = ordererName(orderer);
  const ports = ordererPortsOf(context.ports, orderer);
  return {
    name,
    kind: 'orderer',
    host: ordererHost(orderer),
    command: program(programs, 'orderer'),
    args: [],
    cwd: paths.root,
    ports: { ...ports },
    files: [
      { path: join(paths.config, 'orderer.yaml'), access: 'read' },
      { path: paths.orderer(orderer), access: 'read' },
      { path: paths.data(name), access: 'kept' },
    ],
    logFile: paths.log(name),
    health: healthOf(ports),
    env: ordererEnvironment(context, orderer),
  };
}

/** Settings of orderer.yaml as variables, in its order. */
function ordererEnvironment(
  { topology, paths, ports, placement: { listenHost, pathOf } }: GenerateContext,
  orderer: OrdererOrganization,
): Record<string, string> {
  const { listen, admin, operations } = ordererPortsOf(ports, orderer);
  const node = pathOf(paths.orderer(orderer));
  const data = pathOf(paths.data(ordererName(orderer)));
  const tls = tlsFiles(node);
  // In brackets it is a list of one: a bare value would be split at spaces.
  const tlsRoots = `[${tls.root}]`;
  return {
    FABRIC_CFG_PATH: pathOf(paths.config),
    FABRIC_LOGGING_SPEC: topology.settings.logging,
    ORDERER_GENERAL_LISTENADDRESS: listenHost,
    ORDERER_GENERAL_LISTENPORT: String(listen),
    ORDERER_GENERAL_LOCALMSPID: orderer.mspId,
    ORDERER_GENERAL_LOCALMSPDIR: join(node, 'msp'),
    ORDERER_GENERAL_TLS_ENABLED: 'true',
    ORDERER_GENERAL_TLS_PRIVATEKEY: tls.key,
    ORDERER_GENERAL_TLS_CERTIFICATE: tls.certificate,
    ORDERER_GENERAL_TLS_ROOTCAS: tlsRoots,
    ORDERER_GENERAL_BOOTSTRAPMETHOD: 'none',
    ORDERER_CHANNELPARTICIPATION_ENABLED: 'true',
    ORDERER_ADMIN_LISTENADDRESS: `${listenHost}:${admin}`,
    ORDERER_ADMIN_TLS_ENABLED: 'true',
    ORDERER_ADMIN_TLS_PRIVATEKEY: tls.key,
    ORDERER_ADMIN_TLS_CERTIFICATE: tls.certificate,
    ORDERER_ADMIN_TLS_CLIENTAUTHREQUIRED: 'true',
    ORDERER_ADMIN_TLS_CLIENTROOTCAS: tlsRoots,
    ORDERER_FILELEDGER_LOCATION: data,
    ORDERER_CONSENSUS_WALDIR: join(data, 'wal'),
    ORDERER_CONSENSUS_SNAPDIR: join(data, 'snap'),
    ORDERER_OPERATIONS_LISTENADDRESS: `${listenHost}:${operations}`,
    ORDERER_METRICS_PROVIDER: 'prometheus',
  };
}

interface PeerNode {
  readonly organization: Organization;
  readonly index: number;
  readonly programs: FabricPrograms;
}

function peerSpec(context: GenerateContext, peer: PeerNode): NodeSpec {
  const { paths } = context;
  const { organization, index, programs } = peer;
  const name = peerName(organization, index);
  const { listen, chaincode, operations } = peerPortsOf(context.ports, name);
  return {
    name,
    kind: 'peer',
    host: peerHost(organization, index),
    command: program(programs, 'peer'),
    args: ['node', 'start'],
    cwd: paths.root,
    ports: { listen, chaincode, operations },
    files: [
      { path: join(paths.config, 'core.yaml'), access: 'read' },
      { path: paths.peer(organization, index), access: 'read' },
      { path: paths.builder(name), access: 'read' },
      { path: paths.data(name), access: 'kept' },
    ],
    logFile: paths.log(name),
    health: healthOf({ operations, listen }),
    env: peerEnvironment(context, peer),
  };
}

/** Settings of core.yaml as variables. */
function peerEnvironment(
  { topology, paths, ports, placement }: GenerateContext,
  { organization, index, programs }: PeerNode,
): Record<string, string> {
  const { listenHost, pathOf } = placement;
  const name = peerName(organization, index);
  const { listen, chaincode, operations } = peerPortsOf(ports, name);
  const address = `${placement.hostOf(peerHost(organization, index))}:${listen}`;
  const node = pathOf(paths.peer(organization, index));
  const data = pathOf(paths.data(name));
  const tls = tlsFiles(node);
  return {
    FABRIC_CFG_PATH: pathOf(paths.config),
    FABRIC_LOGGING_SPEC: topology.settings.logging,
    CORE_PEER_ID: name,
    CORE_PEER_NETWORKID: topology.name,
    CORE_PEER_LOCALMSPID: organization.mspId,
    CORE_PEER_MSPCONFIGPATH: join(node, 'msp'),
    CORE_PEER_FILESYSTEMPATH: data,
    CORE_LEDGER_SNAPSHOTS_ROOTDIR: join(data, 'snapshots'),
    CORE_LEDGER_STATE_STATEDATABASE: 'goleveldb',
    CORE_PEER_ADDRESS: address,
    CORE_PEER_LISTENADDRESS: `${listenHost}:${listen}`,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_CERT_FILE: tls.certificate,
    CORE_PEER_TLS_KEY_FILE: tls.key,
    CORE_PEER_TLS_ROOTCERT_FILE: tls.root,
    CORE_PEER_GOSSIP_BOOTSTRAP: address,
    CORE_PEER_GOSSIP_EXTERNALENDPOINT: address,
    ...FAST_GOSSIP,
    ...NO_BLOCK_GOSSIP,
    ...chaincodeEnvironment(pathOf(paths.builder(name)), { port: chaincode, programs }),
    ...limits(topology),
    CORE_OPERATIONS_LISTENADDRESS: `${listenHost}:${operations}`,
    CORE_METRICS_PROVIDER: 'prometheus',
  };
}

function chaincodeEnvironment(
  ownBuilder: string,
  { port, programs: { builderDir } }: { port: number; programs: FabricPrograms },
): Record<string, string> {
  const path = builderDir ?? ownBuilder;
  return {
    CORE_PEER_CHAINCODEADDRESS: `${LOOPBACK}:${port}`,
    CORE_PEER_CHAINCODELISTENADDRESS: `${LOOPBACK}:${port}`,
    CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([
      { name: 'service', path, propagateEnvironment: builderDir === undefined ? [] : [CONNECTIONS] },
    ]),
    // An image's builder is no peer's own: it is told where this peer's connections are.
    ...(builderDir !== undefined && { [CONNECTIONS]: `${ownBuilder}/connections` }),
    // Any keep-alive ends a Node chaincode of shim 2.5.8 (fabric-facts.md §2.1).
    CORE_CHAINCODE_KEEPALIVE: '0',
    // No Docker: with an endpoint set, /healthz would wait for its daemon.
    CORE_VM_ENDPOINT: '',
  };
}

function limits({ settings }: Topology): Record<string, string> {
  if (settings.gatewayConcurrency === undefined) return {};
  return { CORE_PEER_LIMITS_CONCURRENCY_GATEWAYSERVICE: String(settings.gatewayConcurrency) };
}

function tlsFiles(node: string): { key: string; certificate: string; root: string } {
  const file = (name: string): string => join(node, 'tls', name);
  return { key: file('server.key'), certificate: file('server.crt'), root: file('ca.crt') };
}

// A restarted peer answers /healthz before it serves its ledger.
function healthOf({ operations, listen }: { operations: number; listen: number }): NodeSpec['health'] {
  return [
    { kind: 'http', url: `http://${LOOPBACK}:${operations}/healthz` },
    { kind: 'tcp', port: listen },
  ];
}
