// SPDX-License-Identifier: Apache-2.0

/** Our chaincodes, one process each per peer (architecture.md §2). `identity` keeps who may act; `benefit` asks it. */
export const CHAINCODES = ['identity', 'benefit'] as const;
export type ChaincodeName = (typeof CHAINCODES)[number];

/** Which ledger an instruction is for: one made for another is refused. */
export interface LedgerName {
  readonly network: string;
  readonly channel: string;
  readonly chaincode: string;
}

/** Union node code of the national union. */
export const NATIONAL_CODE = '00';
