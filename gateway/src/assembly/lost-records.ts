// SPDX-License-Identifier: Apache-2.0
import type { Services } from '../resources/services.js';

/** Accounts looked at a time. */
const PAGE = 500;
/** How long blocks of the own peer are waited for; else the next sweep looks. */
const CATCH_UP_MS = 5_000;

type Needs = Pick<Services, 'config' | 'ledger' | 'readModel' | 'vault' | 'log' | 'metrics'>;

/**
 * Members of this province that the ledger has and the vault can not name: vault, keys or both are of an older backup, or
 * gone. A file handed in again does not bring them back, so somebody must be told while a newer backup is at hand. It stops
 * nothing: members are known by their identifiers, and an older backup is better than none.
 */
export class LostRecords {
  readonly #needs: Needs;
  #isTold = false;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Counts them, once a start, as soon as the own peer's blocks are known here. @throws DomainError while they are not */
  async tellOnce(): Promise<void> {
    if (this.#isTold) return;
    const { ledger, readModel, log, metrics } = this.#needs;
    await readModel.waitForHeight(await ledger.height(), CATCH_UP_MS);
    const { accounts, lost } = await this.#count();
    this.#isTold = true;
    metrics.recordsLost(lost);
    if (lost > 0)
      log.error(
        { alarm: 'records-lost', accounts, lost },
        'accounts of this province have no real-name record that can be opened: put back the newest backup of the vault and of its keys',
      );
  }

  async #count(): Promise<{ readonly accounts: number; readonly lost: number }> {
    const { config, readModel, vault } = this.#needs;
    let [accounts, lost] = [0, 0];
    let cursor: string | undefined;
    do {
      const page = await readModel.accounts({ province: config.province }, { limit: PAGE, cursor });
      const readable = await vault.readable(page.items.map(({ identityId }) => identityId));
      accounts += page.items.length;
      lost += page.items.length - readable.size;
      cursor = page.next;
    } while (cursor !== undefined);
    return { accounts, lost };
  }
}
