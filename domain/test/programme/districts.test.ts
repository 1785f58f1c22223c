// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { DistrictCap } from '#src/ledger/index.js';
import { areDistricts, capsAt, capsHouseholds } from '#src/programme/districts.js';
import { publishPresentation } from '#src/programme/publish.js';
import { expectCode } from '../support/expect-code.js';

const [PROVINCE, CITY, DISTRICT] = ['510000', '510100', '510104'];
const at = (division: string, windowFen: number, householdFen?: number): DistrictCap => ({
  ...{ division, windowFen, ...(householdFen !== undefined && { householdFen }) },
});

describe('caps by district', () => {
  it('are the programme’s own where it names no place, wherever a union stands or nobody told', () => {
    for (const division of [undefined, DISTRICT]) {
      expect(capsAt({ windowFen: 9 }, division)).to.deep.equal({ windowFen: 9 });
      expect(capsAt({ windowFen: 9, householdFen: 20 }, division)).to.deep.equal({
        ...{ windowFen: 9, householdFen: 20 },
      });
    }
  });

  it('are those of the narrowest place that is named', () => {
    const rules = {
      windowFen: 9,
      householdFen: 20,
      districts: [at(PROVINCE, 8), at(CITY, 7), at(DISTRICT, 6, 11)],
    };
    expect(capsAt(rules, DISTRICT)).to.include({ division: DISTRICT, windowFen: 6, householdFen: 11 });
    expect(capsAt(rules, '510105'), 'of households, the programme’s own').to.include({
      ...{ division: CITY, windowFen: 7, householdFen: 20 },
    });
    expect(capsAt(rules, CITY)).to.include({ division: CITY });
    expect(capsAt(rules, '519900')).to.include({ division: PROVINCE, windowFen: 8 });
    expect(capsAt({ windowFen: 9, districts: [at(CITY, 7)] }, CITY)).not.to.have.property('householdFen');
  });

  it('are none where nobody told where the union stands, or no place that is named has it', () => {
    const rules = { windowFen: 9, districts: [at(CITY, 7)] };
    expectCode(() => capsAt(rules, undefined), 'DISTRICT_UNKNOWN');
    for (const division of ['340100', PROVINCE, '510200'])
      expect(expectCode(() => capsAt(rules, division), 'DISTRICT_UNCAPPED').details).to.deep.equal({
        division,
      });
    expectCode(() => capsAt({ windowFen: 9, districts: [] }, CITY), 'DISTRICT_UNCAPPED');
  });

  it('hold a household where the programme or one of its places says so', () => {
    expect(capsHouseholds({})).to.equal(false);
    expect(capsHouseholds({ householdFen: 1 })).to.equal(true);
    expect(capsHouseholds({ districts: [at(CITY, 7)] })).to.equal(false);
    expect(capsHouseholds({ districts: [at(CITY, 7), at(DISTRICT, 6, 11)] })).to.equal(true);
  });

  it('name each place once, ascending, and never more than is granted anywhere', () => {
    const are = (districts: readonly DistrictCap[] | undefined, householdFen?: number): boolean =>
      areDistricts({
        ...{ windowFen: 9, ...(householdFen !== undefined && { householdFen }) },
        ...(districts !== undefined && { districts: [...districts] }),
      });
    expect(are(undefined)).to.equal(true);
    expect(are([at(CITY, 9), at(DISTRICT, 9)])).to.equal(true);
    expect(are([at(DISTRICT, 9), at(CITY, 9)])).to.equal(false);
    expect(are([at(CITY, 9), at(CITY, 9)])).to.equal(false);
    expect(are([at(CITY, 10)])).to.equal(false);
    expect([11, 12, 13].map((fen) => are([at(CITY, 9, fen)], 12))).to.deep.equal([true, true, false]);
    expect(are([at(CITY, 9, 13)]), 'where the programme caps no household').to.equal(true);
    expect(are([at(CITY, 9)], 12)).to.equal(true);
  });

  it('are told before signing, as goods are', () => {
    const plain = publishPresentation.sample();
    const { zh, en } = publishPresentation.words({
      ...plain,
      districts: [at(CITY, 1), at(DISTRICT, 1)],
      goods: true,
    });
    expect(zh).to.contain('2 个区划另有限额').and.contain('发实物');
    expect(en).to.contain('less in 2 places').and.contain('in goods');
    const words = publishPresentation.words({ ...plain, districts: [] });
    expect(words.zh).not.to.contain('区划').and.not.to.contain('实物');
    expect(words.en).not.to.contain('places').and.not.to.contain('goods');
  });
});
