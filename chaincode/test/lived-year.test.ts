// SPDX-License-Identifier: Apache-2.0
import { honestCountry, honestYear } from '@unionid/domain/testing';
import { expect } from 'chai';
import { liveAgain } from './support/lived-ledger.js';

// All of it: SIMULATED_ITEMS=10000 SIMULATED_SEED=7 npx mocha chaincode/dist-test/lived-year.test.js
const SEED = Number(process.env.SIMULATED_SEED ?? 2);
const ITEMS = Number(process.env.SIMULATED_ITEMS ?? 1_000);

describe('the honest items of the sets for the checks, by the contract itself', function () {
  this.timeout(1_800_000);

  for (const [name, rows] of [
    ['a year that was lived', () => honestYear(SEED, ITEMS).rows()],
    ['a country that was made up', () => honestCountry(SEED, ITEMS).rows()],
  ] as const)
    it(`are granted one and all: ${name}`, async () => {
      const plans = await liveAgain(rows());
      expect(plans.refused.slice(0, 3), `${String(plans.refused.length)} refused`).to.deep.equal([]);
      expect(plans.granted).to.equal(ITEMS);
      const unexplained = plans.held.filter(({ code }) => code === '');
      expect(unexplained.slice(0, 3), 'held for no reason').to.deep.equal([]);
      told.push(
        [name, ITEMS, plans.granted, plans.refused.length, plans.held.length, plans.paid].join('   '),
      );
    });

  const told: string[] = [];
  after(() => {
    console.log([`set   items granted refused held paid (seed ${String(SEED)})`, ...told].join('\n'));
  });
});
