// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ChaincodeDefinition, listCommittedChaincodes } from './admin/lifecycle.js';
import { readChainInfo } from './admin/ledger.js';
import { PeerAdmin } from './admin/peer-admin.js';
import { ensureFabricBinaries, type FabricBinaries } from './binaries/ensure-fabric-binaries.js';
import { connectionOf, readConnectionProfile } from './admin/connection.js';
import { deployChaincode, type DeployedChaincode, type DeployOptions } from './chaincode/deploy-chaincode.js';
import { NetworkError } from './base/errors.js';
import { type ConnectionProfile, type UserName } from './generate/connection-profile.js';
import { type ContainerImages, IMAGE_BUILDER_DIR } from './containers/images.js';
import { addressesOf, HERE } from './containers/addresses.js';
import { ComposeLauncher } from './containers/compose-launcher.js';
import { fabricNodeSpecs, type FabricPrograms } from './generate/node-specs.js';
import { type Placement, placementOf, type Runtime } from './generate/placement.js';
import { RunPaths } from './generate/run-paths.js';
import { writeConfiguration, writeCrypto } from './generate/write-network.js';
import { findOrderingLeader, joinChannels, waitChannelsReady } from './channels/join-channels.js';
import { type Launcher, type NodeStatus } from './launch/launcher.js';
import { type NodeSpec } from './launch/node-spec.js';
import { ProcessLauncher } from './launch/process-launcher.js';
import { type NetworkContext, withPeers } from './run-folder/network-context.js';
import { type ProgressListener, runStep } from './base/progress.js';
import {
  peekState,
  readState,
  removeNetworkFiles,
  withRunFolder,
  writeState,
} from './run-folder/run-folder.js';
import { writeKit } from './run-folder/write-kit.js';
import { findFreePortBase, whichAreBusy } from './topology/find-free-ports.js';
import { type Part, wholeOf } from './topology/part.js';
import { portCount, type Ports, portsOf } from './topology/ports.js';
import { organizationOf } from './topology/parse-topology.js';
import { type Topology } from './topology/topology.js';

export interface NetworkOptions {
  /** Folder for everything the network keeps; it may hold spaces. */
  readonly runDir: string;
  /** Where Fabric binaries are kept between runs; `.cache/fabric` of the repository when absent. */
  readonly cacheDir?: string;
  /** Nodes end when this process does, however it ends: for tests. */
  readonly endWithCaller?: boolean;
  readonly onProgress?: ProgressListener;
  readonly log?: (line: string) => void;
  /** What nodes run as; how the folder was generated, or processes, when absent. */
  readonly runtime?: Runtime;
  /** Organisations whose nodes run from this folder; how it was generated, or all, when absent. */
  readonly part?: readonly string[];
  /** Address of the host of an organisation whose nodes run elsewhere, by its name; for `here`, this host's own. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Makes or finds the images that containers need. */
  readonly images?: () => Promise<ContainerImages>;
}

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

export interface Network {
  readonly topology: Topology;
  readonly runtime: Runtime;
  readonly placement: Placement;
  /** Organisations whose nodes run from this folder. */
  readonly part: Part;
  readonly runDir: string;
  /** For further nodes beside Fabric's own, under the same supervision. */
  readonly launcher: Launcher;
  /** Generates what is missing, starts every node of Fabric, joins the channels; resolves when all is ready. */
  up(): Promise<void>;
  /** Brings a chaincode version to every peer and commits it. */
  deployChaincode(options: DeployOptions): Promise<DeployedChaincode>;
  status(): Promise<NetworkStatus>;
  /** Writes the run folder of these organisations' part, for another host (see write-kit.ts). */
  writeKit(part: readonly string[], folder: string): Promise<void>;
  /** Stops every node, further ones included; the ledger stays. */
  down(): Promise<void>;
  /** Stops every node and deletes keys, ledger and logs. */
  reset(): Promise<void>;
  /** Every port of the generated network. */
  ports(): Ports;
  /** What a gateway of that organisation needs; also at `<runDir>/organizations/<name>/connection.json`. */
  connectionProfile(organization: string): ConnectionProfile;
  connectionProfilePath(organization: string): string;
  /** An administrator's connection to the organisation's first peer; close it when done. */
  openAdmin(organization: string, user?: UserName): PeerAdmin;
  /** Node name of the ordering node that leads now; undefined during an election. */
  orderingLeader(channel: string): Promise<string | undefined>;
}

