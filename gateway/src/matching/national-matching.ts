// SPDX-License-Identifier: Apache-2.0
import {
  matchingAnswerBytes,
  type MatchingAnswerBody,
  type SignedMatchingAnswer,
} from '@unionid/domain/answer';
import type { MatchingPurpose, MatchingRequest } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { keyVersionsOf } from '@unionid/domain/governance';
import { keyIdOf } from '@unionid/domain/instruction';
import {
  tagPersonUnder,
  type BlindedPerson,
  type NationalMatchingKeys,
  type PersonTags,
} from '@unionid/domain/privacy';
import type { Signer } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import type { GovernanceQueries } from '../read-model/read-model.js';
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
  /** k_national, every version that is kept, and its sister for names. */
  readonly keys: NationalMatchingKeys;
  /** Tells which versions are in force. */
  readonly readModel: Pick<GovernanceQueries, 'network'>;
  readonly log: Pick<Logger, 'error'>;
  readonly mspId: string;
  /** The national gateway's answer key: TLS ends before the application, the signature does not. */
  readonly signer: Signer;
  /** Persons a province may have matched a day for each purpose. */
  readonly quotaPerDay: number;
  readonly now: () => number;
}

const KEY_MISSING = 'the key of a version in force is missing in nationalMatchingKeysFile';

/**
 * The national half of the matching key (architecture.md §5). It sees only what the provinces have blinded, so it can
 * not enumerate people, and a province can not without asking here, where each call is counted and logged.
 */
export class NationalMatching {
  readonly #database: ComponentDatabase<MatchingTables>;
  readonly #options: NationalMatchingOptions;
  /** Told once, not at each of a hundred calls a second. */
  #isShort = false;

  private constructor(options: NationalMatchingOptions, database: ComponentDatabase<MatchingTables>) {
    this.#options = options;
    this.#database = database;
  }

  static async open(options: NationalMatchingOptions): Promise<NationalMatching> {
    const component = { name: 'matching', migrations: MATCHING_MIGRATIONS } as const;
    return new NationalMatching(options, await options.databases.open(component));
  }

  /**
   * @throws DomainError QUOTA_EXCEEDED; the call is in the log either way, before anything is computed. MATCHING_UNAVAILABLE
   * without the key of a version that persons are looked for by
   */
  async tagPersons(
    caller: MatchingCaller,
    { purpose, persons }: MatchingRequest,
  ): Promise<SignedMatchingAnswer> {
    const { quotaPerDay, mspId, signer } = this.#options;
    const versions = await this.#versions();
    const outcome = await this.#charge(caller, purpose, persons.length);
    if (outcome === 'quota') throw new DomainError('QUOTA_EXCEEDED', { purpose, quotaPerDay });
    const answer: MatchingAnswerBody = {
      v: 1,
      purpose: 'person-tags',
      requestDigest: caller.requestDigest,
      mspId,
      keyId: keyIdOf(signer.publicKey),
      version: versions.at(-1) ?? 0,
      tags: persons.map((person) => this.#tag(person, versions)),
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

  /**
   * Versions in force of which a key is here. A newer one that nobody has given yet can wait: whoever is enrolled under it is
   * found by the older, too. Without the older, those who have no other key would be nobody (ADR 38).
   */
  async #versions(): Promise<readonly number[]> {
    const { keys, readModel, log } = this.#options;
    const inForce = keyVersionsOf((await readModel.network()) ?? {});
    const held = inForce.filter((version) => keys.person.has(version));
    if (held.length < inForce.length && !this.#isShort)
      log.error({ alarm: 'key-version', inForce, held }, KEY_MISSING);
    this.#isShort = held.length < inForce.length;
    if (held[0] !== inForce[0])
      throw new DomainError('MATCHING_UNAVAILABLE', { reason: 'key version', inForce: inForce.map(String) });
    return held;
  }

  #tag(person: BlindedPerson, versions: readonly number[]): PersonTags {
    const blinded = { person: fromBase64url(person.person), name: fromBase64url(person.name) };
    return tagPersonUnder(this.#options.keys, versions, blinded);
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
