// SPDX-License-Identifier: Apache-2.0
import { gatewayMetricsUrl, type TestNetwork } from '@unionid/test-network';

/** Alarms of foreign changes that a gateway has told since it started. */
export async function foreignChangesOf(
  { network }: Pick<TestNetwork, 'network'>,
  organization: string,
): Promise<number> {
  const text = await (await fetch(gatewayMetricsUrl(network, organization))).text();
  return Number(/^unionid_foreign_changes_total (\d+)$/m.exec(text)?.[1] ?? 0);
}
