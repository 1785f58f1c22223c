// SPDX-License-Identifier: Apache-2.0
import { credentials } from '@grpc/grpc-js';
import { discovery, gossip, msp } from '@hyperledger/fabric-protos';
import { channelOptions, type Connection } from './connection.js';
import { NetworkError } from '../base/errors.js';
import { signLowS } from './native-signer.js';

/** A peer as another one knows it through gossip. */
export interface DiscoveredPeer {
  readonly mspId: string;
  /** host:port */
  readonly endpoint: string;
  /** `name:sequence` of each chaincode that it can endorse with. */
  readonly chaincodes: readonly string[];
}

const TIMEOUT_MS = 10_000;

/** The peers of a channel that this one knows, itself included: those its gateway can ask for endorsements. */
export async function listDiscoveredPeers(
  connection: Connection,
  channel: string,
): Promise<readonly DiscoveredPeer[]> {
  const query = new discovery.Query();
  query.setChannel(channel);
  query.setPeerQuery(new discovery.PeerMembershipQuery());
  const [result] = (await discover(connection, query)).getResultsList();
  const members = result?.getMembers();
  if (members === undefined) {
    throw new NetworkError('PEER_REFUSED', {
      reason: `discovery: ${result?.getError()?.getContent() ?? 'no answer'}`,
    });
  }
  const byOrganization = members.getPeersByOrgMap();
  return byOrganization.toArray().flatMap(([mspId]) => {
    const peers = byOrganization.get(mspId)?.getPeersList() ?? [];
    return peers.map((peer) => ({ mspId, endpoint: endpointOf(peer), chaincodes: chaincodesOf(peer) }));
  });
}

async function discover(connection: Connection, query: discovery.Query): Promise<discovery.Response> {
  const tls = credentials.createSsl(Buffer.from(connection.tlsRootCert));
  const client = new discovery.DiscoveryClient(connection.endpoint, tls, channelOptions(connection));
  try {
    return await new Promise((resolve, reject) => {
      client.discover(
        signedRequest(connection, query),
        { deadline: Date.now() + TIMEOUT_MS },
        (error, response) => {
          if (response !== undefined) resolve(response);
          else reject(error ?? new Error(`no answer from ${connection.endpoint}`));
        },
      );
    });
  } finally {
    client.close();
  }
}

function signedRequest(
  { mspId, certificate, privateKey }: Connection,
  query: discovery.Query,
): discovery.SignedRequest {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(certificate);
  const authentication = new discovery.AuthInfo();
  authentication.setClientIdentity(identity.serializeBinary());
  const request = new discovery.Request();
  request.setAuthentication(authentication);
  request.setQueriesList([query]);
  const payload = request.serializeBinary();
  const signed = new discovery.SignedRequest();
  signed.setPayload(payload);
  signed.setSignature(signLowS(payload, privateKey));
  return signed;
}

function endpointOf(peer: discovery.Peer): string {
  return messageOf(peer.getMembershipInfo())?.getAliveMsg()?.getMembership()?.getEndpoint() ?? '';
}

function chaincodesOf(peer: discovery.Peer): string[] {
  const chaincodes =
    messageOf(peer.getStateInfo())?.getStateInfo()?.getProperties()?.getChaincodesList() ?? [];
  return chaincodes.map((each) => `${each.getName()}:${each.getVersion()}`);
}

function messageOf(envelope: gossip.Envelope | undefined): gossip.GossipMessage | undefined {
  return envelope && gossip.GossipMessage.deserializeBinary(envelope.getPayload_asU8());
}
