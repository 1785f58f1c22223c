// SPDX-License-Identifier: Apache-2.0
import type { Sm2Verifier } from '@unionid/domain/sm';
import type { Signer } from '@unionid/domain/signing';
import { newFastKeySigner } from '@unionid/sm2-wasm';
import { openRequestVerifier } from './request-verifier.js';

/** The gateway's SM2, on the event loop: handing a signature to a thread takes as long as making it (ADR 0017). */
export interface Sm2Engine {
  /** Signs with the gateway's own key. */
  readonly signer: Signer;
  readonly verify: Sm2Verifier;
}

/** @throws RangeError, SelfTestError */
export function newSm2Engine(privateKey: string): Sm2Engine {
  return { signer: newFastKeySigner(privateKey), verify: openRequestVerifier() };
}
