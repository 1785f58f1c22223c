// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url } from '@unionid/domain/encoding';
import { randomBytes, type Signer } from '@unionid/domain/signing';
import { newId, newKeyFile, openKeyFile, type KeyFile } from '@unionid/sdk';
import type { Union } from './topology.js';
import { ensureFile } from './secret-files.js';

/** Identity of a union and of the person who answers for it; made once, kept in the run folder. */
export interface RootOperator {
  readonly orgId: string;
  readonly operatorId: string;
  readonly publicKey: string;
  readonly keyFile: string;
  readonly passwordFile: string;
}

/** What lies beside the key; no paths, so that the folder can be moved. */
type OperatorRecord = Pick<RootOperator, 'orgId' | 'operatorId' | 'publicKey'>;

/** Makes the root operator's encrypted key file, its random password and the identifiers, where they are missing. */
export function ensureRootOperator(runDir: string, { organization }: Union): RootOperator {
  const folder = folderOf(runDir, organization);
  const recordFile = join(folder, 'operator.json');
  const keyFile = join(folder, 'key.json');
  const passwordFile = rootPasswordFile(runDir, organization);
  // The password lies beside the key because this is a test network; a person keeps it in mind, or uses a UKey.
  ensureFile(passwordFile, () => toBase64url(randomBytes(24)));
  ensureFile(keyFile, () => JSON.stringify(newKeyFile(readPassword(passwordFile)), null, 2));
  ensureFile(recordFile, () => {
    const { publicKey } = readKey(keyFile);
    const ids = { orgId: newId('organisation'), operatorId: newId('operator') };
    return JSON.stringify({ ...ids, publicKey }, null, 2);
  });
  const record = JSON.parse(readFileSync(recordFile, 'utf8')) as OperatorRecord;
  return { ...record, keyFile, passwordFile };
}

/** Opens the key file; slow on purpose (password derivation), so callers keep the signer. */
export function openRootSigner({ keyFile, passwordFile }: RootOperator): Signer {
  return openKeyFile(readKey(keyFile), readPassword(passwordFile));
}

function readKey(file: string): KeyFile {
  return JSON.parse(readFileSync(file, 'utf8')) as KeyFile;
}

function readPassword(file: string): string {
  return readFileSync(file, 'utf8').trim();
}

/** The password of a root operator's key, in a file of one line. */
export function rootPasswordFile(runDir: string, organization: string): string {
  return join(folderOf(runDir, organization), 'password');
}

function folderOf(runDir: string, organization: string): string {
  return join(runDir, 'unions', organization, 'root-operator');
}
