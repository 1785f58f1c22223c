// SPDX-License-Identifier: Apache-2.0
import { textSource, type Source } from '@unionid/ledger-scan';
import type { Network } from '@unionid/network';

/** What the metrics endpoints of every peer and ordering node, and the given ones of gateways, say now. */
export async function readMetrics(network: Network, gateways: readonly string[]): Promise<Source[]> {
  const { peers, orderers } = network.ports();
  const operations = [...Object.values(peers), ...Object.values(orderers)].map((ports) => ports.operations);
  const urls = [...operations.map((port) => `http://127.0.0.1:${port}/metrics`), ...gateways];
  return Promise.all(urls.map(readText));
}

async function readText(url: string): Promise<Source> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return textSource(url, await response.text());
}
