// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { fromBase64url, toBase64url } from '#src/encoding/index.js';
import {
  blindPerson,
  NAME_TAG_BYTES,
  PERSON_KEY_VERSION,
  tagPerson,
  tagPersonUnder,
  type MatchingKeys,
  type PersonIdentifiers,
  type PersonTags,
} from '#src/privacy/index.js';
import { parseWith, personKeyField, tagField } from '#src/schema/index.js';
import { hmacSm3, toHex } from '#src/sm/index.js';
import { readVectors } from '../vectors/read-vectors.js';

const vectors = readVectors('person-key') as {
  readonly hmac: { readonly message: string; readonly mac: string };
  readonly identifiers: PersonIdentifiers;
  readonly blinded: { readonly person: string; readonly name: string };
  readonly tags: PersonTags;
};

const keyOf = (last: number): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? last : 0));
const PROVINCES: MatchingKeys = { person: keyOf(1), name: keyOf(2) };
const NATIONAL: MatchingKeys = { person: keyOf(3), name: keyOf(4) };
const PERSON = vectors.identifiers;

describe('personKey and nameTag', () => {
  it('rest on the HMAC-SM3 that OpenSSL computes, too', () => {
    const { message, mac } = vectors.hmac;
    expect(toHex(hmacSm3(keyOf(1), new TextEncoder().encode(message)))).to.equal(mac);
  });

  it('are as pinned, in two steps', () => {
    const blinded = blindPerson(PROVINCES, PERSON);
    expect(blinded).to.deep.equal(vectors.blinded);
    expect(tag(NATIONAL, blinded)).to.deep.equal(vectors.tags);
  });

  it('have the shapes that the ledger takes', () => {
    const tags = tag(NATIONAL, blindPerson(PROVINCES, PERSON));
    expect(parseWith(personKeyField, tags.personKey)).to.match(/^1\./);
    expect(fromBase64url(parseWith(tagField, tags.nameTag))).to.have.length(NAME_TAG_BYTES);
  });

  it('are not reproduced with either half of the keys alone', () => {
    const whole = tag(NATIONAL, blindPerson(PROVINCES, PERSON));
    const foreign: MatchingKeys = { person: keyOf(5), name: keyOf(6) };
    const guesses = [
      // Who holds the provinces' keys and not the national ones.
      tag(foreign, blindPerson(PROVINCES, PERSON)),
      tag(PROVINCES, blindPerson(PROVINCES, PERSON)),
      // Who holds the national keys and not the provinces'.
      tag(NATIONAL, blindPerson(foreign, PERSON)),
      tag(NATIONAL, blindPerson(NATIONAL, PERSON)),
      tag(NATIONAL, { person: plain('v1|111|119999199003070019'), name: plain('张三') }),
    ];
    for (const guess of guesses) {
      expect(guess.personKey).to.not.equal(whole.personKey);
      expect(guess.nameTag).to.not.equal(whole.nameTag);
    }
  });

  it('tell document types and numbers apart; only the tag depends on the name, never on the name alone', () => {
    const whole = tag(NATIONAL, blindPerson(PROVINCES, PERSON));
    const renamed = tag(NATIONAL, blindPerson(PROVINCES, { ...PERSON, name: '李四' }));
    expect(renamed.personKey).to.equal(whole.personKey);
    expect(renamed.nameTag).to.not.equal(whole.nameTag);
    for (const other of [
      { ...PERSON, docType: '114' },
      { ...PERSON, docNumber: '119999199003070027' },
    ]) {
      const tags = tag(NATIONAL, blindPerson(PROVINCES, other));
      expect(tags.personKey).to.not.equal(whole.personKey);
      expect(tags.nameTag).to.not.equal(whole.nameTag);
    }
  });

  it('are under both versions while two overlap, with one tag, and under none without its key', () => {
    const blinded = bytesOf(blindPerson(PROVINCES, PERSON));
    const other = { ...NATIONAL, person: keyOf(7) };
    const person = new Map([
      [4, NATIONAL.person],
      [5, other.person],
    ]);
    const keys = { person, name: NATIONAL.name };
    const [older, newer] = [tagPerson(NATIONAL, 4, blinded), tagPerson(other, 5, blinded)];
    expect(tagPersonUnder(keys, [4], blinded)).to.deep.equal(older);
    expect(tagPersonUnder(keys, [4, 5], blinded)).to.deep.equal({ ...newer, formerKey: older.personKey });
    expect(older.personKey.slice(2)).to.not.equal(newer.personKey.slice(2));
    for (const versions of [[], [3], [3, 4], [5, 6]])
      expect(() => tagPersonUnder(keys, versions, blinded)).to.throw('no national matching key');
  });

  it('carry the version of the national key', () => {
    const blinded = bytesOf(blindPerson(PROVINCES, PERSON));
    expect(tagPerson(NATIONAL, 7, blinded).personKey).to.equal(vectors.tags.personKey.replace(/^1\./, '7.'));
  });
});

function tag(keys: MatchingKeys, blinded: { person: string; name: string }): PersonTags {
  return tagPerson(keys, PERSON_KEY_VERSION, bytesOf(blinded));
}

function bytesOf({ person, name }: { person: string; name: string }): {
  person: Uint8Array;
  name: Uint8Array;
} {
  return { person: fromBase64url(person), name: fromBase64url(name) };
}

function plain(text: string): string {
  return toBase64url(new TextEncoder().encode(text));
}
