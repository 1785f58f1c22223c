// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { canonicalJson } from '#src/encoding/index.js';
import {
  accountIn,
  accountsOf,
  ACCOUNTS_PER_PAGE,
  formatPlace,
  pageIdOf,
  accountPageOf,
  parsePlace,
  type AccountRecord,
  type IdentifiedAccount,
} from '#src/ledger/index.js';

const ACCOUNT: AccountRecord = {
  ...{ v: 1, state: 'ACTIVE', province: '51', org: 'O1', joined: '2020-05-04', since: '2020-05-04' },
  ...{ loa: 1, tag: 't'.repeat(22), root: 'r'.repeat(43) },
};
const newAccount = (index: number, change: Partial<AccountRecord> = {}): IdentifiedAccount => ({
  identityId: String(index).padStart(26, 'A'),
  account: { ...ACCOUNT, ...change },
});
const newAccounts = (count: number): IdentifiedAccount[] =>
  Array.from({ length: count }, (_, index) => newAccount(index));

describe('an account page', () => {
  it('gives back the accounts it was made of, each by its slot too', () => {
    const members = [
      newAccount(0),
      newAccount(1, { since: '2024-12-31' }),
      newAccount(2, { joined: '1999-01-01' }),
    ];
    const page = accountPageOf(members);
    expect(accountsOf(page)).to.deep.equal(members);
    expect(accountIn(page, 1)).to.deep.equal(members[1]);
    expect(accountIn(page, 3)).to.equal(undefined);
  });

  it('takes few bytes an account', () => {
    const bytes = canonicalJson(accountPageOf(newAccounts(ACCOUNTS_PER_PAGE))).length;
    expect(bytes / ACCOUNTS_PER_PAGE).to.be.below(110);
  });

  it('is made of new accounts of one union, state and assurance, one to sixteen', () => {
    const others = [{ v: 2 }, { org: 'O2' }, { state: 'RETAINED' }, { loa: 0 }, { province: '11' }] as const;
    for (const change of others)
      expect(() => accountPageOf([newAccount(0), newAccount(1, change)])).to.throw(RangeError);
    for (const count of [0, ACCOUNTS_PER_PAGE + 1])
      expect(() => accountPageOf(newAccounts(count))).to.throw(RangeError);
    expect(() => accountPageOf([newAccount(0, { joined: '', since: '' })])).to.throw(RangeError);
    expect(() => accountPageOf([newAccount(0, { tag: 'short' })])).to.throw(RangeError);
  });
});

describe('a page identifier', () => {
  const at = (time: number, transactionId = 'abcdef01'): string => pageIdOf({ time, transactionId }, 499);

  it('follows time in its order, for a thousand years', () => {
    const times = [0, Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 22) + 1, Date.UTC(3026, 10, 22)];
    const ids = times.map((time) => at(time));
    expect([...ids].sort()).to.deep.equal(ids);
    expect(new Set(ids.map(({ length }) => length))).to.deep.equal(new Set([16]));
  });

  it('is another one for each page of a transaction, and for each transaction of a moment', () => {
    const transaction = { time: 1, transactionId: 'abcdef01' };
    const ids = Array.from({ length: 500 }, (_, number) => pageIdOf(transaction, number));
    expect(new Set(ids).size).to.equal(500);
    expect(at(1, '0bcdef01')).to.not.equal(at(1));
  });

  it('makes a place with a slot, which no identityId is taken for', () => {
    const place = { pageId: at(1_700_000_000_000), slot: 15 };
    expect(parsePlace(formatPlace(place))).to.deep.equal(place);
    expect(parsePlace('7'.repeat(26))).to.equal(undefined);
  });
});
