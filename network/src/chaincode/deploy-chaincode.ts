// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChaincodePackage, newChaincodePackage } from './chaincode-package.js';
import {
  approveChaincode,
  type ChaincodeDefinition,
  commitChaincode,
  installChaincode,
  listCommittedChaincodes,
  readApprovals,
  readApprovedPackage,
} from '../admin/lifecycle.js';
import { giveToFolderOwner } from '../containers/container-user.js';
import { NetworkError, reasonOf } from '../base/errors.js';
import { chaincodeServerHost, chaincodeTlsDomain } from '../generate/crypto-config.js';
import { ENDORSEMENT_POLICY_PATH, provinceMajority } from '../generate/policies.js';
import { isDiscoveryIncomplete, waitDiscovered } from '../channels/join-channels.js';
import { type Runtime } from '../generate/placement.js';
import { type NodeSpec } from '../launch/node-spec.js';
import { type AdministeredPeer, type NetworkContext, withPeers } from '../run-folder/network-context.js';
import { pollUntil, retryWhile } from '../base/poll-until.js';
import { type ProgressListener, runStep } from '../base/progress.js';
import { chaincodeServerPort, peerPortsOf } from '../topology/ports.js';
import { nationalOf, type Organization, peerHost, peerName, provincesOf } from '../topology/topology.js';

export interface DeployOptions {
  /** A chaincode of the topology. */
  readonly name: string;
  readonly version: string;
  /** The one file of code that servers run; its digest is what organisations approve. */
  readonly bundlePath: string;
  /** Path of a channel policy; national and a province when absent. */
  readonly endorsementPolicy?: string;
  /** How to run the server of one peer. */
  readonly server: (context: ChaincodeServerContext) => ChaincodeServerCommand;
}

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

export interface DeployedChaincode {
  readonly definition: ChaincodeDefinition;
  readonly packageId: string;
  readonly bundleDigest: string;
}

interface Deployment {
  readonly channel: string;
  readonly chaincodeIndex: number;
  readonly pkg: ChaincodePackage;
  readonly definition: ChaincodeDefinition;
  readonly standing: Standing;
}

/**
 * What is left to be agreed on: all, nothing, or only that the organisations here approve what the others have
 * committed, which is how one that comes later takes part.
 */
type Standing = 'new' | 'committed' | 'to approve';

const COMMIT_TIMEOUT_MS = 120_000;

/**
 * Makes a version of a chaincode run on every peer and be the committed one: the first, an upgrade, or, when
 * it is committed already, only its servers. Safe to repeat after a failure at any point.
 */
export async function deployChaincode(
  context: NetworkContext,
  { options, listener }: { readonly options: DeployOptions; readonly listener: ProgressListener },
): Promise<DeployedChaincode> {
  return withPeers(context, async (peers) => {
    const deployment = await planDeployment(context, { options, peers });
    const { definition, pkg } = deployment;
    writeConnections(context, { peers, deployment });
    await runStep(listener, 'chaincode-install', async () => {
      await Promise.all(peers.map(({ admin }) => installChaincode(admin, pkg)));
      return { detail: pkg.packageId, skipped: deployment.standing === 'committed' };
    });
    await runStep(listener, 'chaincode-start', async () => {
      await context.launcher.start(serverSpecs(context, { peers, deployment, options }));
      return { detail: `${peers.length} × ${definition.name}` };
    });
    await agree(context, { peers, deployment, listener });
    await waitDiscovered(peers, {
      channel: deployment.channel,
      // Gossip tells a definition's sequence where it says version (fabric core/chaincode/lifecycle/metadata_provider.go).
      chaincode: `${definition.name}:${definition.sequence}`,
      elsewhere: nationalElsewhere(context),
    });
    await stopFormerServers(context, { peers, deployment });
    return { definition, packageId: pkg.packageId, bundleDigest: pkg.bundleDigest };
  });
}

