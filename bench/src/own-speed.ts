// SPDX-License-Identifier: Apache-2.0
import { encodeUtf8 } from '@unionid/domain/encoding';
import { verifySm2 } from '@unionid/domain/sm';
import { newKeySigner, newSm2KeyPair, type Signer } from '@unionid/domain/signing';
import { newFastKeySigner, newFastSm2Verifier } from '@unionid/sm2-wasm';
import type { SignatureSpeed } from './openssl-speed.js';

const MESSAGE = encodeUtf8('{"subject":"a message as short as a digest"}');
/** Calls between two looks at the clock. */
const BURST = 50;

/** Both ways in which this project signs and verifies. */
export interface OwnSpeed {
  /** By Node's OpenSSL: chaincode verifies so. */
  readonly openssl: SignatureSpeed;
  /** In WebAssembly: gateway and SDK (ADR 16, 17). */
  readonly webAssembly: SignatureSpeed;
}

/** Signatures of one key, verified with the key known already, by CPU time as `openssl speed` counts. */
export async function measureOwnSignatures(seconds: number): Promise<OwnSpeed> {
  const { privateKey, publicKey } = newSm2KeyPair();
  const measure = (by: { sign: Signer; verify: typeof verifySm2 }): Promise<SignatureSpeed> =>
    measureSpeed(seconds, { ...by, publicKey });
  return {
    openssl: await measure({ sign: newKeySigner(privateKey), verify: verifySm2 }),
    webAssembly: await measure({
      sign: newFastKeySigner(privateKey),
      verify: newFastSm2Verifier({ keys: 1 }),
    }),
  };
}

async function measureSpeed(
  seconds: number,
  { sign, verify, publicKey }: { sign: Signer; verify: typeof verifySm2; publicKey: string },
): Promise<SignatureSpeed> {
  const signature = await sign.sign(MESSAGE);
  return {
    sign: await ratePerCpuSecond(seconds, async () => (await sign.sign(MESSAGE)) !== ''),
    verify: await ratePerCpuSecond(seconds, () => verify({ message: MESSAGE, signature, publicKey })),
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
