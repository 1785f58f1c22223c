// SPDX-License-Identifier: Apache-2.0
import { assertSelfTest } from './self-test.js';
import { newSm2KeyPair, signSm2 } from './sign.js';
import { verifySm2 } from './verify.js';

/**
 * A signature by a new key verifies, under its own message only. Run at start by whatever signs, beside
 * `assertKnownAnswers`.
 *
 * @throws SelfTestError
 */
export function assertSigningWorks(): void {
  assertSelfTest('SM2 signing', () => {
    const { privateKey, publicKey } = newSm2KeyPair();
    const message = new TextEncoder().encode('self-test');
    const signature = signSm2({ message, privateKey });
    return (
      verifySm2({ message, signature, publicKey }) &&
      !verifySm2({ message: message.subarray(1), signature, publicKey })
    );
  });
}
