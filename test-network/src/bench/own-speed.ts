// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8, verifySm2 } from '@unionid/domain';
import { newSm2KeyPair, signSm2 } from '@unionid/domain/signing';
import type { SignatureSpeed } from './openssl-speed.js';

const MESSAGE = encodeUtf8('{"subject":"a message as short as a digest"}');
/** Calls between two looks at the clock. */
const BURST = 50;

/** Our signSm2 and verifySm2, by CPU time as `openssl speed` counts. */
export function measureOwnSignatures(seconds: number): SignatureSpeed {
  const { privateKey, publicKey } = newSm2KeyPair();
  const signature = signSm2({ message: MESSAGE, privateKey });
  return {
    sign: ratePerCpuSecond(seconds, () => signSm2({ message: MESSAGE, privateKey }) !== ''),
    verify: ratePerCpuSecond(seconds, () => verifySm2({ message: MESSAGE, signature, publicKey })),
  };
}

function ratePerCpuSecond(seconds: number, work: () => boolean): number {
  const started = process.cpuUsage();
  const used = (): number => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  };
  let count = 0;
  while (used() < seconds) {
    for (let call = 0; call < BURST; call += 1)
      if (!work()) throw new RangeError('a signature does not hold');
    count += BURST;
  }
  return count / used();
}
