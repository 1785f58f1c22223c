// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, credentials, type ClientOptions } from '@grpc/grpc-js';
import {
  connect,
  hash,
  type Contract,
  type Gateway,
  type Network,
  type Signer,
} from '@hyperledger/fabric-gateway';
import { common, gateway as gatewayProtos, msp } from '@hyperledger/fabric-protos';
import { DomainError } from '@unionid/domain/errors';
import type { ChaincodeName } from '@unionid/domain/ledger';
import type { Config } from '../config/config.js';
import { readSecretFile } from '../config/secrets.js';
import { decodeBlock } from './block-decoder.js';
import { isTimeout, toEndorseError, toEvaluateError, toLedgerError } from './fabric-errors.js';
import type { CommitStatus, EndorsedTransaction, Ledger, LedgerBlock, LedgerCall } from './ledger.js';
import { newNativeSigner } from './native-signer.js';

// The client library sets no deadlines: without them a lost peer holds a call for ever (fabric-facts.md §5.1). Milliseconds.
const EVALUATE_MS = 10_000;
const ENDORSE_MS = 30_000;
const SUBMIT_MS = 10_000;

/** Blocks exceed gRPC's stock 4 MB; pings notice a peer that vanished without closing. */
const CHANNEL_OPTIONS: ClientOptions = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  'grpc.keepalive_time_ms': 120_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 1_000,
};

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Connects to this organisation's peer; nothing is sent before a method is called. */
export function openFabricLedger(config: Config): Ledger {
  const { peerEndpoint, peerHostAlias, tlsRootCertFile, certFile, keyFile } = config.fabric;
  const client = new Client(peerEndpoint, credentials.createSsl(readFileSync(tlsRootCertFile)), {
    ...CHANNEL_OPTIONS,
    ...(peerHostAlias !== undefined && { 'grpc.ssl_target_name_override': peerHostAlias }),
  });
  const certificate = readFileSync(certFile);
  const signer = newNativeSigner(createPrivateKey(readSecretFile(keyFile)));
  const gateway = connect({
    client,
    identity: { mspId: config.mspId, credentials: certificate },
    signer,
    hash: hash.none,
    evaluateOptions: () => ({ deadline: Date.now() + EVALUATE_MS }),
    endorseOptions: () => ({ deadline: Date.now() + ENDORSE_MS }),
    submitOptions: () => ({ deadline: Date.now() + SUBMIT_MS }),
  });
  return new FabricLedger({ config, client, gateway, signer, certificate });
}

interface Connection {
  readonly config: Config;
  readonly client: Client;
  readonly gateway: Gateway;
  readonly signer: Signer;
  readonly certificate: Uint8Array;
}

class FabricLedger implements Ledger {
  readonly name: Ledger['name'];
  readonly chaincodes: readonly ChaincodeName[];
  readonly #connection: Connection;
  readonly #network: Network;
  /** A province's gateway asks its own peer and the national one; at the national gateway discovery finds a province. */
  readonly #endorsers: string[] | undefined;

  constructor(connection: Connection) {
    const { network, channel, chaincodes, mspId, nationalMspId } = connection.config;
    this.name = { network, channel };
    this.chaincodes = chaincodes;
    this.#connection = connection;
    this.#network = connection.gateway.getNetwork(channel);
    this.#endorsers = mspId === nationalMspId ? undefined : [nationalMspId, mspId];
  }

  async endorse(call: LedgerCall): Promise<EndorsedTransaction> {
    const endorsers = this.#endorsersOf(call);
    try {
      const proposal = this.#contractOf(call).newProposal(call.function, {
        arguments: [call.argument],
        ...(endorsers !== undefined && { endorsingOrganizations: endorsers }),
      });
      const transaction = await proposal.endorse();
      // Signed here and not on submission: what is kept are the very bytes that go out, each time.
      const signature = await this.#connection.signer(transaction.getDigest());
      const signed = this.#connection.gateway.newSignedTransaction(transaction.getBytes(), signature);
      return {
        transactionId: transaction.getTransactionId(),
        bytes: signed.getBytes(),
        result: utf8.decode(transaction.getResult()),
      };
    } catch (error) {
      throw toEndorseError(error, endorsers);
    }
  }

  #endorsersOf({ province }: LedgerCall): string[] | undefined {
    if (this.#endorsers !== undefined || province === undefined) return this.#endorsers;
    return [this.#connection.config.mspId, province];
  }

  async submit({ bytes }: Pick<EndorsedTransaction, 'bytes'>): Promise<void> {
    try {
      await this.#connection.gateway.newTransaction(bytes).submit();
    } catch (error) {
      throw toLedgerError(error);
    }
  }

  async status(transactionId: string, timeoutMs: number): Promise<CommitStatus | undefined> {
    try {
      const commit = this.#connection.gateway.newCommit(this.#statusRequest(transactionId));
      const { code, successful, blockNumber } = await commit.getStatus({ deadline: Date.now() + timeoutMs });
      return { valid: successful, code, block: Number(blockNumber) };
    } catch (error) {
      if (isTimeout(error)) return undefined;
      throw toLedgerError(error);
    }
  }

  async evaluate(call: LedgerCall): Promise<string> {
    try {
      const proposal = this.#contractOf(call).newProposal(call.function, {
        arguments: [call.argument],
        endorsingOrganizations: [this.#connection.config.mspId],
      });
      return utf8.decode(await proposal.evaluate());
    } catch (error) {
      throw toEvaluateError(error);
    }
  }

  async *blocks(from: number, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    if (isAborted(signal)) return;
    try {
      const events = await this.#network.getBlockEvents({ startBlock: BigInt(from) });
      const close = (): void => events.close();
      signal.addEventListener('abort', close, { once: true });
      try {
        for await (const block of events) yield decodeBlock(block, this.chaincodes);
      } finally {
        signal.removeEventListener('abort', close);
        close();
      }
    } catch (error) {
      if (isAborted(signal)) return;
      throw toLedgerError(error);
    }
    if (!isAborted(signal)) throw new DomainError('LEDGER_UNAVAILABLE', { reason: 'block stream ended' });
  }

  async height(): Promise<number> {
    try {
      const proposal = this.#network.getContract('qscc').newProposal('GetChainInfo', {
        arguments: [this.name.channel],
        endorsingOrganizations: [this.#connection.config.mspId],
      });
      const info = common.BlockchainInfo.deserializeBinary(await proposal.evaluate());
      return info.getHeight();
    } catch (error) {
      throw toEvaluateError(error);
    }
  }

  close(): void {
    this.#connection.gateway.close();
    this.#connection.client.close();
  }

  #contractOf({ chaincode }: LedgerCall): Contract {
    return this.#network.getContract(chaincode);
  }

  // The library asks for the status of what it submitted itself; here only the id may be known, after a restart.
  #statusRequest(transactionId: string): Uint8Array {
    const { config, certificate } = this.#connection;
    const identity = new msp.SerializedIdentity();
    identity.setMspid(config.mspId);
    identity.setIdBytes(certificate);
    const request = new gatewayProtos.CommitStatusRequest();
    request.setTransactionId(transactionId);
    request.setChannelId(config.channel);
    request.setIdentity(identity.serializeBinary());
    const signed = new gatewayProtos.SignedCommitStatusRequest();
    signed.setRequest(request.serializeBinary());
    return signed.serializeBinary();
  }
}

// A function of its own: between two awaits the signal may have changed, which the compiler does not believe.
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
