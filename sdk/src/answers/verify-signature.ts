// SPDX-License-Identifier: Apache-2.0
import type { Sm2Verifier } from '@unionid/domain/sm';
import { newFastSm2Verifier } from '@unionid/sm2-wasm';

/** A client asks few gateways, and each signs with one key: 1 MB of tables. */
const GATEWAY_KEYS = 16;

let verifier: Sm2Verifier | undefined;

/**
 * Whether a signature is valid, by one verifier for the process. Opened with the first signature: most commands of the
 * command line check none.
 * @throws SelfTestError
 */
export const verifySignature: Sm2Verifier = (verification) => {
  verifier ??= newFastSm2Verifier({ keys: GATEWAY_KEYS });
  return verifier(verification);
};
