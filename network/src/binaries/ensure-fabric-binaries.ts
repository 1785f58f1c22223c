// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { access, chmod, cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NetworkError, reasonOf } from '../base/errors.js';
import { FABRIC_VERSION } from './fabric-version.js';
import { runCommand } from '../base/run-command.js';

export interface FabricBinaries {
  /** Holds peer, orderer, configtxgen and cryptogen. */
  readonly binDir: string;
  /** Holds the stock core.yaml and orderer.yaml of the same version. */
  readonly sampleConfigDir: string;
}

export interface BinariesOptions {
  readonly cacheDir?: string;
  readonly log?: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
}

const TOOLS_DIR = fileURLToPath(new URL('../../tools/', import.meta.url));
const REPOSITORY_DIR = fileURLToPath(new URL('../../../', import.meta.url));
const BINARIES = ['peer', 'orderer', 'configtxgen', 'cryptogen'];
const CONFIGS = ['core.yaml', 'orderer.yaml'];
const MINIMUM_GO = [1, 26] as const;
const METADATA = 'github.com/hyperledger/fabric/common/metadata';

/**
 * The Fabric programs: those of FABRIC_BIN when it is set, else built once with Go into the cache folder
 * (about a minute on two cores, then reused by every run).
 */
export async function ensureFabricBinaries(options: BinariesOptions = {}): Promise<FabricBinaries> {
  const env = options.env ?? process.env;
  if (env.FABRIC_BIN) return useReleasedBinaries(env.FABRIC_BIN, env.FABRIC_CFG);
  const cacheDir = options.cacheDir ?? join(REPOSITORY_DIR, '.cache', 'fabric');
  const folder = join(cacheDir, `${FABRIC_VERSION.release}-${process.platform}-${process.arch}`);
  const built = { binDir: join(folder, 'bin'), sampleConfigDir: join(folder, 'sampleconfig') };
  if ((await missingFiles(built)).length > 0)
    await build({ cacheDir, folder, env, log: options.log ?? ignore });
  return built;
}

async function useReleasedBinaries(binDir: string, configDir: string | undefined): Promise<FabricBinaries> {
  const candidates = configDir
    ? [configDir]
    : ['../sampleconfig', 'sampleconfig', '../config'].map((d) => join(binDir, d));
  let missing: string[] = [];
  for (const sampleConfigDir of candidates) {
    missing = await missingFiles({ binDir, sampleConfigDir });
    if (missing.length === 0) return { binDir, sampleConfigDir };
  }
  throw new NetworkError('FABRIC_BIN_INCOMPLETE', { reason: `missing ${missing.join(', ')}` });
}

async function missingFiles({ binDir, sampleConfigDir }: FabricBinaries): Promise<string[]> {
  const wanted = [
    ...BINARIES.map((name) => join(binDir, name)),
    ...CONFIGS.map((name) => join(sampleConfigDir, name)),
  ];
  const present = await Promise.all(wanted.map(exists));
  return wanted.filter((_, index) => !present[index]);
}

interface BuildOptions {
  readonly cacheDir: string;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
}

// Built beside its final place and renamed, so that a broken-off build leaves nothing that looks complete.
async function build({ cacheDir, folder, env, log }: BuildOptions): Promise<void> {
  await assertGoIsRecent(env);
  await mkdir(cacheDir, { recursive: true });
  const temporary = await mkdtemp(join(cacheDir, 'building-'));
  const logFile = join(cacheDir, 'build.log');
  log(`building Fabric ${FABRIC_VERSION.release} with Go (about a minute); log: ${logFile}`);
  try {
    await installTools({ binDir: join(temporary, 'bin'), env, logFile });
    await copySampleConfig(join(temporary, 'sampleconfig'), env);
    await chmod(temporary, 0o755);
    await replaceFolder(temporary, folder);
  } catch (error) {
    throw new NetworkError('FABRIC_BUILD_FAILED', { reason: reasonOf(error), logFile, cause: error });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function installTools(options: {
  binDir: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
}): Promise<void> {
  const version = `-X ${METADATA}.Version=${FABRIC_VERSION.release} -X ${METADATA}.CommitSHA=${FABRIC_VERSION.commit}`;
  await runCommand('go', ['install', '-trimpath', '-ldflags', `-s -w ${version}`, 'tool'], {
    cwd: TOOLS_DIR,
    env: {
      ...options.env,
      GOBIN: options.binDir,
      CGO_ENABLED: '0',
      GOFLAGS: '-buildvcs=false -mod=readonly',
    },
    logFile: options.logFile,
  });
}

// The stock configuration of exactly this version lies in the module that was just downloaded.
async function copySampleConfig(target: string, env: NodeJS.ProcessEnv): Promise<void> {
  const args = ['list', '-m', '-f', '{{.Dir}}', 'github.com/hyperledger/fabric'];
  const { stdout } = await promisify(execFile)('go', args, { cwd: TOOLS_DIR, env });
  await mkdir(target, { recursive: true });
  const source = join(stdout.trim(), 'sampleconfig');
  for (const name of CONFIGS) {
    await cp(join(source, name), join(target, name));
    await chmod(join(target, name), 0o644);
  }
}

// Two builds at once end with one complete folder: whoever comes second finds it there and drops its own.
async function replaceFolder(temporary: string, folder: string): Promise<void> {
  try {
    await rename(temporary, folder);
  } catch (error) {
    const complete = await missingFiles({
      binDir: join(folder, 'bin'),
      sampleConfigDir: join(folder, 'sampleconfig'),
    });
    if (complete.length === 0) return;
    if (!(await readdir(folder).catch(() => undefined))) throw error;
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  }
}

async function assertGoIsRecent(env: NodeJS.ProcessEnv): Promise<void> {
  const wanted = MINIMUM_GO.join('.');
  const found = await promisify(execFile)('go', ['env', 'GOVERSION'], { cwd: REPOSITORY_DIR, env }).catch(
    () => undefined,
  );
  if (found === undefined)
    throw new NetworkError('GO_MISSING', { reason: `go is not on the PATH; ${wanted} or newer is needed` });
  const [, major = '0', minor = '0'] = /^go(\d+)\.(\d+)/.exec(found.stdout.trim()) ?? [];
  const isRecent =
    Number(major) > MINIMUM_GO[0] || (Number(major) === MINIMUM_GO[0] && Number(minor) >= MINIMUM_GO[1]);
  if (!isRecent)
    throw new NetworkError('GO_MISSING', {
      reason: `found ${found.stdout.trim()}; ${wanted} or newer is needed`,
    });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function ignore(): void {
  // No listener was given.
}
