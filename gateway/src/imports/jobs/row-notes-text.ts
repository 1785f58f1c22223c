// SPDX-License-Identifier: Apache-2.0
import type { Problem, RowNotes } from '../judge/judged-row.js';

/** What is kept of a row's notes. Most rows have nothing to say: no text then, which a million times over is a third of the file. */
export function notesText({ problems, fixes, warnings }: RowNotes): string | null {
  if (problems.length + fixes.length + warnings.length === 0) return null;
  return JSON.stringify({ problems: problems.map(withoutAllowed), fixes, warnings });
}

export function parseNotes(text: string): RowNotes {
  return { problems: [], fixes: [], warnings: [], ...(JSON.parse(text) as Partial<RowNotes>) };
}

/** Notes with the ledger's refusal in place of what was wrong before. */
export function withRefusal(text: string | null, code: Problem['code']): string {
  const problems = [{ code, column: '', details: {} }];
  return JSON.stringify({ ...(text !== null && parseNotes(text)), problems });
}

// The values of a column's table are looked up when the report is written.
function withoutAllowed(problem: Problem): Problem {
  return problem.code === 'VALUE_NOT_ALLOWED' ? { ...problem, details: {} } : problem;
}
