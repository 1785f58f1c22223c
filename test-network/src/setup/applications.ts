// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Application } from '@unionid/network';
import { CHAINCODE } from '../topology.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUNDLE_DIR = join(ROOT, 'build/chaincode', CHAINCODE);

/** What the images of our own programs are made of, as compiled and bundled here. */
export function applications(): Readonly<Record<'chaincode' | 'gateway', Application>> {
  const bundle = readManifest(join(BUNDLE_DIR, 'package.json'));
  return {
    chaincode: {
      version: bundle.version,
      repository: `unionid/chaincode-${CHAINCODE}`,
      packages: { root: ROOT, from: 'chaincode', names: Object.keys(bundle.dependencies) },
      folders: { [CHAINCODE]: BUNDLE_DIR },
    },
    gateway: {
      version: readManifest(join(ROOT, 'gateway/package.json')).version,
      repository: 'unionid/gateway',
      packages: { root: ROOT, from: '', names: ['@unionid/gateway'] },
    },
  };
}

function readManifest(file: string): { version: string; dependencies: Record<string, string> } {
  return JSON.parse(readFileSync(file, 'utf8')) as ReturnType<typeof readManifest>;
}
