// SPDX-License-Identifier: Apache-2.0
import { isFiledStill } from '#src/plan/filed.js';
import { shownFor } from '#src/plan/index.js';
import { SAMPLE } from '#src/schema/sample.js';
import { expect } from 'chai';
import { expectCode } from '../support/expect-code.js';
import { FILE, grantRow, PROGRAMME, type Grounds } from '../support/plan.js';

const shown = (until: string) => ({
  ...FILE,
  publicity: { from: '2026-01-10', until, notice: SAMPLE.digest },
});

describe('a grant by a hardship file', () => {
  const by = (change: Grounds = {}, whom?: string) =>
    grantRow({ file: FILE, ...change }, { file: 'file', ...(whom !== undefined && { for: whom }) }).item;

  it('is by one that there is, and that counts on the day', () => {
    expect(by()).to.deep.equal({ id: 'p', fen: 400, file: 'file', fileVersion: 3 });
    expectCode(() => by({ file: undefined }), 'HARDSHIP_UNKNOWN');
    expectCode(() => by({ file: { ...FILE, from: '2026-03-02' } }), 'HARDSHIP_NOT_VALID');
    expect(by({ file: { ...FILE, from: '2026-03-01', until: '2026-03-01' } }).id).to.equal('p');
    expectCode(() => by({ file: { ...FILE, until: '2026-02-28' } }), 'HARDSHIP_NOT_VALID');
  });

  it('is to somebody of its household, for somebody of it', () => {
    for (const whom of ['tag p', 'tag c', 'tag d', 'former d']) expect(by({}, whom).for).to.equal(whom);
    expectCode(() => by({}, 'tag x'), 'HARDSHIP_MEMBER');
    const known = FILE.members.map((member) => ({ former: `former ${member.tag}`, ...member }));
    expect(by({ file: { ...FILE, members: known } }).id, 'each known by two tags').to.equal('p');
    const without = { ...FILE, members: FILE.members.slice(1) };
    expectCode(() => by({ file: without }), 'HARDSHIP_MEMBER');
    expectCode(() => by({ file: without }, 'tag c'), 'HARDSHIP_MEMBER');
  });

  it('is of the level that is asked, or a wider one', () => {
    const files = (level: 'national' | 'provincial' | 'local') => ({ programme: { files: { level } } });
    const wanting = (change: Grounds): unknown => expectCode(() => by(change), 'HARDSHIP_LEVEL').details;
    expect(by(files('provincial')).id).to.equal('p');
    expect(wanting(files('national'))).to.deep.equal({ level: 'national' });
    expect(wanting({ source: 'central' }), 'of central money').to.deep.equal({ level: 'national' });
    expect(wanting({ source: 'central', ...files('provincial') })).to.deep.equal({ level: 'national' });
    expect(by({ file: { ...FILE, level: 'national' }, ...files('provincial') }).id).to.equal('p');
    expect(by({ file: { ...FILE, level: 'national' }, source: 'central' }).id).to.equal('p');
  });

  it('is by a file as it stood on the day, before what it says now was shown', () => {
    const now = { ...shown('2026-03-08'), level: 'national', from: '2026-03-09' } as const;
    const before = { level: 'provincial', from: '2026-01-01', until: '2026-03-08' } as const;
    const file = { ...now, before };
    expectCode(() => by({ file: now }), 'HARDSHIP_NOT_VALID');
    expect(by({ file }).id).to.equal('p');
    expectCode(() => by({ file, source: 'central' }), 'HARDSHIP_LEVEL');
    const programme = { files: { level: 'provincial', publicDays: 1 } } as const;
    expectCode(() => by({ file, programme }), 'PUBLICITY_SHORT');
    const kept = { ...before, publicity: shown('2026-01-10').publicity };
    expect(by({ file: { ...now, before: kept }, programme }).id).to.equal('p');
    const isStill = (day: string): boolean =>
      isFiledStill({ file: 'file' }, { file, day, source: 'central', programme: PROGRAMME });
    expect(['2026-03-08', '2026-03-09'].map(isStill)).to.deep.equal([false, true]);
  });

  it('is of one that was shown as long as is asked', () => {
    expect(shownFor(FILE)).to.equal(0);
    expect([shownFor(shown('2026-01-10')), shownFor(shown('2026-01-16'))]).to.deep.equal([1, 7]);
    const programme = { files: { level: 'provincial', publicDays: 7 } } as const;
    expect(by({ programme, file: shown('2026-01-16') }).id).to.equal('p');
    for (const file of [shown('2026-01-15'), FILE]) {
      const { details } = expectCode(() => by({ programme, file }), 'PUBLICITY_SHORT');
      expect(details).to.deep.equal({ publicDays: 7 });
    }
  });
});

describe('a grant without one', () => {
  it('is where none is asked, for whoever is paid', () => {
    expectCode(() => grantRow({}, { for: 'tag c' }), 'HARDSHIP_REQUIRED');
    expectCode(() => grantRow({ source: 'central' }), 'HARDSHIP_REQUIRED');
    expectCode(() => grantRow({ programme: { files: { level: 'provincial' } } }), 'HARDSHIP_REQUIRED');
    expect(grantRow({ isFiled: true }).item.id, 'of the payee’s own class').to.equal('p');
    expectCode(() => grantRow({ isFiled: true, plan: { class: 'living' } }), 'HARDSHIP_REQUIRED');
    expectCode(() => grantRow({ isFiled: true, programme: { householdFen: 1 } }), 'HARDSHIP_REQUIRED');
    expect(grantRow({ plan: { class: 'living' } }).item.id).to.equal('p');
  });
});
