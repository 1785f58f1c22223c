// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { pollUntil, readTransaction } from '@unionid/network';
import { CHANNEL } from '@unionid/test-network';
import { VALIDATION } from './endorsed-by.js';
import type { KeptTransaction } from './gateway-files.js';
import type { Peer } from './peers.js';

const TIMEOUT_MS = 60_000;

/** Waits until a peer has the transaction, and holds what it committed against the very bytes that a gateway kept. */
export async function expectCommittedAsKept(
  { admin }: Peer,
  { transactionId, bytes }: KeptTransaction,
): Promise<void> {
  const committed = await pollUntil(
    () => readTransaction(admin, { channel: CHANNEL, transactionId }).catch(() => undefined),
    { what: `transaction ${transactionId}`, timeoutMs: TIMEOUT_MS },
  );
  expect(committed.getValidationcode()).to.equal(VALIDATION.VALID);
  const envelope = committed.getTransactionenvelope();
  const kept = Buffer.from(bytes);
  for (const part of [envelope?.getPayload_asU8(), envelope?.getSignature_asU8()]) {
    expect(part?.length ?? 0).to.be.greaterThan(0);
    expect(kept.includes(Buffer.from(part ?? ''))).to.equal(true);
  }
}
