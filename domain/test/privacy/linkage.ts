// SPDX-License-Identifier: Apache-2.0
import { bankAccountIdentifiers } from '#src/bank/index.js';
import { encodeUtf8, fromBase64url, toBase64url } from '#src/encoding/index.js';
import { householdIdentifiers } from '#src/file/index.js';
import type { PlanItem } from '#src/ledger/index.js';
import { blindPerson, tagPerson, type MatchingKeys, type PersonIdentifiers } from '#src/privacy/index.js';
import { hmacSm3 } from '#src/sm/index.js';
import type { Person, Simulation } from '../audit/simulated-country.js';
import { accountOf } from '../audit/simulated-year.js';

/** An item as everybody reads it who has a copy of the ledger. */
export interface SeenItem {
  readonly id: string;
  readonly org: string;
  readonly class: string;
  readonly on: string;
  readonly fen: number;
  readonly account: string;
}

/** What a copy of the ledger shows. */
export interface LedgerCopy {
  readonly items: readonly SeenItem[];
  /** personKey → account. */
  readonly persons: ReadonlyMap<string, string>;
  /** Who stands in a file: keyed tag, and account where there is one. */
  readonly files: readonly (readonly { readonly tag: string; readonly id?: string }[])[];
  readonly members: ReadonlyMap<string, { readonly org: string; readonly joined: string }>;
}

