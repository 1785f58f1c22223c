// SPDX-License-Identifier: Apache-2.0
// Without the comparison of names it finds one that comes twice within 20 runs, without the bound on depth a deeper text within 50; an
// expression that is tried at every place of a text (`/"(?:[^"\\]|\\.)*"\s*:/g`) does not end within the minute that a test has.
import { encodeUtf8 } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { damage, damageOfText, fuzz } from '@unionid/domain/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseStrictJson } from '#src/http/strict-json.js';

const MAX_DEPTH = 16;
/** Characters. */
const LONG = 200_000;
const MARKS = ['"', '\\"', '\\', '{', '}', '[', ']', ':', ',', '\\u0061', '\\ud800', ' ', '\u0000', '\ufeff'];

/** JSON as a writer may write it: with names that come twice, spelled in two ways, and what a reader has to say of it. */
interface Written {
  readonly text: string;
  readonly depth: number;
  readonly repeats: boolean;
}

const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { maxDepth: 20, withCrossShrink: true },
    { weight: 2, arbitrary: scalar() },
    { weight: 1, arbitrary: fc.array(tie('written'), { maxLength: 4 }).map(listOf) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom('a', 'b', '"', '__proto__', ''), fc.boolean(), tie('written')), {
          maxLength: 4,
        })
        .map(objectOf),
    },
  ),
}));

function scalar(): fc.Arbitrary<Written> {
  const value = fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
  return value.map((one) => ({ text: JSON.stringify(one), depth: 0, repeats: false }));
}

function listOf(items: readonly Written[]): Written {
  return { ...around(items), text: `[${items.map(({ text }) => text).join(',')}]` };
}

function objectOf(members: readonly (readonly [string, boolean, Written])[]): Written {
  const names = members.map(([name]) => name);
  const { depth, repeats } = around(members.map(([, , value]) => value));
  const text = members.map(([name, escaped, value]) => `${nameText(name, escaped)}:${value.text}`).join(',');
  return { text: `{${text}}`, depth, repeats: repeats || new Set(names).size < names.length };
}

function nameText(name: string, escaped: boolean): string {
  const units = Array.from({ length: name.length }, (_, at) => name[at] ?? '').map(
    (unit) => String.raw`\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped ? `"${units.join('')}"` : JSON.stringify(name);
}

function around(items: readonly Written[]): Omit<Written, 'text'> {
  const depth = 1 + Math.max(0, ...items.map((item) => item.depth));
  return { depth, repeats: items.some(({ repeats }) => repeats) };
}

fuzz(
  'JSON of a body',
  fc.property(written, fc.nat(MAX_DEPTH + 1), (inner, around) => {
    const text = '['.repeat(around) + inner.text + ']'.repeat(around);
    const value = outcomeOf(encodeUtf8(text));
    if (inner.repeats || inner.depth + around > MAX_DEPTH) expect(value).to.equal(undefined);
    else expect(value).to.deep.equal({ value: JSON.parse(text) as unknown });
  }),
  { runs: 1_000 },
);

const ofTexts = fc.array(damageOfText(MARKS), { maxLength: 2 });
const ofBytes = fc.array(damage, { maxLength: 1 });

fuzz(
  'bytes of a body',
  fc.property(written, ofTexts, ofBytes, (whole, ofText, ofByte) => {
    const text = ofText.reduce((one, change) => change(one), whole.text);
    outcomeOf(ofByte.reduce((one, change) => change(one), encodeUtf8(text.toWellFormed())));
  }),
  { runs: 1_000 },
);

/** What a text of one mark costs grows with its length and not with its square, or this takes minutes. */
fuzz(
  'long bodies',
  fc.property(
    fc.array(fc.constantFrom(...MARKS), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '"', '{"'),
    (marks, start) => {
      const mark = marks.join('');
      outcomeOf(encodeUtf8((start + mark.repeat(Math.ceil(LONG / mark.length))).toWellFormed()));
    },
  ),
  { runs: 100 },
);

/** The value, or undefined for a refusal, which is the only other thing that may come. */
function outcomeOf(body: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: parseStrictJson(body) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).to.equal('INVALID_REQUEST');
    return undefined;
  }
}
