// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type {
  AccountRecord,
  Closing,
  OrganisationProfileRecord,
  OrganisationRecord,
} from '#src/ledger/index.js';
import {
  assertDay,
  assertDistinctEmployers,
  assertOpen,
  assertStep,
  beginClosing,
  closeOrganisation,
  inheritedAccount,
  moveOrganisation,
  ORGANISATION_ACTIONS,
  ORGANISATION_PROCESS,
  registerOrganisation,
  reviseOrganisation,
  type OrganisationEntry,
  type OrganisationStep,
} from '#src/organisation/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';

const [ORG, HEIR, PARENT] = [idOf('organisation'), idOf('organisation', 2), idOf('organisation', 3)];
const UNION: OrganisationRecord = {
  ...{ version: 3, state: 'ACTIVE', province: '51', parent: PARENT, level: 5, foundedOn: '2015-05-01' },
};
const ABOVE: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '51', parent: '', level: 3 };
const closing: Closing = { ground: 'merged', heir: HEIR, on: '2026-03-02', evidence: SAMPLE.digest };
const CLOSING: OrganisationRecord = { ...UNION, state: 'CLOSING', closing };
const TODAY = '2026-03-02';

describe('the process of a union', () => {
  it('allows this, by these articles, and refuses all else', () => {
    const cells = Object.entries(ORGANISATION_PROCESS).map(([state, steps]) => {
      const allowed = Object.entries<OrganisationStep>(steps);
      return [
        state,
        ...allowed.map(([action, { to, articles }]) => `${action} → ${to} ${articles.join()}`),
      ].join(' | ');
    });
    expect(cells).to.deep.equal([
      'ACTIVE | revise → ACTIVE 12 | move → ACTIVE 12 | beginClosing → CLOSING 13',
      'CLOSING | fold → CLOSING 13 | close → CLOSED 13',
      'CLOSED',
    ]);
    for (const action of ORGANISATION_ACTIONS) {
      const closed = { orgId: ORG, organisation: { ...UNION, state: 'CLOSED' as const } };
      const { details } = expectCode(() => assertStep(action, closed), 'ORGANISATION_STEP');
      expect(details).to.deep.equal({ orgId: ORG, action, state: 'CLOSED' });
      const none = expectCode(
        () => assertStep(action, { orgId: ORG, organisation: undefined }),
        'ORGANISATION_UNKNOWN',
      );
      expect(none.details).to.deep.equal({ orgId: ORG });
    }
  });

  it('takes somebody while it is open, and tells of one that ends who has its members', () => {
    expect(assertOpen(UNION, ORG)).to.equal(UNION);
    expect(expectCode(() => assertOpen(CLOSING, ORG), 'ORGANISATION_CLOSED').details).to.deep.equal({
      ...{ orgId: ORG, heir: HEIR },
    });
    const closed = expectCode(() => assertOpen({ ...UNION, state: 'CLOSED' }, ORG), 'ORGANISATION_CLOSED');
    expect(closed.details).to.deep.equal({ orgId: ORG });
    expect(expectCode(() => assertOpen(undefined, ORG), 'ORGANISATION_UNKNOWN').details).to.deep.equal({
      orgId: ORG,
    });
  });
});

