// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { digestOfPath } from './digest.js';

export interface PackageSelection {
  /** Root of the npm workspaces: package-lock.json and node_modules as `npm ci` left them. */
  readonly root: string;
  /** Workspace folder, relative to the root, from which names are looked up; '' is the root. */
  readonly from: string;
  readonly names: readonly string[];
}

/** One installed package that runs in production. */
export interface ProductionPackage {
  /** Folder here, relative to the root. */
  readonly source: string;
  /** Folder in the image, relative to the application. */
  readonly target: string;
  /** Version and npm's digest of a registry package; undefined for one of this repository. */
  readonly integrity: string | undefined;
  /** What of it is needed, relative to the source. */
  readonly files: readonly string[];
}

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

type Lock = ReadonlyMap<string, LockEntry>;

/** The packages that those named need in production, themselves included, by the lock file. */
export async function readProductionPackages(selection: PackageSelection): Promise<ProductionPackage[]> {
  const lock = await readLock(selection.root);
  const found = new Set<string>();
  for (const name of selection.names) {
    const path = locate(lock, selection.from, name);
    if (path === undefined) throw new Error(`package-lock.json has no ${name} for ${selection.from || '.'}`);
    found.add(path);
  }
  for (const path of found) {
    for (const needed of neededBy(lock, path)) found.add(needed);
  }
  return Promise.all(
    [...found].filter(isNeededAtRunTime).map((path) => toPackage(selection.root, lock, path)),
  );
}

/** Text that changes with the package's content. */
export async function identifyPackage(root: string, production: ProductionPackage): Promise<string> {
  if (production.integrity !== undefined) return `${production.target} ${production.integrity}`;
  const digests = await Promise.all(
    production.files.map((file) => digestOfPath(join(root, production.source, file), isShipped)),
  );
  return [production.target, ...digests].join(' ');
}

/** Copies a package without what only compilers and debuggers read, and without packages installed inside it. */
export async function copyPackage(
  root: string,
  production: ProductionPackage,
  folder: string,
): Promise<void> {
  const target = join(folder, production.target);
  await mkdir(target, { recursive: true });
  for (const file of production.files) {
    await cp(join(root, production.source, file), join(target, file), {
      recursive: true,
      filter: (path) => isShipped(basename(path)),
    });
  }
}

async function readLock(root: string): Promise<Lock> {
  const text = await readFile(join(root, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockEntry>> };
  return new Map(Object.entries(packages));
}

/** Node's own look-up: in the folder's node_modules, then in those of the folders above it. */
function locate(lock: Lock, from: string, name: string): string | undefined {
  const parts = from === '' ? [] : from.split('/');
  for (let length = parts.length; length >= 0; length -= 1) {
    if (parts[length - 1] === 'node_modules') continue;
    const path = [...parts.slice(0, length), 'node_modules', name].join('/');
    if (lock.has(path)) return path;
  }
  return undefined;
}

function neededBy(lock: Lock, path: string): string[] {
  const folder = folderOf(lock, path);
  const entry = lock.get(folder) ?? {};
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = entry;
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return names
    .map((name) => {
      const needed = locate(lock, folder, name);
      const isOptional =
        name in optionalDependencies || entry.peerDependenciesMeta?.[name]?.optional === true;
      if (needed === undefined && !isOptional)
        throw new Error(`package-lock.json has no ${name} for ${folder}`);
      return needed;
    })
    .filter((needed) => needed !== undefined);
}

/** Where a package's files lie: for one of this repository, its workspace. */
function folderOf(lock: Lock, path: string): string {
  const { link, resolved } = lock.get(path) ?? {};
  return link === true && resolved !== undefined ? resolved : path;
}

async function toPackage(root: string, lock: Lock, path: string): Promise<ProductionPackage> {
  const source = folderOf(lock, path);
  const { version, integrity } = lock.get(source) ?? {};
  if (source === path) {
    if (!path.startsWith('node_modules/')) throw new Error(`${path} lies inside a workspace`);
    return { source, target: path, integrity: `${version ?? ''} ${integrity ?? ''}`, files: ['.'] };
  }
  const manifest = JSON.parse(await readFile(join(root, source, 'package.json'), 'utf8')) as {
    readonly files?: readonly string[];
  };
  return { source, target: path, integrity: undefined, files: ['package.json', ...(manifest.files ?? [])] };
}

function isNeededAtRunTime(path: string): boolean {
  return !dirname(path).endsWith('/@types');
}

function isShipped(name: string): boolean {
  return name !== 'node_modules' && !/(\.d\.[cm]?ts|\.map|\.tsbuildinfo)$/.test(name);
}
