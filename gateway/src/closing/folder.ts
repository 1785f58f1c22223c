// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { asDomainError } from '@unionid/domain/errors';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import type { BlockHeight, PageRequest } from '../read-model/read-model.js';
import type { Submission } from '../submission/submission.js';
import type { Submissions } from '../submission/submissions.js';

/** What folding is done with. */
export interface FolderServices {
  readonly submissions: Pick<Submissions, 'submit'>;
  readonly readModel: Pick<BlockHeight, 'height'>;
  readonly ledger: Pick<Ledger, 'evaluate'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** One kind of what is folded, some at a time, until nothing is left. */
export interface Foldable<Item> {
  /** Whose turn it is, by what the read model knows. */
  readonly next: (page: PageRequest) => Promise<Page<Item>>;
  /** Carries one as far as it goes. */
  readonly fold: (item: Item, work: FoldWork) => Promise<void>;
  /** Said where one could not be carried on. */
  readonly failure: string;
}

/** How one call is carried out, again and again. */
export interface FoldWork {
  readonly isStopped: () => boolean;
  /** Until the call would do nothing any more: then it needs no transactions. @param isWork whether its answer says that it would */
  readonly repeat: (
    name: string,
    call: Submission['call'],
    isWork: (answer: string) => boolean,
  ) => Promise<void>;
}

const INTERVAL_MS = 5_000;
const WAIT_MS = 30_000;
const ITEMS_OF_PAGE = 100;

/**
 * Carries on what is decided on the ledger and needs nobody's signature. Nobody need think of it, and it goes on where a stop
 * left it: what is left is on the ledger.
 */
export class Folder<Item> {
  readonly #services: FolderServices;
  readonly #foldable: Foldable<Item>;
  #timer: NodeJS.Timeout | undefined;
  #folding: Promise<void> | undefined;
  #isStopped = false;

  constructor(services: FolderServices, foldable: Foldable<Item>) {
    this.#services = services;
    this.#foldable = foldable;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#folding ??= this.foldQuietly().finally(() => (this.#folding = undefined));
    }, INTERVAL_MS).unref();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#folding;
  }

  /** One round. What fails is told, keeps nothing else waiting, and is tried again in the next. */
  async foldQuietly(): Promise<void> {
    const { next, fold } = this.#foldable;
    const work: FoldWork = {
      isStopped: () => this.#isStopped,
      repeat: (name, call, isWork) => this.#repeat({ name, call, isWork }),
    };
    for (
      let cursor: string | undefined, isMore = true;
      isMore && !this.#isStopped;
      isMore = cursor !== undefined
    ) {
      const page = await this.#quietly(() => next({ limit: ITEMS_OF_PAGE, cursor }));
      for (const item of page?.items ?? []) await this.#quietly(() => fold(item, work));
      cursor = page?.next;
    }
  }

  async #quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const code = asDomainError(error)?.code;
      this.#services.log.warn({ err: error, code }, this.#foldable.failure);
      return undefined;
    }
  }

  async #repeat({
    name,
    call,
    isWork,
  }: {
    readonly name: string;
    readonly call: Submission['call'];
    readonly isWork: (answer: string) => boolean;
  }): Promise<void> {
    const { submissions, readModel, ledger, log } = this.#services;
    // The ledger's height in the key: a round that was cut off is taken up, the next is another.
    let height = await readModel.height();
    while (!this.#isStopped && isWork(await ledger.evaluate(call))) {
      const outcome = await submissions.submit({ key: `fold/${name}/${height}`, digest: '', call }, WAIT_MS);
      if (outcome.status !== 'COMMITTED') return;
      log.info({ name, result: outcome.result }, 'folded');
      height = outcome.block + 1;
    }
  }
}
