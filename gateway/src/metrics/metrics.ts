// SPDX-License-Identifier: Apache-2.0
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One answered request. `route` is the template, never the address asked. */
export interface RequestSample {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What operators of a gateway watch; text by Prometheus' exposition format. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'unionid_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers: [this.#registry],
  });
  readonly #transactions = new Counter({
    name: 'unionid_ledger_transactions_total',
    help: 'Submitted transactions by what became of them: committed, conflict, invalid',
    labelNames: ['outcome'] as const,
    registers: [this.#registry],
  });
  readonly #alarms = new Counter({
    name: 'unionid_determinism_alarms_total',
    help: 'Endorsers still differed after the retries',
    registers: [this.#registry],
  });
  readonly #foreignChanges = new Counter({
    name: 'unionid_foreign_changes_total',
    help: 'Valid transactions that changed records of this province without an endorsement of its own peer',
    registers: [this.#registry],
  });
  readonly #unreadable = new Counter({
    name: 'unionid_unreadable_records_total',
    help: 'Writes of valid transactions that left a record of the ledger unreadable',
    registers: [this.#registry],
  });
  readonly #undecodable = new Counter({
    name: 'unionid_undecodable_transactions_total',
    help: 'Valid transactions of which this gateway can not tell what they wrote',
    registers: [this.#registry],
  });
  readonly #verifications = new Counter({
    name: 'unionid_verifications_total',
    help: 'Verification answers: yes, no, unknown',
    labelNames: ['answer'] as const,
    registers: [this.#registry],
  });
  readonly #missRatioAlarms = new Counter({
    name: 'unionid_miss_ratio_alarms_total',
    help: 'Operators of a day most of whose questions by number found nobody',
    registers: [this.#registry],
  });
  readonly #height = new Gauge({
    name: 'unionid_read_model_height',
    help: 'Blocks applied to the read model',
    registers: [this.#registry],
  });

  readonly #lostRecords = new Gauge({
    name: 'unionid_lost_records',
    help: 'Members of this province without a real-name record that can be opened, as of the last start',
    registers: [this.#registry],
  });

  constructor({ processMetrics = false }: { readonly processMetrics?: boolean } = {}) {
    if (processMetrics) collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  requestAnswered({ method, route, status, seconds }: RequestSample): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  transactionSettled(outcome: 'committed' | 'conflict' | 'invalid'): void {
    this.#transactions.inc({ outcome });
  }

  determinismAlarm(): void {
    this.#alarms.inc();
  }

  foreignChange(): void {
    this.#foreignChanges.inc();
  }

  recordUnreadable(): void {
    this.#unreadable.inc();
  }

  transactionUndecodable(): void {
    this.#undecodable.inc();
  }

  verified(answer: 'yes' | 'no' | 'unknown'): void {
    this.#verifications.inc({ answer });
  }

  missRatioAlarm(): void {
    this.#missRatioAlarms.inc();
  }

  blockApplied(height: number): void {
    this.#height.set(height);
  }

  recordsLost(count: number): void {
    this.#lostRecords.set(count);
  }

  /** Reports the transactions in flight whenever somebody looks. */
  watchInFlight(count: () => number): void {
    new Gauge({
      name: 'unionid_ledger_in_flight',
      help: 'Transactions between endorsement and commit',
      registers: [this.#registry],
      collect() {
        this.set(count());
      },
    });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
