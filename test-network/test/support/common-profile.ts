// SPDX-License-Identifier: Apache-2.0
import type { ConnectionProfile } from '@unionid/network';

/** What a client of an organisation knows by the common connection profile of Fabric's SDKs: its own first peer. */
export function commonProfile(profile: ConnectionProfile): object {
  const { network, organization, mspId, peerEndpoint, peerTlsName, tlsRootCertPath } = profile;
  return {
    name: `${network}-${organization}`,
    version: '1.0.0',
    client: { organization, connection: { timeout: { peer: { endorser: '60' } } } },
    organizations: { [organization]: { mspid: mspId, peers: [peerTlsName] } },
    peers: {
      [peerTlsName]: {
        url: `grpcs://${peerEndpoint}`,
        tlsCACerts: { path: tlsRootCertPath },
        grpcOptions: { 'ssl-target-name-override': peerTlsName },
      },
    },
  };
}
