// SPDX-License-Identifier: Apache-2.0
import { DatabaseSync, StatementSync, type SQLInputValue } from 'node:sqlite';

type Prepare = (this: DatabaseSync, sql: string) => StatementSync;
type Run = (this: StatementSync, ...parameters: SQLInputValue[]) => unknown;

/** Tells of each commit to any SQLite database opened from now on, by its file; call the result to stop. */
export function watchSqliteCommits(onCommit: (file: string) => void): () => void {
  const prepare: Prepare = Reflect.get(DatabaseSync.prototype, 'prepare');
  const run: Run = Reflect.get(StatementSync.prototype, 'run');
  const owners = new WeakMap<StatementSync, DatabaseSync>();
  const watchedPrepare: Prepare = function (...args) {
    const statement = prepare.apply(this, args);
    owners.set(statement, this);
    return statement;
  };
  const watchedRun: Run = function (...args) {
    const result = run.apply(this, args);
    const database = owners.get(this);
    if (database?.isOpen === true && !database.isTransaction) onCommit(database.location() ?? '');
    return result;
  };
  Object.assign(DatabaseSync.prototype, { prepare: watchedPrepare });
  Object.assign(StatementSync.prototype, { run: watchedRun });
  return () => {
    Object.assign(DatabaseSync.prototype, { prepare });
    Object.assign(StatementSync.prototype, { run });
  };
}
