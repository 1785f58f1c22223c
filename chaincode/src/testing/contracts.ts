// SPDX-License-Identifier: Apache-2.0
import type { ChaincodeName } from '@unionid/domain/ledger';
import { contracts as benefit } from '../benefit/entry.js';
import { contracts as identity } from '../identity/entry.js';

/** Classes that the shim makes contracts of. */
export type Contracts = typeof identity;

/** Those of every chaincode. */
export const CONTRACTS = { identity, benefit } as const satisfies Readonly<Record<ChaincodeName, Contracts>>;
