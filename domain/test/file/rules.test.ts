// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  closeFile,
  contentDigest,
  countsOn,
  fileContent,
  membersAt,
  openFile,
  reviseFile,
  reviseInstruction,
  termOn,
  type OpenFilePayload,
  type ReviseFilePayload,
} from '#src/file/index.js';
import { revisePresentation } from '#src/file/revise.js';
import type { FileRecord, HouseholdRecord, OrganisationRecord } from '#src/ledger/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expectCode } from '../support/expect-code.js';

const TODAY = '2026-03-02';
const OTHER_DIGEST = 'A'.repeat(43);
const HEAD = { tag: 'tag-head', id: SAMPLE.identityId };
const CHILD = { tag: 'tag-child' };
const SPOUSE = { tag: 'tag-spouse', former: 'tag-spouse-before', id: 'spouse' };
/** Somebody who had been entered twice. */
const TWICE = { ...SPOUSE, id: 'spouse twice' };
const OPENING: OpenFilePayload = {
  ...{
    fileId: SAMPLE.fileId,
    org: SAMPLE.orgId,
    level: 'provincial',
    until: '2026-12-31',
    head: HEAD.id,
    place: '',
  },
  ...{ members: [HEAD, CHILD], content: SAMPLE.digest, evidence: SAMPLE.digest },
};
type Known = Readonly<Record<string, HouseholdRecord>>;
type Files = Readonly<Record<string, FileRecord>>;
const look = (known: Known = {}, files: Files = {}) => ({
  ...{ household: (name: string) => known[name], file: (id: string) => files[id], today: TODAY },
  alsoOf: (id: string) => (id === TWICE.id ? ['spouse before'] : undefined),
});
const open = (change: Partial<OpenFilePayload> = {}, ground: Partial<Parameters<typeof openFile>[1]> = {}) =>
  openFile(
    { ...OPENING, ...change },
    {
      ...{ ...look(), org: { state: 'ACTIVE', province: '51' } as OrganisationRecord, existing: undefined },
      ...{ head: { state: 'ACTIVE' }, isWithin: true, persons: ['filer'], ...ground },
    },
  );
const FILE = open().file;
const revise = (
  change: Partial<ReviseFilePayload>,
  {
    file = FILE,
    known = {},
    files = {},
    persons = ['filer'],
  }: { file?: FileRecord; known?: Known; files?: Files; persons?: readonly string[] } = {},
) =>
  reviseFile(
    { fileId: SAMPLE.fileId, content: SAMPLE.otherKeyedTag, evidence: SAMPLE.digest, ...change },
    { ...look(known, { ...files, [SAMPLE.fileId]: file }), persons },
  );
const fieldOf = (act: () => unknown): unknown => expectCode(act, 'DATES_INVALID').details.field;

