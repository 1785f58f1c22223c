// SPDX-License-Identifier: Apache-2.0
import { chownSync, existsSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
}

const NOT_ROOT = 1000;

/** Who runs the containers: whoever runs this, so that files need no change of owner; never root. */
export function containerUser(): ContainerUser {
  const uid = process.getuid?.() ?? NOT_ROOT;
  return uid === 0 ? { uid: NOT_ROOT, gid: NOT_ROOT } : { uid, gid: process.getgid?.() ?? NOT_ROOT };
}

/** Makes files and all below them the user's; only root can and needs to. */
export function giveToUser(paths: readonly string[], user: ContainerUser): void {
  if (process.getuid?.() !== 0) return;
  for (const path of paths) if (existsSync(path)) give(path, user);
}

/** Makes a new file belong to whoever owns its folder: a node that runs already may be another user. */
export function giveToFolderOwner(file: string): void {
  const { uid, gid } = lstatSync(dirname(file));
  giveToUser([file], { uid, gid });
}

function give(path: string, user: ContainerUser): void {
  const { uid, gid } = user;
  const info = lstatSync(path);
  if (info.isSymbolicLink()) return;
  if (info.uid !== uid || info.gid !== gid) chownSync(path, uid, gid);
  if (info.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), user);
}
