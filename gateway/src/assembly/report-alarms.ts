// SPDX-License-Identifier: Apache-2.0
import type { LedgerBlock, LedgerTransaction } from '../ledger/ledger.js';
import { findForeignChanges } from '../read-model/foreign-changes.js';
import { isLawfulBatch } from '../read-model/lawful-batch.js';
import { isLawfulSettling } from '../read-model/lawful-claim.js';
import { isLawfulJoining } from '../read-model/lawful-joining.js';
import { isLawfulSwitch } from '../read-model/lawful-switch.js';
import type { UnreadableWrite } from '../read-model/project-block.js';
import type { Services } from '../resources/services.js';

// What a gateway says where others wrote to the ledger what they may not: a line in the log and a count in the metrics.

/** Says so where a block left records that nobody can read: peers endorsed what no contract of ours writes. */
export function reportUnreadable(
  writes: readonly UnreadableWrite[],
  { log, metrics }: Pick<Services, 'log' | 'metrics'>,
): void {
  for (const { transactionId, recordType } of writes) {
    metrics.recordUnreadable();
    log.error({ alarm: 'unreadable', transactionId, recordType }, 'a record of the ledger can not be read');
  }
}

/** Says so where a transaction counts that this gateway can not read: what it changed is not known here. */
export function reportUndecodable(
  { number, transactions }: LedgerBlock,
  { log, metrics }: Pick<Services, 'log' | 'metrics'>,
): void {
  for (const { undecodable, transactionId } of transactions) {
    if (undecodable !== true) continue;
    metrics.transactionUndecodable();
    log.error(
      { alarm: 'undecodable', block: number, transactionId },
      'a valid transaction can not be decoded',
    );
  }
}

/** Says so where somebody went past this organisation to change what it answers for. */
export async function reportForeignChanges(
  block: LedgerBlock,
  { config, readModel, log, metrics, now }: Services,
): Promise<void> {
  const { province, mspId } = config;
  const options = {
    ...{ province, mspId, holdsAny: readModel.holdsAny.bind(readModel) },
    leadsToAny: readModel.leadsToAny.bind(readModel),
    isLawful: async (transaction: LedgerTransaction) =>
      (await isLawfulSwitch(transaction, { readModel, province, now: now() })) ||
      (await isLawfulSettling(transaction, { readModel, province, now: now() })) ||
      (await isLawfulJoining(transaction, { readModel, province })) ||
      (await isLawfulBatch(transaction, { readModel, province, mspId, now: now() })),
  };
  for (const transaction of await findForeignChanges(block, options)) {
    const { transactionId, submitter, endorsers } = transaction;
    metrics.foreignChange();
    log.error(
      { alarm: 'foreign-change', transactionId, function: transaction.function, submitter, endorsers },
      'records of this province were changed without an endorsement of its own peer',
    );
  }
}
