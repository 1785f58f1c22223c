// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url } from '@unionid/domain/encoding';
import { randomBytes } from '@unionid/domain/signing';
import { newKeyFile, openKeyFile } from '@unionid/sdk';
import { hireCadre, type NewCadre, type TestNetwork } from '@unionid/test-network';
import { settingsOf, type CommandUser } from './command-line.js';

/** A cadre with a key and settings for the command line, which lie in the folder. */
export async function newCadre(test: TestNetwork, folder: string, cadre: NewCadre): Promise<CommandUser> {
  const own = mkdtempSync(join(folder, 'cadre-'));
  const [key, passwordFile, config] = ['key.json', 'password', 'cli.json'].map((name) => join(own, name)) as [
    string,
    string,
    string,
  ];
  const password = toBase64url(randomBytes(24));
  const keyFile = newKeyFile(password);
  writeFileSync(key, JSON.stringify(keyFile));
  writeFileSync(passwordFile, password);
  const { operator } = await hireCadre(test, cadre, openKeyFile(keyFile, password));
  const settings = JSON.parse(readFileSync(settingsOf(test, cadre.organization), 'utf8')) as object;
  writeFileSync(config, JSON.stringify({ ...settings, operator: operator.operatorId, key }), { mode: 0o600 });
  return { config, passwordFile };
}
