// SPDX-License-Identifier: Apache-2.0
import type { Sm2Verifier } from '@unionid/domain/sm';
import { newFastSm2Verifier } from '@unionid/sm2-wasm';

/** Operators who are busy at the same time, and the other gateways: 15 MB of tables. */
const BUSY_KEYS = 256;

let verifier: Sm2Verifier | undefined;

/**
 * The verifier of requests, one for the process: gateways that share it (tests) share its tables too. On the event loop,
 * because it takes less time than handing the work to a thread.
 * @throws SelfTestError
 */
export function openRequestVerifier(): Sm2Verifier {
  verifier ??= newFastSm2Verifier({ keys: BUSY_KEYS });
  return verifier;
}
