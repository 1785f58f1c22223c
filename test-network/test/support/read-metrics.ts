// SPDX-License-Identifier: Apache-2.0
import { textSource, type Source } from '@unionid/ledger-scan';
import type { Network } from '@unionid/network';

/** What the metrics endpoints of every peer and ordering node, and those of the given base URLs, say now. */
export async function readMetrics(network: Network, baseUrls: readonly string[]): Promise<Source[]> {
  const { peers, orderers } = network.ports();
  const operations = [...Object.values(peers), ...Object.values(orderers)].map((ports) => ports.operations);
  const urls = [...operations.map((port) => `http://127.0.0.1:${port}`), ...baseUrls];
  return Promise.all(urls.map((url) => readText(`${url}/metrics`)));
}

async function readText(url: string): Promise<Source> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return textSource(url, await response.text());
}
