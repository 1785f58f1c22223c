// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newSm2KeyPair, publicKeyOf, randomBytes } from '@unionid/domain/signing';
import { toHex } from '@unionid/domain/sm';

const PRIVATE = 0o600;

/** Secrets of one organisation's gateway, each in a file of its own that only its owner reads. */
export interface GatewaySecretFiles {
  readonly answerKeyFile: string;
  readonly vaultKeyFile: string;
  readonly provinceMatchingKeysFile: string;
  readonly nationalMatchingKeysFile: string;
}

/** Where an organisation's secrets lie under the run folder. */
export function gatewaySecretFiles(runDir: string, organization: string): GatewaySecretFiles {
  const folder = join(runDir, 'unions', organization, 'secrets');
  return {
    answerKeyFile: join(folder, 'answer-key.hex'),
    vaultKeyFile: join(folder, 'vault-key.hex'),
    provinceMatchingKeysFile: join(folder, 'province-matching-keys.json'),
    nationalMatchingKeysFile: join(folder, 'national-matching-keys.json'),
  };
}

/** Makes what is missing; what exists is never replaced, because data is sealed under it. */
export function ensureGatewaySecrets(
  runDir: string,
  organizations: { readonly national: string | undefined; readonly provinces: readonly string[] },
): void {
  if (organizations.national !== undefined) {
    const national = gatewaySecretFiles(runDir, organizations.national);
    ensureFile(national.answerKeyFile, newPrivateKeyHex);
    ensureFile(national.nationalMatchingKeysFile, newMatchingKeys);
  }
  // The provinces share k_provinces, which they agree on among themselves; here the set-up plays the courier.
  const [first, ...others] = organizations.provinces.map((name) => gatewaySecretFiles(runDir, name));
  if (first === undefined) return;
  ensureFile(first.provinceMatchingKeysFile, newMatchingKeys);
  const shared = readFileSync(first.provinceMatchingKeysFile, 'utf8');
  for (const files of [first, ...others]) {
    ensureFile(files.answerKeyFile, newPrivateKeyHex);
    ensureFile(files.vaultKeyFile, () => toHex(randomBytes(32)));
    ensureFile(files.provinceMatchingKeysFile, () => shared);
  }
}

/** Reads a private key file; its public half is 130 hex digits. */
export function readKeyPair(file: string): { readonly privateKey: string; readonly publicKey: string } {
  const privateKey = readFileSync(file, 'utf8').trim();
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

/** Writes `make()` to a file that does not exist yet; returns whether it did. */
export function ensureFile(file: string, make: () => string): boolean {
  if (existsSync(file)) return false;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, make(), { mode: PRIVATE, flag: 'wx' });
  return true;
}

function newPrivateKeyHex(): string {
  return newSm2KeyPair().privateKey;
}

function newMatchingKeys(): string {
  return JSON.stringify({ person: toHex(randomBytes(32)), name: toHex(randomBytes(32)) });
}
