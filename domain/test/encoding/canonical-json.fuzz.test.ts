// SPDX-License-Identifier: Apache-2.0
// With keys sorted by locale it finds a difference within 50 runs; without the bound on depth, a text that only some stacks can take
// within 100; with a lone surrogate let through, one within 1,000.
import { expect } from 'chai';
import * as fc from 'fast-check';
import { canonicalJson, parseCanonicalJson, type Json } from '#src/encoding/index.js';
import { DomainError } from '#src/errors/index.js';
import { damageOfText } from '../support/damage.js';
import { fuzz } from '../support/fuzz.js';

const MAX_DEPTH = 32;
const MARKS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  ' ',
  '0',
  '-',
  '.5',
  'e9',
  '\\u0061',
  '\\ud800',
  '测',
  '\ud83d',
];

const name = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.string({ unit: fc.constantFrom('a', 'B', 'é', '测', '\u{1f600}', '\uffff', '_'), maxLength: 3 }),
  fc.constantFrom('__proto__', 'constructor', '1', '10', '2'),
);
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.string(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
}));

/** RFC 8785 written the long way: members by UTF-16 code units, all else as ECMAScript writes it. */
function reference(one: Json): string {
  if (Array.isArray(one)) return `[${one.map((item: Json) => reference(item)).join(',')}]`;
  if (one === null || typeof one !== 'object') return JSON.stringify(one);
  const members = Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${reference(member)}`).join(',')}}`;
}

fuzz(
  'canonical JSON',
  fc.property(value, (one) => {
    const text = reference(one);
    expect(canonicalJson(one)).to.equal(text);
    expect(parseCanonicalJson(text)).to.deep.equal(one);
  }),
  { runs: 2_000 },
);

fuzz(
  'text for canonical JSON',
  fc.property(value, fc.nat(60), damageOfText(MARKS), (one, depth, change) => {
    const text = change('['.repeat(depth) + reference(one) + ']'.repeat(depth));
    const read = outcomeOf(text);
    if (read === undefined) return;
    expect(canonicalJson(read.value)).to.equal(text);
    expect(depthOf(read.value)).to.be.at.most(MAX_DEPTH);
    expect(textsOf(read.value).every((one) => one.isWellFormed())).to.equal(true);
  }),
  { runs: 2_000 },
);

function outcomeOf(text: string): { readonly value: Json } | undefined {
  try {
    return { value: parseCanonicalJson(text) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).to.equal('NOT_CANONICAL');
    return undefined;
  }
}

/** Every text and every member's name in a value. */
function textsOf(one: Json): readonly string[] {
  if (typeof one === 'string') return [one];
  if (one === null || typeof one !== 'object') return [];
  return Array.isArray(one)
    ? one.flatMap(textsOf)
    : Object.entries(one).flatMap(([key, member]) => [key, ...textsOf(member)]);
}

function depthOf(one: Json): number {
  if (one === null || typeof one !== 'object') return 0;
  return 1 + Math.max(0, ...Object.values(one).map((member) => depthOf(member)));
}
