// SPDX-License-Identifier: Apache-2.0
import type { Express } from 'express';
import type { Logger } from 'pino';
import { Ticker } from '../clock/ticker.js';
import { newAnswersCloser } from '../closing/answers-closer.js';
import { newPlanFolder } from '../closing/plan-folder.js';
import { newUnionFolder } from '../closing/union-folder.js';
import type { Config } from '../config/config.js';
import type { Secrets } from '../config/secrets.js';
import type { Databases } from '../database/databases.js';
import { sweepContents } from '../files/sweep-contents.js';
import { HeightWatch } from '../heights/height-watch.js';
import type { Ledger } from '../ledger/ledger.js';
import { Metrics } from '../metrics/metrics.js';
import { openReadModel } from '../read-model/database-read-model.js';
import type { Projector } from '../read-model/projector.js';
import type { Services } from '../resources/services.js';
import type { Pace } from '../submission/pace.js';
import { createApp } from './app.js';
import { newProjector } from './new-projector.js';
import { openServices } from './open-services.js';
import { reportUnreadable } from './report-alarms.js';

/** What a gateway is made of; tests give a ledger in memory and shorten the waiting times. */
export interface GatewayParts {
  readonly config: Config;
  readonly secrets: Secrets;
  /** Closed with the gateway. */
  readonly databases: Databases;
  readonly ledger: Ledger;
  readonly log: Logger;
  readonly metrics?: Metrics;
  readonly now?: () => number;
  readonly pace?: Partial<Pace>;
}

/** A gateway that is not listening yet. */
export interface Gateway {
  readonly services: Services;
  readonly app: Express;
  /** Follows the blocks and takes up what a crash left unfinished. */
  start(): Promise<void>;
  /** Finishes what is in hand and closes the databases; what is outstanding is taken up by the next start. */
  close(): Promise<void>;
}

/** How often what expired is cleared away, and what was given up for the moment is taken up again. */
const SWEEP_MS = 10 * 60_000;

/** Opens the tables of a gateway and puts its services together. */
export async function openGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, databases, ledger, log, now = Date.now, metrics = new Metrics() } = parts;
  const readModel = await openReadModel(databases, (writes) => reportUnreadable(writes, { log, metrics }));
  const services = await openServices({ ...parts, metrics, now, readModel });
  const projector = newProjector(services, readModel);
  const ticker = new Ticker(services);
  const { province } = config;
  const folders = [
    newUnionFolder({ ...services, province }),
    newPlanFolder({ ...services, province }),
    newAnswersCloser({ ...services, province }),
  ];
  const heightWatch = newHeightWatch(services);
  let sweep: NodeJS.Timeout | undefined;
  return {
    services,
    app: createApp(services),
    async start() {
      sweep = await start(services, projector);
      if (config.ticks) ticker.start();
      for (const folder of folders) folder.start();
      heightWatch?.start();
      databases.onReturn(() => void sweepOnce(services));
    },
    async close() {
      clearInterval(sweep);
      // Whoever waits for blocks and for submissions goes first.
      await Promise.all([ticker.stop(), ...folders.map((folder) => folder.stop()), heightWatch?.stop()]);
      await services.imports.close();
      await projector.stop();
      await closeServices(services);
      await readModel.close();
      await databases.close();
      ledger.close();
    },
  };
}

/** The national gateway asks nobody: every province asks it. */
function newHeightWatch(services: Services): HeightWatch | undefined {
  const { matchingUrl: url, province, nationalMspId } = services.config;
  return url === undefined
    ? undefined
    : new HeightWatch({ ...services, ...services.sm2, url, province, nationalMspId });
}

async function start(services: Services, projector: Projector): Promise<NodeJS.Timeout> {
  projector.start();
  await services.submissions.resume();
  await services.imports.resume();
  // Where the ledger is away, or far ahead, it is told by a sweep.
  const tell = (): Promise<void> => services.lostRecords.tell().catch(() => undefined);
  void tell();
  return setInterval(() => void Promise.all([sweepOnce(services), tell()]), SWEEP_MS).unref();
}

async function closeServices(services: Services): Promise<void> {
  const { submissions, preparations, vault, fileContents, nationalMatching, nonces, journal, checks } =
    services;
  checks.close();
  await submissions.close();
  await Promise.all([
    preparations.close(),
    vault.close(),
    fileContents.close(),
    nationalMatching?.close(),
    nonces.close(),
    journal.close(),
  ]);
}

async function sweepOnce(services: Services): Promise<void> {
  const { submissions, preparations, imports, health, log } = services;
  // What the ledger does not have may only not be here yet.
  const sweep = async (): Promise<unknown> =>
    (await health.isBehind()) || Promise.all([preparations.sweep(), imports.tidy(), sweepContents(services)]);
  await Promise.all([sweep(), submissions.resume()]).catch((error: unknown) =>
    log.error({ err: error }, 'sweep failed'),
  );
}
