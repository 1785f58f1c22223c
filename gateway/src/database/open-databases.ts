// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Databases } from './databases.js';
import { openPostgresDatabases } from './postgres-databases.js';
import type { PostgresSettings } from './postgres-settings.js';
import { newSqliteDatabases } from './sqlite-databases.js';

export interface OpenDatabasesOptions {
  /** Folder of the SQLite files. */
  readonly dataDir: string;
  /** PostgreSQL instead, where it is given. */
  readonly postgres?: PostgresSettings | undefined;
  readonly log: Logger;
}

/** Opens this gateway's database. @throws DatabaseStartError */
export async function openDatabases({ dataDir, postgres, log }: OpenDatabasesOptions): Promise<Databases> {
  return postgres === undefined ? newSqliteDatabases(dataDir) : openPostgresDatabases(postgres, log);
}
