// SPDX-License-Identifier: Apache-2.0
import { PERSON_FIELDS } from '@unionid/domain/forms';
import type { Vault } from '../../vault/vault.js';
import type { JudgedRow, Problem } from './judged-row.js';

/**
 * Rows of those whom only the ledger knows: nothing is unchanged where the vault lost the record, which the row does not bring
 * back. What is no judged row yet is nobody's record.
 */
export async function tellLost<Undecided extends object>(
  rows: readonly (JudgedRow | Undecided)[],
  vault: Pick<Vault, 'readable'>,
): Promise<readonly (JudgedRow | Undecided)[]> {
  const known = rows.flatMap((row) => (isUnchanged(row) ? row.identityId : []));
  if (known.length === 0) return rows;
  const readable = await vault.readable(known);
  return rows.map((row) => (isUnchanged(row) && !readable.has(row.identityId) ? asLost(row) : row));
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
