// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DebianPackages, readDependencies, readVersions, unpackPackages } from './debian-packages.js';
import { type ImageRecipe } from './image-recipe.js';
import { putLink, putProgram, putRootFiles, putText } from './root-files.js';

export interface DebianRecipeOptions {
  readonly cacheDir: string;
  readonly logFile: string;
}

export interface NodeProgram {
  readonly path: string;
  readonly version: string;
}

const NODE_PACKAGES: DebianPackages = {
  names: ['libc6', 'libstdc++6', 'libgcc-s1', 'ca-certificates'],
  withLibraries: false,
};
const CERTIFICATES = 'usr/share/ca-certificates/mozilla';
// libc-bin has the locale C.UTF-8; libnss-wrapper names whatever user runs initdb.
const POSTGRES_PACKAGES = ['dash', 'tzdata', 'libc-bin', 'libnss-wrapper'];
const POSTGRES_PROGRAMS = ['postgres', 'initdb', 'psql', 'pg_isready', 'pg_ctl'];

/** Debian's C libraries and a `node` program; the version stands for the program (npm has checked it). */
export function nodeRecipe(node: NodeProgram, options: DebianRecipeOptions): ImageRecipe {
  return {
    role: 'node',
    repository: 'unionid/node',
    args: {},
    inputs: [process.arch, node.version, ...NODE_PACKAGES.names],
    fill: async (context) => {
      const root = join(context, 'rootfs');
      await unpackPackages({ ...options, packages: NODE_PACKAGES, root });
      await putCertificates(root);
      await rm(join(root, `usr/lib/${await libraryFolder(root)}/gconv`), { recursive: true, force: true });
      await putRootFiles(root, { user: 'node', shared: ['app', 'var/lib/unionid'] });
      await putProgram(root, 'usr/local/bin/node', node.path);
      return node.version;
    },
  };
}

/** PostgreSQL as this machine's Debian release has it, with the shell that initdb needs. */
export function postgresRecipe(options: DebianRecipeOptions): ImageRecipe {
  return {
    role: 'postgres',
    repository: 'unionid/postgres',
    args: {},
    inputs: [process.arch, ...POSTGRES_PACKAGES],
    fill: async (context) => {
      const root = join(context, 'rootfs');
      const server = (await readDependencies('postgresql')).find((name) => /^postgresql-\d+$/.test(name));
      if (server === undefined) throw new Error('apt offers no PostgreSQL');
      const [, major = ''] = server.split('-');
      const names = [server, `postgresql-client-${major}`, ...POSTGRES_PACKAGES];
      await unpackPackages({ ...options, packages: { names, withLibraries: true }, root });
      await rm(join(root, `usr/lib/postgresql/${major}/lib/bitcode`), { recursive: true, force: true });
      await putRootFiles(root, {
        user: 'postgres',
        shared: ['var/lib/postgresql/data', 'run/postgresql'],
      });
      await putLink(root, 'var/run', '/run');
      for (const name of POSTGRES_PROGRAMS) {
        await putLink(root, `usr/local/bin/${name}`, `/usr/lib/postgresql/${major}/bin/${name}`);
      }
      const version = (await readVersions([server])).get(server) ?? major;
      return version.split('-')[0] ?? major;
    },
  };
}

// One file, from the package's certificates: the machine's own may trust more than Debian does.
async function putCertificates(root: string): Promise<void> {
  const folder = join(root, CERTIFICATES);
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  await putText(root, 'etc/ssl/certs/ca-certificates.crt', texts.join(''));
  await rm(join(root, 'usr/share/ca-certificates'), { recursive: true });
}

/** Debian's name of the processor and its conventions, as `x86_64-linux-gnu`. */
async function libraryFolder(root: string): Promise<string> {
  const names = await readdir(join(root, 'usr/lib'));
  return names.find((name) => name.endsWith('-linux-gnu')) ?? '';
}
