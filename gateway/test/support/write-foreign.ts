// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { TestLedger } from '@unionid/chaincode/testing';

/** What altered contracts of the national peer and one province put under a key, whatever stood there. */
export function writeForeign({ ledger, clock }: TestLedger, key: string, value: string): void {
  ledger.submit({
    ...{ function: 'person:enrol', argument: '{}', submitter: { mspId: 'BeijingMSP' }, event: undefined },
    ...{ transactionId: randomUUID(), time: clock.now(), result: '{}', readSet: [], rangeSet: [] },
    ...{ endorsers: ['NationalMSP', 'BeijingMSP'], writeSet: [{ key, value }] },
  });
}

/** The same of what nobody can read. */
export function makeUnreadable(test: TestLedger, key: string): void {
  writeForeign(test, key, '"x"');
}
