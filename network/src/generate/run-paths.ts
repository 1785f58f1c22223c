// SPDX-License-Identifier: Apache-2.0
import { basename, join } from 'node:path';
import {
  chaincodeTlsDomain,
  ordererHost,
  type Organization,
  type OrdererOrganization,
  peerHost,
} from '../topology/topology.js';

/** Where things lie in a run folder; every generated path comes from here. */
export class RunPaths {
  readonly root: string;

  /** @param root absolute path; it may hold spaces */
  constructor(root: string) {
    this.root = root;
  }

  get state(): string {
    return join(this.root, 'state.json');
  }

  get lock(): string {
    return join(this.root, 'lock');
  }

  get config(): string {
    return join(this.root, 'config');
  }

  get crypto(): string {
    return join(this.root, 'crypto');
  }

  get packages(): string {
    return join(this.root, 'packages');
  }

  /** Profiles that gateways read, a folder for each organisation. */
  get organizations(): string {
    return join(this.root, 'organizations');
  }

  connectionProfile(organization: string): string {
    return join(this.organizations, organization, 'connection.json');
  }

  /** The ledger and everything else that a node keeps. */
  data(node: string): string {
    return join(this.root, 'data', node);
  }

  log(name: string): string {
    return join(this.root, 'logs', `${name}.log`);
  }

  genesisBlock(channel: string): string {
    return join(this.config, `${channel}.block`);
  }

  /** The external builder of one peer: `bin/` and the connections of its chaincode servers. */
  builder(peer: string): string {
    return join(this.root, 'builders', peer);
  }

  chaincodeConnection(peer: string, label: string): string {
    return join(this.builder(peer), 'connections', `${label}.json`);
  }

  peerOrganization({ domain }: { readonly domain: string }): string {
    return join(this.crypto, 'peerOrganizations', domain);
  }

  ordererOrganization({ domain }: { readonly domain: string }): string {
    return join(this.crypto, 'ordererOrganizations', domain);
  }

  /** Holds `msp/` and `tls/`. */
  peer(organization: Organization, index: number): string {
    return join(this.peerOrganization(organization), 'peers', peerHost(organization, index));
  }

  /** Holds `msp/` and `tls/`. */
  orderer(orderer: OrdererOrganization): string {
    return join(this.ordererOrganization(orderer), 'orderers', ordererHost(orderer));
  }

  /** Holds `msp/` and `tls/` of a person of the organisation, e.g. `Admin` or `User1`. */
  user(organization: { readonly domain: string }, user: string): string {
    return join(this.peerOrganization(organization), 'users', `${user}@${organization.domain}`);
  }

  ordererAdmin({ domain }: OrdererOrganization): string {
    return join(this.ordererOrganization({ domain }), 'users', `Admin@${domain}`);
  }

  /** Holds key and certificate of an organisation's servers of one chaincode. */
  chaincodeServerTls({ domain }: Organization, chaincode: string): string {
    const tlsDomain = chaincodeTlsDomain(domain);
    return join(this.peerOrganization({ domain: tlsDomain }), 'peers', `${chaincode}.${tlsDomain}`, 'tls');
  }

  ordererTlsCa({ domain }: OrdererOrganization): string {
    return join(this.ordererOrganization({ domain }), 'tlsca', `tlsca.${domain}-cert.pem`);
  }

  peerTlsCa({ domain }: { readonly domain: string }): string {
    return join(this.peerOrganization({ domain }), 'tlsca', `tlsca.${domain}-cert.pem`);
  }
}

/** The user certificate that cryptogen makes: `msp/signcerts/USER@DOMAIN-cert.pem`. */
export function userCertificate(userDir: string): string {
  return join(userDir, 'msp', 'signcerts', `${basename(userDir)}-cert.pem`);
}

/** The user key that cryptogen makes. */
export function userKey(userDir: string): string {
  return join(userDir, 'msp', 'keystore', 'priv_sk');
}
