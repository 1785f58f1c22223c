// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'yaml';
import { type NodeSpec } from '../launch/node-spec.js';

/** What Prometheus scrapes: the operations port of Fabric's nodes and the gateways. */
export function prometheusConfig(specs: readonly NodeSpec[]): string {
  const targetsOf = (kind: NodeSpec['kind'], purpose: string): string[] =>
    specs
      .filter((spec) => spec.kind === kind)
      .flatMap(({ host, ports }) => (ports[purpose] === undefined ? [] : [`${host}:${ports[purpose]}`]));
  const job = (name: string, targets: string[]): object => ({
    job_name: name,
    static_configs: [{ targets }],
  });
  return stringify({
    global: { scrape_interval: '15s' },
    scrape_configs: [
      job('orderers', targetsOf('orderer', 'operations')),
      job('peers', targetsOf('peer', 'operations')),
      job('gateways', targetsOf('gateway', 'metrics')),
    ],
  });
}
