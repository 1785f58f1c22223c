// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type AccountRecord, type LedgerRecords } from '@unionid/domain/ledger';
import { expect } from 'chai';
import type { LedgerWrite } from '#src/ledger/ledger.js';
import { isLawfulSettling } from '#src/read-model/lawful-claim.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

const TIME = '2026-11-22T00:00:00.000Z';
const IDENTITY = idOf('identity', 'member');
const STRANGER = idOf('identity', 'another member');

describe('a claim that only the other province settled', () => {
  const { account, claim, network } = SAMPLE_RECORDS;
  const upheld: LedgerRecords['claim'] = {
    ...{ ...claim.record, status: 'UPHELD', way: 'answer', lapsesAt: '2027-01-01T00:00:00.000Z' },
  };
  const { owner, org, level, tag, root, keys } = upheld;
  const owned: AccountRecord = {
    ...{ v: 1, state: 'NONE', province: '34', org, joined: '', since: '2026-11-22', loa: level, tag, root },
  };
  const settled = { ...upheld, v: 2, status: 'SETTLED', released: account.record.root };
  const writesOf = ({ account = {}, claim: of = {}, whose = owner } = {}): readonly LedgerWrite[] => [
    ...[
      writeOf(claim.key, { ...settled, ...of }),
      writeOf(ledgerKey.account(owner), { ...owned, ...account }),
    ],
    ...keys.map((key) => writeOf(ledgerKey.person(key), JSON.stringify(whose))),
  ];
  const isLawful = (
    writes: readonly LedgerWrite[],
    { leadsTo = IDENTITY, known = upheld, province = '51' } = {},
  ) => {
    const [transaction] = blockOf(0, { writes }).transactions;
    const view = { identityId: leadsTo } as never;
    return isLawfulSettling(transaction!, {
      readModel: {
        claim: () => Promise.resolve({ identityId: IDENTITY, claim: known }),
        writtenAccount: (identityId) =>
          Promise.resolve(
            identityId === IDENTITY ? { account: account.record, place: '', firstPlace: '' } : undefined,
          ),
        accountsByPersonKeys: () => Promise.resolve(new Map(keys.map((key) => [key, view]))),
        organisation: (orgId) =>
          Promise.resolve({
            ...{ orgId, version: 1, province: '34', parent: 'x', level: 5, state: 'ACTIVE' },
            ...{ name: '', creditCode: '', kind: '', foundedOn: '', profileVersion: 1, employers: 0 },
          }),
        transfer: () => Promise.resolve(undefined),
        clock: () => Promise.resolve({ v: 1, hour: TIME }),
        network: () => Promise.resolve(network.record),
      },
      ...{ province, now: Date.parse(TIME) },
    });
  };

  it('is lawful as the rules leave it, and unlawful with anything of it otherwise', async () => {
    expect(await isLawful(writesOf())).to.equal(true);
    for (const change of [
      ...[{ joined: '1990-01-01' }, { since: '2020-01-01' }, { loa: 3 }, { v: 2 }, { state: 'ACTIVE' }],
      ...[{ why: 'leave' }, { tag: `${'Z'.repeat(21)}A` }, { province: '11' }],
    ])
      expect(await isLawful(writesOf({ account: change })), JSON.stringify(change)).to.equal(false);
    for (const change of [{ status: 'UPHELD' }, { owner: STRANGER }, { v: 9 }, { way: 'silence' }])
      expect(await isLawful(writesOf({ claim: change })), JSON.stringify(change)).to.equal(false);
    expect(await isLawful(writesOf({ whose: STRANGER })), 'a number that goes elsewhere').to.equal(false);
    for (const at of writesOf().keys())
      expect(await isLawful(writesOf().toSpliced(at, 1)), `without ${at}`).to.equal(false);
    const index = writeOf(ledgerKey.membership(org, STRANGER), 1);
    expect(await isLawful([...writesOf(), index])).to.equal(false);
  });

  it('is lawful by silence where its deadlines are those that follow from its beginning', async () => {
    const opened: LedgerRecords['claim'] = {
      ...{ ...claim.record, status: 'OPENED', way: '', asked: '2026-11-12T04:00:00.000Z' },
      ...{ due: '2026-11-19T16:00:00.000Z', silentAt: '2026-11-19T16:30:00.000Z' },
      lapsesAt: '2026-12-04T16:00:00.000Z',
    };
    const silent = { ...opened, v: 2, status: 'SETTLED', way: 'silence', released: account.record.root };
    const bySilence = (known: typeof opened): Promise<boolean> =>
      isLawful(writesOf({ claim: { ...silent, ...known, v: 2, status: 'SETTLED', way: 'silence' } }), {
        known,
      });
    expect(await bySilence(opened)).to.equal(true);
    for (const change of [
      { due: '2026-11-18T16:00:00.000Z' },
      { silentAt: '2026-11-19T16:29:59.999Z' },
      { lapsesAt: '2026-12-07T16:00:00.000Z' },
      { asked: '2026-11-13T04:00:00.000Z' },
    ])
      expect(await bySilence({ ...opened, ...change }), JSON.stringify(change)).to.equal(false);
  });

  it('is an alarm to the province that claims, which settles by its own peer', async () => {
    expect(await isLawful(writesOf(), { province: '34' })).to.equal(false);
  });

  it('takes the number from the account that was claimed alone, once that was upheld', async () => {
    expect(await isLawful(writesOf(), { leadsTo: STRANGER })).to.equal(false);
    expect(await isLawful(writesOf(), { known: { ...upheld, status: 'CONTESTED' } })).to.equal(false);
  });
});
