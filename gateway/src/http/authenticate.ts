// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { OperatorView } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import {
  parseSignatureHeaders,
  provinceOfGatewaySigner,
  requestDigest,
  signatureBase,
  type SignableRequest,
  type SignatureParameters,
} from '@unionid/domain/http';
import { timestampAt } from '@unionid/domain/values';
import type { HttpServices } from './http-services.js';
import type { Caller, PeerGateway } from './route.js';

/** Seconds a client's clock may be off. */
const CLOCK_SKEW = 120;
/** Seconds a request signature may be valid. */
const LONGEST_VALIDITY = 300;

/** One error for all requests without a signature: a flood of them is not worth a stack each. */
const UNSIGNED = unauthenticated('signature headers');

/** A request whose signature holds, used up by now. */
export type Signer =
  | { readonly kind: 'operator'; readonly caller: Caller }
  | { readonly kind: 'gateway'; readonly gateway: PeerGateway };

interface SignedRequest {
  readonly request: SignableRequest;
  readonly parameters: SignatureParameters;
  readonly signature: string;
}

/**
 * Checks the RFC 9421 signature over method, authority, target and Content-Digest. The body itself is compared with
 * the digest by whoever reads it (body.ts).
 * @throws DomainError UNAUTHENTICATED, REQUEST_EXPIRED, REQUEST_REPLAYED, KEY_REVOKED, OPERATOR_REVOKED, TOO_MANY_REQUESTS
 */
export async function authenticate(request: IncomingMessage, services: HttpServices): Promise<Signer> {
  const signed = readSignature(request);
  assertOwnAuthority(request, services);
  const now = Math.floor(services.now() / 1000);
  assertTimely(signed.parameters, now);
  const province = provinceOfGatewaySigner(signed.parameters.operatorId);
  const signer =
    province === undefined
      ? await authenticateOperator(signed, services)
      : await authenticateGateway(signed, province, services);
  const { parameters } = signed;
  services.nonces.assertUnused(parameters);
  await services.budgets.charge(parameters.operatorId);
  services.nonces.use(parameters);
  return signer;
}

function readSignature(request: IncomingMessage): SignedRequest {
  const { headers, method = '', url = '' } = request;
  const parsed = parseSignatureHeaders(only(headers['signature-input']), only(headers.signature));
  if (parsed === undefined) throw UNSIGNED;
  const contentDigest = only(headers['content-digest']);
  return { request: { method, authority: headers.host ?? '', target: url, contentDigest }, ...parsed };
}

// A request signed for one gateway must not count at another, even with the first one's name in its Host header.
function assertOwnAuthority(request: IncomingMessage, { config }: HttpServices): void {
  const authority = (request.headers.host ?? '').toLowerCase();
  const own = config.authorities ?? authoritiesOf(request.socket);
  if (!own.includes(authority)) throw unauthenticated('authority');
}

/** Names of the address a connection came in by, where the settings give none. */
function authoritiesOf({ localAddress = '', localPort = 0 }: Socket): string[] {
  const address = localAddress.replace(/^::ffff:/, '');
  const host = address.includes(':') ? `[${address}]` : address;
  return [`${host}:${localPort}`, `localhost:${localPort}`];
}

function assertTimely({ created, expires }: SignatureParameters, now: number): void {
  const isTimely =
    Math.abs(now - created) <= CLOCK_SKEW &&
    expires >= now &&
    expires > created &&
    expires - created <= LONGEST_VALIDITY;
  if (!isTimely) throw new DomainError('REQUEST_EXPIRED', { serverTime: timestampAt(now * 1000) });
}

async function authenticateOperator(
  signed: SignedRequest,
  { readModel, sm2 }: HttpServices,
): Promise<Signer> {
  const { parameters } = signed;
  const operator = await readModel.operator(parameters.operatorId);
  const key = operator?.keys.find(({ keyId }) => keyId === parameters.keyId);
  if (operator === undefined || key === undefined) throw unauthenticated('key');
  assertSigned(signed, key.publicKey, sm2);
  assertInForce(operator, key.state);
  const { keyId, nonce } = parameters;
  return { kind: 'operator', caller: { operator, keyId, nonce, requestDigest: digestOf(signed) } };
}

async function authenticateGateway(
  signed: SignedRequest,
  province: string,
  { readModel, sm2 }: HttpServices,
): Promise<Signer> {
  const { keyId } = signed.parameters;
  const mspId = await mspOf(province, readModel);
  const key = mspId === undefined ? undefined : await readModel.gatewayKey(mspId, keyId);
  if (mspId === undefined || key?.province !== province) throw unauthenticated('key');
  assertSigned(signed, key.publicKey, sm2);
  if (key.state === 'REVOKED') throw new DomainError('KEY_REVOKED');
  return { kind: 'gateway', gateway: { mspId, province, keyId, requestDigest: digestOf(signed) } };
}

async function mspOf(province: string, readModel: HttpServices['readModel']): Promise<string | undefined> {
  const provinces = await readModel.provinces();
  return provinces.find(({ code }) => code === province)?.mspId;
}

function assertSigned(
  { request, parameters, signature }: SignedRequest,
  publicKey: string,
  sm2: HttpServices['sm2'],
): void {
  const message = signatureBase(request, parameters);
  if (!sm2.verify({ message, signature, publicKey })) throw unauthenticated('signature');
}

// Told only to the holder of the key: to a stranger a revoked key looks like any wrong one.
function assertInForce(operator: OperatorView, keyState: 'ACTIVE' | 'REVOKED'): void {
  if (operator.state === 'REVOKED') throw new DomainError('OPERATOR_REVOKED');
  if (keyState === 'REVOKED') throw new DomainError('KEY_REVOKED');
}

function digestOf({ request, parameters }: SignedRequest): string {
  return requestDigest(request, parameters);
}

function only(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function unauthenticated(reason: string): DomainError {
  return new DomainError('UNAUTHENTICATED', { reason });
}
