// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ErrorCode } from '#src/errors/index.js';
import type { AccountRecord, OrganisationRecord } from '#src/ledger/index.js';
import {
  assertRekeyed,
  enrolMember,
  identityIdFor,
  openAccount,
  type MemberEntry,
  type OpenAccountPayload,
  type PersonGround,
  type RekeyEntry,
  type RekeyGround,
} from '#src/person/index.js';
import { expectCode } from '../support/expect-code.js';

const ORG: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '51', parent: 'O1', level: 5 };
const FOUNDED = { ...ORG, foundedOn: '2015-05-01' };
const GROUND: PersonGround = { org: ORG, known: undefined, today: '2026-03-02', keyVersions: [1] };
const GROUND_OF_ID = { personKey: '1.k', root: 'r' };
const IDENTITY = { identityId: identityIdFor(GROUND_OF_ID), ...GROUND_OF_ID, nameTag: 't', org: 'O5' };
const ENTRY: MemberEntry = {
  ...IDENTITY,
  ...{ level: 0, state: 'ACTIVE', joined: '2020-05-04', since: '2021-01-01', change: '1', reason: '' },
};
const ACCOUNT: OpenAccountPayload = { ...IDENTITY, level: 1, on: '2025-10-01' };
const NONE: AccountRecord = {
  ...{
    v: 4,
    state: 'NONE',
    province: '51',
    org: 'O6',
    joined: '',
    since: '2025-10-01',
    loa: 2,
    tag: 'x',
    root: 'y',
  },
};

describe('opening an account', () => {
  const open = (payload: Partial<OpenAccountPayload>, ground: Partial<PersonGround> = {}): AccountRecord =>
    openAccount({ ...ACCOUNT, ...payload }, { ...GROUND, ...ground });

  it('makes an account without membership', () => {
    expect(open({})).to.deep.equal({
      ...{ v: 1, state: 'NONE', province: '51', org: 'O5', joined: '', since: '2025-10-01' },
      ...{ loa: 1, tag: 't', root: 'r' },
    });
  });

  it('is refused for who has one, for an identifier of its own choice, and for tomorrow', () => {
    expectCode(() => open({}, { known: { identityId: 'B', account: NONE } }), 'ACCOUNT_EXISTS');
    expectCode(() => open({ root: 's' }), 'IDENTITY_ID_UNBOUND');
    expectCode(() => open({ on: '2026-03-03' }), 'DATES_INVALID');
    expect(open({ on: '2026-03-02' }).since).to.equal('2026-03-02');
  });

  it('is refused for a day before the union was founded, or before there were any', () => {
    expectCode(() => open({ on: '2015-04-30' }, { org: FOUNDED }), 'JOINED_BEFORE_FOUNDING');
    expectCode(() => open({ on: '1900-01-00' }), 'DATE_TOO_EARLY');
    expect(open({ on: '2015-05-01' }, { org: FOUNDED }).since).to.equal('2015-05-01');
  });

  it('is refused where the union is unknown, closed or the national one', () => {
    expectCode(() => open({}, { org: undefined }), 'ORGANISATION_UNKNOWN');
    expectCode(() => open({}, { org: { ...ORG, state: 'CLOSED' } }), 'ORGANISATION_CLOSED');
    expectCode(() => open({}, { org: { ...ORG, province: '00' } }), 'PROVINCE_FOREIGN');
  });
});

