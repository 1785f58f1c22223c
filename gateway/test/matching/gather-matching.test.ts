// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { DomainError } from '@unionid/domain/errors';
import type { PersonIdentifiers } from '@unionid/domain/privacy';
import { expectCode } from '@unionid/domain/testing';
import { gatherMatching } from '#src/matching/gather-matching.js';
import type { Matching } from '#src/matching/matching.js';

function person(name: string): PersonIdentifiers {
  return { docType: '111', docNumber: '51999919791020003X', name };
}

/** A matching endpoint whose calls end when told; the key of a person is the name, so that answers can be told apart. */
function newEndpoint(refuse: (count: number) => DomainError | undefined = () => undefined) {
  const calls: number[] = [];
  const gate = Promise.withResolvers<undefined>();
  const matching: Matching = {
    personTags: async (persons) => {
      calls.push(persons.length);
      await gate.promise;
      const refusal = refuse(persons.length);
      if (refusal !== undefined) throw refusal;
      return { version: 1, tags: persons.map(({ name }) => ({ personKey: `1.${name}`, nameTag: name })) };
    },
  };
  return { matching, calls, open: () => gate.resolve(undefined) };
}

async function keysOf(answer: ReturnType<Matching['personTags']>): Promise<string[]> {
  const { tags } = await answer;
  return tags.map(({ personKey }) => personKey);
}

describe('gathered matching', () => {
  it('asks at once when nothing is under way, and later questions together', async () => {
    const { matching, calls, open } = newEndpoint();
    const gathered = gatherMatching(matching);
    const names = ['a', 'b', 'c', 'd', 'e'];
    const answers = names.map((name) =>
      gathered.personTags([person(name), person(`${name}2`)], 'verification'),
    );
    expect(calls).to.deep.equal([2]);
    open();
    const keys = await Promise.all(answers.map(keysOf));
    expect(keys).to.deep.equal(names.map((name) => [`1.${name}`, `1.${name}2`]));
    expect(calls).to.deep.equal([2, 8]);
  });

  it('leaves a large question alone and keeps calls bounded', async () => {
    const { matching, calls, open } = newEndpoint();
    const gathered = gatherMatching(matching);
    const some = (count: number) => Array.from({ length: count }, (_, index) => person(String(index)));
    const answers = [1, 1, 150, 150, 500].map((count) => gathered.personTags(some(count), 'verification'));
    open();
    const keys = await Promise.all(answers.map(keysOf));
    expect(keys.map(({ length }) => length)).to.deep.equal([1, 1, 150, 150, 500]);
    expect(calls.toSorted((a, b) => a - b)).to.deep.equal([1, 150, 151, 500]);
  });

  it('tells every question of a call that failed', async () => {
    const { matching, open } = newEndpoint(() => new DomainError('MATCHING_UNAVAILABLE'));
    const gathered = gatherMatching(matching);
    const answers = ['a', 'b', 'c', 'd'].map((name) => gathered.personTags([person(name)], 'verification'));
    open();
    await Promise.all(answers.map((answer) => expectCode(answer, 'MATCHING_UNAVAILABLE')));
  });

  it('asks one by one where the quota does not do for all', async () => {
    const { matching, open } = newEndpoint((count) =>
      count > 1 ? new DomainError('QUOTA_EXCEEDED') : undefined,
    );
    const gathered = gatherMatching(matching);
    const answers = ['a', 'b', 'c', 'd'].map((name) => gathered.personTags([person(name)], 'verification'));
    open();
    expect(await Promise.all(answers.map(keysOf))).to.deep.equal([['1.a'], ['1.b'], ['1.c'], ['1.d']]);
  });

  it('goes on after a failure', async () => {
    let failures = 2;
    const { matching, open } = newEndpoint(() =>
      failures-- > 0 ? new DomainError('MATCHING_UNAVAILABLE') : undefined,
    );
    const gathered = gatherMatching(matching);
    open();
    await expectCode(gathered.personTags([person('a')], 'verification'), 'MATCHING_UNAVAILABLE');
    await expectCode(gathered.personTags([person('b')], 'verification'), 'MATCHING_UNAVAILABLE');
    expect(await keysOf(gathered.personTags([person('c')], 'verification'))).to.deep.equal(['1.c']);
  });

  it('does not wait long for a call that hangs', async () => {
    const hanging = Promise.withResolvers<undefined>();
    const gathered = gatherMatching(
      {
        personTags: async ([first]) => {
          const name = first?.name ?? '';
          if (name === 'a') await hanging.promise;
          return { version: 1, tags: [{ personKey: `1.${name}`, nameTag: name }] };
        },
      },
      1,
    );
    const slow = gathered.personTags([person('a')], 'verification');
    expect(await keysOf(gathered.personTags([person('b')], 'verification'))).to.deep.equal(['1.b']);
    expect(await keysOf(gathered.personTags([person('c')], 'verification'))).to.deep.equal(['1.c']);
    hanging.resolve(undefined);
    expect(await keysOf(slow)).to.deep.equal(['1.a']);
  });
});
