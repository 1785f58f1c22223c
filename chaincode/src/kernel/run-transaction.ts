// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError, encodeError } from '@unionid/domain/errors';
import type { Context } from 'fabric-contract-api';
import { toLedgerStub, type OwnState } from './fabric-stub.js';
import type { LedgerStub } from './ledger-stub.js';

/**
 * Runs a transaction function. A refusal leaves as the message of an Error, because nothing else of it crosses the
 * Fabric wire (fabric-facts.md §2.3); anything unforeseen leaves as INTERNAL.
 */
export async function runTransaction(
  ctx: Pick<Context, 'stub'>,
  own: OwnState,
  work: (stub: LedgerStub) => Promise<string>,
): Promise<string> {
  try {
    return await work(toLedgerStub(ctx.stub, own));
  } catch (error) {
    // The message must be all: a cause would carry the data of the error along.
    // eslint-disable-next-line preserve-caught-error
    throw new Error(encodeError(asDomainError(error) ?? toInternal(error)));
  }
}

// Peers log what is answered, and an unforeseen message may carry data. So the answer says nothing, and the server's own
// log says where it happened and of what class it was, not what it said.
function toInternal(error: unknown): DomainError {
  const { name, stack = '' } = error instanceof Error ? error : new TypeError();
  const frames = stack.split('\n').filter((line) => /^ {4}at [!-~ ]+:\d+:\d+\)?$/.test(line));
  console.error([`unforeseen ${name}`, ...frames].join('\n'));
  return new DomainError('INTERNAL');
}
