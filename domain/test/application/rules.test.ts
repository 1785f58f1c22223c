// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  admit,
  APPLICATION_ACTIONS,
  APPLICATION_PROCESS,
  applicationAt,
  applicationRefusal,
  applicationStep,
  openApplication,
  readmit,
  refuseApplication,
  withdrawApplication,
  type ApplicationGround,
  type ApplicationStatus,
} from '#src/application/index.js';
import type { AccountRecord, ApplicationRecord, OrganisationRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';
import { idOf } from '../support/instructions.js';

const STATUSES = Object.keys(APPLICATION_PROCESS) as ApplicationStatus[];
const ORG = idOf('organisation');
const OTHER = idOf('organisation', 2);
// 2026-03-02 12:00 in China.
const NOW = Date.parse('2026-03-02T04:00:00.000Z');
const TODAY = '2026-03-02';
const NOBODYS: AccountRecord = {
  ...{ v: 3, state: 'WITHDRAWN', province: '51', org: OTHER, joined: '2020-01-01', since: '2026-01-10' },
  ...{ loa: 1, tag: SAMPLE.tag, root: SAMPLE.digest },
};
const UNION: OrganisationRecord = { version: 1, state: 'ACTIVE', province: '51', parent: OTHER, level: 5 };
// Asked on 2026-02-20 in China, where it is the 19th in UTC.
const ASKED: ApplicationRecord = {
  ...{ v: 1, status: 'APPLIED', province: '51', means: 'written', evidence: SAMPLE.digest },
  ...{ asked: '2026-02-19T16:00:00.000Z', due: '2026-03-06T16:00:00.000Z' },
  ...{ lapsesAt: '2026-04-20T16:00:00.000Z', since: NOBODYS.since, joined: NOBODYS.joined },
};
const ground = (
  account: Partial<AccountRecord> = {},
  application: ApplicationRecord | undefined = ASKED,
): ApplicationGround => ({
  ...{ account: { ...NOBODYS, ...account }, application, organisation: UNION, now: NOW, today: TODAY },
});
const said = { identityId: SAMPLE.identityId, place: '', org: ORG, evidence: SAMPLE.digest };
const opening = { ...said, means: 'oral' } as const;
const admission = { identityId: SAMPLE.identityId, place: '', org: ORG, on: TODAY };

describe('the process of an application', () => {
  it('allows this, by these articles, and refuses all else', () => {
    const cells = STATUSES.map((status) =>
      [
        status,
        ...APPLICATION_ACTIONS.map((action) => {
          const step = applicationStep(status, action);
          return step === undefined ? applicationRefusal(status) : `${step.to} ${step.articles.join()}`;
        }),
      ].join(' | '),
    );
    const ended = ['APPLIED 4,5', ...new Array<string>(4).fill('APPLICATION_ENDED')].join(' | ');
    expect(cells).to.deep.equal([
      'APPLIED | APPLICATION_OPEN | ADMITTED 5,6,7 | ADMITTED 5 | REFUSED 4,5 | WITHDRAWN 5',
      ...['ADMITTED', 'REFUSED', 'WITHDRAWN', 'OVERTAKEN', 'LAPSED'].map((status) => `${status} | ${ended}`),
    ]);
    expect(applicationStep(undefined, 'open')).to.include({ to: 'APPLIED' });
    expect(applicationRefusal(undefined)).to.equal('APPLICATION_UNKNOWN');
  });

  it('ends it by time, and by any membership since', () => {
    const at = (account: Partial<AccountRecord>, time: string): ApplicationStatus =>
      applicationAt(ASKED, { ...NOBODYS, ...account }, time);
    expect(at({}, '2026-04-20T15:59:59.999Z')).to.equal('APPLIED');
    expect(at({}, ASKED.lapsesAt)).to.equal('LAPSED');
    for (const change of [
      { state: 'ACTIVE' },
      { state: 'RETAINED' },
      { since: TODAY },
      { joined: TODAY },
      // Joined and left anew on the very days of the membership before.
      { nth: 2 },
    ] as const)
      expect(at(change, '2026-03-01T00:00:00.000Z'), JSON.stringify(change)).to.equal('OVERTAKEN');
    const second = { ...ASKED, nth: 2 };
    expect(applicationAt(second, { ...NOBODYS, nth: 2 }, '2026-03-01T00:00:00.000Z')).to.equal('APPLIED');
    expect(applicationAt(second, { ...NOBODYS, nth: 3 }, '2026-03-01T00:00:00.000Z')).to.equal('OVERTAKEN');
    expect(applicationAt({ ...ASKED, status: 'REFUSED' }, NOBODYS, '2099-01-01T00:00:00.000Z')).to.equal(
      'REFUSED',
    );
  });
});

describe('an application', () => {
  it('is opened with fifteen days for the union and sixty until it lapses', () => {
    const before: ApplicationRecord = { ...ASKED, v: 4, status: 'REFUSED', reason: 'incomplete' };
    const times = { asked: '2026-03-02T04:00:00.000Z', due: '2026-03-17T04:00:00.000Z' };
    const opened = {
      ...{ status: 'APPLIED', province: '51', means: 'oral', evidence: SAMPLE.digest, ...times },
      ...{ lapsesAt: '2026-05-01T04:00:00.000Z', since: NOBODYS.since, joined: NOBODYS.joined },
    };
    expect(openApplication(opening, { ...ground(), application: undefined })).to.deep.equal({
      v: 1,
      ...opened,
    });
    expect(openApplication(opening, ground({}, before))).to.deep.equal({ v: 5, ...opened });
    const { details } = expectCode(() => openApplication(opening, ground()), 'APPLICATION_OPEN');
    expect(details).to.deep.equal({ status: 'APPLIED' });
  });

  it('is for nobody’s member, in a union of the province that keeps the account', () => {
    for (const state of ['ACTIVE', 'RETAINED'] as const) {
      const { details } = expectCode(() => openApplication(opening, ground({ state })), 'MEMBER_EXISTS');
      expect(details).to.deep.equal({ province: '51' });
      expectCode(() => openApplication(opening, ground({ state, org: ORG })), 'MEMBER_UNCHANGED');
    }
    for (const state of ['DECEASED', 'VOIDED'] as const) {
      const { details } = expectCode(() => openApplication(opening, ground({ state })), 'MEMBERSHIP_ENDED');
      expect(details).to.deep.equal({ state });
    }
    const foreign = expectCode(
      () => openApplication(opening, ground({ province: '34' })),
      'PROVINCE_FOREIGN',
    );
    expect(foreign.details).to.deep.equal({ province: '34' });
    const closed = { ...ground(), organisation: { ...UNION, state: 'CLOSED' as const } };
    expectCode(() => openApplication(opening, closed), 'ORGANISATION_CLOSED');
    // What says no is for everybody: the union that has ended, the person who is a member meanwhile.
    expect(refuseApplication({ ...said, reason: 'notCovered' }, closed)).to.include({ status: 'REFUSED' });
    const overtaken = expectCode(
      () => withdrawApplication(said, ground({ state: 'ACTIVE' })),
      'APPLICATION_ENDED',
    );
    expect(overtaken.details).to.deep.equal({ status: 'OVERTAKEN' });
  });

  it('of whoever was expelled is opened by anybody, and approved by a readmission alone', () => {
    const expelled = { state: 'EXPELLED' } as const;
    expect(openApplication(opening, { ...ground(expelled), application: undefined })).to.include({ v: 1 });
    const admitted = expectCode(() => admit(admission, ground(expelled)), 'MEMBERSHIP_ENDED');
    expect(admitted.details).to.deep.equal({ state: 'EXPELLED' });
    const again = { ...admission, evidence: SAMPLE.digest };
    expect(readmit(again, ground(expelled)).account).to.include({ state: 'ACTIVE', org: ORG });
    const { details } = expectCode(() => readmit(again, ground()), 'MEMBERSHIP_STEP');
    expect(details).to.deep.equal({ action: 'readmit', state: 'WITHDRAWN' });
  });

  it('is approved between the day on which it was made, in China, and today', () => {
    const { application, account } = admit(admission, ground({ was: 'ACTIVE' }));
    expect(application).to.deep.equal({ ...ASKED, v: 2, status: 'ADMITTED' });
    expect(account, 'of the union before nothing stays').to.deep.equal({
      ...{ v: 4, state: 'ACTIVE', province: '51', org: ORG, joined: TODAY, since: TODAY },
      ...{ loa: 1, tag: SAMPLE.tag, root: SAMPLE.digest, nth: 2 },
    });
    expect(admit({ ...admission, on: '2026-02-20' }, ground()).account.joined).to.equal('2026-02-20');
    for (const on of ['2026-02-19', '2026-03-03']) {
      const { details } = expectCode(() => admit({ ...admission, on }, ground()), 'DATES_INVALID');
      expect(details).to.deep.equal({ field: 'on', since: '2026-02-20' });
    }
  });

  it('that nobody has made is neither approved, refused nor taken back', () => {
    const none = { ...ground(), application: undefined };
    for (const step of [
      () => admit(admission, none),
      () => refuseApplication({ ...said, reason: 'incomplete' }, none),
      () => withdrawApplication(said, none),
    ]) {
      const { details } = expectCode(step, 'APPLICATION_UNKNOWN');
      expect(details).to.deep.equal({ status: 'NONE' });
    }
    expect(refuseApplication({ ...said, reason: 'incomplete' }, ground())).to.deep.equal({
      ...{ ...ASKED, v: 2, status: 'REFUSED', reason: 'incomplete' },
    });
    expect(withdrawApplication(said, ground())).to.deep.equal({ ...ASKED, v: 2, status: 'WITHDRAWN' });
  });
});
