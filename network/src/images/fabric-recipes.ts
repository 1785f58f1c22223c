// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type FabricBinaries } from '../binaries/ensure-fabric-binaries.js';
import { runCommand } from '../base/run-command.js';
import { digestOfPath } from './digest.js';
import { type ImageRecipe, IMAGES_DIR } from './image-recipe.js';
import { putLink, putProgram, putRootFiles } from './root-files.js';

type FabricRole = 'peer' | 'orderer';

export interface FabricRecipeOptions {
  readonly cacheDir: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
}

const TOOLS_DIR = join(IMAGES_DIR, 'fabricaux');
/** Go's names of the processors that Node names otherwise. */
const GO_ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64' };
const CONFIGURATION = { peer: 'core.yaml', orderer: 'orderer.yaml' } as const;

/** From the binaries built on this machine: nothing but them, their stock configuration and our tools. */
export async function localFabricRecipe(
  role: FabricRole,
  { binDir, sampleConfigDir }: FabricBinaries,
  options: FabricRecipeOptions,
): Promise<ImageRecipe> {
  const program = join(binDir, role);
  const configuration = join(sampleConfigDir, CONFIGURATION[role]);
  return {
    ...(await common(role, [program, configuration])),
    args: { BASE: 'scratch' },
    fill: async (context) => {
      const root = join(context, 'rootfs');
      await putRootFiles(root, { user: 'unionid', shared: ['var/hyperledger'] });
      await putProgram(root, `usr/local/bin/${role}`, program);
      await putProgram(root, `etc/hyperledger/fabric/${CONFIGURATION[role]}`, configuration);
      await putTools(role, root, options);
      return versionOf(program);
    },
  };
}

/** From the official image: it lacks a health check and our external builder. */
export async function officialFabricRecipe(
  role: FabricRole,
  base: string,
  options: FabricRecipeOptions,
): Promise<ImageRecipe> {
  const version = base.split(':').at(-1) ?? '';
  return {
    ...(await common(role, [])),
    args: { BASE: base },
    fill: async (context) => {
      await putTools(role, join(context, 'rootfs'), options);
      return version;
    },
  };
}

async function common(
  role: FabricRole,
  files: readonly string[],
): Promise<Pick<ImageRecipe, 'role' | 'repository' | 'inputs'>> {
  const inputs = await Promise.all([TOOLS_DIR, ...files].map((path) => digestOfPath(path)));
  return { role, repository: `unionid/fabric-${role}`, inputs };
}

async function putTools(role: FabricRole, root: string, options: FabricRecipeOptions): Promise<void> {
  await putProgramOf(options, (program) => putProgram(root, 'usr/local/bin/healthcheck', program));
  if (role === 'orderer') return;
  for (const name of ['detect', 'build', 'release']) {
    await putLink(root, `opt/unionid/builder/bin/${name}`, '/usr/local/bin/healthcheck');
  }
}

async function putProgramOf(
  { cacheDir, logFile, env }: FabricRecipeOptions,
  put: (program: string) => Promise<void>,
): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  const folder = await mkdtemp(join(cacheDir, 'go-'));
  const program = join(folder, 'fabricaux');
  const platform = { GOOS: 'linux', GOARCH: GO_ARCHITECTURES[process.arch] ?? process.arch };
  try {
    await runCommand('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', program, '.'], {
      cwd: TOOLS_DIR,
      env: { ...env, ...platform, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' },
      logFile,
    });
    await put(program);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// Released binaries (FABRIC_BIN) may be of another version than those we build.
async function versionOf(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['version']);
  const version = /^[\t ]*Version: v?(\S+)$/m.exec(stdout)?.[1];
  if (version === undefined) throw new Error(`${program} does not say its version`);
  return version;
}
