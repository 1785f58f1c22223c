// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { OrganisationRecord, ProgrammeRecord } from '#src/ledger/index.js';
import {
  bandOf,
  endProgramme,
  MOST_APART,
  publishProgramme,
  type PublishPayload,
  windowOf,
  windowsNear,
} from '#src/programme/index.js';
import { publishPresentation } from '#src/programme/publish.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

type PublishRules = Omit<PublishPayload, 'programmeId'>;

const ORG = { state: 'ACTIVE', province: '51' } as OrganisationRecord;
const RULES: PublishRules = {
  ...{
    org: SAMPLE.orgId,
    class: 'winter',
    document: SAMPLE.digest,
    from: '2026-01-01',
    until: '2026-12-31',
  },
  ...{
    itemFen: 100,
    windowFen: 100,
    publicDays: 7,
    bands: [
      { fen: 1_000, approvers: 1 },
      { fen: 5_000, approvers: 2 },
    ],
  },
};
const publish = (change: Partial<PublishRules> = {}, existing?: ProgrammeRecord) =>
  publishProgramme({ ...RULES, ...change }, { org: ORG, existing });

describe('a programme', () => {
  it('has versions, until it is ended', () => {
    const first = publish();
    expect(first).to.deep.equal({ v: 1, state: 'OPEN', province: '51', ...RULES });
    const next = publish({ itemFen: 50 }, first);
    expect(next).to.deep.equal({ ...first, v: 2, itemFen: 50 });
    const ended = endProgramme(next);
    expect(ended).to.deep.equal({ ...next, v: 3, state: 'ENDED' });
    expectCode(() => publish({}, ended), 'PROGRAMME_ENDED');
    expectCode(() => endProgramme(ended), 'PROGRAMME_ENDED');
    expectCode(() => endProgramme(undefined), 'PROGRAMME_UNKNOWN');
  });

  it('stays its union’s and its class’s', () => {
    const first = publish();
    expectCode(() => publish({ org: SAMPLE.otherOrgId }, first), 'PROGRAMME_DIFFERS');
    expectCode(() => publish({ class: 'summer' }, first), 'PROGRAMME_DIFFERS');
    expectCode(
      () => publishProgramme(RULES, { org: undefined, existing: undefined }),
      'ORGANISATION_UNKNOWN',
    );
  });

  it('contradicts itself in nothing: days, caps, days apart, bands', () => {
    const fieldOf = (change: Parameters<typeof publish>[0]) =>
      expectCode(() => publish(change), 'PROGRAMME_DISORDERED').details.field;
    expect(fieldOf({ until: '2025-12-31' })).to.equal('until');
    expect(publish({ until: RULES.from }).until).to.equal(RULES.from);
    expect(fieldOf({ itemFen: 101 })).to.equal('windowFen');
    expect(fieldOf({ apart: MOST_APART + 1 })).to.equal('apart');
    expect(publish({ apart: MOST_APART }).apart).to.equal(366);
    const bands = (...some: ProgrammeRecord['bands']) => ({ bands: some.map((band) => ({ ...band })) });
    expect(fieldOf(bands({ fen: 9, approvers: 1 }, { fen: 9, approvers: 2 }))).to.equal('bands');
    expect(fieldOf(bands({ fen: 9, approvers: 2 }, { fen: 10, approvers: 1 }))).to.equal('bands');
    expect(fieldOf(bands({ fen: 9, approvers: 1, otherUnion: true }, { fen: 10, approvers: 2 }))).to.equal(
      'bands',
    );
    publish(bands({ fen: 9, approvers: 1, otherUnion: true }, { fen: 10, approvers: 1, otherUnion: true }));
    publish(bands({ fen: 9, approvers: 1 }, { fen: 10, approvers: 1, otherUnion: true }));
  });

  it('asks for the approvals of the first band that holds a sum, and of the last beyond all', () => {
    const approvers = (fen: number): number => bandOf(RULES, fen).approvers;
    expect([0, 1_000, 1_001, 5_000, 5_001].map(approvers)).to.deep.equal([1, 1, 2, 2, 2]);
    expectCode(() => bandOf({ bands: [] }, 1), 'RECORD_UNREADABLE');
  });

  it('counts in windows of the nation', () => {
    const days = ['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'];
    expect(days.map((day) => windowOf('winter', day))).to.deep.equal(Array(4).fill('2026'));
    expect(days.map((day) => windowOf('inclusive', day))).to.deep.equal([
      '2026Q1',
      '2026Q1',
      '2026Q2',
      '2026Q4',
    ]);
    expect(days.map((day) => windowOf('festival', day))).to.deep.equal([
      '2026-01',
      '2026-03',
      '2026-04',
      '2026-12',
    ]);
  });

  it('knows the windows beside a day’s own that are within so many days', () => {
    const near = (days: number, day = '2026-03-01') => windowsNear('festival', day, days);
    expect(near(0)).to.deep.equal([]);
    expect(near(1)).to.deep.equal(['2026-02']);
    expect(near(31)).to.deep.equal(['2026-01', '2026-02', '2026-04']);
    expect(near(59)).to.deep.equal(['2026-01', '2026-02', '2026-04']);
    expect(near(60)).to.deep.equal(['2025-12', '2026-01', '2026-02', '2026-04']);
    expect(windowsNear('winter', '2026-12-31', 1)).to.deep.equal(['2027']);
    expect(windowsNear('winter', '2026-06-30', 30)).to.deep.equal([]);
  });

  it('is named by its title, where it has one', () => {
    const payload = { ...RULES, programmeId: SAMPLE.programmeId };
    const plain = publishPresentation.words(payload);
    expect(plain.zh).to.contain(`${SAMPLE.programmeId}：`).and.contain('每笔不超过 1.00 元');
    expect(plain.en).to.contain(`${SAMPLE.programmeId} of`);
    const named = publishPresentation.words({ ...payload, title: '专项' });
    expect(named.zh).to.contain(`${SAMPLE.programmeId}「专项」`);
    expect(named.en).to.contain('“专项”');
  });
});
