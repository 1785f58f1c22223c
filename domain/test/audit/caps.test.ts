// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { runCheck, type Found } from '#src/audit/index.js';
import type { PlanItem, ProgrammeRecord } from '#src/ledger/index.js';
import { Country } from './planted-set.js';

describe('caps that an auditor holds grants against', () => {
  let country: Country;
  let plans = 0;
  beforeEach(() => {
    country = new Country();
    plans = 0;
  });
  const grant = (
    items: readonly PlanItem[],
    programme: Partial<ProgrammeRecord> = {},
    given: 'medical' | 'living' | 'winter' = 'medical',
  ): string => {
    plans += 1;
    const id = `M${plans}`;
    country.plan({ id, province: '51', class: given, on: '2026-02-03', items, programme });
    return id;
  };
  const found = (): readonly Pick<Found, 'reason' | 'fen' | 'plans' | 'facts'>[] =>
    runCheck('CAP-1', country.rows()).findings.map(({ reason, fen, plans: of, facts }) => ({
      ...{ reason, fen, plans: of, facts },
    }));
  const places = (...districts: NonNullable<ProgrammeRecord['districts']>) => ({ districts });

  it('are told once where one item is over all of them, and alone where it is over its place’s', () => {
    country.union('O51', { parent: '', division: '510104' });
    const id = country.member('one', '51');
    const programme = places(
      { division: '510000', windowFen: 90_000 },
      { division: '510100', windowFen: 40_000 },
    );
    grant([{ id, fen: 100_001 }], programme);
    expect(found()).to.deep.equal([
      { reason: 'item', fen: 1, plans: ['M1'], facts: { cap: 100_000, fen: 100_001 } },
    ]);
    country.plans.length = 0;
    grant([{ id, fen: 40_000 }], programme);
    expect(found()).to.deep.equal([]);
    grant([{ id, fen: 1 }], programme);
    const facts = { cap: 40_000, fen: 40_001, division: '510100' };
    expect(found()).to.deep.equal([{ reason: 'window', fen: 1, plans: ['M2', 'M3'], facts }]);
    country.plans.splice(0, 1);
    grant([{ id, fen: 40_002 }], programme);
    expect(found().map(({ fen, plans: of }) => [fen, of])).to.deep.equal([[3, ['M3', 'M4']]]);
    country.plans.splice(0, 1);
    expect(found().map(({ fen, plans: of }) => [fen, of])).to.deep.equal([[2, ['M4']]]);
  });

  it('are of a place only where the programme names some', () => {
    const id = country.member('one', '51');
    grant([{ id, fen: 60_000 }]);
    grant([{ id, fen: 40_001 }]);
    const facts = { cap: 100_000, fen: 100_001 };
    expect(found()).to.deep.equal([{ reason: 'window', fen: 1, plans: ['M1', 'M2'], facts }]);
  });

  it('are none where a programme has no place, or nobody told it, and of whoever is unknown nothing is said', () => {
    country.union('O51', { parent: '', division: '510200' });
    country.union('silent', { parent: '' });
    const programme = places({ division: '510100', windowFen: 40_000 });
    grant([{ id: country.member('one', '51'), fen: 5 }], programme);
    grant([{ id: country.member('two', '51', { org: 'silent' }), fen: 6 }], programme);
    grant([{ id: 'nobody', fen: 7 }], programme);
    expect(found()).to.deep.equal([
      { reason: 'place', fen: 6, plans: ['M2'], facts: { division: '' } },
      { reason: 'place', fen: 5, plans: ['M1'], facts: { division: '510200' } },
    ]);
    country.plans.forEach((plan, at) => (country.plans[at] = { ...plan, inScope: false }));
    expect(found(), 'of another scope').to.deep.equal([]);
  });

  it('stand as member and union stood before the block of the list', () => {
    country.union('O51', { parent: '', division: '510100' });
    const programme = places({ division: '510100', windowFen: 90 }, { division: '510200', windowFen: 50 });
    const id = country.member('one', '51');
    grant([{ id, fen: 90 }], programme);
    const { block } = country.plans[0]!.items[0]!.step;
    const other = { parent: '', division: '510200' };
    const versions = country.unions.get('O51')!;
    const step = { ...versions[0]!.step, block };
    country.unions.set('O51', [...versions, { step, record: other }]);
    expect(found(), 'changed in the very block').to.deep.equal([]);
    country.unions.set('O51', [...versions, { step: { ...step, block: block - 1 }, record: other }]);
    expect(found().map(({ facts }) => facts)).to.deep.equal([{ cap: 50, fen: 90, division: '510200' }]);
  });

  it('follow the members of a household from file to file, each by what it brings', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({
      tag: `tag ${id}`,
      id: country.member(id, '51'),
      in: 1,
    }));
    const programme = { householdFen: 100_000 };
    const by = (file: string) => ({ file, fileVersion: 1 });
    grant([{ id: 'a', fen: 60_000, ...by(country.file('F1', '51', [a!, b!])) }], programme);
    grant([{ id: 'c', fen: 30_000, ...by(country.file('F2', '51', [c!])) }], programme);
    const anew = by(country.file('F3', '51', [a!, b!, c!]));
    grant([{ id: 'b', fen: 10_000, ...anew }], programme);
    expect(found()).to.deep.equal([]);
    grant([{ id: 'b', fen: 1, ...anew }], programme);
    const facts = { cap: 100_000, fen: 100_001 };
    expect(found()).to.deep.equal([{ reason: 'household', fen: 1, plans: ['M1', 'M2', 'M3', 'M4'], facts }]);
    grant([{ id: 'c', fen: 2, ...anew }], programme);
    expect(
      found().map(({ fen }) => fen),
      'the last of a household is told',
    ).to.deep.equal([3]);
  });

  it('count what one of a household was granted without its file', () => {
    const members = ['a', 'b'].map((id) => ({ tag: `tag ${id}`, id: country.member(id, '51'), in: 1 }));
    const programme = { householdFen: 90_000 };
    grant([{ id: 'a', fen: 60_000 }], programme);
    const file = country.file('F1', '51', members);
    grant([{ id: 'b', fen: 30_001, file, fileVersion: 1 }], programme);
    const facts = { cap: 90_000, fen: 90_001 };
    expect(found()).to.deep.equal([{ reason: 'household', fen: 1, plans: ['M1', 'M2'], facts }]);
  });

  it('count what all of a household got once, and nothing of those who have left', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ tag: `tag ${id}`, id: country.member(id, '51'), in: 1 }));
    const programme = { householdFen: 100_000 };
    const anew = (file: string, members: (typeof a)[]) => ({
      ...{
        file: country.file(
          file,
          '51',
          members.flatMap((each) => each ?? []),
        ),
        fileVersion: 1,
      },
    });
    grant([{ id: 'a', fen: 60_000, ...anew('F1', [a, b]) }], programme, 'living');
    grant([{ id: 'a', fen: 40_001, ...anew('F2', [a, b]) }], programme, 'living');
    expect(found().filter(({ reason }) => reason === 'household')).to.deep.equal([
      { reason: 'household', fen: 1, plans: ['M1', 'M2'], facts: { cap: 100_000, fen: 100_001 } },
    ]);
    country.plans.length = 0;
    grant([{ id: 'a', fen: 60_000, ...anew('F3', [a, b]) }], programme);
    grant([{ id: 'b', fen: 90_000, ...anew('F4', [b]) }], programme);
    expect(found()).to.deep.equal([]);
    country.plans.length = 0;
    grant([{ id: 'a', fen: 60_000, file: 'F3', fileVersion: 1 }], {});
    grant([{ id: 'b', fen: 90_000, file: 'F3', fileVersion: 1 }], {});
    expect(found(), 'no household is capped').to.deep.equal([]);
  });

  it('are those of one person by whatever account, who is in a household once', () => {
    const [a, b] = ['a', 'b'].map((id) => ({ tag: `tag ${id}`, id: country.member(id, '51'), in: 1 }));
    const programme = { householdFen: 100_000 };
    const by = (file: string) => ({ file: country.file(file, '51', [a!, b!]), fileVersion: 1 });
    grant([{ id: 'a', fen: 60_000, ...by('F1') }], programme);
    grant([{ id: 'b', fen: 40_000, ...by('F2') }], programme);
    expect(found()).to.deep.equal([]);
    country.member('a', '51', { state: 'VOIDED', into: 'b' });
    expect(found(), 'both are his, once').to.deep.equal([]);
    grant([{ id: 'b', fen: 1, ...by('F3') }], programme);
    expect(found().map(({ reason, fen }) => [reason, fen])).to.deep.equal([
      ['household', 1],
      ['window', 1],
    ]);
  });
});
