// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestNetwork } from '@unionid/test-network';

const BUSY_MS = 10_000;

/** A transaction that a gateway keeps. */
export interface KeptTransaction {
  readonly key: string;
  readonly state: 'ENDORSED' | 'COMMITTED' | 'REFUSED';
  readonly transactionId: string;
  /** What goes to the ordering service; empty once the outcome is known. */
  readonly bytes: Uint8Array;
}

/** What a gateway keeps on its disk, read past the gateway: also while it is frozen or dead. */
export interface GatewayFiles {
  /** Transactions whose keys start so. */
  transactions(keyPrefix: string): readonly KeptTransaction[];
  /** Records of the vault in groups that start so: identityId → state. */
  vaultStates(groupPrefix: string): ReadonlyMap<string, string>;
  vaultState(identityId: string): string | undefined;
  /** Accounts of these unions in the read model, with how many versions of each there were. */
  accountsOf(orgs: readonly string[]): ReadonlyMap<string, number>;
}

export function gatewayFiles({ runDir }: TestNetwork, organization: string): GatewayFiles {
  const folder = join(runDir, 'unions', organization, 'data');
  const query = (file: string, sql: string, ...values: string[]): Row[] => {
    const database = new DatabaseSync(join(folder, file), { readOnly: true, timeout: BUSY_MS });
    try {
      return database.prepare(sql).all(...values);
    } finally {
      database.close();
    }
  };
  return {
    transactions: (prefix) =>
      query(
        'outbox.db',
        'select key, state, transaction_id, bytes from submission where key glob ? order by key',
        `${prefix}*`,
      ).map((row) => ({
        key: String(row.key),
        state: row.state as KeptTransaction['state'],
        transactionId: String(row.transaction_id),
        bytes: row.bytes as Uint8Array,
      })),
    vaultStates: (prefix) =>
      new Map(
        query(
          'vault.db',
          'select identity_id, state from record where record_group glob ?',
          `${prefix}*`,
        ).map((row) => [String(row.identity_id), String(row.state)]),
      ),
    vaultState: (identityId) => {
      const [row] = query('vault.db', 'select state from record where identity_id = ?', identityId);
      return row && String(row.state);
    },
    accountsOf: (orgs) =>
      new Map(
        query(
          'read-model.db',
          `select account.identity_id, count(*) as versions from account
             join account_history using (identity_id)
             where org in (select value from json_each(?)) group by identity_id`,
          JSON.stringify(orgs),
        ).map((row) => [String(row.identity_id), Number(row.versions)]),
      ),
  };
}

/** Restarts a gateway with settings of its own, or with those of the network again. */
export async function restartGateway(
  test: TestNetwork,
  organization: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const node = test.gatewayNode(organization);
  const file = node.env.UNIONID_GATEWAY_CONFIG ?? '';
  const config = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...config, ...settings }));
  await test.network.launcher.stop([node.name]);
  await test.network.launcher.start([node]);
}

type Row = Record<string, string | number | bigint | Uint8Array | null>;
