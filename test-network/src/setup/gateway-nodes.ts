// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHAINCODES } from '@unionid/domain/ledger';
import {
  gatewayHost,
  organizationOf,
  peerName,
  peerPortsOf,
  type ConnectionProfile,
  type Network,
  type NodeSpec,
  type PeerPorts,
} from '@unionid/network';
import { CHANNEL, NATIONAL, type Union } from './topology.js';
import { databaseAccess, type DatabaseAccess } from './database-nodes.js';
import { gatewaySecretFiles } from './secret-files.js';

// Below the peer's gatewayService limit of 500, of which waiting commit statuses hold slots too (fabric-facts.md §3.2).
const MAX_IN_FLIGHT = 200;
/** As large a province as there is. */
const MEMBERS = 20_000_000;
const MATCHING_QUOTA_PER_DAY = 1_000_000;
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning', '--enable-source-maps'];
const GATEWAY_MAIN = fileURLToPath(import.meta.resolve('@unionid/gateway/main'));
/** Where the gateway's image has it (images/gateway/Dockerfile). */
const GATEWAY_MAIN_IN_IMAGE = '/app/node_modules/@unionid/gateway/dist/main.js';

export interface GatewayPlacement {
  readonly network: Network;
  readonly networkId: string;
  readonly union: Union;
  /** Whether the gateway moves the ledger clock on. */
  readonly ticks: boolean;
}

/** Base URL of an organisation's gateway, from this host. */
export function gatewayUrl(network: Network, organization: string): string {
  return `http://127.0.0.1:${gatewayPort(network, organization)}`;
}

/** Where its metrics are asked for, from this host. */
export function gatewayMetricsUrl(network: Network, organization: string): string {
  return `http://127.0.0.1:${metricsPort(network, organization)}/metrics`;
}

/** Writes a gateway's settings and says how to run it. */
export function newGatewayNode(placed: GatewayPlacement): NodeSpec {
  const { network, union } = placed;
  const { placement, runDir } = network;
  const { organization } = union;
  const folder = join(runDir, 'unions', organization);
  const configFile = join(folder, 'gateway.json');
  const port = gatewayPort(network, organization);
  const database = databaseAccess(network, organization);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(configFile, JSON.stringify(gatewayConfig(placed, database), null, 2), { mode: 0o600 });
  const isProcess = placement.runtime === 'process';
  return {
    name: `gateway-${organization}`,
    kind: 'gateway',
    host: hostOf(network, organization),
    command: isProcess ? process.execPath : 'node',
    args: [...NODE_OPTIONS, isProcess ? GATEWAY_MAIN : GATEWAY_MAIN_IN_IMAGE],
    env: {
      UNIONID_GATEWAY_CONFIG: placement.pathOf(configFile),
      NODE_ENV: 'production',
      ...(database && { DATABASE_URL: database.url }),
    },
    cwd: dirname(configFile),
    files: gatewayFiles(network, { organization, configFile, database }),
    ports: { http: port, metrics: metricsPort(network, organization) },
    logFile: join(runDir, 'logs', `gateway-${organization}.log`),
    health: [{ kind: 'http', url: `${gatewayUrl(network, organization)}/livez` }],
  };
}

function gatewayFiles(
  network: Network,
  {
    organization,
    configFile,
    database,
  }: { organization: string; configFile: string; database: DatabaseAccess | undefined },
): NodeSpec['files'] {
  const { tlsRootCertPath, identities } = network.connectionProfile(organization);
  const folder = dirname(configFile);
  const readOnly = [
    configFile,
    join(folder, 'secrets'),
    tlsRootCertPath,
    identities.User1.certPath,
    identities.User1.keyPath,
    ...(database ? [database.passwordFile] : []),
  ];
  return [
    ...readOnly.map((path) => ({ path, access: 'read' as const })),
    { path: join(folder, 'data'), access: 'kept' },
  ];
}

function gatewayConfig(
  { network, networkId, union, ticks }: GatewayPlacement,
  database: DatabaseAccess | undefined,
): object {
  const { runDir, placement } = network;
  const port = gatewayPort(network, union.organization);
  const isNational = union === NATIONAL;
  return {
    network: networkId,
    channel: CHANNEL,
    chaincodes: CHAINCODES,
    mspId: union.mspId,
    nationalMspId: NATIONAL.mspId,
    province: union.code,
    // Containers publish on this host only; a province that others reach sets its certificate (guides/province-node).
    listen: { host: placement.listenHost, port, tlsAtProxy: placement.runtime === 'container' },
    metrics: { host: placement.listenHost, port: metricsPort(network, union.organization) },
    ...(placement.runtime === 'container' && {
      authorities: [`127.0.0.1:${port}`, `${hostOf(network, union.organization)}:${port}`],
    }),
    dataDir: placement.pathOf(join(runDir, 'unions', union.organization, 'data')),
    ...(database && { databasePasswordFile: placement.pathOf(database.passwordFile) }),
    fabric: fabricAccess(network, union.organization),
    secrets: secretsOf(network, union),
    ...(isNational ? {} : { matchingUrl: nodeUrl(network, NATIONAL.organization) }),
    members: MEMBERS,
    matchingQuotaPerDay: MATCHING_QUOTA_PER_DAY,
    ticks,
    logLevel: 'info',
  };
}

function fabricAccess({ placement, ...network }: Network, organization: string): object {
  const profile = network.connectionProfile(organization);
  return {
    peerEndpoint: ownPeer(profile).nodeEndpoint,
    tlsRootCertFile: placement.pathOf(profile.tlsRootCertPath),
    certFile: placement.pathOf(profile.identities.User1.certPath),
    keyFile: placement.pathOf(profile.identities.User1.keyPath),
    maxInFlight: MAX_IN_FLIGHT,
  };
}

function secretsOf({ runDir, placement: { pathOf } }: Network, union: Union): object {
  const files = gatewaySecretFiles(runDir, union.organization);
  const answerKeyFile = pathOf(files.answerKeyFile);
  return union === NATIONAL
    ? { answerKeyFile, nationalMatchingKeysFile: pathOf(files.nationalMatchingKeysFile) }
    : {
        answerKeyFile,
        vaultKeyFile: pathOf(files.vaultKeyFile),
        provinceMatchingKeysFile: pathOf(files.provinceMatchingKeysFile),
      };
}

function ownPeer({ peers, peerEndpoint }: ConnectionProfile): ConnectionProfile['peers'][number] {
  const own = peers.find(({ endpoint }) => endpoint === peerEndpoint);
  if (own === undefined) throw new RangeError(`no peer at ${peerEndpoint}`);
  return own;
}

/** Base URL of an organisation's gateway, from another node. */
function nodeUrl(network: Network, organization: string): string {
  const host = network.placement.hostOf(hostOf(network, organization));
  return `http://${host}:${gatewayPort(network, organization)}`;
}

function hostOf({ topology }: Network, organization: string): string {
  return gatewayHost(organizationOf(topology, organization));
}

function gatewayPort(network: Network, organization: string): number {
  return portsBeside(network, organization).gateway;
}

function metricsPort(network: Network, organization: string): number {
  return portsBeside(network, organization).gatewayMetrics;
}

function portsBeside(network: Network, organization: string): PeerPorts {
  return peerPortsOf(network.ports(), peerName(organizationOf(network.topology, organization), 0));
}
