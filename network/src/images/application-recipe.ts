// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOfPath } from './digest.js';
import { type ImageRecipe, type ImageRole } from './image-recipe.js';
import {
  copyPackage,
  identifyPackage,
  type PackageSelection,
  readProductionPackages,
} from './production-packages.js';

/** A program in TypeScript of this repository, as its image holds it. */
export interface Application {
  readonly version: string;
  readonly repository: string;
  /** More ARG values of its Dockerfile. */
  readonly args?: Readonly<Record<string, string>>;
  /** What it needs of npm's packages, and of this repository's own. */
  readonly packages: PackageSelection;
  /** More folders: name in the image to folder here. */
  readonly folders?: Readonly<Record<string, string>>;
}

export interface ApplicationBase {
  /** Name of the image with Node.js. */
  readonly image: string;
  /** Changes when that image's content does. */
  readonly identity: string;
}

/** Programs of this repository that have an image. */
export type ApplicationRole = Extract<ImageRole, 'gateway' | `chaincode-${string}`>;

/** Dependencies in one layer, what changes with each commit in another. */
export async function applicationRecipe(
  role: ApplicationRole,
  application: Application,
  base: ApplicationBase,
): Promise<ImageRecipe> {
  const { root } = application.packages;
  const folders = Object.entries(application.folders ?? {});
  const packages = await readProductionPackages(application.packages);
  const inputs = await Promise.all([
    ...packages.map((production) => identifyPackage(root, production)),
    ...folders.map(async ([name, folder]) => `${name} ${await digestOfPath(folder)}`),
  ]);
  return {
    role,
    repository: application.repository,
    args: { NODE_IMAGE: base.image, ...application.args },
    inputs: [application.version, base.identity, ...inputs],
    fill: async (context) => {
      await mkdir(join(context, 'dependencies'));
      await mkdir(join(context, 'application'));
      for (const production of packages) {
        const layer = production.integrity === undefined ? 'application' : 'dependencies';
        await copyPackage(root, production, join(context, layer));
      }
      for (const [name, folder] of folders) {
        await cp(folder, join(context, 'application', name), { recursive: true });
      }
      return application.version;
    },
  };
}
