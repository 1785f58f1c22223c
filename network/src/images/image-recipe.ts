// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';

/** What an image is for. */
export type ImageRole = 'peer' | 'orderer' | 'node' | 'chaincode' | 'gateway' | 'postgres';

/** How an image is made. Its Dockerfile is images/ROLE/Dockerfile, and everything else there goes along. */
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

/** The folder of the Dockerfiles, at the root of the repository. */
export const IMAGES_DIR = fileURLToPath(new URL('../../../images/', import.meta.url));

export const REPOSITORY_DIR = fileURLToPath(new URL('../../../', import.meta.url));
