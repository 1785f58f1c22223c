// SPDX-License-Identifier: Apache-2.0
import { credentials } from '@grpc/grpc-js';
import { type Contract } from '@hyperledger/fabric-gateway';
import { gateway as gatewayProtos, peer } from '@hyperledger/fabric-protos';
import { channelOptions, connect, type Connection, type OpenConnection } from './connection.js';
import { NetworkError } from '../base/errors.js';
import { newNativeSigner } from './native-signer.js';

const CALL_TIMEOUT_MS = 60_000;

/** One peer, addressed by an administrator of its organisation. */
export class PeerAdmin {
  readonly mspId: string;
  readonly endpoint: string;
  readonly #open: OpenConnection;
  readonly #endorser: peer.EndorserClient;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.mspId = connection.mspId;
    this.endpoint = connection.endpoint;
    this.#connection = connection;
    this.#open = connect(connection);
    const tls = credentials.createSsl(Buffer.from(connection.tlsRootCert));
    this.#endorser = new peer.EndorserClient(connection.endpoint, tls, channelOptions(connection));
  }

  /** A system chaincode in the context of a channel, through the peer's gateway service. */
  systemContract(channel: string, name: '_lifecycle' | 'qscc' | 'cscc'): Contract {
    return this.#open.gateway.getNetwork(channel).getContract(name);
  }

  /**
   * Asks this very peer and no other. The gateway service refuses calls without a channel (fabric-facts.md §3.3), so the
   * proposal is built and signed by the client and handed to the peer's endorser itself.
   */
  async call(
    name: '_lifecycle' | 'qscc' | 'cscc',
    {
      fn,
      args = [],
      channel = '',
    }: { readonly fn: string; readonly args?: readonly (Uint8Array | string)[]; readonly channel?: string },
  ): Promise<Uint8Array> {
    const { gateway } = this.#open;
    const proposal = gateway
      .getNetwork(channel)
      .getContract(name)
      .newProposal(fn, { arguments: [...args] });
    const signature = await newNativeSigner(this.#connection.privateKey)(proposal.getDigest());
    const signed = gateway.newSignedProposal(proposal.getBytes(), signature);
    const request = gatewayProtos.ProposedTransaction.deserializeBinary(signed.getBytes()).getProposal();
    if (request === undefined) throw new TypeError('a signed proposal holds the proposal');
    const response = (await this.#process(request)).getResponse();
    if (response?.getStatus() === 200) return response.getPayload_asU8();
    const reason = `${name}.${fn} at ${this.endpoint} (${this.mspId}): ${response?.getMessage() ?? 'no answer'}`;
    throw new NetworkError('PEER_REFUSED', { reason });
  }

  close(): void {
    this.#open.close();
    this.#endorser.close();
  }

  async #process(request: peer.SignedProposal): Promise<peer.ProposalResponse> {
    return new Promise((resolve, reject) => {
      this.#endorser.processProposal(
        request,
        { deadline: Date.now() + CALL_TIMEOUT_MS },
        (error, response) => {
          if (response !== undefined) resolve(response);
          else reject(error ?? new Error(`no answer from ${this.endpoint}`));
        },
      );
    });
  }
}
