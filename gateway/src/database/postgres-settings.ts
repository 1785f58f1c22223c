// SPDX-License-Identifier: Apache-2.0
import type { ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { ConfigError, type Config } from '../config/config.js';
import { readSecretFile } from '../config/secrets.js';

/** How PostgreSQL is reached; holds the password, so it is never logged. */
export interface PostgresSettings {
  readonly client: ClientConfig;
  /** `host:port/database`, for messages. */
  readonly place: string;
  /** How long a start waits for the server, and for another gateway to let go of the database, in milliseconds. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;

/**
 * Settings of the database that DATABASE_URL names, with the password of `databasePasswordFile`; undefined where there is
 * no URL. @throws ConfigError that never repeats the URL, which may hold a password
 */
export function loadPostgresSettings(
  url: string | undefined,
  { databasePasswordFile }: Pick<Config, 'databasePasswordFile'>,
): PostgresSettings | undefined {
  if (url === undefined || url === '') {
    if (databasePasswordFile === undefined) return undefined;
    throw new ConfigError(
      '配置了 databasePasswordFile，但未设置环境变量 DATABASE_URL databasePasswordFile is set, but DATABASE_URL is not',
    );
  }
  const client = parseUrl(url);
  if (databasePasswordFile === undefined) return toSettings(client);
  if (client.password !== undefined && client.password !== '')
    throw new ConfigError(
      'DATABASE_URL 与 databasePasswordFile 同时给出了密码，请去掉前者中的密码 Both DATABASE_URL and databasePasswordFile give a password; take it out of the URL',
    );
  return toSettings({ ...client, password: readSecretFile(databasePasswordFile).trim() });
}

function parseUrl(url: string): ClientConfig {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new TypeError('scheme');
    const client = parseIntoClientConfig(url);
    if (client.database === undefined || client.database === '') throw new TypeError('database');
    return client;
  } catch (cause) {
    // A certificate file that can not be read is named; any other message might hold a part of the URL.
    const file = cause instanceof Error && 'path' in cause ? `: ${String(cause.path)}` : '';
    throw new ConfigError(
      `DATABASE_URL 有误，应为 DATABASE_URL is wrong; it has the form postgresql://user@host:5432/database?sslmode=verify-full&sslrootcert=/path${file}`,
    );
  }
}

function toSettings(client: ClientConfig): PostgresSettings {
  const { host = 'localhost', port = 5432, database = '' } = client;
  return { client, place: `${host}:${String(port)}/${database}`, patienceMs: PATIENCE_MS };
}