/** What the network in a run folder runs as; undefined where none was generated. */
export function generatedRuntime(runDir: string): Runtime | undefined {
  return peekState(new RunPaths(resolve(runDir)))?.runtime;
}

/** A network of the topology in a run folder; nothing happens before `up`. */
export function createNetwork(topology: Topology, options: NetworkOptions): Network {
  const paths = new RunPaths(resolve(options.runDir));
  const state = peekState(paths);
  const runtime = state?.runtime ?? options.runtime ?? 'process';
  const part: Part = new Set(state?.part ?? options.part ?? wholeOf(topology));
  const tools = newTools(options);
  const launcher = newLauncher({ paths, runtime, options, tools, part, topology });
  const placement = placementOf(runtime, paths.root);
  const base: Base = { topology, part, paths, launcher, placement };
  const listener: ProgressListener = options.onProgress ?? (() => undefined);
  const context = (): NetworkContext => ({ ...base, ports: generatedPorts(topology, paths) });
  const profile = (name: string): ConnectionProfile =>
    readConnectionProfile(paths.connectionProfile(organizationOf(topology, name).name));
  return {
    topology,
    runtime,
    placement,
    part,
    runDir: paths.root,
    launcher,
    up: () => withRunFolder(paths, () => bringUp(base, { wanted: options.runtime, tools, listener })),
    deployChaincode: (deploy) =>
      withRunFolder(paths, () => deployChaincode(context(), { options: deploy, listener })),
    writeKit: (kitPart, folder) =>
      withRunFolder(paths, () => writeKit({ ...context(), part: new Set(kitPart) }, resolve(folder))),
    status: () => readStatus(base),
    down: () => withExisting(paths, () => takeDown(launcher, listener)),
    reset: () => withExisting(paths, () => removeAll({ paths, launcher }, listener)),
    ports: () => generatedPorts(topology, paths),
    connectionProfile: profile,
    connectionProfilePath: (name) => paths.connectionProfile(organizationOf(topology, name).name),
    openAdmin: (name, user = 'Admin') => new PeerAdmin(connectionOf(profile(name), user)),
    orderingLeader: (channel) => findOrderingLeader(context(), channel),
  };
}

interface Base {
  readonly topology: Topology;
  readonly part: Part;
  readonly paths: RunPaths;
  readonly launcher: Launcher;
  readonly placement: Placement;
}

/** What generation and nodes are made with; looked for once, when first asked for. */
interface Tools {
  readonly binaries: () => Promise<FabricBinaries>;
  readonly images: () => Promise<ContainerImages>;
}

function newTools({ cacheDir, log, images }: NetworkOptions): Tools {
  let found: Promise<FabricBinaries> | undefined;
  let made: Promise<ContainerImages> | undefined;
  const binaries = (): Promise<FabricBinaries> =>
    (found ??= ensureFabricBinaries({ ...(cacheDir && { cacheDir }), ...(log && { log }) }));
  return {
    binaries,
    images: () => (made ??= makeImages(images)),
  };
}

async function makeImages(make: NetworkOptions['images']): Promise<ContainerImages> {
  if (make === undefined) throw new TypeError('containers need images');
  return make();
}

function newLauncher({
  paths,
  runtime,
  options: { endWithCaller = false, addresses = {} },
  tools: { images },
  ...placed
}: {
  topology: Topology;
  part: Part;
  paths: RunPaths;
  runtime: Runtime;
  options: NetworkOptions;
  tools: Tools;
}): Launcher {
  return runtime === 'process'
    ? new ProcessLauncher(paths.root, { endWithCaller })
    : new ComposeLauncher(paths.root, {
        images,
        endWithCaller,
        ...addressesOf(placed, addresses),
        ...(addresses[HERE] !== undefined && { publishAddress: addresses[HERE] }),
      });
}

