// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { access, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCommand } from '../base/run-command.js';

export interface DebianPackages {
  readonly names: readonly string[];
  /** Takes the libraries too that these need; not programs, documentation or set-up scripts. */
  readonly withLibraries: boolean;
}

export interface UnpackOptions {
  readonly packages: DebianPackages;
  /** Keeps the package files between builds. */
  readonly cacheDir: string;
  readonly root: string;
  readonly logFile: string;
}

const LIBRARY = /^(lib|zlib)/;
// Set-up of packages and generated code (PostgreSQL's JIT) are not run in an image; LLVM alone is 100 MB.
const NOT_NEEDED = /^lib(llvm|perl|debian|elogind|c-l10n|c-bin)|-perl$/;
const NOT_IN_AN_IMAGE = [
  ...['doc', 'doc-base', 'lintian', 'man', 'locale', 'bug', 'gdb', 'gcc', 'menu', 'applications'].map(
    (name) => `usr/share/${name}`,
  ),
  ...['posix', 'right'].map((name) => `usr/share/zoneinfo/${name}`),
];

/** Unpacks packages of this machine's Debian release into a folder; nothing of them is run. */
export async function unpackPackages(options: UnpackOptions): Promise<void> {
  const { packages, root, logFile } = options;
  const names = packages.withLibraries ? await withLibraries(packages.names) : packages.names;
  const folder = join(options.cacheDir, 'debian');
  await mkdir(folder, { recursive: true });
  await download(folder, names, logFile);
  await mkdir(root, { recursive: true });
  for (const file of await filesOf(folder, names)) {
    await runCommand('dpkg-deb', ['--extract', file, root], { logFile });
  }
  await Promise.all(NOT_IN_AN_IMAGE.map((path) => rm(join(root, path), { recursive: true, force: true })));
  await linkMergedFolders(root);
}

/** The versions that this machine's package lists offer, by package. */
export async function readVersions(names: readonly string[]): Promise<Map<string, string>> {
  return parseVersions(await readApt(['show', '--no-all-versions', ...names]));
}

/** Reads `apt-cache show`: each package with its version, epoch included. */
export function parseVersions(text: string): Map<string, string> {
  const stanzas = text.split(/\n\n+/).map((stanza) => {
    const field = (name: string): string => new RegExp(`^${name}: (.+)$`, 'm').exec(stanza)?.[1] ?? '';
    return [field('Package'), field('Version')] as const;
  });
  return new Map(stanzas.filter(([name]) => name !== ''));
}

/** What a package depends on, the first choice of alternatives. */
export async function readDependencies(name: string): Promise<string[]> {
  return parseDependencies(await readApt(['depends', '--important', name])).get(name) ?? [];
}

/** Reads `apt-cache depends`: each package and the first choice of what it depends on. */
export function parseDependencies(text: string): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  let current: string[] = [];
  let isAlternative = false;
  for (const line of text.split('\n')) {
    const [, mark, name] = /^ ([ |])(?:Pre)?Depends: (\S+)$/.exec(line) ?? [];
    if (name !== undefined) {
      if (!isAlternative) current.push(name);
      isAlternative = mark === '|';
    } else if (/^[a-z0-9]/.test(line)) {
      current = [];
      graph.set(line.trim(), current);
    }
  }
  return graph;
}

async function withLibraries(names: readonly string[]): Promise<string[]> {
  const graph = parseDependencies(await readApt(['depends', '--recurse', '--important', ...names]));
  const found = new Set(names);
  for (const name of found) {
    const libraries = graph.get(name)?.filter((needed) => LIBRARY.test(needed) && !NOT_NEEDED.test(needed));
    for (const library of libraries ?? []) found.add(library);
  }
  return [...found];
}

async function download(folder: string, names: readonly string[], logFile: string): Promise<void> {
  const get = (): Promise<void> =>
    runCommand('apt-get', ['download', '--quiet', ...names], { cwd: folder, logFile });
  try {
    await get();
  } catch {
    // The lists may be missing, or older than what the mirror still has.
    await runCommand('apt-get', ['update', '--quiet'], { logFile });
    await get();
  }
}

// Files are NAME_VERSION_ARCHITECTURE.deb; older versions of the same name may lie beside what was just asked for.
async function filesOf(folder: string, names: readonly string[]): Promise<string[]> {
  const files = await readdir(folder);
  const versions = await readVersions(names);
  return names.map((name) => {
    const start = `${name}_${versions.get(name)?.replaceAll(':', '%3a') ?? ''}_`;
    const file = files.find((candidate) => candidate.startsWith(start));
    if (file === undefined) throw new Error(`apt-get left no file ${start}*.deb`);
    return join(folder, file);
  });
}

// Where a release keeps all of /bin, /lib and so on below /usr, the links to it come from a package that we leave out.
async function linkMergedFolders(root: string): Promise<void> {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    if ((await exists(join(root, 'usr', name))) && !(await exists(join(root, name))))
      await symlink(`usr/${name}`, join(root, name));
  }
}

async function readApt(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('apt-cache', args, {
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
