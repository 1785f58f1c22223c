// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { problemDocument, type ProblemDocument } from '@unionid/domain/api';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import type { ErrorCode } from '@unionid/domain/errors';
import {
  requestDigest,
  signatureBase,
  signatureHeaders,
  type SignableRequest,
  type SignatureParameters,
} from '@unionid/domain/http';
import { keyIdOf } from '@unionid/domain/instruction';
import { randomBytes, type Signer } from '@unionid/domain/signing';
import type { TestGateway } from './test-gateway.js';

/** Who signs a request. */
export interface RequestSigner {
  readonly operatorId: string;
  readonly signer: Signer;
}

export interface TestRequest {
  readonly method?: string;
  /** Path and query. */
  readonly target: string;
  /** A value is sent as JSON, text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the signature says otherwise than it should. */
  readonly change?: Partial<SignatureParameters>;
  /** What is sent otherwise than it was signed. */
  readonly sent?: { readonly target?: string; readonly body?: string; readonly signature?: string };
}

export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
  /** Digest of the request as it was signed. */
  readonly requestDigest: string;
  readonly parameters: SignatureParameters;
}

/** Signs a request as an operator (or another gateway) and sends it. */
export async function signedFetch(
  gateway: TestGateway,
  by: RequestSigner,
  request: TestRequest,
): Promise<TestResponse> {
  const { target, sent = {} } = request;
  const { method, headers, bytes, signable, parameters } = await signRequest(gateway, by, request);
  const response = await fetch(`${gateway.url}${sent.target ?? target}`, {
    method,
    headers,
    ...(method !== 'GET' && { body: sent.body ?? new Uint8Array(bytes) }),
  });
  return { ...(await toResponse(response)), requestDigest: requestDigest(signable, parameters), parameters };
}

/** The head of a signed request whose body is to come. */
export async function headOf(gateway: TestGateway, by: RequestSigner, request: TestRequest): Promise<string> {
  const { method, headers, bytes } = await signRequest(gateway, by, request);
  const lines = Object.entries({
    ...headers,
    host: new URL(gateway.url).host,
    'content-length': String(bytes.length),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${request.target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

interface SignedTestRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly signable: SignableRequest;
  readonly parameters: SignatureParameters;
}

async function signRequest(
  gateway: TestGateway,
  { operatorId, signer }: RequestSigner,
  request: TestRequest,
): Promise<SignedTestRequest> {
  const { method = request.body === undefined ? 'GET' : 'POST', target, body, sent = {} } = request;
  const bytes = toBytes(body);
  const authority = new URL(gateway.url).host;
  const created = Math.floor(gateway.services.now() / 1000);
  const parameters: SignatureParameters = {
    ...{ operatorId, keyId: keyIdOf(signer.publicKey), created, expires: created + 60 },
    nonce: toBase64url(randomBytes(18)),
    ...request.change,
  };
  const signable = { method, authority, target, body: bytes };
  const signature = sent.signature ?? (await signer.sign(signatureBase(signable, parameters)));
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...request.headers,
    ...signatureHeaders(signable, parameters, signature),
  };
  return { method, headers, bytes, signable, parameters };
}

/** Sends a request without a signature. */
export async function plainFetch(
  gateway: Pick<TestGateway, 'url'>,
  target: string,
  init: RequestInit = {},
): Promise<Pick<TestResponse, 'status' | 'headers' | 'text' | 'json'>> {
  return toResponse(await fetch(`${gateway.url}${target}`, init));
}

/** The answer as a problem document with this code. */
export function expectProblem(
  response: Pick<TestResponse, 'json' | 'status' | 'headers'>,
  code: ErrorCode,
): ProblemDocument {
  const problem = problemDocument.parse(response.json);
  expect(problem.code).to.equal(code);
  expect(problem.status).to.equal(response.status);
  expect(response.headers.get('content-type')).to.match(/^application\/problem\+json/);
  return problem;
}

function toBytes(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  return encodeUtf8(typeof body === 'string' ? body : JSON.stringify(body));
}

async function toResponse(
  response: Response,
): Promise<Pick<TestResponse, 'status' | 'headers' | 'text' | 'json'>> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    ...{ status: response.status, headers: response.headers, text },
    json: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}
