// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { absentImports, absentPreparations, absentVault } from './absent-services.js';
import { newAnswerSigner } from '../answers/answer-signer.js';
import { createApp } from './app.js';
import { Ticker } from '../clock/ticker.js';
import type { Config } from '../config/config.js';
import type { Databases } from '../database/databases.js';
import { newHealth } from '../health/health.js';
import { NonceStore } from '../http/nonce-store.js';
import { buildOpenApi } from '../http/open-api.js';
import { openImportJobs } from '../imports/import-jobs.js';
import type { Ledger, LedgerBlock } from '../ledger/ledger.js';
import { gatherMatching } from '../matching/gather-matching.js';
import type { Matching } from '../matching/matching.js';
import { NationalMatching } from '../matching/national-matching.js';
import { noMatching } from '../matching/no-matching.js';
import { newProvinceMatching } from '../matching/province-matching.js';
import { Metrics } from '../metrics/metrics.js';
import { openPreparations } from '../preparations/vault-preparations.js';
import { findForeignChanges } from '../read-model/foreign-changes.js';
import type { UnreadableWrite } from '../read-model/project-block.js';
import { Projector, type BeforeCommit } from '../read-model/projector.js';
import type { ReadModel } from '../read-model/read-model.js';
import { openReadModel } from '../read-model/database-read-model.js';
import { ROUTES } from '../resources/routes.js';
import type { Secrets } from '../config/secrets.js';
import type { Services } from '../resources/services.js';
import { newSm2Engine, type Sm2Engine } from '../sm2/sm2-engine.js';
import { openOutbox } from '../submission/outbox.js';
import { OutboxSubmissions } from '../submission/outbox-submissions.js';
import type { Pace } from '../submission/pace.js';
import { openVault as openRecordVault } from '../vault/database-vault.js';
import type { Vault } from '../vault/vault.js';

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
  const { config, secrets, databases, ledger, log, now = Date.now, metrics = new Metrics() } = parts;
  const readModel = await openReadModel(databases, (writes) => {
    reportUnreadable(writes, { log, metrics });
  });
  const outbox = await openOutbox(databases, now);
  const submissions = new OutboxSubmissions({
    ...{ ledger, readModel, outbox, log, metrics, maxInFlight: config.fabric.maxInFlight },
    ...(parts.pace !== undefined && { pace: parts.pace }),
  });
  const sm2 = newSm2Engine(secrets.answerKey);
  const { signer } = sm2;
  const core = { config, secrets, databases, readModel, sm2, now };
  const vault = await openVault(core);
  const matching = newMatching(core);
  const nationalMatching = await openNationalMatching(core);
  const preparations =
    secrets.vaultKey === undefined
      ? absentPreparations
      : await openPreparations({
          ...{ databases, vault, matching, readModel, submissions, now },
        });
  const imports =
    secrets.vaultKey === undefined
      ? absentImports
      : await openImportJobs({
          ...{ vault, matching, readModel, submissions, log, now, vaultKey: secrets.vaultKey },
          ...{ databases, spoolFolder: join(config.dataDir, 'spool') },
          chunkRows: config.importChunkRows,
        });
  const services: Services = {
    ...{ config, log, metrics, now, ledger, readModel, submissions, vault, matching, nationalMatching },
    ...{ preparations, imports },
    answers: newAnswerSigner(config.mspId, signer),
    sm2,
    nonces: await NonceStore.open({ databases, log, now }),
    health: newHealth({ ledger, readModel, databases }),
    openApi: buildOpenApi(ROUTES),
  };
  const projector = new Projector({
    ...{ ledger, store: readModel, log, beforeCommit: activateIn(vault, config.province) },
    watch: (block) => reportForeignChanges(block, services),
    onApplied: ({ number }) => metrics.blockApplied(number + 1),
  });
  const ticker = new Ticker({ submissions, log, now });
  let sweep: NodeJS.Timeout | undefined;
  return {
    services,
    app: createApp(services),
    async start() {
      sweep = await start(services, projector);
      if (config.ticks) ticker.start();
      databases.onReturn(() => void sweepOnce(services));
    },
    async close() {
      clearInterval(sweep);
      // Jobs first: they wait for blocks and for submissions.
      await ticker.stop();
      await imports.close();
      await projector.stop();
      await submissions.close();
      await Promise.all([preparations.close(), vault.close(), nationalMatching?.close(), readModel.close()]);
      await services.nonces.close();
      await databases.close();
      ledger.close();
    },
  };
}