describe('a union that ends', () => {
  const begin = (change: Partial<typeof closing> = {}, ground: object = {}): OrganisationRecord =>
    beginClosing(
      { orgId: ORG, ...closing, ...change },
      { organisation: UNION, heir: UNION, heirStands: 'beside', today: TODAY, ...ground },
    );

  it('has an heir at work in its province: of a merger not below it, of a dissolution above it', () => {
    expect(begin()).to.deep.equal({ ...UNION, version: 4, state: 'CLOSING', closing });
    expect(begin({}, { heirStands: 'above' }).state).to.equal('CLOSING');
    expect(begin({ ground: 'dissolved' }, { heirStands: 'above' }).closing?.ground).to.equal('dissolved');
    const refused = (ground: Closing['ground'], at: object): void => {
      const { details } = expectCode(() => begin({ ground }, at), 'HEIR_INVALID');
      expect(details).to.deep.equal({ heir: HEIR, ground });
    };
    refused('merged', { heirStands: 'below' });
    for (const heirStands of ['below', 'beside']) refused('dissolved', { heirStands });
    refused('merged', { heir: { ...UNION, province: '34' } });
    expectCode(() => begin({}, { heir: CLOSING }), 'ORGANISATION_CLOSED');
    expectCode(() => begin({}, { organisation: CLOSING }), 'ORGANISATION_STEP');
  });

  it('ends from a day between its founding and today', () => {
    expect(begin({ on: '2015-05-01' }).closing?.on).to.equal('2015-05-01');
    const early = expectCode(() => begin({ on: '2015-04-30' }), 'DATES_INVALID');
    expect(early.details).to.deep.equal({ field: 'on', since: '2015-05-01' });
    const late = expectCode(() => begin({ on: '2026-03-03' }), 'DATES_INVALID');
    expect(late.details).to.deep.equal({ field: 'on' });
    const old = expectCode(() => {
      assertDay('on', '1919-12-31', TODAY);
    }, 'DATE_TOO_EARLY');
    expect(old.details).to.deep.equal({ field: 'on', earliest: '1920-01-01' });
    assertDay('on', '1920-01-01', TODAY);
  });

  it('is closed once it has neither members nor unions, and is its heir’s from then', () => {
    const at = { organisation: CLOSING, hasMembers: false, hasUnions: false, heir: HEIR };
    expect(closeOrganisation({ orgId: ORG }, at)).to.deep.equal({
      ...CLOSING,
      version: 4,
      state: 'CLOSED',
      parent: HEIR,
    });
    for (const [change, code] of [
      [{ hasMembers: true }, 'ORGANISATION_NOT_EMPTY'],
      [{ hasUnions: true }, 'ORGANISATION_HAS_UNIONS'],
    ] as const)
      expect(
        expectCode(() => closeOrganisation({ orgId: ORG }, { ...at, ...change }), code).details,
      ).to.deep.equal({
        orgId: ORG,
      });
    expectCode(() => closeOrganisation({ orgId: ORG }, { ...at, organisation: UNION }), 'ORGANISATION_STEP');
  });

  it('leaves its members to the heir; whose union was dissolved keeps the membership only', () => {
    const member: AccountRecord = {
      ...{ v: 2, state: 'ACTIVE', province: '51', org: ORG, joined: '2020-01-01', since: '2020-01-01' },
      ...{ loa: 1, tag: SAMPLE.tag, root: SAMPLE.digest },
      hosted: { org: PARENT, kind: 'dispatch', on: '2026-01-01', until: '2026-12-31' },
    };
    const { hosted, ...plain } = member;
    expect(hosted).to.be.an('object');
    const carried = { ...plain, v: 3, org: HEIR, since: '2026-03-02', here: '2026-03-02' };
    expect(inheritedAccount(member, closing)).to.deep.equal(carried);
    const dissolved = { ...closing, ground: 'dissolved' } as const;
    const kept = { state: 'RETAINED', why: 'employerEnded' };
    expect(inheritedAccount(member, dissolved)).to.deep.equal({ ...carried, ...kept });
    for (const state of ['RETAINED', 'WITHDRAWN'] as const)
      expect(inheritedAccount({ ...plain, state }, dissolved)).to.deep.equal({ ...carried, state });
    expect(inheritedAccount({ ...plain, since: '2025-01-01' }, closing)).to.include({ held: '2025-01-01' });
    // Who came after the day from which it ends.
    expect(inheritedAccount({ ...plain, since: '2026-03-03' }, closing).since).to.equal('2026-03-03');
  });
});

