// SPDX-License-Identifier: Apache-2.0
import { operatorView, type OperatorView } from '@unionid/domain/api';
import { pathOf, type Transport } from '../transport/transport.js';
import type { ReadOptions } from './options.js';

export interface OperatorsResource {
  get(operatorId: string, options?: ReadOptions): Promise<OperatorView>;
}

export function newOperatorsResource(transport: Transport): OperatorsResource {
  return {
    get: (operatorId, options = {}) =>
      transport.one(
        { operatorId },
        { method: 'GET', path: pathOf`/v1/operators/${operatorId}`, query: { ...options } },
        operatorView,
      ),
  };
}
