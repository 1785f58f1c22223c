// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8, fromBase64, fromHex, toBase64, toBase64url, toHex } from '../encoding/index.js';
import { sm3 } from '../sm/sm3.js';

// HTTP Message Signatures (RFC 9421) with one fixed profile: these components, these parameters, in this order, so that
// there is nothing to negotiate. Content-Digest is RFC 9530 with SM3; alg `sm2-sm3` is ours, none is registered.
const COMPONENTS = '("@method" "@authority" "@request-target" "content-digest")';
const LABEL = 'sig1';

interface RequestLine {
  readonly method: string;
  /** The host asked, as in the Host header. */
  readonly authority: string;
  /** Path and query, as sent. */
  readonly target: string;
}

/**
 * A request as both sides see it: with its body, or with the Content-Digest of one that is still to be read. Whoever
 * relies on the digest must compare it with the body before the request takes effect.
 */
export type SignableRequest = RequestLine &
  ({ readonly body: Uint8Array } | { readonly contentDigest: string });

export interface SignatureParameters {
  readonly operatorId: string;
  readonly keyId: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
}

/** RFC 9530 Content-Digest of a body. */
export function contentDigest(body: Uint8Array): string {
  return `sm3=:${toBase64(sm3(body))}:`;
}

/** The signature base of RFC 9421 §2.5, as bytes to sign. */
export function signatureBase(request: SignableRequest, parameters: SignatureParameters): Uint8Array {
  return encodeUtf8(
    [
      `"@method": ${request.method.toUpperCase()}`,
      `"@authority": ${request.authority.toLowerCase()}`,
      `"@request-target": ${request.target}`,
      `"content-digest": ${'body' in request ? contentDigest(request.body) : request.contentDigest}`,
      `"@signature-params": ${serialize(parameters)}`,
    ].join('\n'),
  );
}

/** The three headers of a signed request. */
export function signatureHeaders(
  request: SignableRequest & { readonly body: Uint8Array },
  parameters: SignatureParameters,
  signature: string,
): Record<string, string> {
  return {
    'content-digest': contentDigest(request.body),
    'signature-input': `${LABEL}=${serialize(parameters)}`,
    signature: `${LABEL}=:${toBase64(fromHex(signature))}:`,
  };
}

const INPUT =
  /^sig1=\("@method" "@authority" "@request-target" "content-digest"\);created=(0|[1-9]\d{0,11});expires=(0|[1-9]\d{0,11});nonce="([A-Za-z0-9_-]{16,64})";keyid="([0-9A-Z]{1,32})#([0-9a-f]{16})";alg="sm2-sm3"$/;
const SIGNATURE = /^sig1=:[A-Za-z0-9+/]{85}[AQgw]==:$/;

/** Reads the headers back; undefined for anything but this profile. */
export function parseSignatureHeaders(
  input: string,
  signature: string,
): { parameters: SignatureParameters; signature: string } | undefined {
  const fields = INPUT.exec(input);
  if (fields === null || !SIGNATURE.test(signature)) return undefined;
  const [, created = '', expires = '', nonce = '', operatorId = '', keyId = ''] = fields;
  return {
    parameters: { operatorId, keyId, created: Number(created), expires: Number(expires), nonce },
    signature: toHex(fromBase64(signature.slice(`${LABEL}=:`.length, -1))),
  };
}

/** Digest of a whole signed request: what an answer names, so that it can not be shown for another request. */
export function requestDigest(request: SignableRequest, parameters: SignatureParameters): string {
  return toBase64url(sm3(signatureBase(request, parameters)));
}

function serialize({ operatorId, keyId, created, expires, nonce }: SignatureParameters): string {
  return `${COMPONENTS};created=${created};expires=${expires};nonce="${nonce}";keyid="${operatorId}#${keyId}";alg="sm2-sm3"`;
}
