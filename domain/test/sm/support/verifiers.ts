// SPDX-License-Identifier: Apache-2.0
import { newSm2Verifier, type Sm2Verifier } from '#src/sm/verify.js';
import { newFastSm2Verifier } from '#src/sm/wasm/fast-verify.js';

/** Both ways to verify, with room for a number of keys: they decide alike. */
export const verifiers: readonly (readonly [string, (keys: number) => Sm2Verifier])[] = [
  ['OpenSSL', (keys) => newSm2Verifier({ cachedKeys: keys })],
  ['WebAssembly', (keys) => newFastSm2Verifier({ keys })],
];
