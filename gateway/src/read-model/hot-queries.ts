// SPDX-License-Identifier: Apache-2.0
import type { OperatorView } from '@unionid/domain/api';
import { personIndexOf, type Grant } from '@unionid/domain/ledger';
import type { CompiledQuery, Kysely } from 'kysely';
import type { RowChange } from './project-block.js';
import type { AccountTable, ReadModelTables } from './schema.js';

const OPERATORS_KEPT = 10_000;

/**
 * The queries of every request: compiled once, because building a query costs more than running it. Operators are
 * kept in memory until a block writes one.
 */
export class HotQueries {
  readonly #db: Kysely<ReadModelTables>;
  readonly #operators = new Map<string, OperatorView>();
  readonly #accountById: CompiledQuery<AccountTable>;
  readonly #accountByKey: CompiledQuery<AccountTable>;
  readonly #document: CompiledQuery<{ record: string }>;
  /** Counts the blocks that wrote operators: what was read before such a block must not be kept after it. */
  #generation = 0;

  constructor(db: Kysely<ReadModelTables>) {
    this.#db = db;
    this.#accountById = db.selectFrom('account').selectAll().where('identity_id', '=', '').compile();
    this.#accountByKey = db
      .selectFrom('person_key')
      .innerJoin('account', 'account.identity_id', 'person_key.identity_id')
      .selectAll('account')
      .where('person_key.person_index', '=', '')
      .compile();
    this.#document = db
      .selectFrom('document')
      .select('record')
      .where('kind', '=', '')
      .where('name', '=', '')
      .compile();
  }

  account(identityId: string): Promise<AccountTable | undefined> {
    return this.#first(this.#accountById, [identityId]);
  }

  accountByPersonKey(personKey: string): Promise<AccountTable | undefined> {
    return this.#first(this.#accountByKey, [personIndexOf(personKey)]);
  }

  async document(kind: string, name: string): Promise<string | undefined> {
    return (await this.#first(this.#document, [kind, name]))?.record;
  }

  async operator(operatorId: string): Promise<OperatorView | undefined> {
    const known = this.#operators.get(operatorId);
    if (known !== undefined) return known;
    const generation = this.#generation;
    const operator = await this.#readOperator(operatorId);
    if (operator === undefined || generation !== this.#generation) return operator;
    if (this.#operators.size >= OPERATORS_KEPT) this.#operators.clear();
    this.#operators.set(operatorId, operator);
    return operator;
  }

  /** Drops what a block has overwritten. */
  forget(changes: readonly RowChange[]): void {
    const operators = changes.filter(({ table }) => table === 'operator' || table === 'operator_key');
    if (operators.length === 0) return;
    this.#generation += 1;
    for (const { row } of operators) this.#operators.delete(String(row.operator_id));
  }

  /** Drops everything: nobody knows what was overwritten. */
  clear(): void {
    this.#generation += 1;
    this.#operators.clear();
  }

  async #first<R>(query: CompiledQuery<R>, parameters: readonly unknown[]): Promise<R | undefined> {
    const { rows } = await this.#db.executeQuery<R>({ ...query, parameters });
    return rows[0];
  }

  async #readOperator(operatorId: string): Promise<OperatorView | undefined> {
    const row = await this.#db
      .selectFrom('operator')
      .selectAll()
      .where('operator_id', '=', operatorId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const keys = await this.#db
      .selectFrom('operator_key')
      .selectAll()
      .where('operator_id', '=', operatorId)
      .orderBy('key_id')
      .execute();
    return {
      ...{
        operatorId,
        org: row.org,
        province: row.province,
        version: row.version,
        grantedBy: row.granted_by,
      },
      ...{ role: row.role as OperatorView['role'], state: row.state as OperatorView['state'] },
      grants: JSON.parse(row.grants) as Grant[],
      keys: keys.map(({ key_id, public_key, state }) => {
        return { keyId: key_id, publicKey: public_key, state: state as 'ACTIVE' | 'REVOKED' };
      }),
    };
  }
}
