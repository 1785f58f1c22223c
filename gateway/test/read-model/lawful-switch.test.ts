// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import {
  formatPlace,
  LEDGER,
  ledgerKey,
  pageIdOf,
  type AccountRecord,
  type LedgerRecords,
  type LedgerType,
} from '@unionid/domain/ledger';
import { expect } from 'chai';
import { DatabaseUnavailableError } from '#src/database/database-errors.js';
import type { LedgerWrite } from '#src/ledger/ledger.js';
import { isLawfulSwitch, type SwitchGround } from '#src/read-model/lawful-switch.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { SAMPLE_RECORDS } from '../support/sample-records.js';

const TIME = '2026-11-22T00:00:00.000Z';
const IDENTITY = idOf('identity', 'member');
const [OLD, NEW] = [idOf('organisation', 'union'), idOf('organisation', 'new')];
const PAGE = pageIdOf({ time: Date.parse(TIME), transactionId: 'abcdef' }, 0);
const ROOT = `${'B'.repeat(42)}A`;
/** From when on the account, and the union of it, are what they are. */
const SINCE = { since: '2026-11-22', here: '2026-11-22' } as const;

/** Accounts and transfers as they are before and after; where no rule says otherwise, by 51 to 34, seen by 51. */
interface Case {
  readonly before: AccountRecord;
  readonly transfer: LedgerRecords['transfer'];
  readonly after: AccountRecord;
  readonly switched: LedgerRecords['transfer'];
}

