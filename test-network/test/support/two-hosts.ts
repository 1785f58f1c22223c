// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { projectOf, readDocker } from '@unionid/network';
import type { TestNetwork } from '@unionid/test-network';

/** Address of this machine by which containers of every network reach what others of them publish. */
export async function sharedAddress(): Promise<string> {
  // The first of the default bridge's; the engine names it only where it was set by hand.
  return (await subnetOf('bridge')).replace(/\.0\/\d+$/, '.1');
}

/** Cuts what two compose projects send each other, as a broken line between two hosts would; `mend` undoes it. */
export async function cutLine(
  networks: readonly TestNetwork[],
  address: string,
): Promise<{ readonly mend: () => void }> {
  // Each reaches its own containers by their names, and the other's by this machine's address only.
  const subnets = await Promise.all(networks.map(({ runDir }) => subnetOf(`${projectOf(runDir)}_fabric`)));
  const rules = subnets.map((subnet) => ['-s', subnet, '-d', address, '-j', 'DROP']);
  for (const rule of rules) execFileSync('iptables', ['-I', 'INPUT', ...rule]);
  return {
    mend: () => {
      for (const rule of rules.splice(0)) execFileSync('iptables', ['-D', 'INPUT', ...rule]);
    },
  };
}

function subnetOf(network: string): Promise<string> {
  return readDocker(['network', 'inspect', network, '--format', '{{(index .IPAM.Config 0).Subnet}}']);
}
