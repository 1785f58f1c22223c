// SPDX-License-Identifier: Apache-2.0
import { asDomainError, DomainError, encodeError } from '@unionid/domain';
import type { Context } from 'fabric-contract-api';
import { toLedgerStub } from './fabric-stub.js';
import type { LedgerStub } from './ledger-stub.js';

/**
 * Runs a transaction function. A refusal leaves as the message of an Error, because nothing else of it crosses the
 * Fabric wire (style.md §5.3); anything unforeseen leaves as INTERNAL, without stack and data, since the message is
 * logged by peers.
 */
export async function runTransaction(
  ctx: Pick<Context, 'stub'>,
  work: (stub: LedgerStub) => Promise<string>,
): Promise<string> {
  try {
    return await work(toLedgerStub(ctx.stub));
  } catch (error) {
    // The message must be all: a cause would carry the data of the error along.
    // eslint-disable-next-line preserve-caught-error
    throw new Error(encodeError(asDomainError(error) ?? new DomainError('INTERNAL')));
  }
}
