// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { common } from '@hyperledger/fabric-protos';
import type { BlockSeal } from './ledger.js';

/** What ties a block to the one before it, and its transactions to its header (Fabric protoutil, ComputeBlockDataHash). */
export function sealOf(block: common.Block): BlockSeal | undefined {
  const header = block.getHeader();
  if (header === undefined) return undefined;
  const data = createHash('sha256');
  for (const bytes of block.getData()?.getDataList_asU8() ?? []) data.update(bytes);
  return {
    previous: Buffer.from(header.getPreviousHash_asU8()).toString('hex'),
    intact: data.digest().equals(Buffer.from(header.getDataHash_asU8())),
  };
}
