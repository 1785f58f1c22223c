// SPDX-License-Identifier: Apache-2.0
import { type Topology } from '../topology/topology.js';

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

/** Domain of the CA that signs the TLS certificates of an organisation's chaincode servers and their one client. */
export function chaincodeTlsDomain(domain: string): string {
  return `chaincode.${domain}`;
}

/** DNS name of a chaincode server of an organisation, as a peer's container calls it. */
export function chaincodeServerHost(server: string, domain: string): string {
  return `${server}.${chaincodeTlsDomain(domain)}`;
}

// CAs of their own, on no channel: a chaincode server never holds a certificate of the peers' MSP.
function chaincodeTlsOrganizations({ organizations, settings }: Topology): CryptoOrganization[] {
  if (settings.chaincodeTls === 'off') return [];
  return organizations.map(({ name, domain }) => ({
    Name: `${name}-chaincode`,
    Domain: chaincodeTlsDomain(domain),
    EnableNodeOUs: true,
    Specs: [{ Hostname: 'server', SANS: [...LOOPBACK, chaincodeServerHost('*', domain)] }],
    Users: { Count: 1 },
  }));
}
