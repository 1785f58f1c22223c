// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { type NodeSpec } from '../launch/node-spec.js';
import { ordererPortsOf, peerPortsOf } from '../topology/ports.js';
import {
  type OrdererOrganization,
  type Organization,
  peerName,
  type Topology,
} from '../topology/topology.js';
import { type GenerateContext } from './configtx.js';

const HOST = '127.0.0.1';

// Stock gossip finds the other organisations after up to 25 s; until then the gateway answers "no combination
// of peers". With these it is immediate (fabric.md §2.5).
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

/** The nodes of Fabric itself: ordering nodes first, then peers. `binDir` holds the Fabric programs. */
export function fabricNodeSpecs(context: GenerateContext, binDir: string): readonly NodeSpec[] {
  const { orderers, organizations } = context.topology;
  return [
    ...orderers.map((orderer) => ordererSpec(context, { orderer, binDir })),
    ...organizations.flatMap((organization) =>
      Array.from({ length: organization.peers }, (_, index) =>
        peerSpec(context, { organization, index, binDir }),
      ),
    ),
  ];
}

function ordererSpec(
  { topology, paths, ports }: GenerateContext,
  { orderer, binDir }: { orderer: OrdererOrganization; binDir: string },
): NodeSpec {
  const name = ordererName(orderer);
  const { listen, admin, operations } = ordererPortsOf(ports, orderer);
  const node = paths.orderer(orderer);
  const data = paths.data(name);
  const tls = tlsFiles(node);
  // In brackets it is a list of one: a bare value would be split at spaces.
  const tlsRoots = `[${tls.root}]`;
  return {
    name,
    kind: 'orderer',
    command: join(binDir, 'orderer'),
    args: [],
    cwd: paths.root,
    ports: { listen, admin, operations },
    logFile: paths.log(name),
    health: healthOf({ operations, listen }),
    env: {
      FABRIC_CFG_PATH: paths.config,
      FABRIC_LOGGING_SPEC: topology.settings.logging,
      ORDERER_GENERAL_LISTENADDRESS: HOST,
      ORDERER_GENERAL_LISTENPORT: String(listen),
      ORDERER_GENERAL_LOCALMSPID: orderer.mspId,
      ORDERER_GENERAL_LOCALMSPDIR: join(node, 'msp'),
      ORDERER_GENERAL_TLS_ENABLED: 'true',
      ORDERER_GENERAL_TLS_PRIVATEKEY: tls.key,
      ORDERER_GENERAL_TLS_CERTIFICATE: tls.certificate,
      ORDERER_GENERAL_TLS_ROOTCAS: tlsRoots,
      ORDERER_GENERAL_BOOTSTRAPMETHOD: 'none',
      ORDERER_CHANNELPARTICIPATION_ENABLED: 'true',
      ORDERER_ADMIN_LISTENADDRESS: `${HOST}:${admin}`,
      ORDERER_ADMIN_TLS_ENABLED: 'true',
      ORDERER_ADMIN_TLS_PRIVATEKEY: tls.key,
      ORDERER_ADMIN_TLS_CERTIFICATE: tls.certificate,
      ORDERER_ADMIN_TLS_CLIENTAUTHREQUIRED: 'true',
      ORDERER_ADMIN_TLS_CLIENTROOTCAS: tlsRoots,
      ORDERER_FILELEDGER_LOCATION: data,
      ORDERER_CONSENSUS_WALDIR: join(data, 'wal'),
      ORDERER_CONSENSUS_SNAPDIR: join(data, 'snap'),
      ORDERER_OPERATIONS_LISTENADDRESS: `${HOST}:${operations}`,
      ORDERER_METRICS_PROVIDER: 'prometheus',
    },
  };
}

function peerSpec(
  { topology, paths, ports }: GenerateContext,
  { organization, index, binDir }: { organization: Organization; index: number; binDir: string },
): NodeSpec {
  const name = peerName(organization, index);
  const { listen, chaincode, operations } = peerPortsOf(ports, name);
  const node = paths.peer(organization, index);
  const data = paths.data(name);
  const tls = tlsFiles(node);
  return {
    name,
    kind: 'peer',
    command: join(binDir, 'peer'),
    args: ['node', 'start'],
    cwd: paths.root,
    ports: { listen, chaincode, operations },
    logFile: paths.log(name),
    health: healthOf({ operations, listen }),
    env: {
      FABRIC_CFG_PATH: paths.config,
      FABRIC_LOGGING_SPEC: topology.settings.logging,
      CORE_PEER_ID: name,
      CORE_PEER_NETWORKID: topology.name,
      CORE_PEER_LOCALMSPID: organization.mspId,
      CORE_PEER_MSPCONFIGPATH: join(node, 'msp'),
      CORE_PEER_FILESYSTEMPATH: data,
      CORE_LEDGER_SNAPSHOTS_ROOTDIR: join(data, 'snapshots'),
      CORE_LEDGER_STATE_STATEDATABASE: 'goleveldb',
      CORE_PEER_ADDRESS: `${HOST}:${listen}`,
      CORE_PEER_LISTENADDRESS: `${HOST}:${listen}`,
      CORE_PEER_TLS_ENABLED: 'true',
      CORE_PEER_TLS_CERT_FILE: tls.certificate,
      CORE_PEER_TLS_KEY_FILE: tls.key,
      CORE_PEER_TLS_ROOTCERT_FILE: tls.root,
      CORE_PEER_GOSSIP_BOOTSTRAP: `${HOST}:${listen}`,
      CORE_PEER_GOSSIP_EXTERNALENDPOINT: `${HOST}:${listen}`,
      ...FAST_GOSSIP,
      ...NO_BLOCK_GOSSIP,
      ...chaincodeEnvironment(paths.builder(name), chaincode),
      ...limits(topology),
      CORE_OPERATIONS_LISTENADDRESS: `${HOST}:${operations}`,
      CORE_METRICS_PROVIDER: 'prometheus',
    },
  };
}

function chaincodeEnvironment(builder: string, port: number): Record<string, string> {
  return {
    CORE_PEER_CHAINCODEADDRESS: `${HOST}:${port}`,
    CORE_PEER_CHAINCODELISTENADDRESS: `${HOST}:${port}`,
    CORE_CHAINCODE_EXTERNALBUILDERS: JSON.stringify([
      { name: 'service', path: builder, propagateEnvironment: [] },
    ]),
    // Any keep-alive ends a Node chaincode of shim 2.5.8 (fabric.md §1.6).
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
    { kind: 'http', url: `http://${HOST}:${operations}/healthz` },
    { kind: 'tcp', port: listen },
  ];
}