describe('a switch that only the other province endorsed', () => {
  const { account, transfer } = SAMPLE_RECORDS;
  const unhosted: AccountRecord = { ...account.record, state: 'RETAINED', why: 'retire' };
  const before: AccountRecord = {
    ...unhosted,
    hosted: { kind: 'secondment', org: NEW, on: '2026-11-02', until: '2027-01-01' },
  };
  const uncoded: LedgerRecords['transfer'] = {
    ...{ ...transfer.record, from: OLD, to: NEW, status: 'AGREED', way: 'silence', root: ROOT },
    lapsesAt: '2027-11-22T00:00:00.000Z',
  };
  const agreed: LedgerRecords['transfer'] = { ...uncoded, codeKey: 'A'.repeat(43) };
  const there: Case = {
    ...{ before, transfer: agreed },
    after: { ...unhosted, v: 2, province: '34', org: NEW, ...SINCE, root: ROOT },
    switched: {
      ...{ ...uncoded, v: 2, status: 'COMPLETED', root: before.root, tag: before.tag },
      ...{ undoUntil: '2026-11-27T16:00:00.000Z', appealUntil: '2026-12-07T16:00:00.000Z' },
    },
  };
  const back: Case = {
    ...{ before: there.after, transfer: there.switched },
    after: { ...there.after, v: 3, province: '51', org: OLD, ...SINCE, root: before.root },
    switched: { ...there.switched, v: 3, status: 'RETURNED' },
  };
  const readModelOf = ({ before, transfer }: Case, place = ''): SwitchGround['readModel'] => ({
    transfer: () => Promise.resolve({ identityId: IDENTITY, transfer }),
    writtenAccount: () => Promise.resolve({ account: before, place, firstPlace: place }),
    isDissolved: () => Promise.resolve(false),
    organisation: (orgId) =>
      Promise.resolve({
        ...{
          orgId,
          version: 1,
          province: orgId === NEW ? '34' : '51',
          parent: 'x',
          level: 5,
          state: 'ACTIVE',
        },
        ...{ name: '', creditCode: '', kind: '', foundedOn: '', profileVersion: 1, employers: 0 },
      }),
    clock: () => Promise.resolve({ v: 1, hour: TIME }),
    network: () => Promise.resolve(undefined),
    policy: () => Promise.resolve(undefined),
    calendar: () => Promise.resolve(undefined),
  });
  const writesOf = ({ before: { org: left }, after, switched }: Case): readonly LedgerWrite[] => [
    ...[writeOf(account.key, after), writeOf(transfer.key, switched)],
    writeOf(ledgerKey.membership(left, IDENTITY), undefined),
    ...[
      writeOf(ledgerKey.membership(after.org, IDENTITY), 1),
      writeOf(SAMPLE_RECORDS.seen.key, SAMPLE_RECORDS.seen.record),
    ],
  ];
  const judge = (writes: readonly LedgerWrite[], readModel: SwitchGround['readModel'], province = '51') => {
    const [transaction] = blockOf(0, { writes }).transactions;
    return isLawfulSwitch(transaction!, { readModel, province, now: Date.parse(TIME) });
  };
  const isLawful = (change: Partial<SwitchGround['readModel']> = {}, lawful = there): Promise<boolean> =>
    judge(writesOf(lawful), { ...readModelOf(lawful), ...change });

  /** The new union has given the member a code since. */
  const { v, undoUntil = '', appealUntil = '', lapsesAt, to, toProvince } = there.switched;
  const { way, from, fromProvince, asked, due, root = '', tag = '' } = there.switched;
  const followed: Case = {
    ...back,
    transfer: {
      ...{
        v,
        number: 2,
        status: 'RELEASED',
        way: '',
        from: to,
        fromProvince: toProvince,
        to: '',
        toProvince: '',
      },
      ...{ asked: TIME, due: lapsesAt, silentAt: lapsesAt, lapsesAt, codeKey: 'A'.repeat(43) },
      before: {
        ...{ way, from, fromProvince, asked, due, undoUntil, appealUntil },
        ...{ root, tag },
      },
    },
    switched: {
      ...{ v: v + 1, number: 2, status: 'RETURNED', way, from, fromProvince, to, toProvince, asked, due },
      ...{ silentAt: due, lapsesAt: due, undoUntil, appealUntil, root, tag },
    },
  };
  const { digest = '' } = there.switched.evidence ?? {};
  const recalled: Case = {
    ...{ ...back, transfer: { ...there.switched, status: 'RECALLED' } },
    switched: { ...back.switched, decided: { to: NEW, digest } },
  };

  for (const [which, { province, ...lawful }] of Object.entries({
    there: { ...there, province: '51' },
    'back, given': { ...back, province: '51' },
    'back, given by a union that has begun anew': { ...followed, province: '51' },
    'back, taken': { ...recalled, province: '34' },
  })) {
    it(`is lawful ${which}, and unlawful with anything of it otherwise`, async () => {
      const writes = writesOf(lawful);
      expect(await judge(writes, readModelOf(lawful), province)).to.equal(true);
      for (const [what, forged] of forgeriesOf(lawful, writes))
        expect(await judge(forged, readModelOf(lawful), province), what).to.equal(false);
    });
  }

  it('takes out of a page whom it moves, and nobody beside', async () => {
    const readModel = readModelOf(there, formatPlace({ pageId: PAGE, slot: 10 }));
    const [moved, done, , joined] = writesOf(there);
    const leaving = (slot: string, count: unknown): Promise<boolean> =>
      judge([moved!, done!, joined!, writeOf(ledgerKey.membership(OLD, PAGE, slot), count)], readModel);
    expect(await leaving('a', -1)).to.equal(true);
    expect(await leaving('b', -1), 'another member').to.equal(false);
    expect(await leaving('a', -2)).to.equal(false);
    expect(await leaving('a', undefined)).to.equal(false);
    expect(await judge(writesOf(there), readModel), 'as from a record of its own').to.equal(false);
  });

  it('goes back to the heir of a union that has ended, and to nobody else', async () => {
    const [merged, heir] = [idOf('organisation', 'merged'), idOf('organisation', 'heir')];
    const heirs = new Map([
      [OLD, merged],
      [merged, heir],
    ]);
    for (const [lawful, province] of [
      [back, '51'],
      [recalled, '34'],
    ] as const) {
      const known = readModelOf(lawful);
      const readModel = { ...known, organisation: ended(known.organisation, heirs) };
      const backIn = (org: string): Promise<boolean> =>
        judge(writesOf({ ...lawful, after: { ...lawful.after, org } }), readModel, province);
      expect(await backIn(heir)).to.equal(true);
      expect(await backIn(merged), 'which has ended itself').to.equal(false);
      expect(await backIn(OLD), 'which has ended').to.equal(false);
      const active: Case = { ...lawful, before: { ...lawful.before, state: 'ACTIVE' } };
      const dissolved = {
        ...{ ...readModelOf(active), organisation: readModel.organisation },
        isDissolved: (orgId: string) => Promise.resolve(orgId === OLD),
      };
      const asHeirs = (change: Partial<AccountRecord>): Promise<boolean> =>
        judge(writesOf({ ...active, after: { ...lawful.after, org: heir, ...change } }), dissolved, province);
      expect(await asHeirs({ state: 'RETAINED', why: 'employerEnded' }), 'as everybody came').to.equal(true);
      expect(await asHeirs({ state: 'ACTIVE' }), 'with all rights').to.equal(false);
      heirs.set(heir, OLD);
      expect(await backIn(heir), 'in a circle').to.equal(false);
      heirs.delete(heir);
    }
  });

  it('needs the endorsement of whoever takes the member', async () => {
    expect(await judge(writesOf(there), readModelOf(there), '34')).to.equal(false);
    expect(await judge(writesOf(back), readModelOf(back), '34')).to.equal(false);
    expect(await judge(writesOf(recalled), readModelOf(recalled))).to.equal(false);
  });

  it('is lawful by what can be read alone', async () => {
    expect(await isLawful()).to.equal(true);
    const unreadable = (): Promise<never> => Promise.reject(new DomainError('RECORD_UNREADABLE'));
    for (const what of ['transfer', 'writtenAccount', 'organisation', 'clock'])
      expect(await isLawful({ [what]: unreadable }), what).to.equal(false);
  });

  // Covers: T11, T15
  it('is lawful by silence where its deadlines are those of the rules that it was asked for under', async () => {
    // A Monday; without rules the fifth working day ends with the next one.
    const asked: LedgerRecords['transfer'] = {
      ...{ ...uncoded, status: 'REQUESTED', way: '', asked: '2026-11-09T02:00:00.000Z' },
      ...{ due: '2026-11-16T16:00:00.000Z', silentAt: '2026-11-16T16:30:00.000Z' },
      lapsesAt: '2026-12-01T16:00:00.000Z',
    };
    const by = (
      change: Partial<LedgerRecords['transfer']>,
      more: Partial<SwitchGround['readModel']> = {},
    ): Promise<boolean> => {
      const requested = { ...asked, ...change };
      const { status, way, v, root, tag, undoUntil, appealUntil } = there.switched;
      const ends = { undoUntil, appealUntil };
      const switched = { ...requested, status, way, v, root, tag, ...ends } as LedgerRecords['transfer'];
      return isLawful(more, { ...there, transfer: requested, switched });
    };
    expect(await by({})).to.equal(true);
    expect(await by({ due: '2026-11-12T16:00:00.000Z' }), 'a deadline of its own').to.equal(false);
    expect(await by({ silentAt: '2026-11-16T16:00:00.000Z' }), 'no half hour').to.equal(false);
    expect(await by({ lapsesAt: '2026-12-11T16:00:00.000Z' })).to.equal(false);
    // The old province had four days when it was asked, and has ten since.
    const policy = (scope: string, version?: number): Promise<LedgerRecords['policy'] | undefined> =>
      Promise.resolve(
        scope === '51' ? { v: version ?? 2, days: { answer: version === 1 ? 4 : 10 } } : undefined,
      );
    const rules = [0, 1, 0, 0, 0, 0, 0, 0, 0];
    const four = { rules, due: '2026-11-13T16:00:00.000Z', silentAt: '2026-11-13T16:30:00.000Z' };
    const lapsesAt = '2026-11-27T16:00:00.000Z';
    expect(await by({ ...four, lapsesAt }, { policy })).to.equal(true);
    expect(await by({ rules }, { policy }), 'five, as without a policy').to.equal(false);
    const unreadable = (): Promise<never> => Promise.reject(new DomainError('RECORD_UNREADABLE'));
    expect(await by({ ...four, lapsesAt }, { policy: unreadable })).to.equal(false);
  });

  it('is asked of again where the database is away', async () => {
    const fault = new DatabaseUnavailableError('away');
    const away = (): Promise<never> => Promise.reject(fault);
    for (const change of [{ transfer: away }, { clock: away }, { writtenAccount: away }])
      expect(await isLawful(change).catch((error: unknown) => error)).to.equal(fault);
  });
});

