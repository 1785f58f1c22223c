// SPDX-License-Identifier: Apache-2.0
import type { Page, UnmaskingView } from '@unionid/domain/api';
import * as z from 'zod/mini';
import { timestampAt } from '@unionid/domain/values';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import { ListCursor } from '../read-model/shape/cursor.js';
import type { PageRequest } from '../read-model/shape/page-request.js';
import { JOURNAL_MIGRATIONS, type JournalTables } from './journal-schema.js';

const CURSOR = new ListCursor('unmaskings', z.tuple([z.int()]));

/** What is shown in plain, and why; a new kind is named here. */
export const UNMASKINGS = {
  'import-evidence': 'compare with own file before signing',
  'file-content': 'hardship file of the own union',
  'payment-order': 'write the payments of a plan for the bank',
  'payment-order-again': 'write the payments again that were signed for the bank',
  'unmask-answer': 'answer an auditor’s request for a name',
} as const;

/** Who is shown what. */
export interface Unmasking {
  readonly operatorId: string;
  readonly org: string;
  readonly what: keyof typeof UNMASKINGS;
  readonly subject: string;
  readonly persons: number;
}

export interface UnmaskingJournalOptions {
  readonly databases: Databases;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Tells who was shown personal data in plain. It holds none of them. */
export class UnmaskingJournal {
  readonly #database: ComponentDatabase<JournalTables>;
  readonly #now: () => number;

  private constructor(database: ComponentDatabase<JournalTables>, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  static async open({ databases, now }: UnmaskingJournalOptions): Promise<UnmaskingJournal> {
    const component = { name: 'journal', migrations: JOURNAL_MIGRATIONS } as const;
    return new UnmaskingJournal(await databases.open(component), now);
  }

  /** To be awaited before anything is shown: what can not be written down is not shown. */
  async note({ operatorId, org, what, subject, persons }: Unmasking): Promise<void> {
    const reason = UNMASKINGS[what];
    await this.#database.db
      .insertInto('unmasking')
      .values({ at: this.#now(), operator_id: operatorId, org, what, subject, reason, persons })
      .execute();
  }

  /** Newest first. */
  async list(page: PageRequest): Promise<Page<UnmaskingView>> {
    const [before] = CURSOR.after(page) ?? [];
    const rows = await this.#database.db
      .selectFrom('unmasking')
      .selectAll()
      .$if(before !== undefined, (query) => query.where('entry', '<', before ?? 0))
      .orderBy('entry', 'desc')
      .limit(page.limit + 1)
      .execute();
    return CURSOR.page(rows, page, {
      keyOf: ({ entry }) => [entry],
      toItem: ({ at, operator_id: operatorId, org, what, subject, reason, persons }) => {
        return { time: timestampAt(at), operatorId, org, what, subject, reason, persons };
      },
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