async function bringUp(
  base: Base,
  {
    wanted,
    tools,
    listener,
  }: {
    readonly wanted: Runtime | undefined;
    readonly tools: Tools;
    readonly listener: ProgressListener;
  },
): Promise<void> {
  const { runtime } = base.placement;
  if (wanted !== undefined && wanted !== runtime)
    throw new NetworkError('RUNTIME_CHANGED', {
      reason: `${base.paths.root} holds a network of ${runtime} nodes`,
    });
  const programs = await preparePrograms(runtime, { tools, listener });
  const context = await prepareFiles(base, { binaries: await tools.binaries(), listener });
  const specs = fabricNodeSpecs(context, programs);
  await assertPortsFree(base.launcher, specs);
  await startNodes(context, { specs, kind: 'orderer', listener });
  await startNodes(context, { specs, kind: 'peer', listener });
  await withPeers(context, async (peers) => {
    await runStep(listener, 'channels', async () => {
      await joinChannels(context, peers);
      return { detail: base.topology.channels.map(({ name }) => name).join(', ') };
    });
    await runStep(listener, 'ready', async () => {
      await waitChannelsReady(context, peers);
      return { detail: `${base.topology.orderers.length} orderers, ${peers.length} peers` };
    });
  });
}

async function preparePrograms(
  runtime: Runtime,
  { tools, listener }: { tools: Tools; listener: ProgressListener },
): Promise<FabricPrograms> {
  await runStep(listener, 'binaries', async () => ({ detail: (await tools.binaries()).binDir }));
  if (runtime === 'process') return { binDir: (await tools.binaries()).binDir };
  await runStep(listener, 'images', async () => {
    const { source } = await tools.images();
    return { detail: source };
  });
  return { binDir: null, builderDir: IMAGE_BUILDER_DIR };
}

async function prepareFiles(
  base: Base,
  { binaries, listener }: { binaries: FabricBinaries; listener: ProgressListener },
): Promise<NetworkContext> {
  const { topology, paths } = base;
  const state = readState(paths, topology);
  if (state !== undefined) return { ...base, ports: portsOf(topology, state.portBase) };
  let portBase = 0;
  await runStep(listener, 'ports', async () => {
    portBase = topology.portBase === 'auto' ? await findFreePortBase(portCount(topology)) : topology.portBase;
    return { detail: `${portBase}–${portBase + portCount(topology) - 1}` };
  });
  const context = { ...base, ports: portsOf(topology, portBase) };
  await runStep(listener, 'crypto', async () => {
    await writeCrypto(context, binaries);
    return { detail: paths.crypto };
  });
  await runStep(listener, 'configuration', async () => {
    await writeConfiguration(context, binaries);
    await writeState(paths, { topology, portBase, runtime: base.placement.runtime, part: base.part });
    return { detail: paths.config };
  });
  return context;
}

async function assertPortsFree(launcher: Launcher, specs: readonly NodeSpec[]): Promise<void> {
  const running = new Set(
    (await launcher.status()).filter(({ pid }) => pid !== null).map(({ name }) => name),
  );
  const wanted = specs.filter(({ name }) => !running.has(name)).flatMap(({ ports }) => Object.values(ports));
  const busy = await whichAreBusy(wanted);
  if (busy.length > 0) throw new NetworkError('PORT_IN_USE', { reason: busy.join(', ') });
}

async function startNodes(
  { launcher }: NetworkContext,
  {
    specs,
    kind,
    listener,
  }: { specs: readonly NodeSpec[]; kind: 'orderer' | 'peer'; listener: ProgressListener },
): Promise<void> {
  const nodes = specs.filter((spec) => spec.kind === kind);
  await runStep(listener, kind === 'orderer' ? 'orderers' : 'peers', async () => {
    await launcher.start(nodes);
    return { detail: nodes.map(({ name }) => name).join(', ') };
  });
}

async function readStatus(network: Base): Promise<NetworkStatus> {
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

async function takeDown(launcher: Launcher, listener: ProgressListener): Promise<void> {
  await runStep(listener, 'stop', async () => {
    const stopped = await launcher.stopAll();
    return { detail: `${stopped.length} nodes`, skipped: stopped.length === 0 };
  });
}

async function removeAll(
  { paths, launcher }: { paths: RunPaths; launcher: Launcher },
  listener: ProgressListener,
): Promise<void> {
  await takeDown(launcher, listener);
  await runStep(listener, 'reset', () => {
    removeNetworkFiles(paths);
    return Promise.resolve({ detail: paths.root });
  });
}

async function withExisting(paths: RunPaths, work: () => Promise<void>): Promise<void> {
  if (existsSync(paths.root)) await withRunFolder(paths, work);
}

function generatedPorts(topology: Topology, paths: RunPaths): Ports {
  const state = readState(paths, topology);
  if (state === undefined) throw new NetworkError('NOT_GENERATED', { reason: paths.root });
  return portsOf(topology, state.portBase);
}
