// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { contentDigest, signatureBase, signatureHeaders } from '@unionid/domain/http';
import { newKeySigner, randomBytes, type Signer } from '@unionid/domain/signing';
import { toHex } from '@unionid/domain/sm';

/** Why a request is refused. */
export const REFUSED = ['unsigned', 'stranger', 'falselySigned'] as const;
export type Refused = (typeof REFUSED)[number];

export interface RefusedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Pretended {
  readonly url: string;
  /** An operator and its key that are on the ledger. */
  readonly operatorId: string;
  readonly keyId: string;
}

const TARGET = '/v1/verifications';
/** Signed for longer than any measurement: one request is sent again and again, because none of them is ever used up. */
const VALID_SECONDS = 290;
/** Well formed and nobody's. */
const STRANGER = { operatorId: '00000000000000000000000000', keyId: '0000000000000000' };

/** A request to verify somebody that a gateway is to refuse for this reason. */
export async function newRefusedRequest(kind: Refused, pretended: Pretended): Promise<RefusedRequest> {
  const body = JSON.stringify({ identityId: STRANGER.operatorId, purpose: 'bench' });
  const plain = { 'content-type': 'application/json' };
  if (kind === 'unsigned')
    return { headers: { ...plain, 'content-digest': contentDigest(encodeUtf8(body)) }, body };
  const named = kind === 'stranger' ? { ...pretended, ...STRANGER } : pretended;
  const signer = newKeySigner(toHex(randomBytes(32)));
  return { headers: { ...plain, ...(await signedHeaders(body, named, signer)) }, body };
}

async function signedHeaders(
  body: string,
  { url, operatorId, keyId }: Pretended,
  signer: Signer,
): Promise<Record<string, string>> {
  const created = Math.floor(Date.now() / 1000);
  const nonce = toBase64url(randomBytes(16));
  const parameters = { operatorId, keyId, nonce, created, expires: created + VALID_SECONDS };
  const request = { method: 'POST', authority: new URL(url).host, target: TARGET, body: encodeUtf8(body) };
  return signatureHeaders(request, parameters, await signer.sign(signatureBase(request, parameters)));
}
