// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { type Part } from '../topology/part.js';
import { ordererPortsOf, peerPortsOf, type Ports } from '../topology/ports.js';
import {
  type Channel,
  ordererHost,
  type OrdererOrganization,
  type Organization,
  peerHost,
  peerName,
  type Topology,
} from '../topology/topology.js';
import {
  applicationPolicies,
  channelPolicies,
  ordererOrganizationPolicies,
  ordererPolicies,
  peerOrganizationPolicies,
} from './policies.js';
import { type Placement } from './placement.js';
import { type RunPaths } from './run-paths.js';

export interface GenerateContext {
  readonly topology: Topology;
  readonly ports: Ports;
  readonly paths: RunPaths;
  readonly placement: Placement;
  readonly part: Part;
}

type Json = Readonly<Record<string, unknown>>;

/** Input of configtxgen as data, one profile for each channel, named like the channel. */
export function configtx(context: GenerateContext): Json {
  const profiles = context.topology.channels.map(
    (channel) => [channel.name, profile(context, channel)] as const,
  );
  return { Profiles: Object.fromEntries(profiles) };
}

function profile(context: GenerateContext, channel: Channel): Json {
  const { topology } = context;
  return {
    Policies: channelPolicies(),
    // 2.5-level capabilities keep a return to 2.5 peers open; BFT is the point of no return (fabric-facts.md §1.3).
    Capabilities: topology.consensus === 'bft' ? { V3_0: true } : { V2_0: true },
    Orderer: ordererGroup(context, channel),
    Application: {
      Organizations: topology.organizations.map((organization) => peerOrganization(context, organization)),
      Policies: applicationPolicies(topology, channel.endorsingProvinces),
      Capabilities: { V2_5: true },
    },
  };
}

function ordererGroup(context: GenerateContext, { batch }: Channel): Json {
  return {
    OrdererType: context.topology.consensus === 'bft' ? 'BFT' : 'etcdraft',
    BatchTimeout: `${batch.timeoutMs}ms`,
    BatchSize: {
      MaxMessageCount: batch.maxMessageCount,
      AbsoluteMaxBytes: `${batch.absoluteMaxBytes}`,
      PreferredMaxBytes: `${batch.preferredMaxBytes}`,
    },
    Organizations: context.topology.orderers.map((orderer) => ordererOrganization(context, orderer)),
    Policies: ordererPolicies(),
    Capabilities: { V2_0: true },
    ...consensus(context, batch),
  };
}

function consensus(context: GenerateContext, batch: Channel['batch']): Json {
  const consenters = context.topology.orderers.map((orderer) => consenter(context, orderer));
  switch (context.topology.consensus) {
    case 'raft':
      return {
        EtcdRaft: {
          Consenters: consenters.map(({ Host, Port, ClientTLSCert, ServerTLSCert }) => ({
            Host,
            Port,
            ClientTLSCert,
            ServerTLSCert,
          })),
          Options: {
            TickInterval: `${context.topology.settings.raftTickMs}ms`,
            ElectionTick: 10,
            HeartbeatTick: 1,
            MaxInflightBlocks: 5,
            SnapshotIntervalSize: '16 MB',
          },
        },
      };
    case 'bft':
      return {
        ConsenterMapping: consenters.map((each, index) => ({ ID: index + 1, ...each })),
        SmartBFT: smartBft(batch),
      };
  }
}

// SmartBFT cuts its batches by its own limits; the others are Fabric's sample values.
function smartBft(batch: Channel['batch']): Json {
  return {
    RequestBatchMaxCount: batch.maxMessageCount,
    RequestBatchMaxInterval: `${batch.timeoutMs}ms`,
    RequestBatchMaxBytes: 10 * 1024 * 1024,
    RequestForwardTimeout: '2s',
    RequestComplainTimeout: '20s',
    RequestAutoRemoveTimeout: '3m0s',
    ViewChangeResendInterval: '5s',
    ViewChangeTimeout: '20s',
    LeaderHeartbeatTimeout: '1m0s',
    LeaderHeartbeatCount: 10,
    CollectTimeout: '1s',
    IncomingMessageBufferSize: 200,
    RequestPoolSize: 100_000,
  };
}

function consenter({ paths, ports, placement }: GenerateContext, orderer: OrdererOrganization): Json {
  const node = paths.orderer(orderer);
  return {
    Host: placement.hostOf(ordererHost(orderer)),
    Port: ordererPortsOf(ports, orderer).listen,
    MSPID: orderer.mspId,
    Identity: join(node, 'msp', 'signcerts', `${ordererHost(orderer)}-cert.pem`),
    ClientTLSCert: join(node, 'tls', 'server.crt'),
    ServerTLSCert: join(node, 'tls', 'server.crt'),
  };
}

function ordererOrganization(
  { paths, ports, placement }: GenerateContext,
  orderer: OrdererOrganization,
): Json {
  const { listen } = ordererPortsOf(ports, orderer);
  return {
    Name: orderer.mspId,
    ID: orderer.mspId,
    MSPDir: join(paths.ordererOrganization(orderer), 'msp'),
    Policies: ordererOrganizationPolicies(orderer.mspId),
    OrdererEndpoints: [`${placement.hostOf(ordererHost(orderer))}:${listen}`],
  };
}

function peerOrganization({ paths, ports, placement }: GenerateContext, organization: Organization): Json {
  const { listen } = peerPortsOf(ports, peerName(organization, 0));
  return {
    Name: organization.mspId,
    ID: organization.mspId,
    MSPDir: join(paths.peerOrganization(organization), 'msp'),
    Policies: peerOrganizationPolicies(organization.mspId),
    AnchorPeers: [{ Host: placement.hostOf(peerHost(organization, 0)), Port: listen }],
  };
}
