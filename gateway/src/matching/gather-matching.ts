// SPDX-License-Identifier: Apache-2.0
import type { MatchingPurpose } from '@unionid/domain/api';
import { asDomainError } from '@unionid/domain/errors';
import type { PersonIdentifiers } from '@unionid/domain/privacy';
import type { Matching } from './matching.js';

/** Calls of the endpoint under way at once at the most. */
const MOST_UNDER_WAY = 4;
/** How long questions wait for a call under way before they go without waiting for it, in milliseconds. */
const PATIENCE_MS = 250;
/** Persons of a call made of several questions; a question of more goes alone. */
const MOST_PERSONS = 200;

type Matched = Awaited<ReturnType<Matching['personTags']>>;
type Ask = (persons: readonly PersonIdentifiers[]) => Promise<Matched>;

interface Question {
  readonly persons: readonly PersonIdentifiers[];
  readonly answer: PromiseWithResolvers<Matched>;
}

/**
 * Puts small questions asked at the same time into one call of the matching endpoint. A call costs two signatures and two
 * checks on either side, whether it is about one person or a hundred (docs/benchmarks.md); alone, a question waits for
 * nothing, and behind a call that hangs not for long.
 */
export function gatherMatching(matching: Matching, patienceMs: number = PATIENCE_MS): Matching {
  const gatherings = {
    verification: new Gathering(withPurpose('verification'), patienceMs),
    enrolment: new Gathering(withPurpose('enrolment'), patienceMs),
  };
  return {
    personTags: (persons, purpose) =>
      persons.length > MOST_PERSONS
        ? matching.personTags(persons, purpose)
        : gatherings[purpose].ask(persons),
  };

  function withPurpose(purpose: MatchingPurpose): Ask {
    return (persons) => matching.personTags(persons, purpose);
  }
}

class Gathering {
  readonly #call: Ask;
  readonly #patienceMs: number;
  readonly #waiting: Question[] = [];
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(call: Ask, patienceMs: number) {
    this.#call = call;
    this.#patienceMs = patienceMs;
  }

  ask(persons: readonly PersonIdentifiers[]): Promise<Matched> {
    const answer = Promise.withResolvers<Matched>();
    this.#waiting.push({ persons, answer });
    this.#pump();
    return answer.promise;
  }

  #pump(): void {
    if (this.#waiting.length > 0 && this.#underWay === 0) this.#send();
    if (this.#waiting.length > 0 && this.#underWay < MOST_UNDER_WAY) this.#waitNoLonger();
  }

  #waitNoLonger(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send();
      this.#pump();
    }, this.#patienceMs);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#underWay += 1;
    void askTogether(this.#call, takeGroup(this.#waiting)).finally(() => {
      this.#underWay -= 1;
      this.#pump();
    });
  }
}

function takeGroup(waiting: Question[]): readonly Question[] {
  let persons = 0;
  const fits = waiting.findIndex((question) => (persons += question.persons.length) > MOST_PERSONS);
  return waiting.splice(0, fits === -1 ? waiting.length : fits);
}

/** Settles every question of the group; never rejects itself. */
async function askTogether(call: Ask, group: readonly Question[]): Promise<void> {
  try {
    const { version, tags } = await call(group.flatMap(({ persons }) => persons));
    let start = 0;
    for (const { persons, answer } of group) {
      answer.resolve({ version, tags: tags.slice(start, start + persons.length) });
      start += persons.length;
    }
  } catch (error) {
    // What is left of a quota may do for some of them.
    if (asDomainError(error)?.code === 'QUOTA_EXCEEDED' && group.length > 1) await askEach(call, group);
    else for (const { answer } of group) answer.reject(error);
  }
}

async function askEach(call: Ask, group: readonly Question[]): Promise<void> {
  for (const question of group) await askTogether(call, [question]);
}
