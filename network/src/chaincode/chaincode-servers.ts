// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveToFolderOwner } from '../containers/container-user.js';
import { chaincodeServerHost, chaincodeTlsDomain } from '../topology/topology.js';
import { type Runtime } from '../generate/placement.js';
import { type NodeSpec } from '../launch/node-spec.js';
import { type AdministeredPeer } from '../admin/administered-peers.js';
import { type NetworkContext } from '../run-folder/network-context.js';
import { chaincodeServerPort, peerPortsOf } from '../topology/ports.js';
import { chaincodeServerName, type Organization } from '../topology/topology.js';
import { type Deployment } from './plan-deployment.js';

/** What whoever says how a server is run has to know of it. */
export interface ChaincodeServerContext {
  readonly runtime: Runtime;
  readonly peer: string;
  readonly organization: Organization;
  /** host:port to listen on. */
  readonly address: string;
  readonly packageId: string;
  readonly bundlePath: string;
  readonly bundleDigest: string;
  /** Files, as the server sees them, for TLS with client authentication; undefined when the topology has it off. */
  readonly tls:
    { readonly keyPath: string; readonly certPath: string; readonly clientCaCertPath: string } | undefined;
}

export type ChaincodeServerCommand = Pick<NodeSpec, 'command' | 'args' | 'env'>;

/** How the servers of one chaincode are run: each peer has one of its own. */
export interface ServerProgram {
  readonly bundlePath: string;
  readonly server: (context: ChaincodeServerContext) => ChaincodeServerCommand;
}

interface Servers {
  readonly peers: readonly AdministeredPeer[];
  readonly deployment: Deployment;
}

/** One server, by the peer that it serves. */
interface Server {
  readonly peer: AdministeredPeer;
  readonly deployment: Deployment;
}

/** Writes what each peer needs to reach its own server; builder/bin/build reads it when the package is installed. */
export function writeConnections(context: NetworkContext, { peers, deployment }: Servers): void {
  const { paths, placement } = context;
  const { pkg } = deployment;
  mkdirSync(paths.packages, { recursive: true, mode: 0o700 });
  writeFileSync(join(paths.packages, `${pkg.label}.tar.gz`), pkg.bytes, { mode: 0o600 });
  for (const peer of peers) {
    const file = paths.chaincodeConnection(peer.name, pkg.label);
    const host = placement.hostOf(serverHost({ peer, deployment }));
    const plain = { address: `${host}:${serverPort(context, { peer, deployment })}`, dial_timeout: '10s' };
    writeFileSync(file, JSON.stringify({ ...plain, ...clientTls(context, peer.organization) }), {
      mode: 0o600,
    });
    giveToFolderOwner(file);
  }
}

/** Starts the server of each peer; resolves when all of them listen. */
export async function startServers(
  context: NetworkContext,
  { program, ...servers }: Servers & { readonly program: ServerProgram },
): Promise<void> {
  const { peers, deployment } = servers;
  await context.launcher.start(peers.map((peer) => serverSpec(context, { peer, deployment, program })));
}

/** Stops the servers of the definition before this one. */
export async function stopFormerServers(
  { launcher }: NetworkContext,
  { peers, deployment }: Servers,
): Promise<void> {
  const { name, sequence } = deployment.definition;
  await launcher.stop(peers.map((peer) => chaincodeServerName(peer.name, { name, sequence: sequence + 1 })));
}

function serverSpec(
  context: NetworkContext,
  { program, ...server }: Server & { readonly program: ServerProgram },
): NodeSpec {
  const { paths, placement } = context;
  const { peer, deployment } = server;
  const port = serverPort(context, server);
  const name = chaincodeServerName(peer.name, deployment.definition);
  const tls = serverTls(context, server);
  const command = program.server({
    runtime: placement.runtime,
    peer: peer.name,
    organization: peer.organization,
    address: `${placement.listenHost}:${port}`,
    packageId: deployment.pkg.packageId,
    bundlePath: program.bundlePath,
    bundleDigest: deployment.pkg.bundleDigest,
    tls: tls && seenFrom(context, tls),
  });
  return {
    ...command,
    name,
    kind: 'chaincode',
    chaincode: deployment.definition.name,
    host: serverHost(server),
    files: Object.values(tls ?? {}).map((path) => ({ path, access: 'read' as const })),
    cwd: paths.root,
    ports: { listen: port },
    logFile: paths.log(name),
    health: [{ kind: 'tcp', port }],
  };
}

function serverPort({ ports }: NetworkContext, { peer, deployment }: Server): number {
  const { chaincodeIndex, definition } = deployment;
  return chaincodeServerPort(peerPortsOf(ports, peer.name), {
    chaincodeIndex,
    sequence: definition.sequence,
  });
}

function serverHost({ peer, deployment }: Server): string {
  return chaincodeServerHost(chaincodeServerName(peer.name, deployment.definition), peer.organization.domain);
}

function clientTls({ topology, paths }: NetworkContext, { domain }: Organization): Record<string, unknown> {
  if (topology.settings.chaincodeTls === 'off') return { tls_required: false };
  const tlsOrganization = { domain: chaincodeTlsDomain(domain) };
  const client = join(paths.user(tlsOrganization, 'User1'), 'tls');
  return {
    tls_required: true,
    client_auth_required: true,
    root_cert: readFileSync(paths.peerTlsCa(tlsOrganization), 'utf8'),
    client_cert: readFileSync(join(client, 'client.crt'), 'utf8'),
    client_key: readFileSync(join(client, 'client.key'), 'utf8'),
  };
}

type ServerTls = NonNullable<ChaincodeServerContext['tls']>;

function serverTls(
  { topology, paths }: NetworkContext,
  { peer: { organization }, deployment: { definition } }: Server,
): ServerTls | undefined {
  if (topology.settings.chaincodeTls === 'off') return undefined;
  const folder = paths.chaincodeServerTls(organization, definition.name);
  return {
    keyPath: join(folder, 'server.key'),
    certPath: join(folder, 'server.crt'),
    clientCaCertPath: paths.peerTlsCa({ domain: chaincodeTlsDomain(organization.domain) }),
  };
}

function seenFrom({ placement: { pathOf } }: NetworkContext, tls: ServerTls): ServerTls {
  const { keyPath, certPath, clientCaCertPath } = tls;
  return {
    keyPath: pathOf(keyPath),
    certPath: pathOf(certPath),
    clientCaCertPath: pathOf(clientCaCertPath),
  };
}
