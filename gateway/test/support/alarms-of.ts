// SPDX-License-Identifier: Apache-2.0
import type { TestGateway } from './test-gateway.js';

/** How many changes that the own peer did not endorse a gateway has sounded an alarm for (ADR 22). */
export async function alarmsOf({ services }: Pick<TestGateway, 'services'>): Promise<number> {
  const text = await services.metrics.text();
  return Number(/^unionid_foreign_changes_total (\d+)$/m.exec(text)?.[1]);
}
