// SPDX-License-Identifier: Apache-2.0
import { DatabaseError } from 'pg';
import { DatabaseUnavailableError, UnstorableValueError } from './database-errors.js';

// SQLSTATE classes and codes after which the same statement may well succeed: connection (08), rolled back for another
// transaction's sake (40), out of resources (53), operator intervention such as a shutdown (57P), and a server that is
// read-only because it is not the primary (25006). https://www.postgresql.org/docs/current/errcodes-appendix.html
const PASSING = /^(08|40|53|57P|25006)/;
/** Not valid text of the encoding, not valid for the type, out of range. */
const UNSTORABLE = /^22(021|P02|P05|003)$/;
/** The driver's own words for a connection that is no more. */
const BROKEN =
  /^(Connection terminated|Client (has encountered|was closed)|timeout exceeded|Connection ended)/;

/** The gateway's word for an error of the driver; others stay as they are. */
export function translateError(error: unknown): unknown {
  if (error instanceof DatabaseError) return translateRefusal(error);
  return isBroken(error) ? new DatabaseUnavailableError(error) : error;
}

function translateRefusal(error: DatabaseError): Error {
  const { code = '' } = error;
  if (PASSING.test(code)) return new DatabaseUnavailableError(withoutValues(error));
  if (UNSTORABLE.test(code)) return new UnstorableValueError(code);
  return withoutValues(error);
}

// PostgreSQL repeats the row that broke a constraint in `detail`, and a value in `where`: neither may reach a log.
function withoutValues(error: DatabaseError): DatabaseError {
  error.detail = undefined;
  error.where = undefined;
  error.internalQuery = undefined;
  return error;
}

function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Node's errors of sockets and names have a `syscall`; one for several addresses is an AggregateError.
  return 'syscall' in error || error instanceof AggregateError || BROKEN.test(error.message);
}
