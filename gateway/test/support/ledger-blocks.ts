// SPDX-License-Identifier: Apache-2.0
import { formatId, type IdKind } from '@unionid/domain/ids';
import { CHAINCODES } from '@unionid/domain/ledger';
import type { LedgerBlock, LedgerTransaction } from '#src/ledger/ledger.js';

/** What a test says of a transaction; the rest is of no matter to it. */
export type TransactionPart = Pick<LedgerTransaction, 'writes'> & Partial<LedgerTransaction>;

/** A block as it might come from a peer, whatever our contracts would write. */
export function blockOf(number: number, ...parts: readonly TransactionPart[]): LedgerBlock {
  const transactions = parts.map((part, position) => ({
    ...{ chaincode: CHAINCODES[0], transactionId: `${number}-${position}`, valid: true, code: 0 },
    ...{ submitter: 'SichuanMSP', endorsers: ['NationalMSP', 'SichuanMSP'] },
    ...{ time: '2026-11-22T00:00:00.000Z', function: 'person:enrol', argument: '{}' },
    ...{ result: '{}', event: undefined, ...part },
  }));
  return { number, transactions };
}

/** One write of a chaincode; its value is spelled as JSON unless it is a text already. */
export function writeOf(
  key: string,
  value: unknown,
  chaincode: LedgerTransaction['writes'][number]['chaincode'] = 'identity',
): LedgerTransaction['writes'][number] {
  if (value === undefined) return { chaincode, key, value: undefined };
  return { chaincode, key, value: typeof value === 'string' ? value : JSON.stringify(value) };
}

/** A well-formed identifier of a name: the same one each time. */
export function idOf(kind: IdKind, name: string): string {
  const bytes = new Uint8Array(16);
  new TextEncoder().encodeInto(name, bytes);
  return formatId(kind, bytes);
}
