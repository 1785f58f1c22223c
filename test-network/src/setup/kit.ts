// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Network } from '@unionid/network';
import { PROVINCES } from './topology.js';
import { networkIdFile } from './bootstrap.js';
import { gatewaySecretFiles } from './secret-files.js';

/**
 * Writes a province's node kit: the folder from which its own host runs its part of the network. It makes its own
 * vault key, answer key and root operator there; what it takes along of the gateways is the matching key that all
 * provinces share, and the network's name.
 */
export async function writeProvinceKit(
  network: Network,
  organization: string,
  folder: string,
): Promise<void> {
  const { runDir } = network;
  await network.writeKit([organization], folder);
  const someProvince = PROVINCES.find((province) => network.part.has(province.organization));
  if (someProvince === undefined) throw new RangeError('no province runs here');
  const shared = gatewaySecretFiles(runDir, someProvince.organization).provinceMatchingKeysFile;
  copy(networkIdFile(runDir), networkIdFile(folder));
  copy(shared, gatewaySecretFiles(folder, organization).provinceMatchingKeysFile);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  cpSync(from, to);
}
