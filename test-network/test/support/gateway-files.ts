// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestNetwork } from '@unionid/test-network';
import { Client, type ClientConfig } from 'pg';
import { databaseAccess } from '#src/setup/database-nodes.js';

const BUSY_MS = 10_000;

/** A transaction that a gateway keeps. */
export interface KeptTransaction {
  readonly key: string;
  readonly state: 'ENDORSED' | 'COMMITTED' | 'REFUSED';
  readonly transactionId: string;
  /** What goes to the ordering service; empty once the outcome is known. */
  readonly bytes: Uint8Array;
}

/** What a gateway keeps in its database, read past the gateway: also while it is frozen or dead. */
export interface GatewayFiles {
  /** Transactions whose keys start so. */
  transactions(keyPrefix: string): Promise<readonly KeptTransaction[]>;
  /** Records of the vault in groups that start so: identityId → state. */
  vaultStates(groupPrefix: string): Promise<ReadonlyMap<string, string>>;
  vaultState(identityId: string): Promise<string | undefined>;
  /** Accounts of these unions in the read model, with how many versions of each there were. */
  accountsOf(orgs: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export function gatewayFiles(test: TestNetwork, organization: string): GatewayFiles {
  const query =
    test.network.runtime === 'process' ? sqliteQuery(test, organization) : postgresQuery(test, organization);
  return {
    transactions: async (prefix) => {
      const sql = `select key, state, transaction_id, bytes from submission where ${STARTS_WITH('key')} order by key`;
      return (await query('outbox', sql, prefix, prefix)).map((row) => ({
        key: String(row.key),
        state: row.state as KeptTransaction['state'],
        transactionId: String(row.transaction_id),
        bytes: row.bytes as Uint8Array,
      }));
    },
    vaultStates: async (prefix) => {
      const sql = `select identity_id, state from record where ${STARTS_WITH('record_group')}`;
      const rows = await query('vault', sql, prefix, prefix);
      return new Map(rows.map((row) => [String(row.identity_id), String(row.state)]));
    },
    vaultState: async (identityId) => {
      // Whoever came back, or was corrected, has a revision that counts; a newer record may wait beside it.
      const sql = `select state from revision where identity_id = ? and state = 'ACTIVE'
        union all select state from record where identity_id = ?`;
      const [row] = await query('vault', sql, identityId, identityId);
      return row && String(row.state);
    },
    accountsOf: async (orgs) => {
      // A version lies in a record of the account's own, or in a page that holds it with others.
      const sql = `select identity_id,
        (select count(*) from account_history h where h.identity_id = account.identity_id) +
        (select count(*) from account_page p where p.page_id = account.page_id) as versions
        from account where org in (${orgs.map(() => '?').join(', ')})`;
      const rows = await query('read-model', sql, ...orgs);
      return new Map(rows.map((row) => [String(row.identity_id), Number(row.versions)]));
    },
  };
}

const STARTS_WITH = (column: string): string => `substr(${column}, 1, length(?)) = ?`;

type Row = Record<string, unknown>;
/** Rows of one component of the gateway; `?` stands for each value. */
type Query = (component: string, sql: string, ...values: string[]) => Promise<readonly Row[]>;

function sqliteQuery({ runDir }: TestNetwork, organization: string): Query {
  const folder = join(runDir, 'unions', organization, 'data');
  return (component, sql, ...values) => {
    const file = join(folder, `${component}.db`);
    const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    try {
      return Promise.resolve(database.prepare(sql).all(...values));
    } finally {
      database.close();
    }
  };
}

// A connection for each question: the server may have been killed since the last one.
function postgresQuery(test: TestNetwork, organization: string): Query {
  return async (component, sql, ...values) => {
    const client = new Client(await databaseOf(test, organization));
    await client.connect();
    try {
      await client.query(`set search_path to ${component.replaceAll('-', '_')}`);
      let count = 0;
      const numbered = sql.replaceAll('?', () => `$${String((count += 1))}::text`);
      return (await client.query<Row>(numbered, values)).rows;
    } finally {
      await client.end();
    }
  };
}

async function databaseOf({ network }: TestNetwork, organization: string): Promise<ClientConfig> {
  const access = databaseAccess(network, organization);
  const nodes = await network.launcher.status();
  const address = nodes.find(({ name }) => name === `database-${organization}`)?.address;
  if (access === undefined || address == null) throw new RangeError(`no database of ${organization}`);
  const url = new URL(access.url);
  return {
    host: address,
    port: Number(url.port),
    user: url.username,
    database: url.pathname.slice(1),
    password: readFileSync(access.passwordFile, 'utf8').trim(),
  };
}

/** Takes the keys of these real-name records from a gateway's store, as if only an older backup of it were left, and restarts the gateway. */
export async function loseRecords(
  test: TestNetwork,
  organization: string,
  identityIds: readonly string[],
): Promise<void> {
  const node = test.gatewayNode(organization);
  await test.network.launcher.stop([node.name]);
  for (const identityId of identityIds) await deleteRecordKey(test, organization, identityId);
  await test.network.launcher.start([node]);
}

async function deleteRecordKey(test: TestNetwork, organization: string, identityId: string): Promise<void> {
  if (test.network.runtime === 'process') {
    const database = new DatabaseSync(join(test.runDir, 'unions', organization, 'data', 'vault-keys.db'));
    try {
      database.prepare('delete from record_key where identity_id = ?').run(identityId);
    } finally {
      database.close();
    }
    return;
  }
  const client = new Client(await databaseOf(test, organization));
  await client.connect();
  try {
    await client.query('delete from vault_keys.record_key where identity_id = $1', [identityId]);
  } finally {
    await client.end();
  }
}

/** Restarts a gateway with settings of its own, or with those of the network again. */
export async function restartGateway(
  test: TestNetwork,
  organization: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const node = test.gatewayNode(organization);
  const file = join(test.runDir, 'unions', organization, 'gateway.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...config, ...settings }));
  await test.network.launcher.stop([node.name]);
  await test.network.launcher.start([node]);
}
