// SPDX-License-Identifier: Apache-2.0
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountView } from '@unionid/domain/api';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import type { Metrics } from '../metrics/metrics.js';
import type { LedgerRoot, ReadModel } from '../read-model/read-model.js';
import type { Vault } from '../vault/vault.js';
import { mayDiffer, ownRecords, type OpeningVault } from './own-records.js';

/** Accounts looked at a time. */
const PAGE = 500;
/** How long blocks of the own peer are waited for; else the next sweep looks. */
const CATCH_UP_MS = 5_000;
/** Beside the databases; identifiers only, as they stand on the ledger. */
const LIST = 'lost-records.csv';
const HEADER = '\ufeff数字身份标识 identityId,所属工会 union,会籍状态 state\r\n';

interface Needs {
  readonly dataDir: string;
  readonly province: string;
  readonly ledger: Pick<Ledger, 'height'>;
  readonly readModel: Pick<ReadModel, 'accounts' | 'rootsOf' | 'numberless' | 'waitForHeight'>;
  readonly vault: OpeningVault & Pick<Vault, 'readable' | 'follow' | 'unlist'>;
  readonly metrics: Pick<Metrics, 'recordsLost'>;
  readonly log: Pick<Logger, 'error' | 'info'>;
}

/**
 * Members of this province that the ledger has and the vault can not name: vault, keys or both are of an older backup, or
 * gone; or it names who they were before a correction. A file handed in again does not bring them back, for the seed of a root is drawn once; so somebody must be told while a
 * newer backup is at hand. It stops nothing: members are known by their identifiers, and an older backup is better than none.
 */
export class LostRecords {
  readonly #needs: Needs;
  #lost: number | undefined;
  #looking: Promise<void> | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** As of the last look; 0 before the first. */
  get count(): number {
    return this.#lost ?? 0;
  }

  /**
   * Counts and lists them at a start, as soon as the own peer's blocks are known here, and again as long as there are any: each
   * may be entered anew. Says so where it is another number than before. @throws DomainError while blocks are not known
   */
  async tell(): Promise<void> {
    if (this.#lost === 0) return;
    await (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
  }

  async #look(): Promise<void> {
    const { ledger, readModel, vault, metrics } = this.#needs;
    await readModel.waitForHeight(await ledger.height(), CATCH_UP_MS);
    // Blocks did so, unless they were applied before the vault was put back from an older backup; records follow page by page.
    await vault.unlist(await readModel.rootsOf(await readModel.numberless()));
    const { accounts, lost } = await this.#list();
    const before = this.#lost ?? 0;
    this.#lost = lost;
    metrics.recordsLost(lost);
    if (lost !== before) this.#say(accounts, lost);
  }

  #say(accounts: number, lost: number): void {
    const { log, dataDir } = this.#needs;
    if (lost === 0) {
      log.info('本省会员的实名记录已齐全 every member of this province has a real-name record that opens');
      return;
    }
    const list = join(dataDir, LIST);
    log.error(
      { alarm: 'records-lost', accounts, lost, list },
      `本省 ${String(accounts)} 个账户中有 ${String(lost)} 个的实名记录打不开：请恢复实名库及其密钥库最新的备份；恢复不了的，按清单逐人核对证件，用 unionid members correct 重新填写
${String(lost)} of ${String(accounts)} accounts of this province have no real-name record that opens: put back the newest backups of the vault and of its keys; where that is not possible, enter each of the list anew by unionid members correct`,
    );
  }

  async #list(): Promise<{ readonly accounts: number; readonly lost: number }> {
    const list = new LostList(this.#needs.dataDir);
    let [accounts, lost] = [0, 0];
    try {
      for await (const page of this.#accounts()) {
        const missing = await this.#missing(page);
        accounts += page.length;
        lost += missing.length;
        await list.add(missing);
      }
    } finally {
      await list.close();
    }
    await list.keep();
    return { accounts, lost };
  }

  async #missing(page: readonly AccountView[]): Promise<readonly AccountView[]> {
    const { vault, readModel } = this.#needs;
    const later = await readModel.rootsOf(page.filter(mayDiffer).map(({ identityId }) => identityId));
    await vault.follow(later);
    const readable = await vault.readable(page.map(({ identityId }) => identityId));
    const former = await this.#former(later.filter(({ identityId }) => readable.has(identityId)));
    return page.filter(({ identityId }) => !readable.has(identityId) || former.has(identityId));
  }

  /** Whose record is not the one that the ledger has, or does not open. */
  async #former(accounts: readonly LedgerRoot[]): Promise<ReadonlySet<string>> {
    const own = await ownRecords(accounts, this.#needs.vault);
    return new Set(accounts.flatMap(({ identityId }) => (own.has(identityId) ? [] : [identityId])));
  }

  async *#accounts(): AsyncGenerator<readonly AccountView[]> {
    const { province, readModel } = this.#needs;
    let cursor: string | undefined;
    do {
      const page = await readModel.accounts({ province }, { limit: PAGE, cursor });
      yield page.items;
      cursor = page.next;
    } while (cursor !== undefined);
  }
}

/** The file that names them; there is none where nobody is to be named. */
class LostList {
  readonly #path: string;
  #file: FileHandle | undefined;

  constructor(folder: string) {
    this.#path = join(folder, LIST);
  }

  async add(accounts: readonly AccountView[]): Promise<void> {
    if (accounts.length === 0) return;
    if (this.#file === undefined) {
      this.#file = await open(`${this.#path}.new`, 'w', 0o600);
      await this.#file.write(HEADER);
    }
    const lines = accounts.map(({ identityId, org, state }) => `${identityId},${org},${state}\r\n`);
    await this.#file.write(lines.join(''));
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  /** In place of the last one, once it is whole. */
  async keep(): Promise<void> {
    if (this.#file === undefined) await rm(this.#path, { force: true });
    else await rename(`${this.#path}.new`, this.#path);
  }
}
