// SPDX-License-Identifier: Apache-2.0
import type { OperatorView } from '@unionid/domain/api';
import { canonicalJson } from '@unionid/domain/encoding';
import type { AuditScope, Grant } from '@unionid/domain/ledger';
import { sql } from 'kysely';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { attributeOf, type RowChange } from '../shape/table.js';
import type { RecordVersion } from '../shape/versions.js';

/** Who may decide what. */
export interface OperatorQueries {
  /**
   * An operator with every key.
   * @throws DomainError RECORD_UNREADABLE for one whose record, or one of whose keys, can not be read: nobody acts by it
   */
  operator(operatorId: string): Promise<OperatorView | undefined>;
  /** Whether somebody in service acts as a person. */
  hasOperator(identityId: string): Promise<boolean>;
  operatorAsOf(operatorId: string, block: number): Promise<RecordVersion<'operator'> | undefined>;
  operatorKeyAsOf(
    key: { readonly operatorId: string; readonly keyId: string },
    block: number,
  ): Promise<RecordVersion<'operatorKey'> | undefined>;
}

export interface OperatorTables {
  operator: {
    operator_id: string;
    version: number;
    org: string;
    province: string;
    role: string;
    grants: string;
    state: string;
    granted_by: string;
    /** identityId, '' until it is bound. */
    person: string;
    /** Scope of an auditor as JSON, '' of anybody else. */
    audits: string;
  };
  operator_key: { operator_id: string; key_id: string; public_key: string; state: string };
}

export const operators: Aggregate<
  'operator' | 'operatorKey' | 'personOperator',
  OperatorTables,
  OperatorQueries,
  'operator'
> = {
  tables: {
    operator: {
      key: ['operator_id'],
      create: ({ text, integer }) => [
        `create table operator (operator_id ${text} primary key, version ${integer} not null, org ${text} not null,
           province ${text} not null, role ${text} not null, grants ${text} not null, state ${text} not null,
           granted_by ${text} not null, person ${text} not null, audits ${text} not null)`,
        `create index operator_by_person on operator (person)`,
      ],
    },
    operator_key: {
      key: ['operator_id', 'key_id'],
      create: ({ text }) => [
        `create table operator_key (operator_id ${text} not null, key_id ${text} not null, public_key ${text} not null,
           state ${text} not null, primary key (operator_id, key_id))`,
      ],
    },
  },
  projections: {
    operator: ({ attributes, record }, rows) => {
      const key = { operator_id: attributeOf(attributes, 0) };
      if (record === undefined) {
        rows.delete('operator', key);
        return;
      }
      const { version, org, province, role, grants, state, grantedBy, person = '' } = record;
      const audits = record.audits === undefined ? '' : canonicalJson(record.audits);
      rows.put('operator', {
        ...{ ...key, version, org, province, role, state, person, audits },
        ...{ grants: canonicalJson(grants), granted_by: grantedBy },
      });
    },
    personOperator: { nothingBecause: 'operators say whose they are' },
    operatorKey: ({ attributes, record }, rows) => {
      const key = { operator_id: attributeOf(attributes, 0), key_id: attributeOf(attributes, 1) };
      if (record === undefined) rows.delete('operator_key', key);
      else rows.put('operator_key', { ...key, public_key: record.publicKey, state: record.state });
    },
  },
  owners: { operator: { table: 'operator', id: 'operator_id' } },
  open: openOperators,
};

const OPERATORS_KEPT = 10_000;

function openOperators(access: ReadAccess<OperatorTables>): OperatorQueries {
  const { unreadable, versions } = access;
  const known = new KnownOperators(access);
  access.onApplied((changes) => {
    known.forget(changes);
  });
  return {
    async operator(operatorId) {
      unreadable.assertReadable('operator', operatorId);
      unreadable.assertAllReadable('operatorKey', operatorId);
      return known.operator(operatorId);
    },
    async hasOperator(identityId) {
      const { rows } = await sql<{ readonly one: number }>`
        select 1 as one from operator where person = ${identityId} and state = 'ACTIVE' limit 1`.execute(
        access.db,
      );
      return rows.length > 0;
    },
    operatorAsOf: (operatorId, block) => versions.asOf('operator', operatorId, block),
    operatorKeyAsOf: ({ operatorId, keyId }, block) =>
      versions.asOf('operatorKey', `${operatorId}/${keyId}`, block),
  };
}

/** Operators stay in memory until a block writes one: every request asks for one. */
class KnownOperators {
  readonly #access: ReadAccess<OperatorTables>;
  readonly #operators = new Map<string, OperatorView>();
  /** Counts the blocks that wrote operators: what was read before such a block must not be kept after it. */
  #generation = 0;

  constructor(access: ReadAccess<OperatorTables>) {
    this.#access = access;
  }

  async operator(operatorId: string): Promise<OperatorView | undefined> {
    const known = this.#operators.get(operatorId);
    if (known !== undefined) return known;
    const generation = this.#generation;
    const operator = await readOperator(this.#access, operatorId);
    if (operator === undefined || generation !== this.#generation) return operator;
    if (this.#operators.size >= OPERATORS_KEPT) this.#operators.clear();
    this.#operators.set(operatorId, operator);
    return operator;
  }

  /** Drops what a block has overwritten; everything where nobody knows what that was. */
  forget(changes: readonly RowChange[] | undefined): void {
    if (changes === undefined) {
      this.#generation += 1;
      this.#operators.clear();
      return;
    }
    const operators = changes.filter(({ table }) => table === 'operator' || table === 'operator_key');
    if (operators.length === 0) return;
    this.#generation += 1;
    for (const { row } of operators) this.#operators.delete(String(row.operator_id));
  }
}

async function readOperator(
  { db }: ReadAccess<OperatorTables>,
  operatorId: string,
): Promise<OperatorView | undefined> {
  const row = await db
    .selectFrom('operator')
    .selectAll()
    .where('operator_id', '=', operatorId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const keys = await db
    .selectFrom('operator_key')
    .selectAll()
    .where('operator_id', '=', operatorId)
    .orderBy('key_id')
    .execute();
  const { org, province, version, person } = row;
  return {
    ...{ operatorId, org, province, version, grantedBy: row.granted_by },
    ...{ role: row.role as OperatorView['role'], state: row.state as OperatorView['state'] },
    grants: JSON.parse(row.grants) as Grant[],
    ...(person !== '' && { person }),
    ...(row.audits !== '' && { audits: JSON.parse(row.audits) as AuditScope }),
    keys: keys.map(({ key_id, public_key, state }) => {
      return { keyId: key_id, publicKey: public_key, state: state as 'ACTIVE' | 'REVOKED' };
    }),
  };
}
