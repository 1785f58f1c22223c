// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '@unionid/domain/encoding';
import {
  signatureBase,
  signatureHeaders,
  type SignableRequest,
  type SignatureParameters,
} from '@unionid/domain/http';
import { keyIdOf } from '@unionid/domain/instruction';
import { randomBytes, type Signer } from '@unionid/domain/signing';

const VALID_SECONDS = 120;
const NONCE_BYTES = 24;

/** A request of which the whole body is known. */
export type RequestWithBody = SignableRequest & { readonly body: Uint8Array };

/** A request with its RFC 9421 signature: what a verification answer is bound to. */
export interface SignedRequest {
  readonly request: RequestWithBody;
  readonly parameters: SignatureParameters;
  /** r‖s, 128 lower-case hex digits. */
  readonly signature: string;
}

/** Who signs requests. */
export interface RequestSigner {
  readonly operatorId: string;
  readonly signer: Signer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Signs one request with a fresh nonce, valid for two minutes. */
export async function signRequest(
  { operatorId, signer, now }: RequestSigner,
  request: RequestWithBody,
): Promise<SignedRequest> {
  const created = Math.floor(now() / 1000);
  const parameters: SignatureParameters = {
    operatorId,
    keyId: keyIdOf(signer.publicKey),
    created,
    expires: created + VALID_SECONDS,
    nonce: toBase64url(randomBytes(NONCE_BYTES)),
  };
  return { request, parameters, signature: await signer.sign(signatureBase(request, parameters)) };
}

/** The headers that carry the signature. */
export function headersOf({ request, parameters, signature }: SignedRequest): Record<string, string> {
  return signatureHeaders(request, parameters, signature);
}