/** Unions of which some have ended, each with its heir. */
function ended(
  organisation: SwitchGround['readModel']['organisation'],
  heirs: ReadonlyMap<string, string>,
): SwitchGround['readModel']['organisation'] {
  return async (orgId) => {
    const [view, heir] = [await organisation(orgId), heirs.get(orgId)];
    return view && { ...view, ...(heir !== undefined && { state: 'CLOSED', heir }) };
  };
}

/** A lawful switch with one thing otherwise, and what. */
function forgeriesOf(
  { after, switched }: Case,
  writes: readonly LedgerWrite[],
): readonly (readonly [string, readonly LedgerWrite[]])[] {
  const { account, transfer } = SAMPLE_RECORDS;
  const stranger = idOf('identity', 'another member');
  const accounts: readonly Partial<AccountRecord>[] = [
    ...([{ v: 7 }, { state: 'EXPELLED', was: 'ACTIVE' }, { state: 'VOIDED' }, { state: 'ACTIVE' }] as const),
    ...[
      { province: '11' },
      { org: idOf('organisation', 'third') },
      { joined: '1990-01-01' },
      { since: '2026-11-01' },
      { here: '2026-11-01' },
    ],
    ...[{ loa: 3 }, { tag: `${'Z'.repeat(21)}A` }, { root: `${'Z'.repeat(42)}A` }, { why: 'other' }],
    { hosted: { kind: 'secondment', org: NEW, on: '2026-11-02', until: '2027-01-01' } },
  ] as const;
  const transfers = [
    ...(['RETURNED', 'COMPLETED', 'CANCELLED'] as const)
      .filter((one) => one !== switched.status)
      .map((status) => ({ status })),
    ...(['undoUntil', 'appealUntil', 'tag', 'root'] as const).map((name) => ({ [name]: undefined })),
    ...[{ undoUntil: '2099-01-01T00:00:00.000Z' }, { v: 9 }, { way: 'code' }, { to: OLD }],
  ];
  const foreign = Object.entries(SAMPLE_RECORDS).filter(
    ([type]) => type !== 'seen' && type !== 'account' && type !== 'transfer',
  );
  return [
    ...accounts.map(
      (change) => [toText(change), writes.with(0, writeOf(account.key, { ...after, ...change }))] as const,
    ),
    ...transfers.map(
      (change) =>
        [toText(change), writes.with(1, writeOf(transfer.key, { ...switched, ...change }))] as const,
    ),
    ...writes.slice(0, 4).map(({ key }, at) => [`without ${key}`, writes.toSpliced(at, 1)] as const),
    ...foreign
      .filter(([, { key }]) => writes.every((write) => write.key !== key))
      .map(
        ([type, { key, record }]) =>
          [
            `with ${type}`,
            [...writes, writeOf(key, JSON.stringify(record), LEDGER[type as LedgerType].chaincodes[0])],
          ] as const,
      ),
    ...[OLD, NEW].flatMap((org) =>
      [undefined, 1, -1, 99].map(
        (count) =>
          [
            `another's index ${count}`,
            [...writes, writeOf(ledgerKey.membership(org, stranger), count)],
          ] as const,
      ),
    ),
    ...[2, 3].map((at) => [`99 in ${at}`, writes.with(at, { ...writes[at]!, value: '99' })] as const),
    ['a decision that is forgotten', writes.with(4, { ...writes[4]!, value: undefined })],
  ];
}

function toText(change: object): string {
  return JSON.stringify(change, (_, value: unknown) => value ?? 'missing');
}
