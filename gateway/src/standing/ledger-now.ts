// SPDX-License-Identifier: Apache-2.0
import { ledgerTime } from '@unionid/domain/governance';
import { unlessUnreadable } from '../read-model/readable.js';
import type { GovernanceQueries } from '../read-model/read-model.js';

interface Clocks {
  readonly readModel: Pick<GovernanceQueries, 'clock'>;
  readonly now: () => number;
}

/**
 * What time it is for whatever has a deadline, as the contract asks: this gateway's, or the ledger clock's, which any gateway may
 * have set up to half an hour ahead. Milliseconds since 1970.
 */
export async function ledgerNow({ readModel, now }: Clocks): Promise<number> {
  return ledgerTime(now(), await readModel.clock().catch(unlessUnreadable));
}
