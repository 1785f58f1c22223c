// SPDX-License-Identifier: Apache-2.0
import { type GenerateContext } from '../generate/configtx.js';
import { connectionProfile } from '../generate/connection-profile.js';
import { organizationsHere } from '../topology/part.js';
import { type Organization, peerName } from '../topology/topology.js';
import { type Connection, connectionOf } from './connection.js';
import { PeerAdmin } from './peer-admin.js';

/** A peer and who administers it. */
export interface AdministeredPeer {
  readonly name: string;
  readonly organization: Organization;
  /** host:port by which the network knows it. */
  readonly nodeEndpoint: string;
  readonly connection: Connection;
  readonly admin: PeerAdmin;
}

/** Runs `work` with an administrator's connection to every peer here, closed afterwards. */
export async function withPeers<T>(
  context: GenerateContext,
  work: (peers: readonly AdministeredPeer[]) => Promise<T>,
): Promise<T> {
  const peers = organizationsHere(context).flatMap((organization) => openPeers(context, organization));
  try {
    return await work(peers);
  } finally {
    for (const { admin } of peers) admin.close();
  }
}

/** The national organisation's first peer; undefined where it runs elsewhere. */
export function findNationalPeer(peers: readonly AdministeredPeer[]): AdministeredPeer | undefined {
  return peers.find(({ organization }) => organization.kind === 'national');
}

function openPeers(context: GenerateContext, organization: Organization): AdministeredPeer[] {
  const profile = connectionProfile(context, organization);
  return Array.from({ length: organization.peers }, (_, index) => {
    const name = peerName(organization, index);
    const peer = profile.peers.find((each) => each.name === name);
    if (peer === undefined) throw new RangeError(`no peer ${name}`);
    const { endpoint, nodeEndpoint, tlsName } = peer;
    const connection = { ...connectionOf(profile, 'Admin'), endpoint, tlsName };
    return { name, organization, nodeEndpoint, connection, admin: new PeerAdmin(connection) };
  });
}
