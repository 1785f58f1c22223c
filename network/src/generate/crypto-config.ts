// SPDX-License-Identifier: Apache-2.0
import {
  chaincodeServerHost,
  chaincodeServerName,
  chaincodeTlsDomain,
  type Organization,
  peerName,
  type Topology,
} from '../topology/topology.js';

/** Input of cryptogen as data; JSON is YAML, so the file is written as JSON. */
export interface CryptoConfig {
  readonly OrdererOrgs: readonly CryptoOrganization[];
  readonly PeerOrgs: readonly CryptoOrganization[];
}

export interface CryptoOrganization {
  readonly Name: string;
  readonly Domain: string;
  readonly EnableNodeOUs: true;
  readonly Specs?: readonly { readonly Hostname: string; readonly SANS: readonly string[] }[];
  readonly Template?: { readonly Count: number; readonly SANS: readonly string[] };
  readonly Users?: { readonly Count: number };
}

const LOOPBACK = ['127.0.0.1', 'localhost'];

/** What of it is for the chaincode servers of these organisations, which can be made later than the rest. */
export function chaincodeCryptoConfig(
  topology: Topology,
  organizations: readonly Organization[],
): CryptoConfig {
  return { OrdererOrgs: [], PeerOrgs: chaincodeTlsOrganizations({ ...topology, organizations }) };
}

/** Organisations, nodes and people that get certificates. A development CA: a real network brings its own. */
export function cryptoConfig(topology: Topology): CryptoConfig {
  const orderers = topology.orderers.map(({ name, domain }): CryptoOrganization => ({
    Name: name,
    Domain: domain,
    EnableNodeOUs: true,
    Specs: [{ Hostname: 'orderer', SANS: LOOPBACK }],
  }));
  const organizations = topology.organizations.map(({ name, domain, peers }): CryptoOrganization => ({
    Name: name,
    Domain: domain,
    EnableNodeOUs: true,
    Template: { Count: peers, SANS: LOOPBACK },
    Users: { Count: 1 },
  }));
  return { OrdererOrgs: orderers, PeerOrgs: [...organizations, ...chaincodeTlsOrganizations(topology)] };
}

// CAs of their own, on no channel: a chaincode server never holds a certificate of the peers' MSP.
function chaincodeTlsOrganizations({ organizations, chaincodes, settings }: Topology): CryptoOrganization[] {
  if (settings.chaincodeTls === 'off') return [];
  return organizations.map((organization) => ({
    Name: `${organization.name}-chaincode`,
    Domain: chaincodeTlsDomain(organization.domain),
    EnableNodeOUs: true,
    Specs: chaincodes.map(({ name }) => ({
      Hostname: name,
      SANS: [...LOOPBACK, ...serverHosts(organization, name)],
    })),
    Users: { Count: 1 },
  }));
}

// Its own only: the server of one chaincode cannot pass for that of another.
function serverHosts(organization: Organization, chaincode: string): string[] {
  return Array.from({ length: organization.peers }, (_, index) => peerName(organization, index)).flatMap(
    (peer) =>
      [1, 2].map((sequence) =>
        chaincodeServerHost(chaincodeServerName(peer, { name: chaincode, sequence }), organization.domain),
      ),
  );
}
