// SPDX-License-Identifier: Apache-2.0
import type { Server } from 'node:http';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { assertKnownAnswers } from '@unionid/domain/sm';
import { assertSigningWorks } from '@unionid/domain/signing';
import { pino, stdTimeFunctions, type Logger } from 'pino';
import { ConfigError, loadConfig, type Config } from './config/config.js';
import { DatabaseStartError } from './database/database-errors.js';
import type { Databases } from './database/databases.js';
import { openDatabases } from './database/open-databases.js';
import { loadPostgresSettings } from './database/postgres-settings.js';
import { listen } from './http/listen.js';
import { openFabricLedger } from './ledger/fabric-ledger.js';
import { listenForMetrics } from './metrics/listen-for-metrics.js';
import { Metrics } from './metrics/metrics.js';
import { openGateway, type Gateway } from './assembly/open-gateway.js';
import { loadSecrets } from './config/secrets.js';
import { dropOrphanKeys } from './vault/vault-pair.js';

// Composition root: settings → self-tests → secrets → databases → ledger → projector → what was left unfinished → listen.

/** How long requests in hand may take after SIGTERM, in milliseconds. */
const GRACE_MS = 10_000;
/** Exit code for settings that the operator has to correct (sysexits EX_CONFIG). */
const EXIT_CONFIG = 78;

try {
  await run();
} catch (error) {
  const isPlain = error instanceof ConfigError || error instanceof DatabaseStartError;
  process.stderr.write(`${isPlain ? error.message : describe(error)}\n`);
  process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
}

async function run(): Promise<void> {
  // Databases hold real-name records, sealed or not: nobody but the owner reads any file made here.
  process.umask(0o077);
  const options = readOptions();
  const config = loadConfig(settingsFile(options.config));
  assertKnownAnswers();
  assertSigningWorks();
  const log = newLogger(config);
  const secrets = loadSecrets(config);
  const databases = await openDatabases({
    ...{ dataDir: config.dataDir, log },
    postgres: loadPostgresSettings(process.env.DATABASE_URL, config),
  });
  await repairVault(databases, options['drop-orphan-keys']);
  const metrics = new Metrics({ processMetrics: true });
  const gateway = await openGateway({
    ...{ config, log, secrets, databases, ledger: openFabricLedger(config) },
    metrics,
  });
  if (config.metrics !== undefined) await listenForMetrics(metrics, config.metrics);
  await gateway.start();
  const server = await listen(gateway.app, config.listen);
  const { host, port, tls } = config.listen;
  log.info({ host, port, tls: tls !== undefined, province: config.province }, 'gateway listens');
  stopOnSignal(server, gateway, log);
}

/** Once, where a start was refused because keys of the vault have no record, and whoever starts it knows how many. */
async function repairVault(databases: Databases, count: string | undefined): Promise<void> {
  if (count !== undefined) await dropOrphanKeys(databases, Number(count));
}

function readOptions(): { readonly config?: string; readonly 'drop-orphan-keys'?: string } {
  try {
    return parseArgs({ options: { config: { type: 'string' }, 'drop-orphan-keys': { type: 'string' } } })
      .values;
  } catch (cause) {
    const words = process.argv.slice(2).join(' ');
    throw new ConfigError(`无法识别的命令行参数 unknown command line options: ${words}`, { cause });
  }
}

function settingsFile(option: string | undefined): string {
  const path = option ?? process.env.UNIONID_GATEWAY_CONFIG;
  if (path === undefined)
    throw new ConfigError(
      '请用 --config 或环境变量 UNIONID_GATEWAY_CONFIG 指定配置文件 Name the settings file by --config or UNIONID_GATEWAY_CONFIG',
    );
  return path;
}

function newLogger({ logLevel, mspId }: Config): Logger {
  const options = { level: logLevel, base: { mspId }, timestamp: stdTimeFunctions.isoTime };
  // Written beside the event loop: a line for each request must not hold the next one up.
  return pino(options, pino.destination({ fd: process.stdout.fd, sync: false }));
}

function stopOnSignal(server: Server, gateway: Gateway, log: Logger): void {
  const stop = async (): Promise<void> => {
    log.info('gateway stops');
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    await closed;
    await gateway.close();
    log.info('gateway stopped');
    log.flush(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().catch((error: unknown) => {
        log.fatal({ err: error }, 'gateway could not stop cleanly');
        process.exit(1);
      });
    });
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
