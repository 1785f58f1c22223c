// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GovernorClient } from './found-unions.js';
import { gatewaySecretFiles, readKeyPair } from './secret-files.js';

/** Settings of the command line for a union's root operator, so that `unionid --config` works at once. */
export function cliSettingsFile(runDir: string, organization: string): string {
  return join(runDir, 'unions', organization, 'cli.json');
}

/** Writes them for each union; every gateway's key is trusted, because the set-up itself put them on the ledger. */
export function writeCliSettings(runDir: string, governors: readonly GovernorClient[]): void {
  const trustedKeys = governors.map(({ union }) => {
    const { publicKey } = readKeyPair(gatewaySecretFiles(runDir, union.organization).answerKeyFile);
    return { mspId: union.mspId, publicKey };
  });
  for (const { union, operator, url } of governors) {
    const settings = { gateway: url, operator: operator.operatorId, key: operator.keyFile, trustedKeys };
    const file = cliSettingsFile(runDir, union.organization);
    writeFileSync(file, JSON.stringify(settings, null, 2), { mode: 0o600 });
  }
}
