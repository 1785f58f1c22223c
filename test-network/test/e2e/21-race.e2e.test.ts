// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Chance } from '../campaign/chance.js';
import { GrantRace } from '../campaign/grant-race.js';
import { openField } from '../campaign/race-field.js';
import { realNetwork } from '../support/real-network.js';

const ROUNDS = 3;
const PER_GATEWAY = 2;
const MEMBERS = 2;

// The short form of `npm run campaign -- benefits`: the same race, with nobody killed.
describe('clients at five gateways who race for one grant of one person', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unionid-race-'));
  let race: GrantRace;

  before(async () => {
    const field = await openField(await realNetwork(), PER_GATEWAY);
    race = await GrantRace.open(field, { members: MEMBERS, chance: new Chance('race'), folder });
    await race.catchUp();
  });
  after(() => {
    race.close();
    rmSync(folder, { recursive: true });
  });

  for (let round = 1; round <= ROUNDS; round += 1)
    it(`${String(round)}: grants once, tells the others why not, and does nothing twice`, () => race.round());

  it('leave every fen in one place', () => {
    expect(race.book.faults).to.deep.equal([]);
    expect(race.book.unsettled).to.deep.equal([]);
    expect(race.book.total('reserved')).to.equal(0);
  });
});
