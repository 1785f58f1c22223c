// SPDX-License-Identifier: Apache-2.0
// The machine's openssl command, an implementation and version apart from the one inside Node. Where it is missing the
// tests fail (ENOENT): they never skip.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of files for one openssl conversation. */
export class OpensslDesk {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sm-openssl-'));

  /** Writes a file and returns its path. */
  put(name: string, content: string | Uint8Array): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  get(name: string): Uint8Array {
    return new Uint8Array(readFileSync(this.path(name)));
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  clear(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** Standard output of `openssl …`; throws with its standard error when it fails. */
export function openssl(...args: readonly string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** PEM of DER bytes. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
