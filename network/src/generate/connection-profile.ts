// SPDX-License-Identifier: Apache-2.0
import { ordererPortsOf, peerPortsOf } from '../topology/ports.js';
import { ordererHost, type Organization, peerHost, peerName } from '../topology/topology.js';
import { type GenerateContext } from './configtx.js';
import { ordererName } from './node-specs.js';
import { userCertificate, userKey } from './run-paths.js';

/** What a gateway needs to reach its network, as plain data; all paths are absolute. */
export interface ConnectionProfile {
  readonly network: string;
  readonly organization: string;
  readonly displayName: string;
  readonly kind: 'national' | 'province';
  /** Null for the national organisation. */
  readonly provinceCode: string | null;
  readonly mspId: string;
  readonly channels: readonly string[];
  /** host:port of the organisation's own first peer. */
  readonly peerEndpoint: string;
  /** Name in that peer's TLS certificate. */
  readonly peerTlsName: string;
  readonly tlsRootCertPath: string;
  readonly identities: Readonly<Record<UserName, { readonly certPath: string; readonly keyPath: string }>>;
  readonly peers: readonly (Endpoint & { readonly organization: string })[];
  readonly orderers: readonly Endpoint[];
}

export type UserName = 'Admin' | 'User1';

export interface Endpoint {
  readonly name: string;
  readonly mspId: string;
  /** host:port for whoever runs on this machine, TLS. */
  readonly endpoint: string;
  /** host:port by which other nodes reach it; Fabric knows it by this one. */
  readonly nodeEndpoint: string;
  /** Name in its TLS certificate, to be checked in place of the address. */
  readonly tlsName: string;
  readonly tlsRootCertPath: string;
  /** Base of /healthz and /metrics. */
  readonly operationsUrl: string;
}

const HOST = '127.0.0.1';

export function connectionProfile(context: GenerateContext, organization: Organization): ConnectionProfile {
  const { topology, paths, placement } = context;
  const own = peerEndpoints(context, organization)[0];
  if (own === undefined) throw new RangeError(`${organization.name} has no peer`);
  return {
    network: topology.name,
    organization: organization.name,
    displayName: organization.displayName,
    kind: organization.kind,
    provinceCode: organization.provinceCode ?? null,
    mspId: organization.mspId,
    channels: topology.channels.map(({ name }) => name),
    peerEndpoint: own.endpoint,
    peerTlsName: own.tlsName,
    tlsRootCertPath: own.tlsRootCertPath,
    identities: {
      Admin: identity(paths.user(organization, 'Admin')),
      User1: identity(paths.user(organization, 'User1')),
    },
    peers: topology.organizations.flatMap((each) => peerEndpoints(context, each)),
    orderers: topology.orderers.map((orderer) => {
      const { listen, operations } = ordererPortsOf(context.ports, orderer);
      return {
        name: ordererName(orderer),
        mspId: orderer.mspId,
        endpoint: `${HOST}:${listen}`,
        nodeEndpoint: `${placement.hostOf(ordererHost(orderer))}:${listen}`,
        tlsName: ordererHost(orderer),
        tlsRootCertPath: paths.ordererTlsCa(orderer),
        operationsUrl: `http://${HOST}:${operations}`,
      };
    }),
  };
}

function peerEndpoints(
  { paths, ports, placement }: GenerateContext,
  organization: Organization,
): ConnectionProfile['peers'] {
  return Array.from({ length: organization.peers }, (_, index) => {
    const name = peerName(organization, index);
    const { listen, operations } = peerPortsOf(ports, name);
    return {
      name,
      organization: organization.name,
      mspId: organization.mspId,
      endpoint: `${HOST}:${listen}`,
      nodeEndpoint: `${placement.hostOf(peerHost(organization, index))}:${listen}`,
      tlsName: peerHost(organization, index),
      tlsRootCertPath: paths.peerTlsCa(organization),
      operationsUrl: `http://${HOST}:${operations}`,
    };
  });
}

function identity(userDir: string): { certPath: string; keyPath: string } {
  return { certPath: userCertificate(userDir), keyPath: userKey(userDir) };
}
