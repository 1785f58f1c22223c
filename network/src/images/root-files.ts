// SPDX-License-Identifier: Apache-2.0
import { chmod, copyFile, lstat, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Anybody may make files here, and nobody remove another's: the user of a container has no fixed number. */
const SHARED = 0o1777;
const STICKY = 0o1000;

export interface RootFiles {
  /** Name of user and group 1000. */
  readonly user: string;
  /** Folders that any user may write to, where something writable is mounted on them or the root is. */
  readonly shared: readonly string[];
}

/** The files that programs expect of any root: users, name resolution, a folder for temporary files. */
export async function putRootFiles(root: string, { user, shared }: RootFiles): Promise<void> {
  await putText(root, 'etc/passwd', `root:x:0:0:root:/:/none\n${user}:x:1000:1000:${user}:/:/none\n`);
  await putText(root, 'etc/group', `root:x:0:\n${user}:x:1000:\n`);
  await putText(root, 'etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n');
  for (const folder of ['tmp', ...shared]) {
    await mkdir(join(root, folder), { recursive: true });
    await chmod(join(root, folder), SHARED);
  }
}

export async function putText(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

export async function putProgram(root: string, path: string, source: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await copyFile(source, join(root, path));
  await chmod(join(root, path), 0o755);
}

export async function putLink(root: string, path: string, target: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await symlink(target, join(root, path));
}

/** Everybody may read, and only an image's builder write, whatever umask and owner the files had here. */
export async function normaliseModes(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) return;
      const { mode } = await lstat(path);
      if (entry.isDirectory()) {
        if ((mode & STICKY) === 0) await chmod(path, 0o755);
        await normaliseModes(path);
      } else await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
    }),
  );
}
