// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NetworkError, reasonOf } from '../base/errors.js';
import { runCommand } from '../base/run-command.js';
import { digestOf, digestOfPath } from './digest.js';
import { type DockerOptions } from '../containers/engine.js';
import { readDocker } from './docker.js';
import { dockerfileDir, type ImageRecipe, type ImageRole, REPOSITORY_DIR } from './image-recipe.js';
import { normaliseModes } from './root-files.js';

export interface BuildOptions {
  readonly cacheDir: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface ListedImage {
  /** Repository and tag. */
  readonly name: string;
  readonly bytes: number;
}

export interface ImageState {
  /** Repository and tag. */
  readonly name: string;
  readonly bytes: number;
  readonly role: ImageRole;
  readonly isNew: boolean;
  /** Time it took to build; 0 for an image that was there. */
  readonly ms: number;
}

/** Digest of all that went into an image: one with the right digest is not built again. */
export const INPUTS_LABEL = 'unionid.inputs';

/** Of the digest, in the tag that a network runs by: what another copy of this repository builds does not move it. */
const TAG_DIGITS = 12;
const OCI = 'org.opencontainers.image';
const PROGRAMS_DIR = fileURLToPath(new URL('.', import.meta.url));

/** Digest of everything that goes into an image, these programs included. The commit it was built at is no part of it. */
export async function recipeDigest(recipe: ImageRecipe): Promise<string> {
  const args = Object.entries(recipe.args).map(([name, value]) => `${name}=${value}`);
  const [programs, dockerfile] = await Promise.all([
    digestOfPath(PROGRAMS_DIR, isProgram),
    digestOfPath(dockerfileDir(recipe.role)),
  ]);
  return digestOf([recipe.repository, programs, dockerfile, digestOf(args), digestOf(recipe.inputs)]);
}

/** The name that an image is run by, and built upon. */
export function tagOf(repository: string, version: string, digest: string): string {
  return `${repository}:${version}-${digest.slice(0, TAG_DIGITS)}`;
}

/** The images that were built here, by repository and digest: `unionid/gateway 3f…`. */
export async function listImages({ env }: DockerOptions): Promise<ReadonlyMap<string, ListedImage>> {
  const options = env && { env };
  const list = await readDocker(
    ['image', 'ls', '--quiet', '--no-trunc', '--filter', `label=${INPUTS_LABEL}`],
    options,
  );
  const ids = new Set(list.split('\n').filter(Boolean));
  if (ids.size === 0) return new Map();
  const inspected = JSON.parse(await readDocker(['image', 'inspect', ...ids], options)) as Inspected[];
  return new Map(inspected.flatMap(toListedImage));
}

/** Builds an image. @throws NetworkError IMAGE_BUILD_FAILED */
export async function buildImage(
  recipe: ImageRecipe,
  digest: string,
  options: BuildOptions,
): Promise<ImageState> {
  const started = performance.now();
  await mkdir(options.cacheDir, { recursive: true });
  const context = await mkdtemp(join(options.cacheDir, `${recipe.role}-`));
  try {
    await cp(dockerfileDir(recipe.role), context, { recursive: true });
    const version = await recipe.fill(context);
    await normaliseModes(context);
    const name = tagOf(recipe.repository, version, digest);
    const args = { ...recipe.args, VERSION: version, ...(await readOrigin()) };
    await runCommand(
      'docker',
      [
        ...['build', '--tag', name, '--tag', `${recipe.repository}:${version}`],
        ...['--label', `${INPUTS_LABEL}=${digest}`],
        ...Object.entries(args).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
        context,
      ],
      { env: options.env, logFile: options.logFile },
    );
    const built = (await listImages(options)).get(`${recipe.repository} ${digest}`);
    if (built === undefined) throw new Error(`docker build left no ${name}`);
    return {
      role: recipe.role,
      name,
      bytes: built.bytes,
      isNew: true,
      ms: Math.round(performance.now() - started),
    };
  } catch (cause) {
    const { logFile } = options;
    const reason = `${recipe.repository}: ${reasonOf(cause)}`;
    throw new NetworkError('IMAGE_BUILD_FAILED', { reason, logFile, cause });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** The commit that images are built at, for their labels; sources without git have none. */
async function readOrigin(): Promise<Readonly<Record<string, string>>> {
  const git = (...args: string[]): Promise<string> =>
    promisify(execFile)('git', args, { cwd: REPOSITORY_DIR }).then(
      ({ stdout }) => stdout.trim(),
      () => 'unknown',
    );
  return {
    REVISION: await git('describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'),
    // An address may hold who may read it.
    SOURCE: (await git('remote', 'get-url', 'origin')).replace(/\/\/[^@/]*@/, '//'),
  };
}

function isProgram(name: string): boolean {
  return name.endsWith('.js');
}

interface Inspected {
  readonly RepoTags: readonly string[] | null;
  readonly Size: number;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
}

// What somebody builds on one of ours has its labels too, and what a broken-off build leaves; neither has its name.
function toListedImage({ RepoTags, Size: bytes, Config }: Inspected): [string, ListedImage][] {
  const {
    [INPUTS_LABEL]: digest = '',
    [`${OCI}.title`]: title = '',
    [`${OCI}.version`]: version = '',
  } = Config.Labels;
  const name = tagOf(title, version, digest);
  return RepoTags?.includes(name) ? [[`${title} ${digest}`, { name, bytes }]] : [];
}
