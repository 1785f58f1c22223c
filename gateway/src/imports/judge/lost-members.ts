// SPDX-License-Identifier: Apache-2.0
import { PERSON_FIELDS } from '@unionid/domain/forms';
import { ownRecords, type OpeningVault } from '../../standing/own-records.js';
import type { AccountQueries } from '../../read-model/read-model.js';
import type { JudgedRow, Problem } from './judged-row.js';

interface LostGround {
  readonly vault: OpeningVault;
  readonly readModel: Pick<AccountQueries, 'rootsOf'>;
  /** Rows that were held against a record already. */
  readonly named: ReadonlySet<object>;
}

/**
 * Rows of those whom only the ledger knows: nothing is unchanged where the vault lost the record, which the row does not bring
 * back. What is no judged row yet is nobody's record.
 */
export async function tellLost<Undecided extends object>(
  rows: readonly (JudgedRow | Undecided)[],
  { vault, readModel, named }: LostGround,
): Promise<readonly (JudgedRow | Undecided)[]> {
  const known = rows.flatMap((row) => (isUnchanged(row) && !named.has(row) ? row.identityId : []));
  if (known.length === 0) return rows;
  const records = await ownRecords(await readModel.rootsOf(known), vault);
  const lost = new Set(known.filter((identityId) => !records.has(identityId)));
  return rows.map((row) => (isUnchanged(row) && lost.has(row.identityId) ? asLost(row) : row));
}

function asLost(row: JudgedRow): JudgedRow {
  const problems = [documentProblem('REAL_NAME_LOST')];
  return { ...row, outcome: 'differs', notes: { ...row.notes, problems } };
}

function isUnchanged(row: object): row is JudgedRow & { readonly identityId: string } {
  return 'outcome' in row && row.outcome === 'unchanged' && 'identityId' in row;
}

/** A fault under the column by which persons are known. */
export function documentProblem(code: Problem['code'], details: Problem['details'] = {}): Problem {
  return { code, column: PERSON_FIELDS.docNumber, details };
}
