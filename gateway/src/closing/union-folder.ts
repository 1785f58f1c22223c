// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { asDomainError } from '@unionid/domain/errors';
import { foldResult } from '@unionid/domain/organisation';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import type { BlockHeight, OrganisationQueries } from '../read-model/read-model.js';
import type { Submissions } from '../submission/submissions.js';

export interface UnionFolderOptions {
  readonly submissions: Pick<Submissions, 'submit'>;
  readonly readModel: Pick<BlockHeight, 'height'> & Pick<OrganisationQueries, 'organisations'>;
  readonly ledger: Pick<Ledger, 'evaluate'>;
  readonly province: string;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const INTERVAL_MS = 5_000;
const WAIT_MS = 30_000;
/** Unions of one page. */
const UNIONS = 100;

/**
 * Carries the members of this province's closing unions to their heirs, some at a time, until none is left. Nobody need think
 * of it, and it goes on where a stop left it: what is left is on the ledger.
 */
export class UnionFolder {
  readonly #options: UnionFolderOptions;
  #timer: NodeJS.Timeout | undefined;
  #folding: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: UnionFolderOptions) {
    this.#options = options;
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

  /** One round. What fails is told, keeps no other union waiting, and is tried again in the next. */
  async foldQuietly(): Promise<void> {
    const { readModel, province } = this.#options;
    for (
      let cursor: string | undefined, isMore = true;
      isMore && !this.#isStopped;
      isMore = cursor !== undefined
    ) {
      const page = await this.#quietly(() =>
        readModel.organisations({ province, state: 'CLOSING' }, { limit: UNIONS, cursor }),
      );
      for (const { orgId } of page?.items ?? []) await this.#quietly(() => this.#foldOne(orgId));
      cursor = page?.next;
    }
  }

  async #quietly<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const code = asDomainError(error)?.code;
      this.#options.log.warn({ err: error, code }, 'members of a closing union not carried on');
      return undefined;
    }
  }

  async #foldOne(orgId: string): Promise<void> {
    const { submissions, readModel, ledger, log } = this.#options;
    const call = {
      chaincode: 'identity',
      function: 'organisation:fold',
      argument: canonicalJson({ orgId }),
    } as const;
    // The ledger's height in the key: a round that was cut off is taken up, the next is another.
    let height = await readModel.height();
    while (!this.#isStopped && isWork(await ledger.evaluate(call))) {
      const outcome = await submissions.submit({ key: `fold/${orgId}/${height}`, digest: '', call }, WAIT_MS);
      if (outcome.status !== 'COMMITTED') return;
      log.info({ orgId, result: outcome.result }, 'members of a closing union carried to its heir');
      height = outcome.block + 1;
    }
  }
}

/** Whether folding would do anything: a union that is empty waits for whoever closes it, and needs no transactions. */
function isWork(result: string): boolean {
  const { carried, folded } = foldResult.parse(JSON.parse(result));
  return carried + folded > 0;
}
