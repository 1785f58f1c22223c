// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { AccountRecord, OrganisationRecord } from '#src/ledger/index.js';
import {
  correctAccount,
  correctIdentity,
  CORRECTION_TYPES,
  correctionTypeOf,
  correctPayload,
  enrolMember,
  identityIdFor,
  openAccount,
  rebindAccount,
  type MemberEntry,
  type PersonGround,
} from '#src/person/index.js';
import { MEMBERSHIP_CHANGES } from '#src/person/assert-membership.js';
import { assertRekeyed } from '#src/person/rekey.js';
import { isHeld, MEMBERSHIP_RIGHTS, mayJoin } from '#src/person/rights.js';
import { parseWith } from '#src/schema/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';

const [TAG, OTHER_TAG] = [SAMPLE.tag, 'C'.repeat(22)];
const [OTHER_ROOT, OTHER_ID] = ['B'.repeat(43), idOf('identity', 9)];
const ORG = idOf('organisation');
const ACCOUNT: AccountRecord = {
  ...{ v: 4, state: 'ACTIVE', province: '51', org: ORG, joined: '2020-01-01', since: '2020-01-01', loa: 2 },
  ...{ tag: TAG, root: SAMPLE.digest },
};
const said = {
  ...{
    identityId: SAMPLE.identityId,
    place: '',
    root: OTHER_ROOT,
    reason: 'mistake' as const,
    evidence: SAMPLE.digest,
  },
} as const;
const details = (work: () => unknown, code: Parameters<typeof expectCode>[1]): object =>
  expectCode(work, code).details;

