// SPDX-License-Identifier: Apache-2.0
import type { RequestRow } from '@unionid/domain/transfer';
import type { TransferQueries } from '../../read-model/read-model.js';

export interface FreeSlotsOptions {
  readonly readModel: Pick<TransferQueries, 'freeTransferSlots'>;
  /** RFC 3339. */
  readonly time: string;
  /** Rows that the job has prepared before, as JSON: after a crash it goes on. */
  readonly preparedEntries: () => Promise<readonly string[]>;
}

/** Gives each request of a list a slot of its own among those that are free of its union's. */
export class FreeSlots {
  readonly #options: FreeSlotsOptions;
  readonly #free = new Map<string, Promise<number[]>>();
  #given: Promise<readonly RequestRow[]> | undefined;

  constructor(options: FreeSlotsOptions) {
    this.#options = options;
  }

  /** The next; undefined where the union has as many open requests as it may. */
  async take(org: string): Promise<number | undefined> {
    const free = this.#free.get(org) ?? this.#read(org);
    this.#free.set(org, free);
    return (await free).shift();
  }

  async #read(org: string): Promise<number[]> {
    const { readModel, time, preparedEntries } = this.#options;
    this.#given ??= preparedEntries().then((entries) =>
      entries.map((entry) => JSON.parse(entry) as RequestRow),
    );
    const given = (await this.#given).flatMap(({ to, slot }) => (to === org ? slot : []));
    return (await readModel.freeTransferSlots(org, time)).filter((slot) => !given.includes(slot));
  }
}