describe('enrolling a person', () => {
  const enrol = (entry: Partial<MemberEntry>, ground: Partial<PersonGround> = {}): AccountRecord =>
    enrolMember({ ...ENTRY, ...entry }, { ...GROUND, ...ground });
  const known = (account: Partial<AccountRecord>, { identityId } = IDENTITY): Partial<PersonGround> => ({
    known: { identityId, account: { ...NONE, ...account } },
  });

  it('makes an account with membership, for the retired too', () => {
    expect(enrol({})).to.deep.equal({
      ...{ v: 1, state: 'ACTIVE', province: '51', org: 'O5', joined: '2020-05-04', since: '2021-01-01' },
      ...{ loa: 0, tag: 't', root: 'r' },
    });
    expect(enrol({ state: 'RETAINED', change: '3' }).state).to.equal('RETAINED');
  });

  it('adds membership to the account that the person has, and keeps the assurance reached', () => {
    expect(enrol({}, known({}))).to.include({ v: 5, state: 'ACTIVE', org: 'O5', loa: 2, tag: 't' });
    expect(enrol({ level: 1 }, known({ loa: 0 }))).to.include({ loa: 1 });
  });

  it('is refused for a member, with the province to turn to where it is one elsewhere', () => {
    for (const state of ['ACTIVE', 'RETAINED'] as const) {
      expectCode(() => enrol({}, known({ state, org: 'O5' })), 'MEMBER_UNCHANGED');
      const details = { province: '11' };
      expect(() => enrol({}, known({ state, ...details })))
        .to.throw()
        .that.deep.includes({ code: 'MEMBER_EXISTS', details });
    }
  });

  it('is refused to whoever has left for a day before that, which an older list says, and taken from then on', () => {
    const left = { ...NONE, state: 'WITHDRAWN', joined: '2020-05-04', since: '2025-10-01' } as const;
    const known = { identityId: IDENTITY.identityId, account: left };
    for (const [dates, field] of [
      [{ joined: '2020-05-04', since: '2020-05-04' }, 'since'],
      [{ joined: '2020-05-04', since: '2025-09-30', change: '2' }, 'since'],
      [{ joined: '2025-09-30', since: '2025-10-01' }, 'joined'],
    ] as const) {
      const { details } = expectCode(() => enrol({ ...dates }, { known }), 'DATES_INVALID');
      expect(details).to.deep.equal({ field, since: '2025-10-01' });
    }
    const again = { joined: '2025-10-01', since: '2025-10-01' };
    expect(enrol(again, { known })).to.include({ state: 'ACTIVE', nth: 2 });
    expect(enrol({ ...again, joined: '2020-05-04', change: '2' }, { known })).to.include({ state: 'ACTIVE' });
  });

  it('takes an account of another province, under the same name only', () => {
    const there = known({ province: '11', tag: 't' });
    expect(enrol({ nameTag: 't' }, there)).to.include({ v: 5, state: 'ACTIVE', province: '51', org: 'O5' });
    expectCode(() => enrol({ nameTag: 'another' }, there), 'NAME_DIFFERS');
  });

  it('is refused on another account than the own', () => {
    expectCode(() => enrol({}, known({}, { ...IDENTITY, identityId: 'B' })), 'ACCOUNT_EXISTS');
    expectCode(() => enrol({ personKey: '1.l' }), 'IDENTITY_ID_UNBOUND');
  });

  it('is refused for dates after today or out of order', () => {
    expectCode(() => enrol({ since: '2026-03-03' }), 'DATES_INVALID');
    expectCode(() => enrol({ since: '2020-05-03' }), 'DATES_INVALID');
    expect(enrol({ joined: '2026-03-02', since: '2026-03-02' }).since).to.equal('2026-03-02');
  });

  const bad: readonly (readonly [string, Partial<MemberEntry>, ErrorCode, string])[] = [
    ['a change of no list', { change: 'zzzz' }, 'VALUE_NOT_ALLOWED', 'change'],
    ['a change that every object has', { change: 'toString' }, 'VALUE_NOT_ALLOWED', 'change'],
    ['a change that ends a membership', { change: '6' }, 'VALUE_NOT_ALLOWED', 'change'],
    ['a state that the change does not lead to', { change: '3' }, 'VALUE_NOT_ALLOWED', 'state'],
    ['a reason that the change can not have', { reason: '6' }, 'CHANGE_CONTRADICTORY', 'reason'],
    ['a reason of no list', { change: '2', reason: 'zz' }, 'CHANGE_CONTRADICTORY', 'reason'],
    ['the first day of all', { joined: '0001-01-01' }, 'DATE_TOO_EARLY', 'joined'],
    ['the last day before there were unions', { joined: '1919-12-31' }, 'DATE_TOO_EARLY', 'joined'],
    ['a joining before the founding', { joined: '2015-04-30' }, 'JOINED_BEFORE_FOUNDING', 'joined'],
    [
      'a coming before the founding',
      { change: '2', joined: '2010-01-01', since: '2015-04-30' },
      'JOINED_BEFORE_FOUNDING',
      'since',
    ],
  ];
  for (const [what, entry, code, field] of bad)
    it(`is refused for ${what}`, () => {
      const refused = expectCode(() => enrol(entry, { org: FOUNDED }), code);
      expect(refused.details.field).to.equal(field);
    });

  it('takes who joined another union before this one was founded', () => {
    const former = { change: '2', joined: '2010-01-01', since: '2015-05-01' };
    expect(enrol(former, { org: FOUNDED })).to.include({ joined: '2010-01-01', since: '2015-05-01' });
    // Nobody told when.
    expect(enrol({ ...former, since: former.joined }, { org: FOUNDED }).joined).to.equal('2010-01-01');
    expect(enrol({ joined: '1920-01-01' }).joined).to.equal('1920-01-01');
  });

  it('is refused by the national organisation', () => {
    expectCode(() => enrol({}, { org: { ...ORG, province: '00' } }), 'PROVINCE_FOREIGN');
  });
});

describe('leading an account to the newer version of the matching key', () => {
  const entry = { identityId: 'A', personKey: '2.k', formerKey: '1.k' };
  const known = (identityId = 'A', org = 'O5') => ({ identityId, account: { ...NONE, org } });
  const rekey = (ground: Partial<RekeyGround> = {}, change: Partial<RekeyEntry> = {}): void => {
    const base = { org: 'O5', former: known(), newer: undefined, keyVersions: [1, 2] };
    assertRekeyed({ ...entry, ...change }, { ...base, ...ground });
  };

  it('is for the account that the older key leads to, also where the newer does already', () => {
    rekey();
    rekey({ newer: known() });
  });

  it('is refused of another account, or another union’s', () => {
    for (const former of [undefined, known('B'), known('A', 'O6')])
      expectCode(() => rekey({ former }), 'ACCOUNT_UNKNOWN');
  });

  it('is refused where the newer key leads to another account', () => {
    expectCode(() => rekey({ newer: known('B') }), 'ACCOUNT_EXISTS');
  });

  it('is refused but while two overlap, from the older to the newer', () => {
    for (const keyVersions of [[1], [2], [2, 3]])
      expectCode(() => rekey({ keyVersions }), 'KEY_VERSION_NOT_IN_FORCE');
    expectCode(() => rekey({}, { personKey: '1.k', formerKey: '2.k' }), 'FORMER_KEY_NEEDED');
    expectCode(() => rekey({}, { formerKey: '2.k' }), 'FORMER_KEY_NEEDED');
  });
});
