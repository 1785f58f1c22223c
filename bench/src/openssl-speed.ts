// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Signatures a second on one core. */
export interface SignatureSpeed {
  readonly sign: number;
  readonly verify: number;
}

const run = promisify(execFile);

/** What libcrypto itself reaches, measured by the `openssl` command. */
export async function measureLibcrypto(seconds: number): Promise<SignatureSpeed> {
  const { stdout } = await run('openssl', ['speed', '-seconds', String(seconds), 'sm2']);
  return parseOpensslSpeed(stdout);
}

/** Version line of the `openssl` command. */
export async function readOpensslVersion(): Promise<string> {
  const { stdout } = await run('openssl', ['version']);
  return stdout.trim();
}

/**
 * The SM2 line of `openssl speed`'s table: bits, name, curve, seconds for each, then signatures a second.
 * @throws RangeError where there is none, as with a build that has no SM2
 */
export function parseOpensslSpeed(output: string): SignatureSpeed {
  const match = /^[\t ]*\d+ bits SM2 \(\w+\)\s+[\d.]+s\s+[\d.]+s\s+([\d.]+)\s+([\d.]+)\s*$/m.exec(output);
  if (match === null) throw new RangeError('openssl speed printed no SM2 line');
  return { sign: Number(match[1]), verify: Number(match[2]) };
}

/** Requests a second one core could serve if checking one signature and making one were all there is to do. */
export function signatureBound({ sign, verify }: SignatureSpeed): number {
  return 1 / (1 / sign + 1 / verify);
}
