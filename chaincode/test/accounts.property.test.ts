// SPDX-License-Identifier: Apache-2.0
import { sm3 } from '@unionid/domain/sm';
import { encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { formatId } from '@unionid/domain/ids';
import { LEDGER, ledgerKey, splitKey, type AccountRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import fc from 'fast-check';
import { Accounts, accountKeys, type FoundAccount } from '#src/accounts/accounts.js';
import { NewPages } from '#src/accounts/new-pages.js';
import type { LedgerWrite } from '#src/kernel/ledger-stub.js';
import { StateStore } from '#src/kernel/state-store.js';

const ORGS = ['A', 'B', 'C'].map((label) => formatId('organisation', sm3(encodeUtf8(label)).subarray(0, 7)));
const STATES = ['NONE', 'ACTIVE', 'RETAINED'] as const;
const FOLD_LIMIT = 7;

/** What the repository is held against: who has which account, and nothing of pages or indexes. */
type Model = Map<number, AccountRecord>;

/** A ledger of nothing but keys and values. */
class Ledger {
  readonly values = new Map<string, string>();
  #transactions = 0;

  async transact(work: (state: StateStore, transactionId: string) => Promise<void>): Promise<void> {
    const state = new StateStore({
      records: LEDGER,
      readStates: (keys) => Promise.resolve(keys.map((key) => this.values.get(key))),
      readRange: (type, { attributes, limit }) =>
        Promise.resolve(this.#range(type, attributes).slice(0, limit)),
      writeStates: (writes) => {
        this.#write(writes);
        return Promise.resolve();
      },
    });
    this.#transactions += 1;
    await work(state, this.#transactions.toString(16).padStart(5, '0'));
    await state.flush();
  }

  #range(type: string, attributes: readonly string[]): { key: string; value: string }[] {
    return [...this.values]
      .filter(([key]) => {
        const parts = splitKey(key);
        return parts?.type === type && attributes.every((each, index) => parts.attributes[index] === each);
      })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => ({ key, value }));
  }

  #write(writes: readonly LedgerWrite[]): void {
    for (const { key, value } of writes) {
      if (value === undefined) this.values.delete(key);
      else this.values.set(key, value);
    }
  }
}

interface Real {
  readonly ledger: Ledger;
  readonly time: { now: number };
}

type Command = fc.AsyncCommand<Model, Real>;

const draw = (label: string, person: number): Uint8Array => sm3(encodeUtf8(`${label} ${person}`));
const personKeyOf = (person: number): string => `1.${toBase64url(draw('key', person))}`;
const identityOf = (person: number): string => formatId('identity', draw('identity', person));
const recordOf = (
  person: number,
  { org, state, v }: Pick<AccountRecord, 'org' | 'state' | 'v'>,
): AccountRecord => ({
  ...{ v, state, province: '51', org, joined: '2020-05-04', since: '2020-05-04', loa: 1 },
  tag: toBase64url(draw('tag', person).subarray(0, 16)),
  root: toBase64url(draw('root', person)),
});

async function findByPersonKey(state: StateStore, person: number): Promise<FoundAccount | undefined> {
  const accounts = new Accounts(state);
  const personKey = personKeyOf(person);
  await state.read([ledgerKey.person(personKey)]);
  await accounts.readByPersonKeys([personKey]);
  return accounts.byPersonKey(personKey);
}

const enrol = (person: number, org: string, state: (typeof STATES)[number]): Command => ({
  check(model) {
    return !model.has(person);
  },

  async run(model: Model, { ledger }: Real): Promise<void> {
    const account = recordOf(person, { org: org, state: state, v: 1 });
    await ledger.transact(async (state) => {
      expect(await findByPersonKey(state, person)).to.equal(undefined);
      new Accounts(state).enrol(personKeyOf(person), { identityId: identityOf(person), account });
    });
    model.set(person, account);
  },

  toString(): string {
    return `enrol(${person}, ${org}, ${state})`;
  },
});

const load = (first: number, size: number, org: string): Command => ({
  check() {
    return true;
  },

  async run(model: Model, { ledger, time }: Real): Promise<void> {
    const people = Array.from({ length: size }, (_, index) => first + index).filter((p) => !model.has(p));
    time.now += 1_000;
    await ledger.transact(async (state, transactionId) => {
      await state.read(people.map((person) => ledgerKey.person(personKeyOf(person))));
      const groups = people.map(() => ({ org: org, state: 'ACTIVE' as const, loa: 1 }));
      const pages = await NewPages.open({ stub: { time: time.now, transactionId }, state }, groups);
      for (const person of people) {
        const account = recordOf(person, { org: org, state: 'ACTIVE', v: 1 });
        pages.add(personKeyOf(person), { identityId: identityOf(person), account });
        model.set(person, account);
      }
      pages.end();
    });
  },

  toString(): string {
    return `load(${first}+${size}, ${org})`;
  },
});

const change = (person: number, org: string, state: (typeof STATES)[number]): Command => ({
  check(model) {
    return model.has(person);
  },

  async run(model: Model, { ledger }: Real): Promise<void> {
    const before = model.get(person);
    if (before === undefined) throw new RangeError('not in the model');
    const after = recordOf(person, { org: org, state: state, v: before.v + 1 });
    await ledger.transact(async (state) => {
      const known = await findByPersonKey(state, person);
      if (known === undefined) throw new RangeError('not found');
      // As an instruction does: by identityId and place, which is checked.
      await state.read(accountKeys(known));
      const accounts = new Accounts(state);
      accounts.change(accounts.find(known), after);
    });
    model.set(person, after);
  },

  toString(): string {
    return `change(${person}, ${org}, ${state})`;
  },
});

const fold = (org: string): Command => ({
  check() {
    return true;
  },

  async run(_model: Model, { ledger }: Real): Promise<void> {
    await ledger.transact(async (state) => {
      await new Accounts(state).fold(org, FOLD_LIMIT * 20);
    });
  },

  toString(): string {
    return `fold(${org})`;
  },
});

async function assertAgree(model: Model, { ledger }: Real): Promise<void> {
  for (const [person, account] of model) {
    await ledger.transact(async (state) => {
      const found = await findByPersonKey(state, person);
      expect(found).to.deep.include({ identityId: identityOf(person), account });
      await state.read(accountKeys(found ?? { identityId: '', place: '' }));
      expect(new Accounts(state).find(found ?? { identityId: '', place: '' })).to.deep.equal(found);
    });
  }
  for (const org of ORGS) {
    const members = [...model.values()].filter((account) => account.org === org && account.state !== 'NONE');
    expect(countOf(ledger, org), `members of ${org}`).to.equal(members.length);
  }
}

function countOf(ledger: Ledger, org: string): number {
  return [...ledger.values]
    .filter(([key]) => splitKey(key)?.type === 'm' && splitKey(key)?.attributes[0] === org)
    .reduce((sum, [, value]) => sum + Number(value), 0);
}

async function foldAll(ledger: Ledger, org: string): Promise<void> {
  const outcome = { complete: false };
  await ledger.transact(async (state) => {
    outcome.complete = (await new Accounts(state).fold(org, 20)).complete;
  });
  if (!outcome.complete) await foldAll(ledger, org);
}

describe('accounts', () => {
  it('are found, counted and changed as a plain table of them would be, in pages or alone', async () => {
    const person = fc.nat({ max: 40 });
    const org = fc.constantFrom(...ORGS);
    const state = fc.constantFrom(...STATES);
    const commands = [
      fc.tuple(person, org, state).map((args) => enrol(...args)),
      fc.tuple(person, fc.integer({ min: 1, max: 20 }), org).map((args) => load(...args)),
      fc.tuple(person, org, state).map((args) => change(...args)),
      fc.tuple(person, org, state).map((args) => change(...args)),
      org.map((each) => fold(each)),
    ];
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 30 }), async (list) => {
        const model: Model = new Map();
        const real = { ledger: new Ledger(), time: { now: Date.parse('2026-03-02T02:00:00.000Z') } };
        await fc.asyncModelRun(() => ({ model, real }), list);
        await assertAgree(model, real);
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it('leave nothing in the index of a union that all have left, however few keys a call may take', async () => {
    const [org = '', other = ''] = ORGS;
    const real = { ledger: new Ledger(), time: { now: 0 } };
    const model: Model = new Map();
    await load(0, 40, org).run(model, real);
    await enrol(50, org, 'ACTIVE').run(model, real);
    for (const person of [...model.keys()]) await change(person, other, 'ACTIVE').run(model, real);
    expect(countOf(real.ledger, org)).to.equal(0);
    await foldAll(real.ledger, org);
    const left = [...real.ledger.values.keys()].filter((key) => splitKey(key)?.attributes[0] === org);
    expect(left).to.deep.equal([]);
    await assertAgree(model, real);
  });
});
