// SPDX-License-Identifier: Apache-2.0
import {
  matchingAnswerBytes,
  type MatchingAnswerBody,
  type SignedMatchingAnswer,
} from '@unionid/domain/answer';
import type { MatchingPurpose, MatchingRequest } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { keyIdOf } from '@unionid/domain/instruction';
import {
  PERSON_KEY_VERSION,
  tagPerson,
  type BlindedPerson,
  type MatchingKeys,
  type PersonTags,
} from '@unionid/domain/privacy';
import type { Signer } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import { sql } from 'kysely';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import { MATCHING_MIGRATIONS, type MatchingTables } from './matching-schema.js';

/** Who asks: an organisation by its gateway's key on the ledger. */
export interface MatchingCaller {
  readonly mspId: string;
  readonly keyId: string;
  /** Digest of the signed request; the answer is bound to it. */
  readonly requestDigest: string;
}

/** One line of the endpoint's log: how many, by whom, when; never which persons. */
export interface MatchingCall {
  readonly at: number;
  readonly mspId: string;
  readonly keyId: string;
  readonly persons: number;
  readonly outcome: 'answered' | 'quota';
}

export interface NationalMatchingOptions {
  /** Where quota and log are kept. */
  readonly databases: Databases;
  /** k_national and its sister for names. */
  readonly keys: MatchingKeys;
  readonly mspId: string;
  /** The national gateway's answer key: TLS ends before the application, the signature does not. */
  readonly signer: Signer;
  /** Persons a province may have matched a day for each purpose. */
  readonly quotaPerDay: number;
  readonly now: () => number;
}

/**
 * The national half of the matching key (architecture.md §5). It sees only what the provinces have blinded, so it can
 * not enumerate people, and a province can not without asking here, where each call is counted and logged.
 */
export class NationalMatching {
  readonly #database: ComponentDatabase<MatchingTables>;
  readonly #options: NationalMatchingOptions;

  private constructor(options: NationalMatchingOptions, database: ComponentDatabase<MatchingTables>) {
    this.#options = options;
    this.#database = database;
  }

  static async open(options: NationalMatchingOptions): Promise<NationalMatching> {
    const component = { name: 'matching', migrations: MATCHING_MIGRATIONS } as const;
    return new NationalMatching(options, await options.databases.open(component));
  }

  /** @throws DomainError QUOTA_EXCEEDED; the call is in the log either way, before anything is computed. */
  async tagPersons(
    caller: MatchingCaller,
    { purpose, persons }: MatchingRequest,
  ): Promise<SignedMatchingAnswer> {
    const { quotaPerDay, mspId, signer } = this.#options;
    const outcome = await this.#charge(caller, purpose, persons.length);
    if (outcome === 'quota') throw new DomainError('QUOTA_EXCEEDED', { purpose, quotaPerDay });
    const answer: MatchingAnswerBody = {
      v: 1,
      purpose: 'person-tags',
      requestDigest: caller.requestDigest,
      mspId,
      keyId: keyIdOf(signer.publicKey),
      version: PERSON_KEY_VERSION,
      tags: persons.map((person) => this.#tag(person)),
    };
    return { answer, signature: await signer.sign(matchingAnswerBytes(answer)) };
  }

  /** Newest calls first. */
  async calls(limit: number): Promise<readonly MatchingCall[]> {
    const rows = await this.#database.db
      .selectFrom('matching_call')
      .selectAll()
      .orderBy('call', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ at, msp_id, key_id, persons, outcome }) => ({
      at,
      mspId: msp_id,
      keyId: key_id,
      persons,
      outcome,
    }));
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #tag(person: BlindedPerson): PersonTags {
    const blinded = { person: fromBase64url(person.person), name: fromBase64url(person.name) };
    return tagPerson(this.#options.keys, PERSON_KEY_VERSION, blinded);
  }

  // Quota and log are one transaction: what is not in the log was not counted, and the other way round.
  #charge(
    caller: MatchingCaller,
    purpose: MatchingPurpose,
    persons: number,
  ): Promise<MatchingCall['outcome']> {
    const { quotaPerDay, now } = this.#options;
    const at = now();
    return this.#database.db.transaction().execute(async (transaction) => {
      const day = chinaDateAt(at);
      await transaction
        .insertInto('matching_budget')
        .values({ day, msp_id: caller.mspId, purpose, persons: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { numUpdatedRows } = await transaction
        .updateTable('matching_budget')
        .set({ persons: sql<number>`persons + ${persons}` })
        .where('day', '=', day)
        .where('msp_id', '=', caller.mspId)
        .where('purpose', '=', purpose)
        .where('persons', '<=', quotaPerDay - persons)
        .executeTakeFirst();
      const outcome = numUpdatedRows === 1n ? 'answered' : 'quota';
      await transaction
        .insertInto('matching_call')
        .values({ at, msp_id: caller.mspId, key_id: caller.keyId, persons, outcome })
        .execute();
      return outcome;
    });
  }
}
