// SPDX-License-Identifier: Apache-2.0
import type { TransferRecord } from '@unionid/domain/ledger';
import { ruleNamesOf, rulesOf, type Rules } from '@unionid/domain/transfer';
import type { GovernanceQueries, RuleQueries } from './read-model.js';

export type RulesRead = Pick<RuleQueries, 'policy' | 'calendar'> & Pick<GovernanceQueries, 'network'>;

/** The versions of the rules by which a transfer is counted, as contracts read them. @throws DomainError RECORD_UNREADABLE */
export async function readRules(transfer: TransferRecord, readModel: RulesRead): Promise<Rules> {
  const names = ruleNamesOf(transfer);
  // 0 where there was none when it was asked for.
  const versionAt = (at: number): number => transfer.rules?.[at] ?? 0;
  const policies = names.policies.map(async ({ scope, at }) =>
    versionAt(at) === 0 ? undefined : await readModel.policy(scope, versionAt(at)),
  );
  const calendars = names.calendars.map(async ({ at, ...of }) =>
    versionAt(at) === 0 ? undefined : await readModel.calendar(of, versionAt(at)),
  );
  const found = { policies: await Promise.all(policies), calendars: await Promise.all(calendars) };
  return rulesOf(transfer, found, (await readModel.network()) ?? {});
}
