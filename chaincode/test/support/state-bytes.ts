// SPDX-License-Identifier: Apache-2.0
import { splitKey } from '@unionid/domain/ledger';
import type { UnionTree } from './union-tree.js';

const TYPES: readonly (string | undefined)[] = ['a', 'ap', 'p', 'm'];

/** Bytes of accounts, pages, person indexes and membership indexes: what stands on the ledger as long as the persons do. */
export function stateBytes({ ledger }: Pick<UnionTree, 'ledger'>): number {
  return ledger
    .entries()
    .filter(([key]) => TYPES.includes(splitKey(key)?.type))
    .reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}