describe('a correction', () => {
  it('is of the strictest kind that its fields ask for', () => {
    expect(correctionTypeOf(['phone'])).to.equal('person.correct');
    for (const name of ['birthDate', 'name', 'sex'])
      expect(correctionTypeOf(['aaa', name, 'phone'])).to.equal('person.correctIdentity');
    for (const name of ['docNumber', 'docType'])
      expect(correctionTypeOf(['birthDate', name, 'name'])).to.equal('person.rebind');
    const order = (fields: readonly string[]): unknown =>
      parseWith(correctPayload, { ...said, root: SAMPLE.digest, fields });
    expect(order(['address', 'phone'])).to.be.an('object');
    for (const fields of [[], ['phone', 'address'], ['phone', 'phone']])
      expectCode(() => order(fields), 'INVALID_REQUEST');
    const many = Array.from(
      { length: 33 },
      (_, at) => `a${String.fromCharCode(65 + (at >> 3), 65 + (at & 7))}`,
    );
    expect(order(many.slice(1))).to.be.an('object');
    expectCode(() => order(many), 'INVALID_REQUEST');
    for (const name of ['a b', '1a', 'a1', 'a'.repeat(33)])
      expectCode(() => order([name]), 'INVALID_REQUEST');
    expect(CORRECTION_TYPES).to.deep.equal(['person.correct', 'person.correctIdentity', 'person.rebind']);
  });

  it('of what tells nobody apart is one person’s, and of nothing else', () => {
    const correct = (fields: readonly string[], account = ACCOUNT): AccountRecord =>
      correctAccount({ ...said, fields: [...fields] }, { account });
    expect(correct(['phone'])).to.deep.equal({ ...ACCOUNT, v: 5, root: OTHER_ROOT });
    expect(details(() => correct(['docType', 'name', 'phone']), 'CORRECTION_FIELDS')).to.deep.equal({
      fields: ['docType', 'name'],
    });
    expect(
      details(() => correct(['phone'], { ...ACCOUNT, state: 'VOIDED' }), 'MEMBERSHIP_STEP'),
    ).to.deep.equal({
      ...{ action: 'correct', state: 'VOIDED' },
    });
    expect(correct(['phone'], { ...ACCOUNT, state: 'DECEASED' }).v).to.equal(5);
  });

  it('of who somebody is takes such a field, another tag only by the name, and nobody who asks', () => {
    const correct = (fields: readonly string[], nameTag: string = TAG, isAsked = false): AccountRecord =>
      correctIdentity({ ...said, fields: [...fields], nameTag }, { account: ACCOUNT, isAsked });
    expect(correct(['name'], OTHER_TAG)).to.deep.equal({
      ...ACCOUNT,
      v: 5,
      root: OTHER_ROOT,
      tag: OTHER_TAG,
    });
    expect(correct(['birthDate', 'phone'])).to.deep.equal({ ...ACCOUNT, v: 5, root: OTHER_ROOT });
    expect(details(() => correct(['birthDate'], OTHER_TAG), 'CORRECTION_FIELDS')).to.deep.equal({
      fields: ['birthDate'],
    });
    expect(details(() => correct(['phone']), 'CORRECTION_FIELDS')).to.deep.equal({ fields: ['phone'] });
    expect(details(() => correct(['docNumber', 'name']), 'CORRECTION_FIELDS')).to.deep.equal({
      fields: ['docNumber'],
    });
    expectCode(() => correct(['name'], TAG, true), 'TRANSFER_OPEN');
  });

  it('of a document leads its keys to this account alone', () => {
    const payload = {
      ...said,
      fields: ['docNumber'],
      personKey: `1.${SAMPLE.digest}`,
      nameTag: OTHER_TAG,
      replaces: [],
    };
    const ground = { account: ACCOUNT, isAsked: false, keyVersions: [1], newer: [], former: [] };
    const rebind = (change: object = {}, fields = payload.fields): AccountRecord =>
      rebindAccount({ ...payload, fields }, { ...ground, ...change });
    const bound = { ...ACCOUNT, v: 5, root: OTHER_ROOT, tag: OTHER_TAG };
    expect(rebind()).to.deep.equal(bound);
    const own = SAMPLE.identityId;
    expect(rebind({ newer: [own], former: [own] })).to.deep.equal(bound);
    expectCode(() => rebind({ newer: [own, OTHER_ID] }), 'ACCOUNT_EXISTS');
    expectCode(() => rebind({ former: [own, OTHER_ID] }), 'ACCOUNT_UNKNOWN');
    expectCode(() => rebind({ isAsked: true }), 'TRANSFER_OPEN');
    expectCode(() => rebind({ keyVersions: [2] }), 'KEY_VERSION_NOT_IN_FORCE');
    expectCode(() => rebind({}, ['name']), 'CORRECTION_FIELDS');
  });
});

