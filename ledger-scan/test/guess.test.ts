// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { fromBase64url } from '@unionid/domain/encoding';
import { blindPerson, commitmentRoot, tagPerson, type MatchingKeys } from '@unionid/domain/privacy';
import { guessNeedles } from '#src/guess.js';
import { newMatcher } from '#src/matcher.js';

const PERSON = { docType: '111', docNumber: '519999197910200038', name: '欧阳测试' };
const PROVINCES = keysOf(1);
const NATIONAL = keysOf(3);

function keysOf(seed: number): MatchingKeys {
  return { person: new Uint8Array(32).fill(seed), name: new Uint8Array(32).fill(seed + 1) };
}

function confirms(keys: Record<string, Uint8Array>, ledger: string): string[] {
  const match = newMatcher(guessNeedles({ keys, guess: PERSON }));
  return match(Buffer.from(ledger)).map(({ needle }) => needle.label);
}

function tags(): string {
  const blinded = blindPerson(PROVINCES, PERSON);
  const bytes = { person: fromBase64url(blinded.person), name: fromBase64url(blinded.name) };
  return JSON.stringify(tagPerson(NATIONAL, 1, bytes));
}

describe('guessNeedles', () => {
  const provincial = { 'k_provinces.person': PROVINCES.person, 'k_provinces.name': PROVINCES.name };
  const national = { 'k_national.person': NATIONAL.person, 'k_national.name': NATIONAL.name };

  it('confirm nothing from the tags with the keys of one side', () => {
    expect(confirms(provincial, tags())).to.deep.equal([]);
    expect(confirms(national, tags())).to.deep.equal([]);
    expect(confirms({}, tags())).to.deep.equal([]);
  });

  it('confirm key and tag with the keys of both', () => {
    const how = confirms({ ...provincial, ...national }, tags());
    expect(how).to.include('hmac-sm3(k_national.person, hmac-sm3(k_provinces.person, v1|type|number))');
    expect(how).to.include('hmac-sm3(k_national.name, hmac-sm3(k_provinces.name, v1|type|number|name))');
  });

  it('confirm the mistakes that a ledger could make', () => {
    const ledgers = [
      createHash('sm3').update(PERSON.docNumber).digest('base64url'),
      createHash('sha256').update(`${PERSON.docNumber}|${PERSON.name}`).digest('hex'),
      blindPerson(PROVINCES, PERSON).person,
      blindPerson(PROVINCES, PERSON).name,
      commitmentRoot({ docNumber: PERSON.docNumber }, new Uint8Array(32)),
      commitmentRoot({ name: PERSON.name }, PROVINCES.person),
    ];
    for (const ledger of ledgers) expect(confirms(provincial, `{"x":"${ledger}"}`)).to.not.be.empty;
    const swapped = { person: PROVINCES.name, name: PROVINCES.person };
    const mistaken = tagPerson(swapped, 1, {
      person: fromBase64url(blindPerson(PROVINCES, PERSON).person),
      name: fromBase64url(blindPerson(PROVINCES, PERSON).name),
    });
    expect(confirms(provincial, JSON.stringify(mistaken))).to.have.length.of.at.least(2);
  });

  it('confirm nothing from salted commitments', () => {
    const seed = createHash('sm3').update('a seed of the vault').digest();
    expect(confirms(provincial, commitmentRoot({ docNumber: PERSON.docNumber }, seed))).to.deep.equal([]);
  });
});