describe('a hardship file', () => {
  it('know each of the household by the accounts that have ended, whoever is its head, as they open and change', () => {
    const also = ['spouse before'];
    const names = ['tag-spouse', 'tag-spouse-before', TWICE.id, 'spouse before'];
    const opened = open({ members: [HEAD, TWICE, CHILD] });
    expect(opened.file.members).to.deep.equal([
      { ...HEAD, in: 1 },
      { ...TWICE, also, in: 1 },
      { ...CHILD, in: 1 },
    ]);
    expect([...opened.households.keys()]).to.include.members(names);
    const revised = revise({ joins: [TWICE] });
    expect(revised.file.members[2]).to.deep.equal({ ...TWICE, also, in: 2 });
    expect([...revised.households.keys()]).to.deep.equal(names);
    const known = { 'spouse before': { file: 'other' } };
    const files = { other: FILE };
    expectCode(() => revise({ joins: [TWICE] }, { known, files }), 'HARDSHIP_ELSEWHERE');
    expectCode(() => open({ members: [HEAD, TWICE] }, look(known, files)), 'HARDSHIP_ELSEWHERE');
  });

  it('has its household, head first, each known by every name', () => {
    const { file, households } = open({ members: [HEAD, SPOUSE] });
    expect(file).to.deep.equal({
      ...{ v: 1, state: 'OPEN', province: '51', org: SAMPLE.orgId, level: 'provincial', filed: TODAY },
      ...{ from: TODAY, until: '2026-12-31', content: SAMPLE.digest, evidence: SAMPLE.digest },
      members: [
        { ...HEAD, in: 1 },
        { ...SPOUSE, in: 1 },
      ],
    });
    const names = [HEAD.tag, HEAD.id, SPOUSE.tag, SPOUSE.former, SPOUSE.id];
    expect([...households]).to.deep.equal(names.map((name) => [name, { file: SAMPLE.fileId }]));
  });

  it('is of a member of the union, filed by somebody else, once', () => {
    expectCode(() => open({}, { existing: FILE }), 'HARDSHIP_EXISTS');
    expectCode(() => open({}, { isWithin: false }), 'OUT_OF_SCOPE');
    expectCode(() => open({}, { org: undefined }), 'ORGANISATION_UNKNOWN');
    expect(open({}, { head: { state: 'RETAINED' } }).file.v).to.equal(1);
    const { details } = expectCode(() => open({}, { head: { state: 'WITHDRAWN' } }), 'NOT_ELIGIBLE');
    expect(details).to.deep.equal({ state: 'WITHDRAWN' });
    expectCode(() => open({ members: [CHILD, HEAD] }), 'HARDSHIP_MEMBER');
    expectCode(() => open({ members: [HEAD, CHILD, CHILD] }), 'HARDSHIP_MEMBER');
    expectCode(() => open({}, { persons: [HEAD.id] }), 'OWN_ACCOUNT');
    expect(open({}, { persons: [] }).file.v).to.equal(1);
  });

  it('counts from its filing or the day after it was shown, for 366 days at the most', () => {
    expect(open({ until: '2027-03-03' }).file.until).to.equal('2027-03-03');
    expect(fieldOf(() => open({ until: '2027-03-04' }))).to.equal('until');
    expect(fieldOf(() => open({ until: '2026-03-01' }))).to.equal('until');
    expect(open({ until: TODAY }).file.until).to.equal(TODAY);
    const publicity = { from: TODAY, until: '2026-03-31', notice: SAMPLE.digest };
    expect(open({ publicity }).file).to.deep.include({ from: '2026-04-01', publicity });
    expect(fieldOf(() => open({ publicity: { ...publicity, from: '2026-03-01' } }))).to.equal('from');
    expect(fieldOf(() => open({ publicity: { ...publicity, until: '2026-03-01' } }))).to.equal('until');
    expect(fieldOf(() => open({ publicity, until: '2026-03-31' }))).to.equal('until');
    expect(open({ publicity: { ...publicity, until: TODAY } }).file.from).to.equal('2026-03-03');
  });

  it('counts from its first day to its last, and not on that of its end', () => {
    const closed = { on: '2026-05-01', reason: 'recovered', evidence: SAMPLE.digest } as const;
    const days = ['2026-03-01', TODAY, '2026-04-30', '2026-05-01', '2026-12-31', '2027-01-01'];
    expect(days.map((day) => countsOn(FILE, day))).to.deep.equal([false, true, true, true, true, false]);
    expect(days.map((day) => countsOn({ ...FILE, closed }, day))).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('takes in nobody who stands in another that is valid, by any name, and remembers those of before', () => {
    for (const name of [SPOUSE.tag, SPOUSE.former, SPOUSE.id]) {
      const known = { [name]: { file: 'other' } };
      const joins = (other: FileRecord | undefined) =>
        revise({ joins: [SPOUSE] }, { known, files: other === undefined ? {} : { other } });
      expectCode(() => joins(FILE), 'HARDSHIP_ELSEWHERE');
      for (const ended of [
        { ...FILE, state: 'CLOSED' as const },
        { ...FILE, until: '2026-03-01' },
        undefined,
      ])
        expect(joins(ended).households.get(name)).to.deep.equal({ file: SAMPLE.fileId, was: ['other'] });
    }
    const known = { [SPOUSE.id]: { file: SAMPLE.fileId, was: ['a'] } };
    expect(revise({ joins: [SPOUSE] }, { known }).households.get(SPOUSE.id)).to.deep.equal({
      file: SAMPLE.fileId,
      was: ['a'],
    });
    expect(
      revise({ joins: [SPOUSE] }, { known: { [SPOUSE.id]: { was: ['a'] } } }).households.get(SPOUSE.id),
    ).to.deep.equal({ file: SAMPLE.fileId, was: ['a'] });
  });

  it('lets go whoever leaves but its head, by two persons, and knows who was of it when', () => {
    const { file, households } = revise(
      { leaves: [CHILD.tag], joins: [SPOUSE] },
      { known: { [CHILD.tag]: { file: SAMPLE.fileId, was: ['a', SAMPLE.fileId] } } },
    );
    expect(file).to.deep.equal({
      ...{ ...FILE, v: 2, content: SAMPLE.otherKeyedTag },
      ...{
        members: [
          { ...HEAD, in: 1 },
          { ...SPOUSE, in: 2 },
        ],
        left: [{ ...CHILD, in: 1, out: 2 }],
      },
    });
    expect(households.get(CHILD.tag)).to.deep.equal({ was: ['a', SAMPLE.fileId] });
    expect(membersAt(file, 1).map(({ tag }) => tag)).to.deep.equal([HEAD.tag, CHILD.tag]);
    expect(membersAt(file, 2).map(({ tag }) => tag)).to.deep.equal([HEAD.tag, SPOUSE.tag]);
    expectCode(() => revise({ leaves: [HEAD.tag] }), 'HARDSHIP_MEMBER');
    expectCode(() => revise({ leaves: ['nobody'] }), 'HARDSHIP_MEMBER');
    expectCode(() => revise({ leaves: [CHILD.tag, CHILD.tag] }), 'HARDSHIP_MEMBER');
    // Who comes may be known by the name of who goes.
    const again = revise({ leaves: [CHILD.tag], joins: [{ ...CHILD, id: 'grown' }] });
    expect(again.households.get(CHILD.tag)).to.deep.include({ file: SAMPLE.fileId });
    expectCode(() => revise({ joins: [CHILD] }), 'HARDSHIP_MEMBER');
    const needed = (payload: ReviseFilePayload) =>
      reviseInstruction.secondSignature?.needed(payload, `${TODAY}T00:00:00.000Z`);
    const said = { fileId: SAMPLE.fileId, content: SAMPLE.digest, evidence: SAMPLE.digest };
    expect([needed(said), needed({ ...said, leaves: [CHILD.tag] })]).to.deep.equal([false, true]);
  });

  it('is no more than can be read again', () => {
    const many = (count: number, out?: number) =>
      Array.from({ length: count }, (_, n) => ({
        tag: `m${String(n)}`,
        in: 1,
        ...(out !== undefined && { out }),
      }));
    const full = { ...FILE, members: [{ ...HEAD, in: 1 }, ...many(14)] };
    expect(revise({ joins: [SPOUSE] }, { file: full }).file.members).to.have.length(16);
    expectCode(() => revise({ joins: [SPOUSE, CHILD] }, { file: full }), 'HARDSHIP_MEMBER');
    const gone = (count: number) => ({ ...FILE, left: many(count, 2) as FileRecord['left'] }) as FileRecord;
    expect(revise({ leaves: [CHILD.tag] }, { file: gone(31) }).file.left).to.have.length(32);
    expectCode(() => revise({ leaves: [CHILD.tag] }, { file: gone(32) }), 'HARDSHIP_MEMBER');
  });

  it('keeps its publicity at its level, and has another by being shown again', () => {
    const publicity = { from: TODAY, until: '2026-03-08', notice: SAMPLE.digest };
    const shown = open({ publicity }).file;
    expect(revise({ until: '2026-11-30' }, { file: shown }).file).to.deep.include({
      publicity,
      until: '2026-11-30',
      from: '2026-03-09',
    });
    expect(revise({ level: 'provincial' }, { file: shown }).file.publicity).to.deep.equal(publicity);
    const wider = revise({ level: 'national' }, { file: shown }).file;
    expect(wider).to.deep.include({ level: 'national', from: '2026-03-09', until: '2026-12-31' });
    expect(wider).to.not.have.property('publicity');
    const anew = { ...publicity, until: '2026-03-20' };
    expect(revise({ level: 'national', publicity: anew }, { file: shown }).file).to.deep.include({
      publicity: anew,
      from: '2026-03-21',
      until: '2026-12-31',
    });
    expect(revise({ until: '2026-10-31', publicity: anew }, { file: shown }).file.until).to.equal(
      '2026-10-31',
    );
    expect(fieldOf(() => revise({ until: '2026-03-01' }))).to.equal('until');
  });

  it('counts as it stood until what it says now has been shown', () => {
    const first = { from: '2026-01-02', until: '2026-01-08', notice: SAMPLE.digest };
    const known: FileRecord = { ...FILE, from: '2026-01-09', until: '2026-03-10', publicity: first };
    const publicity = { from: TODAY, until: '2026-03-08', notice: OTHER_DIGEST };
    const renewed = revise({ until: '2026-12-31', publicity }, { file: known }).file;
    const before = { level: 'provincial', from: '2026-01-09', until: '2026-03-08', publicity: first };
    expect(renewed).to.deep.include({ from: '2026-03-09', until: '2026-12-31', publicity, before });
    const days = ['2026-01-08', '2026-01-09', '2026-03-08', '2026-03-09', '2026-12-31', '2027-01-01'];
    const levelsOf = (file: FileRecord) => days.map((day) => termOn(file, day)?.publicity?.until);
    expect(levelsOf(renewed)).to.deep.equal([
      undefined,
      ...['2026-01-08', '2026-01-08', '2026-03-08', '2026-03-08'],
      undefined,
    ]);
    const closed = { on: '2026-02-01', reason: 'error', evidence: SAMPLE.digest } as const;
    expect(days.map((day) => countsOn({ ...renewed, closed }, day)).filter(Boolean)).to.have.length(1);
    // No longer than it had been filed for.
    const short = { ...known, until: '2026-03-04' };
    expect(revise({ until: '2026-12-31', publicity }, { file: short }).file.before?.until).to.equal(
      '2026-03-04',
    );
  });

  it('is of no narrower level before the day on which that is said, shown or not', () => {
    const counting: FileRecord = { ...FILE, level: 'provincial', from: '2026-01-09' };
    const raised = revise({ level: 'national' }, { file: counting }).file;
    expect(raised).to.include({ level: 'national', from: TODAY });
    const levels = ['2026-01-08', '2026-03-01', TODAY].map((day) => termOn(raised, day)?.level);
    expect(levels).to.deep.equal([undefined, 'provincial', 'national']);
    const later: FileRecord = { ...counting, from: '2026-03-20' };
    expect(revise({ level: 'national' }, { file: later }).file).to.include({ from: '2026-03-20' });
    const lowered = revise({ level: 'local' }, { file: counting }).file;
    expect(lowered).to.include({ level: 'local', from: '2026-01-09' }).and.not.to.have.property('before');
    for (const change of [{ until: '2026-11-30' }, { level: 'provincial' as const }])
      expect(revise(change, { file: counting }).file)
        .to.include({ level: 'provincial', from: '2026-01-09' })
        .and.not.to.have.property('before');
  });

  it('is of no narrower level before that was shown, and of the wider one where it becomes wider', () => {
    const publicity = { from: TODAY, until: '2026-03-08', notice: SAMPLE.digest };
    const shown = { ...FILE, publicity: { from: '2026-02-01', until: '2026-02-02', notice: SAMPLE.digest } };
    const raised = revise({ level: 'national', publicity }, { file: shown }).file;
    expect(raised.before).to.deep.include({ level: 'provincial', publicity: shown.publicity });
    const lowered = revise({ level: 'local', publicity }, { file: shown }).file;
    expect(lowered.before).to.deep.equal({ level: 'local', from: TODAY, until: '2026-03-08' });
    // What is changed again meanwhile changes nothing of the days before.
    expect(revise({}, { file: raised }).file.before).to.deep.equal(raised.before);
    expect(revise({ level: 'local' }, { file: raised }).file.before).to.deep.equal(lowered.before);
    const sooner = { ...publicity, until: '2026-03-04' };
    const again = revise({ publicity: sooner }, { file: raised }).file;
    expect(again).to.deep.include({ from: '2026-03-05', before: { ...raised.before, until: '2026-03-04' } });
    // What has never counted counts no sooner by being shown again.
    const waiting = open({ publicity }).file;
    expect(revise({ publicity: sooner }, { file: waiting }).file).to.not.have.property('before');
    expect(revise({ until: '2026-11-30' }).file).to.not.have.property('before');
  });

  it('is changed and ended while it stands, by nobody of it', () => {
    expectCode(() => revise({}, { file: { ...FILE, state: 'CLOSED' } }), 'HARDSHIP_ENDED');
    expectCode(() => revise({}, { file: { ...FILE, until: '2026-03-01' } }), 'HARDSHIP_ENDED');
    expectCode(() => revise({}, { persons: ['filer', HEAD.id] }), 'OWN_ACCOUNT');
    expectCode(() => revise({ joins: [SPOUSE] }, { persons: [SPOUSE.id] }), 'OWN_ACCOUNT');
    const close = (on: string, ground: Partial<Parameters<typeof closeFile>[1]> = {}) =>
      closeFile(
        { fileId: SAMPLE.fileId, reason: 'recovered', on, evidence: SAMPLE.digest },
        { file: { ...FILE, filed: '2026-02-01' }, persons: ['filer'], today: TODAY, ...ground },
      );
    const closed = { on: '2026-02-01', reason: 'recovered', evidence: SAMPLE.digest };
    expect(close('2026-02-01')).to.deep.equal({
      ...FILE,
      filed: '2026-02-01',
      v: 2,
      state: 'CLOSED',
      closed,
    });
    expect(close(TODAY).closed?.on).to.equal(TODAY);
    for (const on of ['2026-01-31', '2026-03-03']) expect(fieldOf(() => close(on))).to.equal('on');
    expectCode(() => close(TODAY, { file: undefined }), 'HARDSHIP_UNKNOWN');
    expectCode(() => close(TODAY, { persons: [HEAD.id] }), 'OWN_ACCOUNT');
  });

  it('is told by what is changed', () => {
    const said = { fileId: SAMPLE.fileId, content: SAMPLE.digest, evidence: SAMPLE.digest };
    expect(revisePresentation.words(said)).to.deep.equal({
      ...{ zh: `变更困难职工档案 ${SAMPLE.fileId}`, en: `Revise hardship file ${SAMPLE.fileId}` },
    });
    const all = {
      ...said,
      level: 'national' as const,
      until: '2026-12-31',
      joins: [SPOUSE],
      leaves: [CHILD.tag],
    };
    expect(revisePresentation.words(all).en).to.equal(
      `Revise hardship file ${SAMPLE.fileId}, level national, until 2026-12-31, 1 join, 1 leave`,
    );
    expect(revisePresentation.words(all).zh).to.contain(
      '，有效至 2026-12-31，增加家庭成员 1 人，分户移出 1 人',
    );
  });

  it('has of its content what a seed hides', () => {
    const content = {
      household: [{ name: '某', docNumber: '1', relation: '本人' }],
      content: { 原因: '大病' },
    };
    const seed = SAMPLE.digest;
    expect(contentDigest(content, seed)).to.equal(contentDigest({ ...content }, seed));
    expect(contentDigest(content, seed)).to.not.equal(contentDigest(content, 'A'.repeat(43)));
    const entries = (count: number) => ({
      ...content,
      content: Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${String(n)}`, ''])),
    });
    expect([60, 61].map((count) => fileContent.safeParse(entries(count)).success)).to.deep.equal([
      true,
      false,
    ]);
  });
});