describe('who is enrolled', () => {
  const UNION: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 5 };
  const bound = { personKey: `1.${SAMPLE.digest}`, root: SAMPLE.digest };
  const identity = { identityId: identityIdFor(bound), ...bound, nameTag: TAG, org: ORG };
  const entry: MemberEntry = {
    ...{
      ...identity,
      level: 1,
      state: 'ACTIVE',
      joined: '2020-05-04',
      since: '2021-01-01',
      change: '1',
      reason: '',
    },
  };
  const ground = (known?: PersonGround['known']): PersonGround => ({
    ...{ org: UNION, known, today: '2026-03-02', keyVersions: [1] },
  });
  const known = (change: Partial<AccountRecord>, isFormer?: true): PersonGround['known'] => ({
    ...{ identityId: identity.identityId, account: { ...ACCOUNT, state: 'WITHDRAWN', ...change } },
    ...(isFormer !== undefined && { isFormer }),
  });

  it('is nobody whose membership can not begin again, and nobody by a document that was replaced', () => {
    for (const state of ['EXPELLED', 'DECEASED', 'VOIDED'] as const) {
      const ended = details(() => enrolMember(entry, ground(known({ state }))), 'MEMBERSHIP_ENDED');
      expect(ended).to.deep.equal({ state });
    }
    expectCode(() => enrolMember(entry, ground(known({}, true))), 'DOCUMENT_REPLACED');
    expect(enrolMember(entry, ground(known({ tag: OTHER_TAG }))), 'of the own province').to.deep.equal({
      ...{ v: 5, state: 'ACTIVE', province: '51', org: ORG, joined: '2020-05-04', since: '2021-01-01' },
      ...{ loa: 2, tag: TAG, root: SAMPLE.digest, nth: 2, here: '2021-01-01' },
    });
  });

  it('is by a change, with a reason of its own, that begins a membership', () => {
    const allowed = Object.entries(MEMBERSHIP_CHANGES).map(
      ([change, { to, reasons }]) => `${change} ${to} ${reasons.join('')}`,
    );
    expect(allowed).to.deep.equal([
      ...['1 ACTIVE 1', '2 ACTIVE 1234', '3 RETAINED 1234', '4 ENDED 1234', '5 ENDED 6', '6 ENDED 135'],
    ]);
    expect(
      details(() => enrolMember({ ...entry, joined: '2021-01-02' }, ground()), 'DATES_INVALID'),
    ).to.deep.equal({
      field: 'joined',
    });
    const first = { ...entry, joined: entry.since };
    expect(enrolMember(first, ground()).joined).to.equal(entry.since);
  });

  it('is under the keys in force', () => {
    const old = { ...ground(), keyVersions: [2] };
    const stray = details(() => enrolMember(entry, old), 'KEY_VERSION_NOT_IN_FORCE');
    expect(stray).to.deep.equal({ keyVersion: 1, inForce: ['2'] });
    const account = { ...identity, level: 1, on: '2026-03-02' } as const;
    expectCode(() => openAccount(account, old), 'KEY_VERSION_NOT_IN_FORCE');
    const both = { ...ground(), keyVersions: [1, 2] };
    const alone = { ...entry, personKey: `2.${SAMPLE.digest}` };
    expect(details(() => enrolMember(alone, both), 'FORMER_KEY_NEEDED')).to.deep.equal({ keyVersion: 1 });
    const early = { ...ground(), org: { ...UNION, foundedOn: '2026-03-03' } };
    expect(details(() => openAccount(account, early), 'JOINED_BEFORE_FOUNDING')).to.deep.equal({
      field: 'on',
    });
    const rekeyed = { identityId: identity.identityId, personKey: '2.k', formerKey: '1.k' };
    const base = { org: ORG, keyVersions: [1, 2] };
    const unknown = details(() => {
      assertRekeyed(rekeyed, { ...base, former: undefined, newer: undefined });
    }, 'ACCOUNT_UNKNOWN');
    expect(unknown).to.deep.equal({ identityId: identity.identityId });
    const taken = {
      ...base,
      former: { identityId: identity.identityId, account: ACCOUNT },
      newer: { identityId: OTHER_ID, account: ACCOUNT },
    };
    const exists = details(() => {
      assertRekeyed(rekeyed, taken);
    }, 'ACCOUNT_EXISTS');
    expect(exists).to.deep.equal({ identityId: identity.identityId });
  });

  it('has the rights of its state', () => {
    const rights = Object.entries(MEMBERSHIP_RIGHTS).map(
      ([state, { held, counted, votes, dues }]) =>
        `${state} ${[held && 'held', counted && 'counted', votes && 'votes', dues && 'dues'].filter(Boolean).join()}`,
    );
    expect(rights).to.deep.equal([
      ...['NONE ', 'ACTIVE held,counted,votes,dues', 'RETAINED held', 'WITHDRAWN ', 'EXPELLED ', 'DECEASED '],
      'VOIDED ',
    ]);
    const states = Object.keys(MEMBERSHIP_RIGHTS) as AccountRecord['state'][];
    expect(states.filter(isHeld)).to.deep.equal(['ACTIVE', 'RETAINED']);
    expect(states.filter(mayJoin)).to.deep.equal(['NONE', 'WITHDRAWN']);
  });
});
