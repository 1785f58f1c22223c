// SPDX-License-Identifier: Apache-2.0

const TIMEOUT_MS = 5_000;

/**
 * Whether an ordering node leads the Raft cluster of a channel, by its metrics.
 * @param operationsUrl base of the node's operations endpoint; an unreachable node leads nothing
 */
export async function isRaftLeader(operationsUrl: string, channel: string): Promise<boolean> {
  const line = `consensus_etcdraft_is_leader{channel="${channel}"} 1`;
  return (await readMetrics(operationsUrl)).split('\n').includes(line);
}

async function readMetrics(operationsUrl: string): Promise<string> {
  try {
    const response = await fetch(`${operationsUrl}/metrics`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return await response.text();
  } catch {
    return '';
  }
}