/** What is true of it and on no ledger. */
export interface Truth {
  /** Person by account: here each has one. */
  readonly document: ReadonlyMap<string, PersonIdentifiers>;
  readonly bank: ReadonlyMap<string, PersonIdentifiers>;
  readonly home: ReadonlyMap<string, string>;
  /** Provinces whose vault has a person: where a member was at any time. */
  readonly vaults: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Keys {
  readonly provinces: MatchingKeys;
  readonly national: MatchingKeys;
}

const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
export const KEYS: Keys = {
  provinces: { person: key(1), name: key(2) },
  national: { person: key(3), name: key(4) },
};

/** The tag of a document or an account at a bank, by both halves of the key. */
export function tagOf({ provinces, national }: Keys, identifiers: PersonIdentifiers): string {
  const { person, name } = blindPerson(provinces, identifiers);
  const blinded = { person: fromBase64url(person), name: fromBase64url(name) };
  return tagPerson(national, 1, blinded).personKey;
}

/** A year as its ledger shows it, tagged by real keys. Documents are of divisions that are assigned to nobody. */
export function ledgerOf(sim: Simulation): { readonly copy: LedgerCopy; readonly truth: Truth } {
  const people = [...sim.people.values()];
  const document = new Map(people.map((person, n) => [person.id, documentOf(n)]));
  const accounts = people.map((person) => [person.id, accountOf(person, lastFileOf(person))] as const);
  const bank = new Map(accounts.map(([id, account]) => [id, bankAccountIdentifiers(account)]));
  const items = sim.plans.flatMap(({ items: rows, versions }) =>
    rows
      .filter(({ letter }) => letter !== 'X')
      .map(({ record: { id, fen } }) => {
        const { org, class: benefitClass, on } = versions[0]!.record;
        return { id, fen, org, class: benefitClass, on, account: tagOf(KEYS, bank.get(id)!) };
      }),
  );
  const files = [...sim.files.values()].map((versions) =>
    versions
      .at(-1)!
      .record.members.map(({ id, tag }) =>
        id === undefined ? { tag } : { id, tag: tagOf(KEYS, householdIdentifiers(document.get(id)!)) },
      ),
  );
  return {
    copy: {
      ...{ items, files },
      persons: new Map(people.map(({ id }) => [tagOf(KEYS, document.get(id)!), id])),
      members: new Map(people.map(({ id, versions }) => [id, versions.at(-1)!.record])),
    },
    truth: { document, bank, home: homesOf(people), vaults: vaultsOf(people) },
  };
}

function documentOf(n: number): PersonIdentifiers {
  return {
    docType: '111',
    docNumber: `519999${String(19_500_000 + n).padStart(8, '0')}${String(n % 10_000).padStart(4, '0')}`,
    name: `某${n}`,
  };
}

function homesOf(people: readonly Person[]): ReadonlyMap<string, string> {
  return new Map(people.map(({ id, home }) => [id, home ?? id]));
}

function vaultsOf(people: readonly Person[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    people.map(({ id, versions }) => [id, new Set(versions.map(({ record }) => record.province))]),
  );
}

/** Who tries: with which halves of the key, and with whose vault. */
export interface Attacker {
  readonly name: string;
  readonly provinces: boolean;
  readonly national: boolean;
  readonly vault?: string;
}

export const ATTACKERS: readonly Attacker[] = [
  { name: 'the copy only', provinces: false, national: false },
  { name: 'and k_national', provinces: false, national: true },
  { name: 'and k_provinces', provinces: true, national: false },
  { name: 'and a province: its vault', provinces: true, national: false, vault: '11' },
  { name: 'and both halves', provinces: true, national: true },
];

/** Accounts that an attacker names, who has a list of everybody's documents: by the vault, or by trying each document. */
export function namedBy(attacker: Attacker, copy: LedgerCopy, truth: Truth): ReadonlySet<string> {
  const named = new Set<string>();
  for (const [id, identifiers] of truth.document) {
    const isKept = attacker.vault !== undefined && truth.vaults.get(id)?.has(attacker.vault) === true;
    const found = isKept
      ? id
      : triesOf(attacker, identifiers)
          .map((tag) => copy.persons.get(tag))
          .find((one) => one !== undefined);
    if (found === id) named.add(id);
  }
  return named;
}

/** Accounts at banks that an attacker finds in items, who has a list of all. */
export function accountsBy(attacker: Attacker, copy: LedgerCopy, truth: Truth): number {
  const tags = new Set(copy.items.map(({ account }) => account));
  const numbers = new Map([...truth.bank.values()].map((one) => [one.docNumber, one]));
  const found = [...numbers.values()].filter((one) => triesOf(attacker, one).some((tag) => tags.has(tag)));
  return found.length / tags.size;
}

/** Tags that can be made of a document with what the attacker has: the real one, or what stands nearest to it. */
function triesOf(
  { provinces, national }: Attacker,
  { docType, docNumber, name }: PersonIdentifiers,
): readonly string[] {
  const text = encodeUtf8(`v1|${docType}|${docNumber}`);
  if (provinces && national) return [tagOf(KEYS, { docType, docNumber, name })];
  const none = key(0);
  const first = hmacSm3(provinces ? KEYS.provinces.person : none, text);
  const second = hmacSm3(national ? KEYS.national.person : none, first);
  return [first, second, hmacSm3(KEYS.national.person, national ? text : none)].map(
    (bytes) => `1.${toBase64url(bytes)}`,
  );
}

/** How many have the same values as one: of each, in ascending order. */
export function crowds<T>(
  all: readonly T[],
  valueOf: (one: T) => string,
  personOf: (one: T) => string,
): readonly number[] {
  const people = new Map<string, Set<string>>();
  for (const one of all) {
    const value = valueOf(one);
    people.set(value, (people.get(value) ?? new Set()).add(personOf(one)));
  }
  return all.map((one) => people.get(valueOf(one))!.size).sort((one, other) => one - other);
}

/** Groups of accounts that a copy ties to each other: by a file, or by an account at a bank. */
export function tiedBy(
  copy: LedgerCopy,
  by: { readonly files: boolean; readonly accounts: boolean },
): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  const rootOf = (id: string): string => {
    const next = first.get(id) ?? id;
    return next === id ? id : rootOf(next);
  };
  const tie = (ids: readonly string[]): void => {
    for (const id of ids.slice(1)) first.set(rootOf(id), rootOf(ids[0]!));
  };
  if (by.files) for (const members of copy.files) tie(members.flatMap(({ id }) => id ?? []));
  if (by.accounts) {
    const payees = new Map<string, string[]>();
    for (const { account, id } of copy.items) payees.set(account, [...(payees.get(account) ?? []), id]);
    for (const ids of payees.values()) tie([...new Set(ids)]);
  }
  return new Map([...copy.members.keys()].map((id) => [id, rootOf(id)]));
}

function lastFileOf({ files }: Person): Pick<PlanItem, 'file'> {
  const file = files.at(-1)?.id;
  return file === undefined ? {} : { file };
}
