// SPDX-License-Identifier: Apache-2.0
import { verifySm2, type Sm2Verification } from '@unionid/domain';
import { newKeySigner, type Signer } from '@unionid/domain/signing';

/** Where the gateway's SM2 work is done: half of the time of a verification goes into its two signatures. */
export interface Sm2Engine {
  /** Signs with the gateway's own key. */
  readonly signer: Signer;
  verify(verification: Sm2Verification): Promise<boolean>;
  close(): Promise<void>;
}

/** On the event loop itself: for tests, and for a machine with a single core. */
export function newInlineEngine(privateKey: string): Sm2Engine {
  return {
    signer: newKeySigner(privateKey),
    verify: (verification) => Promise.resolve(verifySm2(verification)),
    close: () => Promise.resolve(),
  };
}
