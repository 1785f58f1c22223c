// SPDX-License-Identifier: Apache-2.0
import { asDomainError, type PersonIdentifiers } from '@unionid/domain';
import type { Matching } from './matching.js';

/** Calls of the endpoint under way at once; what is asked meanwhile goes together with the next. */
const UNDER_WAY = 2;
/** Persons of a call made of several questions; a question of more goes alone. */
const MOST_PERSONS = 200;

type Matched = Awaited<ReturnType<Matching['personTags']>>;

interface Question {
  readonly persons: readonly PersonIdentifiers[];
  readonly answer: PromiseWithResolvers<Matched>;
}

/**
 * Puts small questions asked at the same time into one call of the matching endpoint. A call costs two signatures and two
 * checks on either side, whether it is about one person or a hundred (docs/benchmarks.md); alone, a question waits for
 * nothing.
 */
export function gatherMatching(matching: Matching): Matching {
  const waiting: Question[] = [];
  let underWay = 0;
  const pump = (): void => {
    while (underWay < UNDER_WAY && waiting.length > 0) {
      underWay += 1;
      void askTogether(matching, takeGroup(waiting)).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  };
  return {
    personTags: (persons) => {
      if (persons.length > MOST_PERSONS) return matching.personTags(persons);
      const answer = Promise.withResolvers<Matched>();
      waiting.push({ persons, answer });
      pump();
      return answer.promise;
    },
  };
}

function takeGroup(waiting: Question[]): readonly Question[] {
  let persons = 0;
  const fits = waiting.findIndex((question) => (persons += question.persons.length) > MOST_PERSONS);
  return waiting.splice(0, fits === -1 ? waiting.length : fits);
}

/** Settles every question of the group; never rejects itself. */
async function askTogether(matching: Matching, group: readonly Question[]): Promise<void> {
  try {
    const { version, tags } = await matching.personTags(group.flatMap(({ persons }) => persons));
    let start = 0;
    for (const { persons, answer } of group) {
      answer.resolve({ version, tags: tags.slice(start, start + persons.length) });
      start += persons.length;
    }
  } catch (error) {
    // What is left of a quota may do for some of them.
    if (asDomainError(error)?.code === 'QUOTA_EXCEEDED' && group.length > 1) await askEach(matching, group);
    else for (const { answer } of group) answer.reject(error);
  }
}

async function askEach(matching: Matching, group: readonly Question[]): Promise<void> {
  for (const question of group) await askTogether(matching, [question]);
}
