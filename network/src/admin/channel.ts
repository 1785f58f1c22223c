// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { type PeerAdmin } from './peer-admin.js';

/** Joins a peer to a channel by its genesis block; one that has joined already is left as it is. */
export async function joinPeerToChannel(
  admin: PeerAdmin,
  { channel, block }: { readonly channel: string; readonly block: Uint8Array },
): Promise<void> {
  if ((await listPeerChannels(admin)).includes(channel)) return;
  await admin.call('cscc', { fn: 'JoinChain', args: [block] });
}

export async function listPeerChannels(admin: PeerAdmin): Promise<readonly string[]> {
  const payload = await admin.call('cscc', { fn: 'GetChannels' });
  const response = peer.ChannelQueryResponse.deserializeBinary(payload);
  return response.getChannelsList().map((each) => each.getChannelId());
}
