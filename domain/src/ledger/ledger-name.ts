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
/** Codes of the nodes below it: GB/T 2260 for provinces with a union of their own, 66 for XPCC (union-law.md §5.5). */
export const PROVINCE_CODES: readonly string[] =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66'.split(
    ' ',
  );
