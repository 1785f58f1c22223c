// SPDX-License-Identifier: Apache-2.0
import { fundShown, type FundShown } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { ReadOptions } from './options.js';

export interface FundsResource {
  get(fundId: string, options?: ReadOptions): Promise<FundShown>;
}

export function newFundsResource(transport: Transport): FundsResource {
  return {
    get: (fundId, options = {}) =>
      transport.one(
        { fundId },
        { method: 'GET', path: pathOf`/v1/funds/${fundId}`, query: { ...options } },
        fundShown,
      ),
  };
}
