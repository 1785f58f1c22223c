// SPDX-License-Identifier: Apache-2.0
import { signatureBase, type SignableRequest, type SignatureParameters } from '#src/http/index.js';
import { verifySm2 } from '#src/sm/index.js';

/** True when the signature over the request is by this key. */
export function isRequestSignedBy(
  request: SignableRequest,
  parameters: SignatureParameters,
  signature: string,
  publicKey: string,
): boolean {
  return verifySm2({ message: signatureBase(request, parameters), signature, publicKey });
}
