// SPDX-License-Identifier: Apache-2.0
import { withPeers } from './admin/administered-peers.js';
import { NetworkError } from './base/errors.js';
import { type ProgressListener, runStep } from './base/progress.js';
import { type FabricBinaries } from './binaries/ensure-fabric-binaries.js';
import { joinChannels, waitChannelsReady } from './channels/join-channels.js';
import { type ContainerImages, IMAGE_BUILDER_DIR } from './containers/images.js';
import { fabricNodeSpecs, type FabricPrograms } from './generate/node-specs.js';
import { type Runtime } from './generate/placement.js';
import { writeConfiguration, writeCrypto, writeMissingCertificates } from './generate/write-network.js';
import { type Launcher } from './launch/launcher.js';
import { type NodeSpec } from './launch/node-spec.js';
import { type NetworkContext, type UnplacedNetwork } from './run-folder/network-context.js';
import { readState, writeState } from './run-folder/run-folder.js';
import { findFreePortBase, whichStayBusy } from './topology/find-free-ports.js';
import { portCount, portsOf } from './topology/ports.js';

/** What generation and nodes are made with; looked for once, when first asked for. */
export interface Tools {
  readonly binaries: () => Promise<FabricBinaries>;
  readonly images: () => Promise<ContainerImages>;
}

/**
 * Generates what is missing, starts every node of Fabric, joins the channels; resolves when all is ready.
 * @param options.wanted what nodes are to run as, where somebody said so
 * @throws NetworkError RUNTIME_CHANGED, PORT_IN_USE, and what each step fails with
 */
export async function bringUp(
  network: UnplacedNetwork,
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
  const { runtime } = network.placement;
  if (wanted !== undefined && wanted !== runtime)
    throw new NetworkError('RUNTIME_CHANGED', {
      reason: `${network.paths.root} holds a network of ${runtime} nodes`,
    });
  const programs = await preparePrograms(runtime, { tools, listener });
  const context = await prepareFiles(network, { binaries: await tools.binaries(), listener });
  const specs = fabricNodeSpecs(context, programs);
  await assertPortsFree(network.launcher, specs);
  await startNodes(context, { specs, kind: 'orderer', listener });
  await startNodes(context, { specs, kind: 'peer', listener });
  await withPeers(context, async (peers) => {
    await runStep(listener, 'channels', async () => {
      await joinChannels(context, peers);
      return { detail: network.topology.channels.map(({ name }) => name).join(', ') };
    });
    await runStep(listener, 'ready', async () => {
      await waitChannelsReady(context, peers);
      return { detail: `${network.topology.orderers.length} orderers, ${peers.length} peers` };
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
  network: UnplacedNetwork,
  { binaries, listener }: { binaries: FabricBinaries; listener: ProgressListener },
): Promise<NetworkContext> {
  const { topology, paths, placement, part } = network;
  const state = readState(paths, topology);
  if (state !== undefined) {
    const generated = { ...network, ports: portsOf(topology, state.portBase) };
    await writeMissingCertificates(generated, binaries);
    return generated;
  }
  let portBase = 0;
  await runStep(listener, 'ports', async () => {
    portBase = topology.portBase === 'auto' ? await findFreePortBase(portCount(topology)) : topology.portBase;
    return { detail: `${portBase}–${portBase + portCount(topology) - 1}` };
  });
  const context = { ...network, ports: portsOf(topology, portBase) };
  await runStep(listener, 'crypto', async () => {
    await writeCrypto(context, binaries);
    return { detail: paths.crypto };
  });
  await runStep(listener, 'configuration', async () => {
    await writeConfiguration(context, binaries);
    await writeState(paths, { topology, portBase, runtime: placement.runtime, part });
    return { detail: paths.config };
  });
  return context;
}

async function assertPortsFree(launcher: Launcher, specs: readonly NodeSpec[]): Promise<void> {
  const running = new Set(
    (await launcher.status()).filter(({ pid }) => pid !== null).map(({ name }) => name),
  );
  const wanted = specs.filter(({ name }) => !running.has(name)).flatMap(({ ports }) => Object.values(ports));
  const busy = await whichStayBusy(wanted);
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
