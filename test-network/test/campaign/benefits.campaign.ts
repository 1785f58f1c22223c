// SPDX-License-Identifier: Apache-2.0
// `npm run campaign -- benefits`: 30 clients at five gateways race for one grant of one person, round by round, while nodes are killed
// and cut off.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { realNetwork } from '../support/real-network.js';
import { Chance } from './chance.js';
import { counted } from './counted.js';
import { Faults } from './faults.js';
import { GrantRace } from './grant-race.js';
import { openField } from './race-field.js';

const ROUNDS = Number(process.env.UNIONID_CAMPAIGN_ROUNDS ?? 50);
const SEED = process.env.UNIONID_CAMPAIGN_SEED ?? randomBytes(4).toString('hex');
const PER_GATEWAY = 6;
const MEMBERS = 5;

describe(`campaign benefits, ${String(ROUNDS)} rounds, seed ${SEED}`, () => {
  const chance = new Chance(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'unionid-benefits-'));
  let race: GrantRace;
  let faults: Faults;

  before(async () => {
    const test = await realNetwork();
    const field = await openField(test, PER_GATEWAY);
    race = await GrantRace.open(field, { members: MEMBERS, chance, folder });
    await race.catchUp();
    faults = new Faults(test, new Chance(`${SEED}/faults`));
  });
  after(() => {
    race.close();
    rmSync(folder, { recursive: true });
    process.stdout.write(`${summary()}\n`);
  });

  it('grants once in each round, whoever is first, and tells the others why not', async () => {
    const ended = new AbortController();
    const blows = faults.run(Infinity, ended.signal);
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        await race.round();
        process.stdout.write(`      ${line()}\n`);
      }
    } finally {
      ended.abort();
      await blows;
    }
  });

  it('leaves every fen in one place, and every plan settled', async () => {
    await race.catchUp();
    expect(race.book.faults).to.deep.equal([]);
    expect(race.book.unsettled).to.deep.equal([]);
    expect(race.book.total('reserved')).to.equal(0);
    expect(race.book.total('available') + race.book.total('paid')).to.equal(race.book.all);
    const paid = race.rounds.filter(({ ending }) => ending === 'paid').length;
    expect(race.book.total('paid') > 0).to.equal(paid > 0);
  });

  function line(): string {
    const { raced, home, isStanding, outcomes, ending } = race.rounds.at(-1) ?? expect.fail('no round');
    const winner = outcomes.find(({ outcome }) => outcome === 'GRANTED');
    const told = counted(outcomes.map(({ outcome }) => outcome));
    const won = winner === undefined ? 'nobody' : winner.organization;
    return `${String(race.rounds.length)}: ${raced} in ${home}${isStanding ? ', stood before' : ''}: ${won} ${ending ?? ''}; ${told}`;
  }

  function summary(): string {
    const { rounds, book } = race;
    return [
      `seed ${SEED}, ${String(rounds.length)} rounds`,
      `outcomes: ${counted(rounds.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome)))}`,
      `endings: ${counted(rounds.map(({ ending }) => ending ?? 'stood before'))}`,
      `transactions in the book: ${String(book.taken.length)}; paid ${String(book.total('paid'))} fen of ${String(book.all)}`,
      `blows: ${counted(faults.blows.map(({ node, how }) => `${node.replace(/-.*/, '')} ${how}`))}`,
    ]
      .map((each) => `      ${each}`)
      .join('\n');
  }
});
