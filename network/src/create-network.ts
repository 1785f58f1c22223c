// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { connectionOf, readConnectionProfile } from './admin/connection.js';
import { PeerAdmin } from './admin/peer-admin.js';
import { NetworkError } from './base/errors.js';
import { type ProgressListener, runStep } from './base/progress.js';
import { ensureFabricBinaries, type FabricBinaries } from './binaries/ensure-fabric-binaries.js';
import { bringUp, type Tools } from './bring-up.js';
import {
  deployChaincodes,
  type DeployedChaincode,
  type DeployOptions,
} from './chaincode/deploy-chaincode.js';
import { findOrderingLeader } from './channels/join-channels.js';
import { addressesOf, HERE } from './containers/addresses.js';
import { ComposeLauncher } from './containers/compose-launcher.js';
import { type ContainerImages } from './containers/images.js';
import { type ConnectionProfile, type UserName } from './generate/connection-profile.js';
import { type Placement, placementOf, type Runtime } from './generate/placement.js';
import { RunPaths } from './generate/run-paths.js';
import { type Launcher } from './launch/launcher.js';
import { ProcessLauncher } from './launch/process-launcher.js';
import { type NetworkStatus, readStatus } from './network-status.js';
import { type NetworkContext, type UnplacedNetwork } from './run-folder/network-context.js';
import { peekState, readState, removeNetworkFiles, withRunFolder } from './run-folder/run-folder.js';
import { writeKit } from './run-folder/write-kit.js';
import { organizationOf } from './topology/parse-topology.js';
import { type Part, wholeOf } from './topology/part.js';
import { type Ports, portsOf } from './topology/ports.js';
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
  /** Brings a version of each of these chaincodes to every peer and commits it, side by side; leaves the others alone. */
  deployChaincodes(chaincodes: readonly DeployOptions[]): Promise<readonly DeployedChaincode[]>;
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
  const base: UnplacedNetwork = { topology, part, paths, launcher, placement };
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
    deployChaincodes: (chaincodes) =>
      withRunFolder(paths, () => deployChaincodes(context(), { chaincodes, listener })),
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