// Without the national organisation nothing is endorsed; a province that is away for the moment is not waited for.
function nationalElsewhere({ topology, part, ports, placement }: NetworkContext): string[] {
  const national = nationalOf(topology);
  if (part.has(national.name)) return [];
  const { listen } = peerPortsOf(ports, peerName(national, 0));
  return [`${placement.hostOf(peerHost(national, 0))}:${listen}`];
}

async function planDeployment(
  { topology }: NetworkContext,
  { options, peers }: { options: DeployOptions; peers: readonly AdministeredPeer[] },
): Promise<Deployment> {
  const chaincodeIndex = topology.chaincodes.findIndex(({ name }) => name === options.name);
  const chaincode = topology.chaincodes[chaincodeIndex];
  if (chaincode === undefined)
    throw new NetworkError('TOPOLOGY_INVALID', { reason: `no chaincode '${options.name}'` });
  const { channel } = chaincode;
  const pkg = newChaincodePackage({
    name: options.name,
    version: options.version,
    bundle: readBundle(options.bundlePath),
  });
  const wanted = {
    name: options.name,
    version: options.version,
    endorsementPolicy: options.endorsementPolicy ?? ENDORSEMENT_POLICY_PATH,
  };
  const { committed, standing } = await readStanding(peers, { channel, wanted, packageId: pkg.packageId });
  const sequence = (committed?.sequence ?? 0) + (standing === 'new' ? 1 : 0);
  return { channel, chaincodeIndex, pkg, definition: { ...wanted, sequence }, standing };
}

interface Wanted {
  readonly channel: string;
  readonly wanted: Omit<ChaincodeDefinition, 'sequence'>;
  readonly packageId: string;
}

interface Read {
  readonly committed: ChaincodeDefinition | undefined;
  readonly standing: Standing;
}

// A peer that has just joined does not know yet what was committed: where somebody else commits, that is waited for.
async function readStanding(peers: readonly AdministeredPeer[], wanted: Wanted): Promise<Read> {
  const read = (): Promise<Read> => readStandingNow(somePeer(peers), wanted);
  if (findNational(peers) !== undefined) return read();
  const readAgreed = async (): Promise<Read | undefined> => {
    const found = await read();
    return found.standing === 'new' ? undefined : found;
  };
  const what = `a committed ${wanted.wanted.name} ${wanted.wanted.version}`;
  return pollUntil(readAgreed, { what, timeoutMs: COMMIT_TIMEOUT_MS }).catch((cause: unknown) => {
    const reason = `who commits it, the national organisation, runs elsewhere: ${reasonOf(cause)}`;
    throw new NetworkError('COMMIT_NOT_READY', { reason, cause });
  });
}

async function readStandingNow(
  { admin }: AdministeredPeer,
  { channel, wanted, packageId }: Wanted,
): Promise<Read> {
  const { name } = wanted;
  const committed = (await listCommittedChaincodes(admin, channel)).find((each) => each.name === name);
  const approved =
    committed && (await readApprovedPackage(admin, { channel, name, sequence: committed.sequence }));
  return { committed, standing: standingOf({ committed, approved, wanted, packageId }) };
}

function standingOf({
  committed,
  approved,
  wanted,
  packageId,
}: {
  committed: ChaincodeDefinition | undefined;
  approved: string | undefined;
  wanted: Omit<ChaincodeDefinition, 'sequence'>;
  packageId: string;
}): Standing {
  if (committed?.endorsementPolicy !== wanted.endorsementPolicy) return 'new';
  if (approved === packageId) return 'committed';
  return approved === undefined && committed.version === wanted.version ? 'to approve' : 'new';
}

function readBundle(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new NetworkError('BUNDLE_MISSING', { reason: path, cause });
  }
}

function somePeer([first]: readonly AdministeredPeer[]): AdministeredPeer {
  if (first === undefined) throw new TypeError('an organisation has a peer');
  return first;
}

function findNational(peers: readonly AdministeredPeer[]): AdministeredPeer | undefined {
  return peers.find(({ organization }) => organization.kind === 'national');
}

