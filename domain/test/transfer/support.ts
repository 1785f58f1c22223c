// SPDX-License-Identifier: Apache-2.0
import type { AccountRecord, OrganisationRecord, TransferRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { rulesOf, type Rules, type SwitchGround } from '#src/transfer/index.js';
import { idOf } from '../support/instructions.js';

export const [OLD, NEW, THIRD] = [idOf('organisation'), idOf('organisation', 2), idOf('organisation', 3)];
export const OTHER_DIGEST = 'B'.repeat(43);
/** Tuesday, 12:00 in China. */
export const NOW = Date.parse('2026-03-03T04:00:00.000Z');

/** A member of the old union, in Sichuan. */
export const MEMBER: AccountRecord = {
  ...{ v: 7, state: 'ACTIVE', province: '51', org: OLD, joined: '2020-01-01', since: '2024-01-01' },
  ...{ loa: 1, tag: SAMPLE.tag, root: SAMPLE.digest },
};

/** A union at work in Anhui. */
export const UNION: OrganisationRecord = {
  version: 1,
  state: 'ACTIVE',
  province: '34',
  parent: '',
  level: 5,
};

/** What the new union asked for the day before, in Anhui. */
export const ASKED: TransferRecord = {
  ...{
    v: 4,
    number: 2,
    status: 'REQUESTED',
    way: '',
    from: OLD,
    fromProvince: '51',
    to: NEW,
    toProvince: '34',
  },
  ...{ asked: '2026-03-02T04:00:00.000Z', due: '2026-03-09T16:00:00.000Z' },
  ...{ silentAt: '2026-03-09T16:30:00.000Z', lapsesAt: '2026-03-23T16:00:00.000Z' },
  ...{ evidence: { kind: 'contract', digest: SAMPLE.digest }, root: OTHER_DIGEST },
};

/** Without a policy or calendar of anybody. */
export const RULES: Rules = rulesOf(ASKED, { policies: [], calendars: [] }, {});

/** Where a transfer stands when somebody takes a step of it. */
export function groundOf(
  transfer: TransferRecord | undefined,
  change: Partial<SwitchGround> = {},
): SwitchGround {
  return {
    ...{ account: MEMBER, transfer, rules: RULES, now: NOW, orgId: NEW, org: UNION, today: '2026-03-03' },
    ...change,
  };
}
