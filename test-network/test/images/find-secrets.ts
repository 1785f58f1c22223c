// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// The words alone are in every TLS library; a key has its bytes after them.
const PEM_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16}/;
/** As the gateway's key files hold them: 32 bytes in hex, alone or as JSON. */
const HEX_KEY = /^[\s{]*("[A-Za-z]+"\s*:\s*)?"?[0-9a-fA-F]{64}"?[\s,}]/;
const KEY_FILE_BYTES = 1024;

/** Files below a folder that hold a private key. */
export function findSecretFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => hasSecret(readFileSync(file, 'latin1')));
}

export function hasSecret(text: string): boolean {
  return PEM_KEY.test(text) || (text.length < KEY_FILE_BYTES && HEX_KEY.test(`${text}\n`));
}
