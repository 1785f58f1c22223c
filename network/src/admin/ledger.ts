// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { type PeerAdmin } from './peer-admin.js';

export interface ChainInfo {
  /** Number of blocks. */
  readonly height: number;
  /** Hash of the last block's header, hex. */
  readonly currentBlockHash: string;
}

/** What this peer holds of a channel; each peer answers for itself. */
export async function readChainInfo(admin: PeerAdmin, channel: string): Promise<ChainInfo> {
  const payload = await admin.call('qscc', { channel, fn: 'GetChainInfo', args: [channel] });
  const info = common.BlockchainInfo.deserializeBinary(payload);
  return {
    height: info.getHeight(),
    currentBlockHash: Buffer.from(info.getCurrentblockhash_asU8()).toString('hex'),
  };
}

export async function readBlock(
  admin: PeerAdmin,
  { channel, number }: { readonly channel: string; readonly number: number },
): Promise<common.Block> {
  const payload = await admin.call('qscc', {
    channel,
    fn: 'GetBlockByNumber',
    args: [channel, String(number)],
  });
  return common.Block.deserializeBinary(payload);
}

/** The transaction as committed, with its validation code. */
export async function readTransaction(
  admin: PeerAdmin,
  { channel, transactionId }: { readonly channel: string; readonly transactionId: string },
): Promise<peer.ProcessedTransaction> {
  const payload = await admin.call('qscc', {
    channel,
    fn: 'GetTransactionByID',
    args: [channel, transactionId],
  });
  return peer.ProcessedTransaction.deserializeBinary(payload);
}

/** The last configuration block of a channel. */
export async function readConfigBlock(admin: PeerAdmin, channel: string): Promise<common.Block> {
  const payload = await admin.call('cscc', { channel, fn: 'GetConfigBlock', args: [channel] });
  return common.Block.deserializeBinary(payload);
}
