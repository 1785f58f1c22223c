// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Logger } from 'pino';
import { newAnswerSigner } from '../answers/answer-signer.js';
import { Checks } from '../audits/checks.js';
import type { Config } from '../config/config.js';
import type { Secrets } from '../config/secrets.js';
import type { Databases } from '../database/databases.js';
import { ChannelHeights } from '../health/channel-heights.js';
import { absentFileContents, openFileContents } from '../files/file-contents.js';
import { newHealth } from '../health/health.js';
import { NonceStore } from '../http/nonce-store.js';
import { buildOpenApi } from '../http/open-api.js';
import { SignerBudgets } from '../http/signer-budgets.js';
import { openImportJobs } from '../imports/import-jobs.js';
import { UnmaskingJournal } from '../journal/unmasking-journal.js';
import type { Ledger } from '../ledger/ledger.js';
import { gatherMatching } from '../matching/gather-matching.js';
import type { Matching } from '../matching/matching.js';
import { MatchingBudgets } from '../matching/matching-budgets.js';
import { NationalMatching } from '../matching/national-matching.js';
import { noMatching } from '../matching/no-matching.js';
import { newProvinceMatching } from '../matching/province-matching.js';
import type { Metrics } from '../metrics/metrics.js';
import { openPreparations } from '../preparations/vault-preparations.js';
import type { Following } from '../read-model/projector.js';
import type { ReadModel } from '../read-model/read-model.js';
import { ROUTES } from '../resources/routes.js';
import type { Services } from '../resources/services.js';
import { newSm2Engine, type Sm2Engine } from '../sm2/sm2-engine.js';
import { openOutbox } from '../submission/outbox.js';
import { OutboxSubmissions } from '../submission/outbox-submissions.js';
import type { Pace } from '../submission/pace.js';
import type { Submissions } from '../submission/submissions.js';
import { MissWatch } from '../verification/miss-watch.js';
import { LostRecords } from '../standing/lost-records.js';
import { SlotLeases } from '../standing/slot-leases.js';
import { openVault } from '../vault/database-vault.js';
import { absentImports, absentPreparations, absentVault } from './absent-services.js';

/** What services stand on. */
export interface Ground {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly databases: Databases;
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly pace?: Partial<Pace>;
}

/** Opens what the resources work with. */
export async function openServices(ground: Ground): Promise<Services> {
  const { config, databases, ledger, readModel, log, metrics, now } = ground;
  const sm2 = newSm2Engine(ground.secrets.answerKey);
  const submissions = await openSubmissions(ground);
  const matching = newMatching(ground, sm2);
  const matchingBudgets = new MatchingBudgets(config.members);
  const isNational = config.mspId === config.nationalMspId;
  const channel = isNational ? ChannelHeights.ofNation() : ChannelHeights.ofProvince(config.nationalMspId);
  const following: Following = { isStuck: false };
  const realNames = await openRealNames(ground, { submissions, matching, matchingBudgets });
  return {
    ...{ config, log, metrics, now, ledger, readModel, sm2, submissions, matching, matchingBudgets },
    missWatch: new MissWatch({ log, metrics, now }),
    ...realNames,
    lostRecords: new LostRecords({
      ...{ ledger, readModel, metrics, log, vault: realNames.vault },
      ...{ dataDir: config.dataDir, province: config.province },
    }),
    nationalMatching: await openNationalMatching(ground, sm2),
    answers: newAnswerSigner(config.mspId, sm2.signer),
    checks: new Checks({ pages: readModel, megabytes: config.checkMegabytes }),
    journal: await UnmaskingJournal.open({ databases, now }),
    nonces: await NonceStore.open({ databases, log, now }),
    ...{ channel, following },
    health: newHealth({
      ...{ ledger, readModel, databases, channel, now, log, ticks: config.ticks },
      isStuck: () => following.isStuck,
    }),
    budgets: new SignerBudgets({
      requests: config.requestsPerSigner,
      atOnce: config.requestsAtOncePerSigner,
    }),
    openApi: buildOpenApi(ROUTES),
  };
}

async function openSubmissions(ground: Ground): Promise<Submissions> {
  const { config, databases, ledger, readModel, log, metrics, now, pace } = ground;
  return new OutboxSubmissions({
    ...{ ledger, readModel, log, metrics, maxInFlight: config.fabric.maxInFlight },
    outbox: await openOutbox(databases, now),
    ...(pace !== undefined && { pace }),
  });
}

function newMatching({ config, secrets, readModel, now }: Ground, { signer, verify }: Sm2Engine): Matching {
  const { provinceMatchingKeys: keys } = secrets;
  const { matchingUrl: url, province, nationalMspId } = config;
  if (keys === undefined || url === undefined) return noMatching;
  return gatherMatching(
    newProvinceMatching({ url, keys, province, signer, verify, nationalMspId, readModel, now }),
  );
}

async function openNationalMatching(
  { config, secrets, databases, readModel, log, now }: Ground,
  { signer }: Sm2Engine,
): Promise<NationalMatching | undefined> {
  const { nationalMatchingKeys: keys } = secrets;
  if (keys === undefined) return undefined;
  const { mspId, matchingQuotaPerDay: quotaPerDay } = config;
  return NationalMatching.open({ databases, keys, readModel, log, mspId, signer, quotaPerDay, now });
}

/** What works with real names: the national union hosts no members and has no key for them. */
async function openRealNames(
  { config, secrets, databases, ledger, readModel, log, now }: Ground,
  others: Pick<Services, 'submissions' | 'matching' | 'matchingBudgets'>,
): Promise<Pick<Services, 'vault' | 'fileContents' | 'preparations' | 'imports'>> {
  const { vaultKey } = secrets;
  if (vaultKey === undefined)
    return {
      ...{ vault: absentVault, fileContents: absentFileContents },
      ...{ preparations: absentPreparations, imports: absentImports },
    };
  const onDamaged = (recordId: string): void =>
    log.error({ alarm: 'record-damaged', recordId }, 'a real-name record does not open with its key');
  const vault = await openVault({ databases, vaultKey, now, onDamaged });
  const slots = new SlotLeases({ readModel, submissions: others.submissions, now });
  const means = { ...others, databases, vault, readModel, slots, now, province: config.province };
  return {
    vault,
    fileContents: await openFileContents({ databases, vaultKey, now }),
    preparations: await openPreparations(means),
    imports: await openImportJobs({
      ...{ ...means, ledger, log, vaultKey, chunkRows: config.importChunkRows },
      spoolFolder: join(config.dataDir, 'spool'),
    }),
  };
}
