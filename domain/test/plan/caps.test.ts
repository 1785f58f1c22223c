// SPDX-License-Identifier: Apache-2.0
import { refusalOf } from '#src/errors/index.js';
import type { GrantedRecord } from '#src/ledger/index.js';
import { itemOf, nearWindows, planRow } from '#src/plan/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { FILE, grantRow, ROW, type Grounds } from '../support/plan.js';

const MOST = Number.MAX_SAFE_INTEGER;
const FILED = { file: 'file' };
const granted = (change: Partial<GrantedRecord> = {}): GrantedRecord => ({
  ...{ n: 1, fen: 600, last: '2026-02-01', plan: 'before', ...change },
});
/** What was granted by name. */
const by = (known: Readonly<Record<string, GrantedRecord>>) => (name: string) => known[name];

describe('an item of a plan', () => {
  it('is granted to an account that there is, by the root that was signed', () => {
    expect(grantRow().item).to.deep.equal({ id: 'p', fen: 400 });
    expectCode(() => grantRow({ member: null }), 'ACCOUNT_UNKNOWN');
    expectCode(() => grantRow({ member: { root: 'another' } }), 'STALE_SUBJECT');
  });

  it('keeps what its row says but where the account is, and which version its file had', () => {
    expect(itemOf(ROW)).to.deep.equal({ id: 'p', fen: 400 });
    const terms = {
      ...{
        file: 'file',
        for: 'tag c',
        goods: { quantity: 2, unitFen: 200 },
        voucher: 'V-1',
        account: 'account',
      },
    };
    expect(itemOf({ ...ROW, ...terms }, { v: 3 })).to.deep.equal({
      id: 'p',
      fen: 400,
      ...terms,
      fileVersion: 3,
    });
    expect(itemOf({ ...ROW, ...FILED })).to.deep.equal({ id: 'p', fen: 400, ...FILED });
    expect(itemOf(ROW, { v: 3 }), 'of no file').to.deep.equal({ id: 'p', fen: 400 });
    const row = { identityId: SAMPLE.identityId, place: '', root: SAMPLE.digest };
    expect([0, 1].map((fen) => planRow.safeParse({ ...row, fen }).success)).to.deep.equal([false, true]);
  });

  it('is nobody’s own who signs, nor the own household’s', () => {
    for (const signer of ['p', 'q', 'gone'])
      for (const place of ['home', 'file'] as const) {
        const household = {
          ...FILE,
          members: [...FILE.members, { tag: 'tag q', id: 'q', in: 1 }],
          left: [{ tag: 'tag gone', id: 'gone', in: 1, out: 2 }],
        };
        const row = place === 'file' ? FILED : {};
        expectCode(() => grantRow({ [place]: household, signers: [signer] }, row), 'OWN_ACCOUNT');
        expect(grantRow({ [place]: household, signers: ['tag c'] }, row).item.id).to.equal('p');
      }
  });

  it('is no more than its programme grants at once, and in the window', () => {
    expect(grantRow({}, { fen: 1000 }).item.fen).to.equal(1000);
    const over = (ground: Grounds, fen: number): unknown =>
      expectCode(() => grantRow(ground, { fen }), 'CAP_EXCEEDED').details;
    expect(over({}, 1001)).to.deep.equal({ cap: 1000 });
    const before = {
      ...({ plan: { class: 'medical' }, programme: { windowFen: 1500 } } as const),
      granted: by({ p: granted() }),
    };
    expect(grantRow(before, { fen: 900 }).granted.get('p')?.fen).to.equal(1500);
    expect(over(before, 901)).to.deep.equal({ cap: 1500 });
  });

  it('is no more than its programme grants a household', () => {
    const household = (fen: number) => ({
      ...({ plan: { class: 'medical' }, programme: { householdFen: 1000 } } as const),
      ...{ file: FILE, granted: by({ 'tag c': granted({ fen }) }) },
    });
    expect(grantRow(household(600), FILED).item.fen).to.equal(400);
    const { details } = expectCode(() => grantRow(household(601), FILED), 'CAP_EXCEEDED');
    expect(details).to.deep.equal({ cap: 1000 });
    expect(grantRow({ programme: { householdFen: 1 } }).item.fen, 'without a file').to.equal(400);
  });

  it('counts for a household what its file was granted, and by another account of somebody’s once', () => {
    const cap = { plan: { class: 'medical' }, programme: { householdFen: 1000 } } as const;
    const isTooMuch = (known: Readonly<Record<string, number>>, ground: Grounds, row = {}): boolean => {
      const sums = Object.entries(known).map(([name, fen]) => [name, granted({ fen })]);
      const look = by(Object.fromEntries(sums) as Readonly<Record<string, GrantedRecord>>);
      return refusalOf(() => grantRow({ ...cap, ...ground, granted: look }, row))?.code === 'CAP_EXCEEDED';
    };
    expect(isTooMuch({ file: 600 }, { file: FILE }, FILED)).to.equal(false);
    expect(isTooMuch({ file: 601 }, { file: FILE }, FILED), 'by whoever has left').to.equal(true);
    expect(isTooMuch({ file: 601 }, { standing: FILE }), 'a file that does not count yet').to.equal(false);
    expect(isTooMuch({ 'tag c': 601 }, { standing: FILE })).to.equal(true);
    // Both are the same person: one name is written in the file, the other is not.
    const twice = { file: FILE, also: (name: string) => (name === 'tag c' ? ['former', 'tag d'] : []) };
    expect(isTooMuch({ 'tag c': 300, former: 300 }, twice, FILED)).to.equal(false);
    expect(isTooMuch({ 'tag c': 300, former: 301 }, twice, FILED)).to.equal(true);
    expect(isTooMuch({ 'tag c': 250, 'tag d': 250 }, twice, FILED), 'counted once').to.equal(false);
  });

  it('stands under its file as long as its sum can be read', () => {
    const ground = (fen: number) => ({ file: FILE, granted: by({ file: granted({ fen }) }) });
    expect(grantRow(ground(MOST - 400), FILED).granted.get('file')).to.deep.equal({
      ...{ n: 2, fen: MOST, last: '2026-03-01', plan: 'now', before: ['before'] },
    });
    const { details } = expectCode(() => grantRow(ground(MOST - 399), FILED), 'CAP_EXCEEDED');
    expect(details).to.deep.equal({ cap: MOST });
    const often = (count: number) => ({
      file: FILE,
      granted: by({ file: granted({ before: Array.from({ length: count }, (_, at) => `b${String(at)}`) }) }),
    });
    expect(grantRow(often(63), FILED).granted.get('file')?.before).to.have.lengthOf(64);
    expectCode(() => grantRow(often(64), FILED), 'ALREADY_GRANTED');
  });

  it('is goods where the programme grants goods, worth what is said', () => {
    const goods = { quantity: 2, unitFen: 200 };
    const programme = { goods: true } as const;
    expect(grantRow({ programme }, { goods }).item.goods).to.deep.equal(goods);
    expectCode(() => grantRow({ programme }), 'GOODS_KIND');
    expectCode(() => grantRow({}, { goods }), 'GOODS_KIND');
    for (const other of [{ quantity: 3 }, { unitFen: 201 }])
      expectCode(() => grantRow({ programme }, { goods: { ...goods, ...other } }), 'GOODS_SUM');
  });

  it('has a number of a voucher that is no other item’s', () => {
    const isBooked = (voucher: string) => voucher !== 'V-1';
    expect(grantRow({ isBooked }, { voucher: 'V-1' }).item.voucher).to.equal('V-1');
    expectCode(() => grantRow({ isBooked }, { voucher: 'V-2' }), 'VOUCHER_TAKEN');
    expect(grantRow({ isBooked: () => true }).item.id, 'without one').to.equal('p');
  });

  it('is once a household’s also where the household’s file does not count yet', () => {
    const beside = (known: Readonly<Record<string, GrantedRecord>>) =>
      grantRow({ plan: { class: 'living' }, standing: FILE, granted: by(known) });
    expect([...beside({}).granted.keys()]).to.deep.equal(['p']);
    for (const name of ['tag p', 'tag c', 'former d'])
      expectCode(() => beside({ [name]: granted() }), 'ALREADY_GRANTED');
  });

  it('is as often as its class allows, and of one plan once', () => {
    const times = (n: number) =>
      grantRow({ plan: { class: 'medical' }, granted: by({ p: granted({ n, fen: 1 }) }) });
    expect(times(3).granted.get('p')?.n).to.equal(4);
    expectCode(() => times(4), 'ALREADY_GRANTED');
    expectCode(() => grantRow({ granted: by({ p: granted({ plan: 'now' }) }) }), 'DUPLICATE_IN_FILE');
  });

  it('keeps the newest day, whichever plan is granted first', () => {
    const last = (day: string) =>
      grantRow({ plan: { class: 'medical' }, granted: by({ p: granted({ last: day }) }) }).granted.get('p')
        ?.last;
    expect(last('2026-02-28')).to.equal('2026-03-01');
    expect(last('2026-03-02')).to.equal('2026-03-02');
  });

  it('is so many days after the one before, in its window or beside it', () => {
    const again = (last: string, place: 'granted' | 'near') =>
      grantRow({
        ...({ plan: { class: 'medical' }, programme: { apart: 28 } } as const),
        ...(place === 'granted'
          ? { granted: by({ p: granted({ last }) }) }
          : { near: (name: string) => (name === 'p' ? [granted({ last })] : []) }),
      });
    for (const place of ['granted', 'near'] as const) {
      expect(again('2026-02-01', place).item.id).to.equal('p');
      const { details } = expectCode(() => again('2026-02-02', place), 'GRANT_TOO_SOON');
      expect(details).to.deep.equal({ apart: 28 });
    }
  });

  it('is looked at beside its window as far as the programme’s days go', () => {
    const near = (on: string, rules: Parameters<typeof nearWindows>[1]) =>
      nearWindows({ class: 'winter', on }, rules);
    for (const apart of [undefined, 1])
      for (const on of ['2026-01-01', '2026-12-31'])
        expect(near(on, apart === undefined ? {} : { apart }), on).to.deep.equal([]);
    expect(near('2026-01-01', { apart: 2 })).to.deep.equal(['2025']);
    expect(near('2026-01-02', { apart: 2 })).to.deep.equal([]);
    expect(near('2026-07-01', { apart: 9999 }), 'no more than 366').to.deep.equal(['2025', '2027']);
    expect(near('2026-07-01', { files: { level: 'provincial', late: 30 } })).to.deep.equal(['2025', '2027']);
    expect(near('2026-07-01', { files: { level: 'provincial' } })).to.deep.equal([]);
  });
});

describe('an emergency', () => {
  const grantOn = (last: string) =>
    grantRow({
      ...{ programme: { files: { level: 'provincial', late: 30 } } },
      near: () => [granted({ last })],
    }).item.id;

  it('is granted without a file once in 366 days, whichever comes first', () => {
    expect(grantOn('2025-02-28')).to.equal('p');
    expectCode(() => grantOn('2025-03-01'), 'HARDSHIP_REQUIRED');
    expect(grantOn('2027-03-02')).to.equal('p');
    expectCode(() => grantOn('2027-03-01'), 'HARDSHIP_REQUIRED');
  });
});
