// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What an image is for; each chaincode has one of its own. */
export type ImageRole = 'peer' | 'orderer' | 'node' | 'gateway' | 'postgres' | `chaincode-${string}`;

/** How an image is made. Everything in the folder of its Dockerfile goes along. */
export interface ImageRecipe {
  readonly role: ImageRole;
  readonly repository: string;
  /** ARG values of the Dockerfile, beside version, commit and source. */
  readonly args: Readonly<Record<string, string>>;
  /** What goes in besides the Dockerfile and its arguments: equal texts, equal images. */
  readonly inputs: readonly string[];
  /** Puts into the build context what the Dockerfile copies; answers the version to tag the image with. */
  readonly fill: (context: string) => Promise<string>;
}

export const REPOSITORY_DIR = fileURLToPath(new URL('../../../', import.meta.url));

export const IMAGES_DIR = join(REPOSITORY_DIR, 'images');

/** Folder of the Dockerfile of a role; all chaincodes have one. */
export function dockerfileDir(role: ImageRole): string {
  return join(IMAGES_DIR, role.startsWith('chaincode-') ? 'chaincode' : role);
}
