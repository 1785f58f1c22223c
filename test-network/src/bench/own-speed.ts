// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8, verifySm2 } from '@unionid/domain';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import type { SignatureSpeed } from './openssl-speed.js';

const MESSAGE = encodeUtf8('{"subject":"a message as short as a digest"}');
/** Calls between two looks at the clock. */
const BURST = 50;

/** Our signer and verifySm2 with a key known already, by CPU time as `openssl speed` counts. */
export async function measureOwnSignatures(seconds: number): Promise<SignatureSpeed> {
  const { privateKey, publicKey } = newSm2KeyPair();
  const signer = newKeySigner(privateKey);
  const signature = await signer.sign(MESSAGE);
  return {
    sign: await ratePerCpuSecond(seconds, async () => (await signer.sign(MESSAGE)) !== ''),
    verify: await ratePerCpuSecond(seconds, () => verifySm2({ message: MESSAGE, signature, publicKey })),
  };
}

async function ratePerCpuSecond(seconds: number, work: () => boolean | Promise<boolean>): Promise<number> {
  const started = process.cpuUsage();
  const used = (): number => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  };
  let count = 0;
  while (used() < seconds) {
    for (let call = 0; call < BURST; call += 1) {
      if (!(await work())) throw new RangeError('a signature does not hold');
    }
    count += BURST;
  }
  return count / used();
}
