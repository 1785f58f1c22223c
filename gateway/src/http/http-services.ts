// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { Health } from '../health/health.js';
import type { Metrics } from '../metrics/metrics.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Sm2Engine } from '../sm2/sm2-engine.js';
import type { NonceStore } from './nonce-store.js';
import type { SignerBudgets } from './signer-budgets.js';

/** What it takes to lead a request to its handler, whatever the handler works with. */
export interface HttpServices {
  readonly config: Pick<Config, 'authorities' | 'maxRequests' | 'province'>;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'requestAnswered'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly readModel: Pick<ReadModel, 'operator' | 'provinces' | 'gatewayKey' | 'waitForHeight'>;
  readonly health: Pick<Health, 'isBehind'>;
  readonly sm2: Pick<Sm2Engine, 'verify'>;
  /** Signed requests used up. */
  readonly nonces: Pick<NonceStore, 'use' | 'assertUnused'>;
  readonly budgets: SignerBudgets;
}
