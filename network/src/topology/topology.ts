// SPDX-License-Identifier: Apache-2.0

/** Who takes part in a network and under which rules: plain data, the one source of all that is generated. */
export interface Topology {
  /** Names the network in folders and certificates: lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly consensus: 'raft' | 'bft';
  /** First TCP port of the network's block, or 'auto' to look for a free block at the first start. */
  readonly portBase: number | 'auto';
  /** Exactly one of kind 'national'. New organisations are appended: ports follow from the position. */
  readonly organizations: readonly Organization[];
  readonly orderers: readonly OrdererOrganization[];
  readonly channels: readonly Channel[];
  /** At most four: each peer keeps two ports for each (see ports.ts). */
  readonly chaincodes: readonly Chaincode[];
  readonly settings: Settings;
}

export interface Organization {
  /** Short name used for folders and nodes: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** For people, in any language. */
  readonly displayName: string;
  readonly mspId: string;
  readonly domain: string;
  readonly kind: 'national' | 'province';
  /** First two digits of GB/T 2260; only for a province. */
  readonly provinceCode?: string;
  readonly peers: number;
}

/** An ordering organisation has an MSP of its own, apart from the organisation that runs it. */
export interface OrdererOrganization {
  readonly name: string;
  readonly mspId: string;
  readonly domain: string;
  /** Name of the organisation that runs it. */
  readonly operatedBy: string;
}

export interface Channel {
  readonly name: string;
  /** How many provinces must endorse beside the national organisation. */
  readonly endorsingProvinces: number;
  readonly batch: BatchSettings;
}

export interface BatchSettings {
  readonly timeoutMs: number;
  readonly maxMessageCount: number;
  readonly preferredMaxBytes: number;
  readonly absoluteMaxBytes: number;
}

/** Its sequence is not here: the committed definition on the channel says which one is next. */
export interface Chaincode {
  readonly name: string;
  readonly channel: string;
}

export interface Settings {
  /** Logging specification of peers and orderers, e.g. `info` or `warning:gossip=error`. */
  readonly logging: string;
  /** One Raft tick; an election starts after 10 to 20 of them without a leader. */
  readonly raftTickMs: number;
  /** The peer's limit of concurrent gateway calls; Fabric's own (500) when absent. */
  readonly gatewayConcurrency?: number;
  /** TLS between a peer and its chaincode server; off only where both are on one host. */
  readonly chaincodeTls: 'off' | 'mutual';
}

const BATCH: BatchSettings = {
  timeoutMs: 250,
  maxMessageCount: 500,
  preferredMaxBytes: 2 * 1024 * 1024,
  absoluteMaxBytes: 20 * 1024 * 1024,
};

// Stock Raft ticks (500 ms) leave a channel without a leader for 5 to 10 s after a crash (fabric-facts.md §4.2).
// gRPC and gossip write several lines for each call and connection, which hides the rest.
const LOGGING = 'grpc,comm.grpc.server,gossip=warning:info';
const SETTINGS: Settings = { logging: LOGGING, raftTickMs: 300, chaincodeTls: 'off' };

export type TopologyInput = Omit<
  Topology,
  'consensus' | 'portBase' | 'organizations' | 'channels' | 'settings'
> & {
  readonly consensus?: Topology['consensus'];
  readonly portBase?: Topology['portBase'];
  readonly organizations: readonly (Omit<Organization, 'peers'> & { readonly peers?: number })[];
  readonly channels: readonly {
    readonly name: string;
    readonly endorsingProvinces?: number;
    readonly batch?: Partial<BatchSettings>;
  }[];
  readonly settings?: Partial<Settings>;
};

/** Fills in what a topology leaves out. It is not checked yet: see parseTopology. */
export function withDefaults(input: TopologyInput): Topology {
  return {
    name: input.name,
    consensus: input.consensus ?? 'raft',
    portBase: input.portBase ?? 'auto',
    organizations: input.organizations.map((organization) => ({ peers: 1, ...organization })),
    orderers: input.orderers,
    channels: input.channels.map(({ name, endorsingProvinces = 1, batch }) => ({
      name,
      endorsingProvinces,
      batch: { ...BATCH, ...batch },
    })),
    chaincodes: input.chaincodes,
    settings: { ...SETTINGS, ...input.settings },
  };
}

export function nationalOf(topology: Topology): Organization {
  const national = topology.organizations.find(({ kind }) => kind === 'national');
  if (national === undefined) throw new TypeError('a parsed topology has a national organisation');
  return national;
}

export function provincesOf(topology: Topology): readonly Organization[] {
  return topology.organizations.filter(({ kind }) => kind === 'province');
}

/** Host name of a peer in its certificates; `index` from 0. */
export function peerHost(organization: Organization, index: number): string {
  return `peer${index}.${organization.domain}`;
}

/** Host name of the gateway beside an organisation's first peer. */
export function gatewayHost({ domain }: Pick<Organization, 'domain'>): string {
  return `gateway.${domain}`;
}

/** Name of a peer's process, e.g. `peer0-beijing`. */
export function peerName(organization: Organization, index: number): string {
  return `peer${index}-${organization.name}`;
}

/** Domain of the CA that signs the TLS certificates of an organisation's chaincode servers and their one client. */
export function chaincodeTlsDomain(domain: string): string {
  return `chaincode.${domain}`;
}

/** DNS name of a chaincode server of an organisation, as a peer's container calls it. */
export function chaincodeServerHost(server: string, domain: string): string {
  return `${server}.${chaincodeTlsDomain(domain)}`;
}

/** Name of the server of a chaincode beside a peer; those of two successive sequences run side by side in an upgrade. */
export function chaincodeServerName(
  peer: string,
  { name, sequence }: { readonly name: string; readonly sequence: number },
): string {
  return `${name}-${peer}-${sequence % 2 === 1 ? 'a' : 'b'}`;
}

export function ordererHost(orderer: OrdererOrganization): string {
  return `orderer.${orderer.domain}`;
}
