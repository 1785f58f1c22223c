// SPDX-License-Identifier: Apache-2.0
import type { BenefitClassCode } from '#src/ledger/index.js';
import { countsByFile, grantedToHousehold, householdNames } from '#src/plan/index.js';
import { expect } from 'chai';

const members = [
  { tag: 'tag 1', id: 'account 1', also: ['account 0'], in: 1 },
  { tag: 'tag 2', former: 'former 2', in: 1 },
];

const sumOf = (fen: Readonly<Record<string, number>>, benefitClass: BenefitClassCode): number =>
  grantedToHousehold({ fileId: 'file', file: { members } }, benefitClass, (name) => fen[name] ?? 0);

describe('what a household was granted of a class', () => {
  it('is what stands under its file, or what its members bring along where that is more', () => {
    expect(sumOf({}, 'medical')).to.equal(0);
    expect(sumOf({ file: 70, 'tag 1': 30, 'tag 2': 39 }, 'medical'), 'of one who left').to.equal(70);
    expect(sumOf({ file: 70, 'tag 1': 30, 'tag 2': 41 }, 'medical'), 'of a file of before').to.equal(71);
  });

  it('counts one member once, under whichever name', () => {
    const fen = { 'tag 1': 10, 'account 1': 12, 'account 0': 11, 'tag 2': 1, 'former 2': 5 };
    expect(sumOf(fen, 'education')).to.equal(17);
    expect(sumOf(fen, 'winter')).to.equal(17);
  });

  it('is no sum where each grant stands under everybody of the household', () => {
    expect(sumOf({ 'tag 1': 10, 'tag 2': 12 }, 'living')).to.equal(12);
    expect(sumOf({ 'tag 1': 10, 'former 2': 12, file: 13 }, 'living')).to.equal(13);
  });

  it('is looked for under each of their names, where there is a cap', () => {
    expect(householdNames({ householdFen: 1 }, { members })).to.deep.equal([
      ...['tag 1', 'account 1', 'account 0', 'tag 2', 'former 2'],
    ]);
    expect(householdNames({}, { members })).to.deep.equal([]);
    const districts = [{ division: '510100', windowFen: 2 }];
    expect(householdNames({ districts }, { members }), 'of persons alone').to.deep.equal([]);
    const further = [...districts, { division: '510200', windowFen: 2, householdFen: 2 }];
    expect(householdNames({ districts: further }, { members }), 'in one district').to.have.lengthOf(5);
    expect(householdNames({ householdFen: 1 }, undefined)).to.deep.equal([]);
  });

  it('asks for the file of whoever is filed where the class or the cap counts for others than him', () => {
    for (const code of ['living', 'medical', 'education'] as const)
      expect(countsByFile(code, {}), code).to.equal(true);
    for (const code of ['winter', 'inclusive'] as const) {
      expect(countsByFile(code, {}), code).to.equal(false);
      expect(countsByFile(code, { householdFen: 1 }), code).to.equal(true);
    }
  });
});
