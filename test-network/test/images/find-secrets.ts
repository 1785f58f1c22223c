// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The words alone are in every TLS library; a key has its bytes after them.
const PEM_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}/;
/** As the gateway's key files hold them: 32 bytes in hex, alone or as JSON. */
const HEX_KEY = /^[\s{]*("[A-Za-z]+"\s*:\s*)?"?[0-9a-fA-F]{64}"?[\s,}]/;
const KEY_FILE_BYTES = 1024;

/** Files below a folder that hold a private key. Links are not followed: an absolute one would lead out of the folder. */
export function findSecretFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return findSecretFiles(path);
    return entry.isFile() && hasSecret(readFileSync(path, 'latin1')) ? [path] : [];
  });
}

export function hasSecret(text: string): boolean {
  return PEM_KEY.test(text) || (text.length < KEY_FILE_BYTES && HEX_KEY.test(`${text}\n`));
}
