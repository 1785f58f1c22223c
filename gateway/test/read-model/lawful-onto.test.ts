// SPDX-License-Identifier: Apache-2.0
import { formatLead, ledgerKey, type AccountRecord, type LedgerRecords } from '@unionid/domain/ledger';
import { expect } from 'chai';
import type { LedgerWrite } from '#src/ledger/ledger.js';
import { isLawfulSettling } from '#src/read-model/lawful-claim.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

const TIME = '2026-11-22T00:00:00.000Z';
const [CLAIMED, OWNER] = [idOf('identity', 'member'), idOf('identity', 'owner')];
const STRANGER = idOf('identity', 'another member');
const [NUMBER, OTHER] = [`1.${'A'.repeat(22)}`, `1.${'B'.repeat(22)}`];
const [TAG, ROOT] = [`${'T'.repeat(21)}A`, 'R'.repeat(42) + 'A'];

describe('a claim onto an account that only the other province settled', () => {
  const { account, claim, network, pending } = SAMPLE_RECORDS;
  const before: AccountRecord = { ...account.record, province: '34', org: claim.record.org, tag: TAG };
  const upheld: LedgerRecords['claim'] = {
    ...{ ...claim.record, status: 'UPHELD', way: 'answer', lapsesAt: '2027-01-01T00:00:00.000Z' },
    ...{ onto: true, owner: OWNER, keys: [NUMBER] },
  };
  const exchange = { keys: [OTHER], tag: TAG, root: ROOT, of: account.record.root };
  const settled = { ...upheld, v: 2, status: 'SETTLED', released: account.record.root };
  const own = { ...before, v: before.v + 1, tag: claim.record.tag, root: ROOT };
  const membership = (org: string, identityId: string): LedgerWrite =>
    writeOf(ledgerKey.membership(org, identityId), 1);
  const ended = writeOf(pending.key, undefined);

  const isLawful = (
    writes: readonly LedgerWrite[],
    {
      known = upheld,
      leads = [
        [NUMBER, CLAIMED],
        [OTHER, OWNER],
      ] as const,
      place = '',
      province = account.record.province,
    } = {},
  ): Promise<boolean> => {
    const [transaction] = blockOf(0, { writes }).transactions;
    const led = new Map<string, string>(leads);
    return isLawfulSettling(transaction!, {
      readModel: {
        claim: () => Promise.resolve({ identityId: CLAIMED, claim: known }),
        writtenAccount: (identityId) =>
          Promise.resolve(
            { [CLAIMED]: account.record, [OWNER]: before }[identityId] && {
              account: identityId === OWNER ? before : account.record,
              ...{ place: '', firstPlace: identityId === OWNER ? place : '' },
            },
          ),
        accountsByPersonKeys: (keys) =>
          Promise.resolve(
            new Map(
              keys.flatMap((key) => (led.has(key) ? [[key, { identityId: led.get(key) } as never]] : [])),
            ),
          ),
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
  const leadOf = (key: string, value: string): LedgerWrite =>
    writeOf(ledgerKey.person(key), JSON.stringify(value));
  const rebound = (change: Partial<AccountRecord> = {}): LedgerWrite[] => [
    ...[writeOf(claim.key, settled), writeOf(ledgerKey.account(OWNER), { ...own, ...change })],
    ...[membership(before.org, OWNER), leadOf(NUMBER, OWNER)],
    leadOf(OTHER, formatLead({ holder: OWNER, formerTag: TAG })),
  ];
  const exchanged = (change: Partial<AccountRecord> = {}): LedgerWrite[] => [
    writeOf(claim.key, { ...settled, exchange: { ...exchange, released: before.root } }),
    writeOf(ledgerKey.account(OWNER), own),
    writeOf(ledgerKey.account(CLAIMED), {
      ...account.record,
      v: account.record.v + 1,
      tag: TAG,
      root: ROOT,
      ...change,
    }),
    ...[membership(before.org, OWNER), membership(account.record.org, CLAIMED)],
    ...[leadOf(NUMBER, OWNER), leadOf(OTHER, CLAIMED)],
  ];
  const voided = (change: Partial<AccountRecord> = {}): LedgerWrite[] => [
    writeOf(claim.key, { ...upheld, kind: 'duplicate', v: 2, status: 'SETTLED' }),
    writeOf(ledgerKey.account(OWNER), {
      ...{ ...before, v: before.v + 1, state: 'VOIDED', since: '2026-11-22', why: 'duplicate' },
      ...{ was: 'ACTIVE', into: CLAIMED, ...change },
    }),
    writeOf(ledgerKey.membership(before.org, OWNER), undefined),
    writeOf(ledgerKey.account(CLAIMED), { ...account.record, v: account.record.v + 1, also: [OWNER] }),
    membership(account.record.org, CLAIMED),
  ];

  it('is lawful as a correction leaves it, and unlawful with anything of it otherwise', async () => {
    expect(await isLawful(rebound())).to.equal(true);
    expect(await isLawful([...rebound(), ended]), 'with the decision that waited').to.equal(true);
    for (const change of [
      { state: 'RETAINED' },
      { v: 9 },
      { joined: '1990-01-01' },
      { org: STRANGER },
    ] as const)
      expect(await isLawful(rebound(change)), JSON.stringify(change)).to.equal(false);
    for (const at of [0, 1, 2, 3])
      expect(await isLawful(rebound().toSpliced(at, 1)), `without ${at}`).to.equal(false);
    for (const further of [
      leadOf(NUMBER, STRANGER),
      leadOf(`1.${'C'.repeat(22)}`, OWNER),
      membership(before.org, STRANGER),
    ])
      expect(await isLawful([...rebound(), further])).to.equal(false);
    expect(await isLawful(rebound().with(4, leadOf(OTHER, OWNER)))).to.equal(false);
  });

  it('is lawful where both numbers change places, as the claim says', async () => {
    const known = { ...upheld, exchange };
    expect(await isLawful(exchanged(), { known })).to.equal(true);
    expect(await isLawful(exchanged({ tag: claim.record.tag }), { known })).to.equal(false);
    expect(await isLawful(exchanged()), 'nothing was exchanged').to.equal(false);
    expect(await isLawful(exchanged().slice(0, 6), { known }), 'the other number').to.equal(false);
    const place = SAMPLE_RECORDS.person.record;
    expect(await isLawful(exchanged().with(5, leadOf(NUMBER, place)), { known, place })).to.equal(true);
  });

  it('is lawful where a duplicate ends for the account that stands', async () => {
    const known = { ...upheld, kind: 'duplicate' as const };
    expect(await isLawful(voided(), { known })).to.equal(true);
    for (const change of [{ into: STRANGER }, { why: 'mistake' }, { state: 'WITHDRAWN' }] as const)
      expect(await isLawful(voided(change), { known }), JSON.stringify(change)).to.equal(false);
    expect(await isLawful([...voided(), leadOf(NUMBER, OWNER)], { known })).to.equal(false);
  });

  it('is an alarm where the account that it is settled onto is the province’s own, which has not endorsed it', async () => {
    const { province } = before;
    const known = { ...upheld, exchange };
    const duplicate = { ...upheld, kind: 'duplicate' as const };
    expect(await isLawful(rebound(), { province })).to.equal(false);
    expect(await isLawful(exchanged(), { known, province })).to.equal(false);
    expect(await isLawful(voided(), { known: duplicate, province })).to.equal(false);
  });

  it('takes the number from the account that was claimed alone, once that was upheld', async () => {
    const leads = [
      [NUMBER, STRANGER],
      [OTHER, OWNER],
    ] as const;
    expect(await isLawful(rebound(), { leads: leads })).to.equal(false);
    expect(await isLawful(rebound(), { known: { ...upheld, status: 'CONTESTED' } })).to.equal(false);
  });
});
