// SPDX-License-Identifier: Apache-2.0
import { CHAINCODES } from './ledger-name.js';
import type { LedgerRows } from './ledger-row.js';
import { none, own } from './owners.js';
import * as schemas from './record-schemas.js';

// What the kernel writes stands in the state of every chaincode.
const ofEach = CHAINCODES;

/** The record types that every chaincode has, for the table of all (registry.ts). */
export const KERNEL_ROWS = {
  seen: {
    chaincodes: ofEach,
    schema: schemas.seenSchema,
    owner: none,
    province: none,
    versions: false,
  },
  pending: {
    chaincodes: ofEach,
    schema: schemas.pendingSchema,
    owner: none,
    province: own,
    versions: false,
  },
  manifest: {
    chaincodes: ofEach,
    schema: schemas.manifestSchema,
    owner: none,
    // A batch of transfers is the old side's, whose agreement makes it: nobody else may say that it agreed.
    province: ({ province, sides }) => sides?.fromProvince ?? province,
    versions: false,
  },
  chunk: {
    chaincodes: ofEach,
    schema: schemas.chunkSchema,
    owner: none,
    province: none,
    versions: false,
  },
} as const satisfies Partial<LedgerRows>;