function nationalPeer(peers: readonly AdministeredPeer[]): AdministeredPeer {
  const found = findNational(peers);
  if (found === undefined) throw new TypeError('only a part with the national organisation commits');
  return found;
}

// What each peer needs to reach its own server; read by builder/bin/build when the package is installed.
function writeConnections(
  context: NetworkContext,
  { peers, deployment }: { peers: readonly AdministeredPeer[]; deployment: Deployment },
): void {
  mkdirSync(context.paths.packages, { recursive: true, mode: 0o700 });
  writeFileSync(join(context.paths.packages, `${deployment.pkg.label}.tar.gz`), deployment.pkg.bytes, {
    mode: 0o600,
  });
  for (const peer of peers) {
    const file = context.paths.chaincodeConnection(peer.name, deployment.pkg.label);
    const host = context.placement.hostOf(serverHost({ peer, deployment }));
    const plain = { address: `${host}:${serverPort(context, { peer, deployment })}`, dial_timeout: '10s' };
    writeFileSync(file, JSON.stringify({ ...plain, ...clientTls(context, peer.organization) }), {
      mode: 0o600,
    });
    giveToFolderOwner(file);
  }
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

function serverTls({ topology, paths }: NetworkContext, { domain }: Organization): ServerTls | undefined {
  if (topology.settings.chaincodeTls === 'off') return undefined;
  const tlsOrganization = { domain: chaincodeTlsDomain(domain) };
  const server = join(
    paths.peerOrganization(tlsOrganization),
    'peers',
    `server.${tlsOrganization.domain}`,
    'tls',
  );
  return {
    keyPath: join(server, 'server.key'),
    certPath: join(server, 'server.crt'),
    clientCaCertPath: paths.peerTlsCa(tlsOrganization),
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

function serverPort(
  { ports }: NetworkContext,
  { peer, deployment }: { peer: AdministeredPeer; deployment: Deployment },
): number {
  const { chaincodeIndex, definition } = deployment;
  return chaincodeServerPort(peerPortsOf(ports, peer.name), {
    chaincodeIndex,
    sequence: definition.sequence,
  });
}

function serverHost({ peer, deployment }: { peer: AdministeredPeer; deployment: Deployment }): string {
  return chaincodeServerHost(serverName(peer.name, deployment.definition), peer.organization.domain);
}

function serverName(
  peer: string,
  { name, sequence }: { readonly name: string; readonly sequence: number },
): string {
  return `${name}-${peer}-${sequence % 2 === 1 ? 'a' : 'b'}`;
}

function serverSpecs(
  context: NetworkContext,
  {
    peers,
    deployment,
    options,
  }: { peers: readonly AdministeredPeer[]; deployment: Deployment; options: DeployOptions },
): NodeSpec[] {
  const { pkg, definition } = deployment;
  return peers.map((peer) => {
    const port = serverPort(context, { peer, deployment });
    const name = serverName(peer.name, definition);
    const tls = serverTls(context, peer.organization);
    const command = options.server({
      runtime: context.placement.runtime,
      peer: peer.name,
      organization: peer.organization,
      address: `${context.placement.listenHost}:${port}`,
      packageId: pkg.packageId,
      bundlePath: options.bundlePath,
      bundleDigest: pkg.bundleDigest,
      tls: tls && seenFrom(context, tls),
    });
    return {
      ...command,
      name,
      kind: 'chaincode',
      host: serverHost({ peer, deployment }),
      files: Object.values(tls ?? {}).map((path) => ({ path, access: 'read' as const })),
      cwd: context.paths.root,
      ports: { listen: port },
      logFile: context.paths.log(name),
      health: [{ kind: 'tcp', port }],
    };
  });
}

async function agree(
  context: NetworkContext,
  {
    peers,
    deployment,
    listener,
  }: { peers: readonly AdministeredPeer[]; deployment: Deployment; listener: ProgressListener },
): Promise<void> {
  const { channel, definition, pkg, standing } = deployment;
  if (standing === 'committed') return;
  const onePeerEach = peers.filter(({ name }) => name.startsWith('peer0-'));
  await runStep(listener, 'chaincode-approve', async () => {
    const approval = { channel, definition, packageId: pkg.packageId };
    await Promise.all(onePeerEach.map(({ admin }) => approveOnce(admin, approval)));
    // Of a committed definition a peer answers no more who approved it.
    if (standing === 'new') {
      const wanted = onePeerEach.length;
      await Promise.all(peers.map((peer) => waitApproved(peer, { channel, definition, wanted })));
    }
    return { detail: onePeerEach.map(({ admin }) => admin.mspId).join(', ') };
  });
  if (standing === 'to approve') return;
  await runStep(listener, 'chaincode-commit', async () => {
    const endorsers = lifecycleEndorsers(context);
    await retryWhile(
      () => commitChaincode(nationalPeer(peers).admin, { channel, definition, endorsingMspIds: endorsers }),
      {
        isTransient: isDiscoveryIncomplete,
        timeoutMs: COMMIT_TIMEOUT_MS,
      },
    );
    await Promise.all(peers.map((peer) => waitCommitted(peer, { channel, definition })));
    return { detail: `${definition.name} ${definition.version}, sequence ${definition.sequence}` };
  });
}

async function approveOnce(
  admin: AdministeredPeer['admin'],
  approval: Parameters<typeof approveChaincode>[1],
): Promise<void> {
  const attempt = (): Promise<void> => approveChaincode(admin, approval);
  await retryWhile(attempt, { isTransient: isDiscoveryIncomplete, timeoutMs: COMMIT_TIMEOUT_MS }).catch(
    (error: unknown) => {
      // An earlier, interrupted deployment approved the very same thing.
      if (!reasonOf(error).includes('unchanged content')) throw error;
    },
  );
}

async function waitApproved(
  { name, admin }: AdministeredPeer,
  { channel, definition, wanted }: { channel: string; definition: ChaincodeDefinition; wanted: number },
): Promise<void> {
  const hasAll = async (): Promise<true | undefined> => {
    const approvals = await readApprovals(admin, { channel, definition });
    return [...approvals.values()].filter(Boolean).length === wanted ? true : undefined;
  };
  await pollUntil(hasAll, {
    what: `${name} seeing ${wanted} approvals of ${definition.name}`,
    timeoutMs: COMMIT_TIMEOUT_MS,
  }).catch((cause: unknown) => {
    throw new NetworkError('COMMIT_NOT_READY', { reason: reasonOf(cause), cause });
  });
}

async function waitCommitted(
  { name, admin }: AdministeredPeer,
  { channel, definition }: { channel: string; definition: ChaincodeDefinition },
): Promise<void> {
  const hasIt = async (): Promise<true | undefined> => {
    const found = (await listCommittedChaincodes(admin, channel)).find(
      (each) => each.name === definition.name,
    );
    return found?.sequence === definition.sequence ? true : undefined;
  };
  await pollUntil(hasIt, {
    what: `${name} seeing ${definition.name} ${definition.sequence}`,
    timeoutMs: COMMIT_TIMEOUT_MS,
  });
}

// Named, because the plan that the gateway would make by itself fails when some peer is down (fabric-facts.md §1.2, #5456).
function lifecycleEndorsers({ topology, part }: NetworkContext): string[] {
  const provinces = provincesOf(topology)
    .toSorted((one, other) => Number(part.has(other.name)) - Number(part.has(one.name)))
    .slice(0, provinceMajority(topology));
  return [nationalOf(topology), ...provinces].map(({ mspId }) => mspId);
}

async function stopFormerServers(
  { launcher }: NetworkContext,
  { peers, deployment }: { peers: readonly AdministeredPeer[]; deployment: Deployment },
): Promise<void> {
  const { name, sequence } = deployment.definition;
  await launcher.stop(peers.map((peer) => serverName(peer.name, { name, sequence: sequence + 1 })));
}
