// SPDX-License-Identifier: Apache-2.0
import { CHAINCODES } from '@unionid/domain/ledger';
import { ensureImages, OFFICIAL_IMAGES, type ContainerImages } from '@unionid/network';
import { applications } from './applications.js';
import type { BundleFolders } from './chaincode-bundles.js';

export const IMAGE_SOURCES = ['auto', 'local', 'official'] as const;
export type ImageSource = (typeof IMAGE_SOURCES)[number];

export function isImageSource(text: string): text is ImageSource {
  return (IMAGE_SOURCES as readonly string[]).includes(text);
}

/** The images of this network's containers, made or fetched where they are missing. `log` is told what it takes. */
export async function makeImages(
  { wanted, bundles }: { readonly wanted: ImageSource; readonly bundles: BundleFolders },
  log: (line: string) => void,
): Promise<ContainerImages> {
  let source = '';
  const { names, source: taken } = await ensureImages({
    source: wanted,
    applications: applications(bundles),
    withDatabase: true,
    log: (line) => {
      source = line;
      log(line);
    },
  });
  const { peer, orderer, gateway = null, postgres: database = null } = names;
  const chaincodes = CHAINCODES.map((name) => `chaincode-${name}` as const);
  return {
    names: {
      ...Object.fromEntries(chaincodes.map((role) => [role, names[role] ?? null])),
      ...{ peer, orderer, gateway, database },
    },
    // Built from Debian's packages it would be ours to keep; where images are pulled it is there for the asking.
    prometheus: taken === 'official' ? OFFICIAL_IMAGES.prometheus : null,
    source,
  };
}
