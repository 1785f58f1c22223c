// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { honestYear } from '../audit/simulated-year.js';
import {
  accountsBy,
  ATTACKERS,
  crowds,
  ledgerOf,
  namedBy,
  tiedBy,
  type LedgerCopy,
  type SeenItem,
  type Truth,
} from './linkage.js';

// The figures of ADR 63: LINKAGE_ITEMS=10000 mocha domain/dist-test/privacy/linkage.test.js
const ITEMS = Number(process.env.LINKAGE_ITEMS ?? 1_000);
const SEED = Number(process.env.LINKAGE_SEED ?? 2);

describe('what a copy of the ledger of grants shows', function () {
  this.timeout(600_000);
  let copy: LedgerCopy;
  let truth: Truth;
  const told: string[] = [];

  before(() => {
    ({ copy, truth } = ledgerOf(honestYear(SEED, ITEMS)));
  });
  after(() => {
    console.log(
      [
        `${String(copy.items.length)} items, ${String(new Set(copy.items.map(({ id }) => id)).size)} payees, ${String(copy.files.length)} files`,
        ...told,
      ].join('\n'),
    );
  });

  it('is each person’s items as one person’s, under a name that says nothing', () => {
    const shown = new Set(copy.items.map(({ id }) => id));
    // One account a person for life, so that a duplicate is seen: whoever has a copy sees it, too.
    for (const id of shown) expect(truth.document.has(id)).to.equal(true);
    const several = [...shown].filter((id) => copy.items.filter((item) => item.id === id).length > 1);
    told.push(`linked by the account: all items of each of ${String(several.length)} payees of several`);
  });

  it('names nobody to whoever has one half of the key, and its own people to a province', () => {
    const payees = new Set(copy.items.map(({ id }) => id));
    for (const attacker of ATTACKERS) {
      const named = namedBy(attacker, copy, truth);
      const ofPayees = [...payees].filter((id) => named.has(id)).length / payees.size;
      const accounts = accountsBy(attacker, copy, truth);
      told.push(
        `${attacker.name.padEnd(26)} persons named ${percent(ofPayees)}, bank accounts found ${percent(accounts)}`,
      );
      const isWhole = attacker.provinces && attacker.national;
      expect(accounts).to.equal(isWhole ? 1 : 0);
      if (isWhole) expect(ofPayees).to.equal(1);
      else if (attacker.vault === undefined) expect(ofPayees).to.equal(0);
      else for (const id of named) expect(truth.vaults.get(id)).to.include(attacker.vault);
    }
  });

  it('is households, by files and by accounts at banks', () => {
    for (const [name, by] of [
      ['files', { files: true, accounts: false }],
      ['accounts', { files: false, accounts: true }],
      ['both', { files: true, accounts: true }],
    ] as const) {
      const ties = tiedBy(copy, by);
      const { recall, precision } = pairs(ties, truth.home);
      told.push(
        `households by ${name.padEnd(9)} couples seen ${percent(recall)}, of pairs seen are couples ${percent(precision)}`,
      );
      expect(precision).to.equal(1);
    }
  });

  it('is told apart by sums and days, which others may know', () => {
    const known: readonly (readonly [string, (item: SeenItem) => string])[] = [
      ['union', ({ org }) => org],
      ['union, class, month', (item) => [item.org, item.class, item.on.slice(0, 7)].join('/')],
      ['union, class, day', (item) => [item.org, item.class, item.on].join('/')],
      ['union, day, sum', (item) => [item.org, item.on, item.fen].join('/')],
      ['sum and day', (item) => [item.on, item.fen].join('/')],
    ];
    for (const [name, valueOf] of known)
      told.push(
        line(
          `an item by ${name}`,
          crowds(copy.items, valueOf, ({ id }) => id),
        ),
      );
    const members = [...copy.members].map(([id, member]) => ({ id, ...member }));
    told.push(
      line(
        'a member by union, day of joining',
        crowds(
          members,
          ({ org, joined }) => `${org}/${joined}`,
          ({ id }) => id,
        ),
      ),
    );
    expect(
      crowds(
        copy.items,
        ({ org }) => org,
        ({ id }) => id,
      )[0],
    ).to.be.greaterThan(1);
  });
});

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(7);
}

function line(name: string, counts: readonly number[]): string {
  const share = (of: (k: number) => boolean): string => percent(counts.filter(of).length / counts.length);
  const median = String(counts[Math.floor(counts.length / 2)] ?? 0);
  return `${name.padEnd(36)} alone ${share((k) => k === 1)}, among fewer than five ${share((k) => k < 5)}, median ${median}`;
}

/** Of pairs who live together, how many are tied; of pairs that are tied, how many live together. */
function pairs(
  ties: ReadonlyMap<string, string>,
  home: ReadonlyMap<string, string>,
): { readonly recall: number; readonly precision: number } {
  const pairsOf = (group: ReadonlyMap<string, string>): ReadonlySet<string> => {
    const byName = new Map<string, string[]>();
    for (const [id, name] of group) byName.set(name, [...(byName.get(name) ?? []), id]);
    return new Set(
      [...byName.values()].flatMap((ids) =>
        ids.flatMap((one) => ids.filter((other) => one < other).map((other) => `${one}+${other}`)),
      ),
    );
  };
  const [real, seen] = [pairsOf(home), pairsOf(ties)];
  const both = [...seen].filter((pair) => real.has(pair)).length;
  return { recall: both / real.size, precision: both / seen.size };
}
