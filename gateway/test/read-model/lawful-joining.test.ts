// SPDX-License-Identifier: Apache-2.0
import { formatLead, formatPlace, ledgerKey, pageIdOf, type AccountRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { isLawfulJoining } from '#src/read-model/lawful-joining.js';
import type { LedgerWrite } from '#src/ledger/ledger.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

const IDENTITY = idOf('identity', 'member');
const STRANGER = idOf('identity', 'another member');
const [OLD, NEW] = [idOf('organisation', 'union'), idOf('organisation', 'new')];
const PLACE = formatPlace({
  pageId: pageIdOf({ time: 1_700_000_000_000, transactionId: 'abcdef' }, 0),
  slot: 3,
});
const KEY = ledgerKey.person(`2.${'B'.repeat(42)}A`);

describe('a joining that only the other province endorsed', () => {
  const { account } = SAMPLE_RECORDS;
  const before: AccountRecord = { ...account.record, state: 'WITHDRAWN', was: 'ACTIVE', why: 'leave' };
  const { v, loa, tag, root } = before;
  const after: AccountRecord = {
    ...{ v: v + 1, state: 'ACTIVE', province: '34', org: NEW, joined: '2026-11-22', since: '2026-11-22' },
    ...{ loa, tag, root, nth: 2 },
  };
  const writesOf = (change: Partial<AccountRecord> = {}, ...more: readonly LedgerWrite[]) => [
    ...[writeOf(account.key, { ...after, ...change }), writeOf(ledgerKey.membership(NEW, IDENTITY), 1)],
    ...more,
  ];
  const isLawful = (writes: readonly LedgerWrite[]): Promise<boolean> => {
    const [transaction] = blockOf(0, { writes }).transactions;
    return isLawfulJoining(transaction!, {
      readModel: {
        writtenAccount: () => Promise.resolve({ account: before, place: '', firstPlace: PLACE }),
        organisation: (orgId) =>
          Promise.resolve({
            ...{ orgId, version: 1, province: orgId === NEW ? '34' : '51', parent: 'x', level: 5 },
            ...{ name: '', creditCode: '', kind: '', foundedOn: '', profileVersion: 1, employers: 0 },
            state: 'ACTIVE',
          }),
        leadsToAny: () => Promise.resolve(false),
        holdsAny: () => Promise.resolve(true),
      },
      province: '51',
    });
  };
  const leading = (value: string): LedgerWrite => writeOf(KEY, JSON.stringify(value));

  it('may lead another key to the account, or to the page in which it came', async () => {
    expect(await isLawful(writesOf())).to.equal(true);
    expect(await isLawful(writesOf({}, leading(IDENTITY)))).to.equal(true);
    expect(await isLawful(writesOf({}, leading(PLACE)))).to.equal(true);
    expect(await isLawful(writesOf({}, leading(STRANGER)))).to.equal(false);
    expect(await isLawful(writesOf({}, leading(formatLead({ holder: PLACE, formerTag: tag }))))).to.equal(
      false,
    );
    expect(await isLawful(writesOf({}, writeOf(KEY, undefined)))).to.equal(false);
  });

  it('says since when the new union has whoever brings an older joining date, and of no day before', async () => {
    const older = { joined: '2020-01-01', again: after.since };
    expect(await isLawful(writesOf({ ...older, here: after.since }))).to.equal(true);
    expect(await isLawful(writesOf({ ...older, here: '2026-11-21' }))).to.equal(false);
    expect(await isLawful(writesOf({ joined: older.joined, here: after.since })), 'no gap').to.equal(false);
    expect(await isLawful(writesOf({ ...older, here: after.since, again: '2020-01-01' }))).to.equal(false);
  });

  it('leaves nothing of the membership before, and no other index', async () => {
    for (const change of [
      { why: 'leave' },
      { was: 'ACTIVE' },
      { wasWhy: 'retired' },
      { ended: { state: 'WITHDRAWN', since: '2026-01-01' } },
      { at: 2 },
      { nth: 3 },
      { v: 7 },
      { state: 'EXPELLED' },
      { loa: 0 },
      { since: '2020-01-01' },
      { here: '2020-01-01' },
      { here: after.since },
      { again: after.since },
      { joined: '2026-11-23' },
      { joined: '2020-01-01' },
      { hosted: { org: NEW, kind: 'secondment', on: '2026-11-22', until: '2026-12-31' } },
    ] as const)
      expect(await isLawful(writesOf(change)), JSON.stringify(change)).to.equal(false);
    expect(await isLawful(writesOf().slice(0, 1)), 'that nobody counts').to.equal(false);
    for (const [org, whose, count] of [
      [NEW, STRANGER, 1],
      [NEW, STRANGER, undefined],
      [OLD, STRANGER, undefined],
    ] as const)
      expect(await isLawful(writesOf({}, writeOf(ledgerKey.membership(org, whose), count)))).to.equal(false);
    const [joined, counted] = writesOf();
    expect(await isLawful([joined!, { ...counted!, value: '99' }])).to.equal(false);
  });
});
