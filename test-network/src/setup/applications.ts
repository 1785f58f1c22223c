// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHAINCODES, type ChaincodeName } from '@unionid/domain/ledger';
import type { Application, Applications } from '@unionid/network';
import { BUNDLE_IN_IMAGE, readBundleManifest, type BundleFolders } from './chaincode-bundles.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * What the images of our own programs are made of, as compiled and bundled. A chaincode has an image of its own: what
 * changes one of them leaves the containers of the others alone, and their common layers lie on a disk once.
 */
export function applications(bundles: BundleFolders): Applications {
  return {
    ...Object.fromEntries(CHAINCODES.map((name) => [`chaincode-${name}`, chaincodeOf(name, bundles[name])])),
    gateway: {
      version: readVersion(join(ROOT, 'gateway/package.json')),
      repository: 'unionid/gateway',
      packages: { root: ROOT, from: '', names: ['@unionid/gateway'] },
    },
  };
}

function chaincodeOf(name: ChaincodeName, folder: string): Application {
  const { version, dependencies } = readBundleManifest(folder);
  return {
    version,
    repository: `unionid/chaincode-${name}`,
    args: { CHAINCODE: name },
    packages: { root: ROOT, from: 'chaincode', names: Object.keys(dependencies) },
    folders: { [BUNDLE_IN_IMAGE]: folder },
  };
}

function readVersion(file: string): string {
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string };
  return version;
}
