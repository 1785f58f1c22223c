// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { type GenerateContext } from '../generate/configtx.js';
import { RunPaths } from '../generate/run-paths.js';
import { writePartConfiguration } from '../generate/write-network.js';
import { NetworkError } from '../base/errors.js';
import { readState, writeState } from './run-folder.js';
import { orderersHere, organizationsHere } from '../topology/part.js';
import { chaincodeTlsDomain } from '../topology/topology.js';

/**
 * Writes the run folder of one part of a generated network, to be carried to another host: configuration and genesis
 * blocks, the keys of that part's organisations, and of the others the certificates only.
 * @param context of the whole network; its `part` is that of the kit
 * @throws NetworkError RUN_FOLDER_UNSUITABLE where there is a network already
 */
export async function writeKit(context: GenerateContext, folder: string): Promise<void> {
  const { topology, paths, ports, placement, part } = context;
  const kit = new RunPaths(folder);
  if (readState(kit, topology) !== undefined)
    throw new NetworkError('RUN_FOLDER_UNSUITABLE', { reason: `${folder} holds a network already` });
  for (const path of kitFiles(context)) {
    const target = join(folder, relative(paths.root, path));
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await cp(path, target, { recursive: true });
  }
  await writePartConfiguration({ ...context, paths: kit });
  await writeState(kit, { topology, portBase: ports.base, runtime: placement.runtime, part });
}

function kitFiles(context: GenerateContext): readonly string[] {
  const { topology, paths } = context;
  const own = organizationsHere(context);
  return [
    ...['core.yaml', 'orderer.yaml'].map((name) => join(paths.config, name)),
    ...topology.channels.map(({ name }) => paths.genesisBlock(name)),
    ...own.map((organization) => paths.peerOrganization(organization)),
    ...own
      .filter(() => topology.settings.chaincodeTls !== 'off')
      .map(({ domain }) => paths.peerOrganization({ domain: chaincodeTlsDomain(domain) })),
    ...orderersHere(context).map((orderer) => paths.ordererOrganization(orderer)),
    // Public: with them this part knows the others by their certificates.
    ...topology.organizations.map((organization) => paths.peerTlsCa(organization)),
    ...topology.orderers.map((orderer) => paths.ordererTlsCa(orderer)),
  ];
}
