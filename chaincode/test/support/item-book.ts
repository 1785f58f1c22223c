// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';

/** Where the fen of an item are: on nobody's list, held for it, paid out, or available again by one of three ways. */
type Place = 'out' | 'held' | 'paid' | 'off' | 'returned' | 'recovered';

const PLACE_OF: Readonly<Record<string, Place>> = {
  ...{ X: 'out', S: 'held', F: 'held', N: 'held', H: 'held' },
  ...{ P: 'paid', V: 'off', R: 'returned', C: 'recovered' },
};

interface Entry {
  readonly fen: number;
  place: Place;
  /** Whether the bank has the order of it and has not answered. */
  isAtBank: boolean;
  gotBack: number;
  isOff: boolean;
}

/**
 * The items of one plan as those who act on them know it, kept beside the ledger: what was taken moves an item from one place to
 * another, and from no other place than it may be taken from. It reads none of the contract's letters but once, who is on the list.
 */
export class ItemBook {
  readonly #entries: Entry[] = [];

  get entries(): readonly Readonly<Entry>[] {
    return this.#entries;
  }

  /** The list has come in; once more it is nothing new. @param letters X of whom it leaves out */
  listed(fens: readonly number[], letters: string): void {
    if (this.#entries.length > 0) return;
    for (const [at, fen] of fens.entries()) {
      const place = letters.charAt(at) === 'X' ? 'out' : 'held';
      this.#entries.push({ fen, place, isAtBank: false, gotBack: 0, isOff: false });
    }
  }

  /** The bank has an order of all that are held but for those that it leaves out. @param heldBack items */
  ordered(heldBack: ReadonlySet<number>): void {
    this.assertAnswered('a second order');
    for (const [at, entry] of this.#entries.entries())
      entry.isAtBank = entry.place === 'held' && !heldBack.has(at);
  }

  /** The bank has answered: the first answer to an order counts, and no other is about anything. */
  answered(answers: Readonly<Record<number, boolean>>): void {
    for (const [at, wasPaid] of Object.entries(answers)) {
      const entry = this.#entries[Number(at)];
      if (entry?.isAtBank !== true) continue;
      entry.isAtBank = false;
      if (wasPaid) entry.place = 'paid';
    }
  }

  assertAnswered(what: string): void {
    expect(
      this.#entries.some(({ isAtBank }) => isAtBank),
      `${what} before the bank has answered`,
    ).to.equal(false);
  }

  struckOff(at: number): void {
    const entry = this.#taken(at, 'held', 'struck off');
    expect(entry.isAtBank, 'struck off at the bank').to.equal(false);
    entry.place = 'off';
  }

  returned(at: number): void {
    const entry = this.#taken(at, 'paid', 'returned');
    expect(entry.gotBack, 'returned and got back').to.equal(0);
    entry.place = 'returned';
  }

  /** @param fen a part; all that is left where absent */
  gotBack(at: number, fen?: number): void {
    const entry = this.#taken(at, 'paid', 'got back');
    expect(entry.isOff, 'after it was written off').to.equal(false);
    entry.gotBack = fen === undefined ? entry.fen : entry.gotBack + fen;
    expect(entry.gotBack, 'never more than was paid').to.be.at.most(entry.fen);
    if (entry.gotBack === entry.fen) entry.place = 'recovered';
  }

  writtenOff(at: number): void {
    const entry = this.#taken(at, 'paid', 'written off');
    expect(entry.isOff, 'written off twice').to.equal(false);
    entry.isOff = true;
  }

  /** All that is held is given up. */
  folded(): void {
    this.assertAnswered('given up');
    for (const entry of this.#entries) if (entry.place === 'held') entry.place = 'off';
  }

  /** That the ledger's letters say the same of each. */
  assertAs(letters: string): void {
    const places = letters.split('').map((letter) => PLACE_OF[letter] ?? letter);
    expect(places, 'places').to.deep.equal(this.#entries.map(({ place }) => place));
    for (const [at, { isAtBank }] of this.#entries.entries())
      if (isAtBank) expect(letters.charAt(at), 'at the bank').to.match(/^[SFN]$/);
  }

  #taken(at: number, place: Place, what: string): Entry {
    const entry = this.#entries[at];
    expect(entry?.place, what).to.equal(place);
    return entry!;
  }
}
