// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { ChannelHeights } from '../health/channel-heights.js';
import type { FileContents } from '../files/file-contents.js';
import type { Health } from '../health/health.js';
import type { NonceStore } from '../http/nonce-store.js';
import type { SignerBudgets } from '../http/signer-budgets.js';
import type { Imports } from '../imports/imports.js';
import type { UnmaskingJournal } from '../journal/unmasking-journal.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Matching } from '../matching/matching.js';
import type { MatchingBudgets } from '../matching/matching-budgets.js';
import type { NationalMatching } from '../matching/national-matching.js';
import type { Metrics } from '../metrics/metrics.js';
import type { Following } from '../read-model/projector.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Checks } from '../audits/checks.js';
import type { AnswerSigner } from '../answers/answer-signer.js';
import type { Preparations } from '../preparations/preparations.js';
import type { Sm2Engine } from '../sm2/sm2-engine.js';
import type { Submissions } from '../submission/submissions.js';
import type { MissWatch } from '../verification/miss-watch.js';
import type { LostRecords } from '../standing/lost-records.js';
import type { Vault } from '../vault/vault.js';

/** What the resources work with; made once in main.ts, or by a test. */
export interface Services {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Milliseconds since 1970; tests turn it. */
  readonly now: () => number;
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly submissions: Submissions;
  readonly vault: Vault;
  readonly fileContents: FileContents;
  readonly matching: Matching;
  readonly matchingBudgets: MatchingBudgets;
  readonly missWatch: MissWatch;
  /** The endpoint that provinces ask; only at the national gateway. */
  readonly nationalMatching: NationalMatching | undefined;
  readonly preparations: Preparations;
  readonly imports: Imports;
  readonly journal: UnmaskingJournal;
  readonly checks: Checks;
  readonly answers: AnswerSigner;
  readonly sm2: Sm2Engine;
  /** Signed requests used up. */
  readonly nonces: NonceStore;
  readonly budgets: SignerBudgets;
  readonly health: Health;
  /** How far others are. */
  readonly channel: ChannelHeights;
  readonly following: Following;
  readonly lostRecords: LostRecords;
  /** The interface document, made from the route tables. */
  readonly openApi: Readonly<Record<string, unknown>>;
}
