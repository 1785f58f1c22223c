// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { randomBytes } from '@unionid/domain/signing';
import { toHex } from '@unionid/domain/sm';
import { organizationOf, type Network, type NodeSpec } from '@unionid/network';
import { ensureFile } from './secret-files.js';

const PORT = 5432;
/** Role and database of the gateway; the server has no other. */
const GATEWAY = 'gateway';
/** A server that was asked to stop ends its sessions and writes a checkpoint first. */
const STOP_GRACE_MS = 30_000;

/** How a gateway reaches its database. */
export interface DatabaseAccess {
  /** Without the password, which is in the file. */
  readonly url: string;
  /** Path on this host. */
  readonly passwordFile: string;
}

/** A gateway in a container has PostgreSQL beside it; as a process it keeps SQLite files. */
export function databaseAccess(network: Network, organization: string): DatabaseAccess | undefined {
  if (network.placement.runtime === 'process') return undefined;
  const passwordFile = join(folderOf(network, organization), 'password');
  ensureFile(passwordFile, () => toHex(randomBytes(24)));
  return { url: `postgres://${GATEWAY}@${hostOf(network, organization)}:${PORT}/${GATEWAY}`, passwordFile };
}

/** The database server of an organisation's gateway; none for processes. */
export function newDatabaseNodes(network: Network, organization: string): readonly NodeSpec[] {
  const access = databaseAccess(network, organization);
  if (access === undefined) return [];
  const { pathOf } = network.placement;
  const name = `database-${organization}`;
  const data = join(folderOf(network, organization), 'data');
  return [
    {
      name,
      kind: 'database',
      host: hostOf(network, organization),
      command: '',
      args: [],
      env: {
        POSTGRES_USER: GATEWAY,
        POSTGRES_DB: GATEWAY,
        POSTGRES_PASSWORD_FILE: pathOf(access.passwordFile),
        // Below the mount, because initdb wants a folder that is empty and its own.
        PGDATA: `${pathOf(data)}/pgdata`,
      },
      cwd: data,
      files: [
        { path: access.passwordFile, access: 'read' },
        { path: data, access: 'kept' },
      ],
      ports: { listen: PORT },
      logFile: join(network.runDir, 'logs', `${name}.log`),
      health: [{ kind: 'tcp', port: PORT }],
      stopGraceMs: STOP_GRACE_MS,
    },
  ];
}

function folderOf({ runDir }: Network, organization: string): string {
  return join(runDir, 'unions', organization, 'database');
}

function hostOf({ topology }: Network, organization: string): string {
  return `database.${organizationOf(topology, organization).domain}`;
}
