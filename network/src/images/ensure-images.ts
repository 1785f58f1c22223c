// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFabricBinaries, type FabricBinaries } from '../binaries/ensure-fabric-binaries.js';
import { NetworkError, reasonOf } from '../base/errors.js';
import { runCommand } from '../base/run-command.js';
import { type Application, applicationRecipe, type ApplicationRole } from './application-recipe.js';
import {
  buildImage,
  type ImageState,
  type ListedImage,
  listImages,
  recipeDigest,
  tagOf,
} from './build-image.js';
import { nodeRecipe, postgresRecipe } from './debian-recipes.js';
import { assertDocker, readDocker } from './docker.js';
import { localFabricRecipe, officialFabricRecipe } from './fabric-recipes.js';
import { type ImageRecipe, type ImageRole, REPOSITORY_DIR } from './image-recipe.js';

/** `local`: everything is made on this machine. `official`: what others publish is pulled, ours built on it. */
export type ImageSource = 'local' | 'official';

export type Applications = Readonly<Partial<Record<ApplicationRole, Application>>>;

export interface ImagesOptions {
  /** `auto`: what is there already, else official images where the registry answers, else local ones. */
  readonly source: ImageSource | 'auto';
  /** The Fabric that local images are made from; found or built when absent. */
  readonly binaries?: FabricBinaries;
  /** What is ours; an image not described here is not made. */
  readonly applications?: Applications;
  /** PostgreSQL for the gateways. */
  readonly withDatabase?: boolean;
  /** Told of each image that is pulled or built, and last which source was taken. */
  readonly log?: (line: string) => void;
  readonly cacheDir?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface Images {
  readonly source: ImageSource;
  /** Repository and tag by role. */
  readonly names: Readonly<Partial<Record<ImageRole, string>> & Record<'peer' | 'orderer' | 'node', string>>;
  readonly states: readonly ImageState[];
}

/** Published images, pinned by version. */
export const OFFICIAL_IMAGES = {
  peer: 'hyperledger/fabric-peer:3.1.5',
  orderer: 'hyperledger/fabric-orderer:3.1.5',
  postgres: 'postgres:17.6-bookworm',
  prometheus: 'prom/prometheus:v3.5.0',
} as const;

const REGISTRY_TIMEOUT_MS = 5_000;
const SOURCE_TITLES = {
  local: '本机构建 built on this machine',
  official: '官方镜像 official images',
} as const;
interface Settings extends ImagesOptions {
  readonly cacheDir: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
}

/** What one source comes down to. */
interface Plan {
  readonly source: ImageSource;
  /** Published images, by what they are used for. */
  readonly pulled: Readonly<Partial<Record<Exclude<ImageRole, ApplicationRole>, string>>>;
  readonly recipes: readonly ImageRecipe[];
}

/**
 * Makes sure that the engine has every image, up to date; one that is, is not touched.
 * @throws NetworkError DOCKER_MISSING, DOCKER_UNREACHABLE, COMPOSE_MISSING, IMAGE_PULL_FAILED, IMAGE_BUILD_FAILED
 */
export async function ensureImages(options: ImagesOptions): Promise<Images> {
  const cacheDir = options.cacheDir ?? join(REPOSITORY_DIR, '.cache', 'images');
  const settings: Settings = {
    ...options,
    ...{ cacheDir, logFile: join(cacheDir, 'build.log') },
    env: options.env ?? process.env,
    log: options.log ?? ignore,
  };
  await assertDocker(settings);
  if (options.source === 'auto') return chooseSource(settings);
  return carryOut(await newPlan(options.source, settings), settings);
}

async function chooseSource(settings: Settings): Promise<Images> {
  const local = process.platform === 'linux' ? await newPlan('local', settings) : undefined;
  if (local && (await isThere(local, settings))) return carryOut(local, settings);
  const official = await newPlan('official', settings);
  if (local === undefined) return carryOut(official, settings);
  if (!(await isThere(official, settings)) && !(await registryAnswers(settings)))
    return carryOut(local, settings);
  try {
    return await carryOut(official, settings);
  } catch (error) {
    if (!(error instanceof NetworkError && error.code === 'IMAGE_PULL_FAILED')) throw error;
    settings.log(`${error.zh}，改为本机构建 ${error.en}; building here instead: ${error.reason}`);
    return carryOut(local, settings);
  }
}

async function newPlan(source: ImageSource, settings: Settings): Promise<Plan> {
  const node = await readNodeProgram();
  if (source === 'local') return newLocalPlan(node, settings);
  const image = `node:${node.version}-bookworm-slim`;
  const { peer, orderer, postgres } = OFFICIAL_IMAGES;
  return {
    source,
    pulled: { peer, orderer, node: image, ...(settings.withDatabase && { postgres }) },
    recipes: [
      await officialFabricRecipe('peer', peer, settings),
      await officialFabricRecipe('orderer', orderer, settings),
      ...(await applicationRecipes(settings, { image, identity: image })),
    ],
  };
}

async function newLocalPlan(node: { path: string; version: string }, settings: Settings): Promise<Plan> {
  if (process.platform !== 'linux')
    throw new NetworkError('IMAGE_BUILD_FAILED', {
      reason: 'images are made from this machine’s programs, so on Linux only',
    });
  const binaries =
    settings.binaries ?? (await ensureFabricBinaries({ env: settings.env, log: settings.log }));
  const base = nodeRecipe(node, settings);
  const identity = await recipeDigest(base);
  return {
    source: 'local',
    pulled: {},
    recipes: [
      await localFabricRecipe('peer', binaries, settings),
      await localFabricRecipe('orderer', binaries, settings),
      base,
      ...(await applicationRecipes(settings, {
        image: tagOf(base.repository, node.version, identity),
        identity,
      })),
      ...(settings.withDatabase ? [postgresRecipe(settings)] : []),
    ],
  };
}

async function applicationRecipes(
  { applications = {} }: Settings,
  base: { readonly image: string; readonly identity: string },
): Promise<ImageRecipe[]> {
  const entries = Object.entries(applications) as [ApplicationRole, Application][];
  return Promise.all(entries.map(([role, application]) => applicationRecipe(role, application, base)));
}

async function carryOut({ source, pulled, recipes }: Plan, settings: Settings): Promise<Images> {
  for (const name of Object.values(pulled)) await pull(name, settings);
  const listed = await listImages(settings);
  const states: ImageState[] = [];
  // One after the other: a recipe may build on the one before it.
  for (const recipe of recipes) {
    const digest = await recipeDigest(recipe);
    const found = listed.get(`${recipe.repository} ${digest}`);
    const state = found ? toState(recipe, found) : await buildImage(recipe, digest, settings);
    states.push(state);
    if (state.isNew) settings.log(describeBuild(state));
  }
  const fresh = states.filter(({ isNew }) => isNew).length;
  const done = fresh === 0 ? '无变化 unchanged' : `新建 ${fresh} 个 ${fresh} built`;
  settings.log(`${SOURCE_TITLES[source]}，${done}`);
  const built = Object.fromEntries(states.map(({ role, name }) => [role, name]));
  return { source, states, names: { ...pulled, ...built } as Images['names'] };
}

function toState({ role }: ImageRecipe, { name, bytes }: ListedImage): ImageState {
  return { role, name, bytes, isNew: false, ms: 0 };
}

function describeBuild({ name, bytes, ms }: ImageState): string {
  return `${name}  ${Math.round(bytes / 1e6)} MB  ${(ms / 1000).toFixed(1)} s`;
}

async function isThere({ pulled, recipes }: Plan, settings: Settings): Promise<boolean> {
  const listed = await listImages(settings);
  const found = await Promise.all([
    ...Object.values(pulled).map((name) => isPulled(name, settings)),
    ...recipes.map(async (recipe) => listed.has(`${recipe.repository} ${await recipeDigest(recipe)}`)),
  ]);
  return found.every(Boolean);
}

async function isPulled(name: string, { env }: Settings): Promise<boolean> {
  return readDocker(['image', 'inspect', '--format', '{{.Id}}', name], { env }).then(
    () => true,
    () => false,
  );
}

async function registryAnswers({ env }: Settings): Promise<boolean> {
  const args = ['manifest', 'inspect', OFFICIAL_IMAGES.peer];
  return readDocker(args, { env, timeoutMs: REGISTRY_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}

async function pull(name: string, settings: Settings): Promise<void> {
  if (await isPulled(name, settings)) return;
  const { env, logFile } = settings;
  settings.log(`拉取 pulling ${name}`);
  await runCommand('docker', ['pull', '--quiet', name], { env, logFile }).catch((cause: unknown) => {
    throw new NetworkError('IMAGE_PULL_FAILED', { reason: reasonOf(cause), logFile, cause });
  });
}

/** The Node.js that package-lock.json pins for this repository. */
async function readNodeProgram(): Promise<{ readonly path: string; readonly version: string }> {
  const folder = join(REPOSITORY_DIR, 'node_modules/node');
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return { path: join(folder, 'bin/node'), version: manifest.version };
}

function ignore(): void {
  // No listener was given.
}