interface Core {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly databases: Databases;
  readonly readModel: ReadModel;
  readonly sm2: Sm2Engine;
  readonly now: () => number;
}

async function openVault({ databases, secrets, now }: Core): Promise<Vault> {
  const { vaultKey } = secrets;
  return vaultKey === undefined ? absentVault : openRecordVault({ databases, vaultKey, now });
}

function newMatching({ config, secrets, readModel, sm2, now }: Core): Matching {
  const { provinceMatchingKeys: keys } = secrets;
  const { matchingUrl: url, province, nationalMspId } = config;
  if (keys === undefined || url === undefined) return noMatching;
  const { signer, verify } = sm2;
  return gatherMatching(
    newProvinceMatching({ url, keys, province, signer, verify, nationalMspId, readModel, now }),
  );
}

async function openNationalMatching(core: Core): Promise<NationalMatching | undefined> {
  const { config, secrets, databases, sm2, now } = core;
  const { nationalMatchingKeys: keys } = secrets;
  if (keys === undefined) return undefined;
  return NationalMatching.open({
    ...{
      databases,
      keys,
      mspId: config.mspId,
      signer: sm2.signer,
      quotaPerDay: config.matchingQuotaPerDay,
      now,
    },
  });
}

/** Real-name records turn ACTIVE by this gateway's own block event, before the block counts as applied. */
function activateIn(vault: Vault, province: string): BeforeCommit {
  return async ({ accounts, changes }) => {
    const members = [...accounts].filter(([, account]) => account.province === province);
    // The contact of a union waits under its orgId.
    const unions = changes.filter(({ table, row }) => table === 'organisation' && row.province === province);
    const prepared = [
      ...members.map(([identityId]) => identityId),
      ...unions.map(({ row }) => String(row.org_id)),
    ];
    if (prepared.length > 0) await vault.activate(prepared);
  };
}

/** Says so where a block left records that nobody can read: peers endorsed what no contract of ours writes. */
function reportUnreadable(
  writes: readonly UnreadableWrite[],
  { log, metrics }: Pick<Services, 'log' | 'metrics'>,
): void {
  for (const { transactionId, recordType } of writes) {
    metrics.recordUnreadable();
    log.error({ alarm: 'unreadable', transactionId, recordType }, 'a record of the ledger can not be read');
  }
}

/** Says so where somebody went past this organisation to change what it answers for. */
async function reportForeignChanges(
  block: LedgerBlock,
  { config, readModel, log, metrics }: Services,
): Promise<void> {
  const { province, mspId } = config;
  const holdsAny = readModel.holdsAny.bind(readModel);
  for (const transaction of await findForeignChanges(block, { province, mspId, holdsAny })) {
    const { transactionId, submitter, endorsers } = transaction;
    metrics.foreignChange();
    log.error(
      { alarm: 'foreign-change', transactionId, function: transaction.function, submitter, endorsers },
      'records of this province were changed without an endorsement of its own peer',
    );
  }
}

async function start(services: Services, projector: Projector): Promise<NodeJS.Timeout> {
  projector.start();
  await services.submissions.resume();
  await services.imports.resume();
  return setInterval(() => void sweepOnce(services), SWEEP_MS).unref();
}

async function sweepOnce({ submissions, preparations, log }: Services): Promise<void> {
  await Promise.all([preparations.sweep(), submissions.resume()]).catch((error: unknown) =>
    log.error({ err: error }, 'sweep failed'),
  );
}
