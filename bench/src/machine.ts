// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem, type } from 'node:os';
import { FABRIC_VERSION } from '@unionid/network';
import { readOpensslVersion } from './openssl-speed.js';

/** What the figures were measured on; without it they mean nothing. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly nodeOpenssl: string;
  readonly openssl: string;
  readonly fabric: string;
  /** Short id of the commit, with `+` where the work tree differs from it. */
  readonly commit: string;
}

export async function describeMachine(): Promise<Machine> {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: type(),
    node: process.versions.node,
    nodeOpenssl: process.versions.openssl,
    openssl: await readOpensslVersion(),
    fabric: FABRIC_VERSION.release,
    commit: readCommit(),
  };
}

function readCommit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty=+'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