describe('a union under another', () => {
  const move = (change: object = {}, ground: object = {}): OrganisationRecord =>
    moveOrganisation(
      { orgId: ORG, parent: HEIR, evidence: SAMPLE.digest, ...change },
      { organisation: UNION, parent: ABOVE, ...ground },
    );
  const details = (work: () => unknown, code: Parameters<typeof expectCode>[1]): object =>
    expectCode(work, code).details;

  it('comes under one of a higher level in its province, which it is not under yet', () => {
    expect(move()).to.deep.equal({ ...UNION, version: 4, parent: HEIR });
    expect(details(() => move({ parent: PARENT }), 'PARENT_UNCHANGED')).to.deep.equal({ parent: PARENT });
    const foreign = details(() => move({}, { parent: { ...ABOVE, province: '34' } }), 'PROVINCE_FOREIGN');
    expect(foreign).to.deep.equal({ province: '34' });
    for (const level of [5, 6]) {
      const low = details(() => move({}, { parent: { ...ABOVE, level } }), 'PARENT_INVALID');
      expect(low).to.deep.equal({ parentLevel: level, level: 5 });
    }
    expect(move({}, { parent: { ...ABOVE, level: 4 } }).parent).to.equal(HEIR);
  });

  it('is registered under a higher one, and tells who holds its credit code', () => {
    const entry: OrganisationEntry = {
      ...{ orgId: ORG, parent: HEIR, name: '示范工会', creditCode: '', level: 3, kind: '01' },
      ...{ foundedOn: TODAY, employers: [], contactRoot: '' },
    };
    const ground = { existing: undefined, parent: ABOVE, creditCodeHolder: undefined, today: TODAY };
    const low = details(() => registerOrganisation(entry, ground), 'PARENT_INVALID');
    expect(low).to.deep.equal({ parentLevel: 3, level: 3 });
    const taken = { ...ground, creditCodeHolder: PARENT };
    expect(
      details(() => registerOrganisation({ ...entry, level: 5 }, taken), 'CREDIT_CODE_TAKEN'),
    ).to.deep.equal({
      orgId: PARENT,
    });
  });

  it('is revised in what was said, with each employer once and no stranger let go', () => {
    const profile: OrganisationProfileRecord = {
      ...{ version: 2, name: '旧名', creditCode: '', kind: '01', foundedOn: '2015-05-01', contactRoot: '' },
    };
    const CREDIT_CODE = '91510000MA0000001F';
    const description = {
      name: '某厂',
      nature: '',
      economicType: '110',
      industry: '',
      district: '',
      headcount: 1,
    };
    const covered = new Map([[CREDIT_CODE, description]]);
    const revise = (change: object, at: object = {}): OrganisationProfileRecord =>
      reviseOrganisation({ orgId: ORG, ...change }, { organisation: UNION, profile, covered, ...at }).profile;
    expect(revise({ name: '新名', release: [CREDIT_CODE] })).to.deep.equal({
      ...profile,
      version: 3,
      name: '新名',
    });
    const strangers = ['91510100MA00000019'];
    expect(details(() => revise({ release: strangers }), 'EMPLOYER_NOT_COVERED')).to.deep.equal({
      creditCodes: strangers,
    });
    expect(details(() => revise({}, { profile: undefined }), 'ORGANISATION_UNKNOWN')).to.deep.equal({
      orgId: ORG,
    });
    expectCode(() => revise({ kind: 'zz' }), 'VALUE_NOT_ALLOWED');
    const same = { name: '旧名', cover: [{ creditCode: CREDIT_CODE, ...description }] };
    expect(details(() => revise(same), 'ORGANISATION_UNCHANGED')).to.deep.equal({ orgId: ORG });
    expect(revise({ ...same, address: '某路' })).to.include({ version: 3, address: '某路' });
    expectCode(() => revise({}, { organisation: CLOSING }), 'ORGANISATION_CLOSED');
    const twice = [{ creditCode: 'a' }, { creditCode: 'a' }];
    const repeated = details(() => {
      assertDistinctEmployers(twice);
    }, 'INVALID_REQUEST');
    expect(repeated).to.deep.equal({ reason: 'repeated employer' });
    expectCode(() => revise({ release: [CREDIT_CODE, CREDIT_CODE] }), 'INVALID_REQUEST');
  });
});
