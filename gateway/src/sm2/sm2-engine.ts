// SPDX-License-Identifier: Apache-2.0
import type { Sm2Verifier } from '@unionid/domain';
import { newKeySigner, type Signer } from '@unionid/domain/signing';
import { openRequestVerifier } from './request-verifier.js';

/** Where the gateway's SM2 work is done: the dearest part of a request is the signature of its answer. */
export interface Sm2Engine {
  /** Signs with the gateway's own key. */
  readonly signer: Signer;
  readonly verify: Sm2Verifier;
  close(): Promise<void>;
}

/** On the event loop itself: for tests, and for a machine with a single core. */
export function newInlineEngine(privateKey: string): Sm2Engine {
  return {
    signer: newKeySigner(privateKey),
    verify: openRequestVerifier(),
    close: () => Promise.resolve(),
  };
}
