// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { resultDigest } from '@unionid/domain/audit';
import { asDomainError } from '@unionid/domain/errors';
import { AuditSource, type AuditPages, type PageName } from './audit-source.js';
import type { CheckAnswer, CheckOrder } from './check-messages.js';
import { runInParts } from './run-in-parts.js';

// A process of its own: a check holds many rows and works for long, and the gateway answers meanwhile. It has no database, and no key.

/** Asks the gateway, one page after the other. */
const PAGES: AuditPages = {
  auditVersions: (...values) => ask('auditVersions', values),
  auditVersionsOf: (...values) => ask('auditVersionsOf', values),
  auditPlaces: (...values) => ask('auditPlaces', values),
  auditPages: (...values) => ask('auditPages', values),
  auditAccounts: (...values) => ask('auditAccounts', values),
  auditBlocks: (...values) => ask('auditBlocks', values),
  unreadableBefore: (...values) => ask('unreadableBefore', values),
  paidBefore: (...values) => ask('paidBefore', values),
};

process.on('disconnect', () => process.exit());
process.once('message', ({ check }: CheckOrder) => void run(check));

async function run({ height, ...asked }: CheckOrder['check']): Promise<void> {
  try {
    const result = await runInParts(new AuditSource(PAGES, height), asked);
    tell({ is: 'done', ran: { digest: resultDigest(result), result } });
  } catch (error) {
    const refusal = asDomainError(error);
    // A defect ends the process, with its trace where the gateway's log is read.
    if (refusal === undefined) throw error;
    tell({ is: 'refused', code: refusal.code, details: refusal.details });
  }
}

async function ask<N extends PageName>(
  name: N,
  values: Parameters<AuditPages[N]>,
): Promise<Awaited<ReturnType<AuditPages[N]>>> {
  const answer = once(process, 'message');
  tell({ is: 'question', name, values });
  const [rows] = (await answer) as [Awaited<ReturnType<AuditPages[N]>>];
  return rows;
}

function tell(answer: CheckAnswer): void {
  process.send?.(answer);
}
