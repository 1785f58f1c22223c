// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import type { ChaincodeName } from '@unionid/domain/ledger';
import {
  connect,
  connectionOf,
  pollUntil,
  readBlock,
  readChainInfo,
  retryWhile,
  type Network,
  type PeerAdmin,
} from '@unionid/network';
import { CHANNEL, IDENTITY, UNIONS } from '@unionid/test-network';

/** peer.BlockMetadataIndex: hash over the write sets of this block and of all before it, kept by each peer itself. */
const COMMIT_HASH = 4;
const TIMEOUT_MS = 60_000;
/** Status of gRPC where nobody answers. */
const UNAVAILABLE = 14;

/** One organisation's own peer, asked past every gateway. */
export interface Peer {
  readonly organization: string;
  readonly mspId: string;
  readonly admin: PeerAdmin;
  /** A query of a chaincode, `identity` when absent, on this peer's own state. */
  read(name: string, request: object, chaincode?: ChaincodeName): Promise<unknown>;
  close(): void;
}

/** Every peer that runs from the network's folder, national first. */
export function openPeers(network: Network): readonly Peer[] {
  return UNIONS.filter(({ organization }) => network.part.has(organization)).map(
    ({ organization, mspId }) => {
      const admin = network.openAdmin(organization);
      const connection = connect(connectionOf(network.connectionProfile(organization), 'User1'));
      const channel = connection.gateway.getNetwork(CHANNEL);
      return {
        organization,
        mspId,
        admin,
        read: async (name, request, chaincode = IDENTITY) => {
          const answer = await channel.getContract(chaincode).evaluate(name, {
            arguments: [canonicalJson(request)],
            endorsingOrganizations: [mspId],
          });
          return JSON.parse(new TextDecoder().decode(answer)) as unknown;
        },
        close: () => {
          connection.close();
          admin.close();
        },
      };
    },
  );
}

/** Waits until all peers have the same number of blocks; answers it. */
export function sameHeight(peers: readonly Peer[], timeoutMs = TIMEOUT_MS): Promise<number> {
  return pollUntil(
    async () => {
      const heights = await Promise.all(peers.map(({ admin }) => heightOf(admin)));
      const [first] = heights;
      return heights.every((height) => height === first) ? first : undefined;
    },
    { what: 'one height on all peers', timeoutMs },
  );
}

/** A peer's own hash of its state as of a block, hex: equal on two peers only where every write before was. */
export async function stateHash({ admin }: Peer, height: number): Promise<string> {
  const block = await whileUnavailable(() => readBlock(admin, { channel: CHANNEL, number: height - 1 }));
  const metadata = block.getMetadata()?.getMetadataList_asU8()[COMMIT_HASH] ?? new Uint8Array();
  return Buffer.from(metadata).toString('hex');
}

async function heightOf(admin: PeerAdmin): Promise<number> {
  return (await whileUnavailable(() => readChainInfo(admin, CHANNEL))).height;
}

/** Asks a peer again that was killed or cut off meanwhile: gRPC tells so of a connection of before. */
export function whileUnavailable<T>(ask: () => Promise<T>): Promise<T> {
  const isTransient = (error: unknown): boolean =>
    error instanceof Error && 'code' in error && error.code === UNAVAILABLE;
  return retryWhile(ask, { isTransient, timeoutMs: TIMEOUT_MS });
}
