// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import {
  gatewaySignerId,
  requestDigest,
  signatureBase,
  signatureHeaders,
  type SignatureParameters,
} from '@unionid/domain/http';
import { keyIdOf } from '@unionid/domain/instruction';
import { randomBytes, type Signer } from '@unionid/domain/signing';
import { postForJson, type JsonAnswer } from './post-for-json.js';

export interface AskGatewayOptions {
  /** Base URL of the gateway asked. */
  readonly url: string;
  /** Whose gateway asks. */
  readonly province: string;
  /** This gateway's answer key. */
  readonly signer: Signer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly timeoutMs: number;
}

/** An answer, and the digest of the signed request that it has to name. */
export interface GatewayAnswer extends JsonAnswer {
  readonly digest: string;
}

const VALIDITY_SECONDS = 60;

/** Asks another gateway under this one's signature. @throws Error for no answer in time, or one that is no JSON */
export async function askGateway(
  options: AskGatewayOptions,
  { path, content }: { readonly path: string; readonly content: unknown },
): Promise<GatewayAnswer> {
  const url = new URL(path, options.url);
  const request = {
    method: 'POST',
    authority: url.host,
    target: url.pathname + url.search,
    body: encodeUtf8(JSON.stringify(content)),
  };
  const parameters = newParameters(options);
  const signature = await options.signer.sign(signatureBase(request, parameters));
  const answer = await postForJson(url, {
    timeoutMs: options.timeoutMs,
    headers: {
      'content-type': 'application/json',
      ...signatureHeaders(request, parameters, signature),
    },
    body: request.body,
  });
  return { ...answer, digest: requestDigest(request, parameters) };
}

function newParameters({ province, signer, now }: AskGatewayOptions): SignatureParameters {
  const created = Math.floor(now() / 1_000);
  return {
    operatorId: gatewaySignerId(province),
    keyId: keyIdOf(signer.publicKey),
    created,
    expires: created + VALIDITY_SECONDS,
    nonce: toBase64url(randomBytes(16)),
  };
}
