// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  answerBytes,
  type AnswerBody,
  type SignedAnswer,
  type VerificationResult,
} from '@unionid/domain/answer';
import type { NetworkView } from '@unionid/domain/api';
import { ERROR_CATALOGUE } from '@unionid/domain/error-texts';
import type { ErrorCode } from '@unionid/domain/errors';
import {
  contentDigest,
  parseSignatureHeaders,
  requestDigest,
  type SignableRequest,
  type SignatureParameters,
} from '@unionid/domain/http';
import { isRequestSignedBy } from '@unionid/domain/testing';
import { keyIdOf } from '@unionid/domain/instruction';
import { newSm2KeyPair, signSm2, type Sm2KeyPair } from '@unionid/domain/signing';
import type { TrustedKey } from '#src/index.js';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: readonly string[];
  readonly headers: IncomingMessage['headers'];
  readonly body: Uint8Array;
  /** Present once the signature was found good. */
  readonly signed: { readonly parameters: SignatureParameters; readonly digest: string } | undefined;
}

export interface FakeReply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cuts the connection instead of answering. */
  readonly hangUp?: boolean;
}

export type Handler = (request: FakeRequest) => FakeReply | Promise<FakeReply>;

const PUBLIC = ['/v1/network', '/v1/openapi.json', '/livez', '/readyz'];

/**
 * The other side of the wire: a real HTTP server that lets nothing in but what its operators signed, checked by the
 * domain's own functions. What it answers is for each test to say.
 */
export class FakeGateway {
  readonly answerKey: Sm2KeyPair = newSm2KeyPair();
  readonly mspId = 'SichuanMSP';
  readonly requests: FakeRequest[] = [];
  readonly #operators: ReadonlyMap<string, string>;
  readonly #routes: { readonly method: string; readonly pattern: RegExp; readonly handler: Handler }[] = [];
  readonly #nonces = new Set<string>();
  readonly #server: Server;

  private constructor(operators: ReadonlyMap<string, string>) {
    this.#operators = operators;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
    this.on('GET /v1/network', () => ({ json: this.network }));
  }

  /** Listens on a free port. `operators`: operator id → public key. */
  static async start(operators: ReadonlyMap<string, string>): Promise<FakeGateway> {
    const gateway = new FakeGateway(operators);
    await new Promise<void>((resolve) => gateway.#server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get keyId(): string {
    return keyIdOf(this.answerKey.publicKey);
  }

  get trustedKey(): TrustedKey {
    return { mspId: this.mspId, publicKey: this.answerKey.publicKey };
  }

  get network(): NetworkView {
    return {
      network: 'union-test',
      channel: 'union-main',
      chaincode: 'identity',
      chaincodes: [{ name: 'identity' }, { name: 'benefit' }],
      mspId: this.mspId,
      province: '51',
      gatewayKey: { keyId: this.keyId, publicKey: this.answerKey.publicKey },
      gatewayKeys: [{ ...this.trustedKey, keyId: this.keyId }],
      height: 12,
      provinces: [{ code: '51', mspId: this.mspId, name: '四川' }],
    };
  }

  /** Answers `METHOD /path/:with/:params`; the newest route for an address counts. */
  on(route: string, handler: Handler): void {
    const [method = '', path = ''] = route.split(' ');
    const pattern = new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`);
    this.#routes.unshift({ method, pattern, handler });
  }

  /** An answer signed by this gateway for this request; `changes` are made before it is signed. */
  signAnswer(
    { signed }: FakeRequest,
    result: VerificationResult,
    changes: Partial<AnswerBody> = {},
  ): SignedAnswer {
    const now = Date.now();
    const answer: AnswerBody = {
      v: 1,
      requestDigest: signed?.digest ?? '',
      audience: signed?.parameters.operatorId ?? '',
      nonce: signed?.parameters.nonce ?? '',
      mspId: this.mspId,
      keyId: this.keyId,
      result,
      height: 12,
      time: new Date(now).toISOString(),
      expires: new Date(now + 60_000).toISOString(),
      ...changes,
    };
    return {
      answer,
      signature: signSm2({ message: answerBytes(answer), privateKey: this.answerKey.privateKey }),
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = this.#check(incoming, await readBody(incoming));
    if (typeof request === 'string') {
      send(response, problem(request));
      return;
    }
    this.requests.push(request);
    const route = this.#routes.find(
      ({ method, pattern }) => method === request.method && pattern.test(request.path),
    );
    if (route === undefined) {
      send(response, problem('NOT_FOUND'));
      return;
    }
    const params = (route.pattern.exec(request.path) ?? []).slice(1).map(decodeURIComponent);
    const reply = await route.handler({ ...request, params });
    if (reply.hangUp === true) response.destroy();
    else send(response, reply);
  }

  #check({ method = '', url = '', headers }: IncomingMessage, body: Uint8Array): FakeRequest | ErrorCode {
    const { pathname, searchParams } = new URL(url, 'http://gateway');
    const base = { method, path: pathname, query: searchParams, params: [], headers, body };
    if (PUBLIC.includes(pathname)) return { ...base, signed: undefined };
    const parsed = parseSignatureHeaders(String(headers['signature-input']), String(headers.signature));
    if (parsed === undefined) return 'UNAUTHENTICATED';
    const { parameters } = parsed;
    const signable: SignableRequest = { method, authority: headers.host ?? '', target: url, body };
    if (headers['content-digest'] !== contentDigest(body) || !this.#isSigned(signable, parsed))
      return 'SIGNATURE_INVALID';
    if (this.#nonces.has(parameters.nonce)) return 'REQUEST_REPLAYED';
    this.#nonces.add(parameters.nonce);
    return { ...base, signed: { parameters, digest: requestDigest(signable, parameters) } };
  }

  #isSigned(
    request: SignableRequest,
    { parameters, signature }: { parameters: SignatureParameters; signature: string },
  ): boolean {
    const publicKey = this.#operators.get(parameters.operatorId);
    return (
      publicKey !== undefined &&
      keyIdOf(publicKey) === parameters.keyId &&
      isRequestSignedBy(request, parameters, signature, publicKey)
    );
  }
}

/** A refusal as the gateway words it. */
export function problem(
  code: ErrorCode,
  more: { details?: object; headers?: Record<string, string> } = {},
): FakeReply {
  const { status, zh, en } = ERROR_CATALOGUE[code];
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...more.headers },
    json: {
      type: `urn:unionid:error:${code}`,
      title: en.cause,
      status,
      code,
      detail: { zh: zh.cause, en: en.cause },
      next: { zh: zh.next, en: en.next },
      requestId: 'request-1',
      ...(more.details && { details: more.details }),
    },
  };
}

function send(response: ServerResponse, { status = 200, json, text, headers = {} }: FakeReply): void {
  response.writeHead(status, {
    'content-type': json === undefined ? 'text/plain' : 'application/json',
    ...headers,
  });
  response.end(json === undefined ? (text ?? '') : JSON.stringify(json));
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}
