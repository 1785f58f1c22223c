// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, type ClientOptions, credentials } from '@grpc/grpc-js';
import { connect as connectGateway, type Gateway, hash } from '@hyperledger/fabric-gateway';
import { type ConnectionProfile, type UserName } from '../generate/connection-profile.js';
import { newNativeSigner } from './native-signer.js';

/** Who acts, and through which peer. */
export interface Connection {
  readonly endpoint: string;
  /** Name in the peer's TLS certificate; the endpoint's host when absent. */
  readonly tlsName?: string;
  readonly tlsRootCert: Uint8Array;
  readonly mspId: string;
  /** PEM. */
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
}

/** How long each kind of call may take, in milliseconds. */
export interface Deadlines {
  readonly evaluate: number;
  readonly endorse: number;
  readonly submit: number;
  readonly commitStatus: number;
}

export interface OpenConnection {
  readonly gateway: Gateway;
  readonly client: Client;
  close(): void;
}

// fabric-gateway sets none; without them a lost peer holds a call for ever (fabric-facts.md §5.1). Ordering nodes of a busy machine
// take half a minute to agree on a leader.
const DEADLINES: Deadlines = { evaluate: 30_000, endorse: 60_000, submit: 60_000, commitStatus: 60_000 };

/** Blocks exceed gRPC's stock 4 MB; pings notice a peer that vanished without closing. */
const CHANNEL_OPTIONS: ClientOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': 120_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
};

/** gRPC options for a connection to one peer. */
export function channelOptions({ tlsName }: Pick<Connection, 'tlsName'>): ClientOptions {
  return tlsName === undefined
    ? CHANNEL_OPTIONS
    : { ...CHANNEL_OPTIONS, 'grpc.ssl_target_name_override': tlsName, 'grpc.default_authority': tlsName };
}

export function readConnectionProfile(file: string): ConnectionProfile {
  return JSON.parse(readFileSync(file, 'utf8')) as ConnectionProfile;
}

/** The connection of a user of the profile's organisation, to its own peer unless told otherwise. */
export function connectionOf(profile: ConnectionProfile, user: UserName): Connection {
  const { certPath, keyPath } = profile.identities[user];
  return {
    endpoint: profile.peerEndpoint,
    tlsName: profile.peerTlsName,
    tlsRootCert: readFileSync(profile.tlsRootCertPath),
    mspId: profile.mspId,
    certificate: readFileSync(certPath),
    privateKey: createPrivateKey(readFileSync(keyPath)),
  };
}

/** Opens a gateway client with deadlines and the native signer; close it when done. */
export function connect(connection: Connection, deadlines: Partial<Deadlines> = {}): OpenConnection {
  const limits = { ...DEADLINES, ...deadlines };
  const client = new Client(
    connection.endpoint,
    credentials.createSsl(Buffer.from(connection.tlsRootCert)),
    channelOptions(connection),
  );
  const gateway = connectGateway({
    client,
    identity: { mspId: connection.mspId, credentials: connection.certificate },
    signer: newNativeSigner(connection.privateKey),
    hash: hash.none,
    evaluateOptions: () => ({ deadline: Date.now() + limits.evaluate }),
    endorseOptions: () => ({ deadline: Date.now() + limits.endorse }),
    submitOptions: () => ({ deadline: Date.now() + limits.submit }),
    commitStatusOptions: () => ({ deadline: Date.now() + limits.commitStatus }),
  });
  return {
    gateway,
    client,
    close: () => {
      gateway.close();
      client.close();
    },
  };
}
