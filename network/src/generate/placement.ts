// SPDX-License-Identifier: Apache-2.0
import { posix, relative, sep } from 'node:path';

/** What nodes run as. */
export type Runtime = 'process' | 'container';

/** How nodes see the world: where they listen, by which hosts they reach each other, where their files lie. */
export interface Placement {
  readonly runtime: Runtime;
  /** Address that a node listens on for other nodes. */
  readonly listenHost: string;
  /** Host by which other nodes reach the node of that DNS name. */
  readonly hostOf: (dnsName: string) => string;
  /** Path under which a node sees a file or folder of the run folder. */
  readonly pathOf: (file: string) => string;
}

/** All nodes are processes of one machine: one address, told apart by ports, and the files where they are. */
export const PROCESSES: Placement = {
  runtime: 'process',
  listenHost: '127.0.0.1',
  hostOf: () => '127.0.0.1',
  pathOf: (file) => file,
};

/** Where every container sees the part of the run folder that is mounted into it. */
const MOUNT = '/unionid';

/**
 * Each node is a container with a host name of its own. A port has one number inside and outside, and a file one
 * place below the mount point as below the run folder, so that a path or address in a configuration, a log or a
 * certificate means the same on every side.
 * @param root the run folder, absolute
 */
export function containers(root: string): Placement {
  return {
    runtime: 'container',
    listenHost: '0.0.0.0',
    hostOf: (dnsName) => dnsName,
    pathOf: (file) => posix.join(MOUNT, relative(root, file).split(sep).join(posix.sep)),
  };
}

export function placementOf(runtime: Runtime, root: string): Placement {
  return runtime === 'process' ? PROCESSES : containers(root);
}
