// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { pollUntil, type Network, type NodeStatus } from '@unionid/network';

const BACK_MS = 120_000;

/** Kills nodes at once, as a power cut would; answers the processes they were. */
export async function killNodes(network: Network, names: readonly string[]): Promise<readonly number[]> {
  const pids = await pidsOf(network, names);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids;
}

/** Waits until other processes do the work of those that were killed, without anybody's help. */
export async function waitBack(
  network: Network,
  names: readonly string[],
  killed: readonly number[],
): Promise<void> {
  const isBack = async (): Promise<true | undefined> => {
    const nodes = await nodesOf(network, names);
    const back = nodes.every(({ healthy, pid }, index) => healthy && pid !== killed[index]);
    return back ? true : undefined;
  };
  await pollUntil(isBack, { what: `the return of ${names.join(', ')}`, timeoutMs: BACK_MS });
}

/** Freezes a node; answers its process, which is to be killed. */
export async function freeze(network: Network, name: string): Promise<number> {
  const [pid] = await pidsOf(network, [name]);
  if (pid === undefined) throw new RangeError(name);
  process.kill(pid, 'SIGSTOP');
  return pid;
}

/** Freezes nodes while `work` looks at what they left; a node killed meanwhile stays killed. */
export async function whileFrozen<T>(
  network: Network,
  names: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const pids = await pidsOf(network, names);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    return await work();
  } finally {
    for (const pid of pids) continueProcess(pid);
  }
}

async function pidsOf(network: Network, names: readonly string[]): Promise<readonly number[]> {
  return (await nodesOf(network, names)).map(({ name, pid }) => pid ?? expect.fail(`${name} does not run`));
}

async function nodesOf(network: Network, names: readonly string[]): Promise<readonly NodeStatus[]> {
  const nodes = await network.launcher.status();
  return names.map((name) => nodes.find((node) => node.name === name) ?? expect.fail(`no node ${name}`));
}

function continueProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
