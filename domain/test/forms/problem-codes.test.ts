// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { personInput, prepareRequest, verifyRequest } from '#src/api/index.js';
import { DomainError } from '#src/errors/index.js';
import { ERROR_CATALOGUE } from '#src/error-texts/index.js';
import {
  checkMapping,
  matchHeader,
  MEMBER_FORM,
  ORGANISATION_FORM,
  readCounterEntry,
  readMemberRow,
  readOrganisationRow,
  type Cells,
  type Form,
} from '#src/forms/index.js';
import { parseWith } from '#src/schema/index.js';
import type { Cell } from '#src/table/index.js';

const CONTEXT = { today: '2026-11-21', mapping: {}, rowNumber: 2 };

const anyText = fc.oneof(
  fc.constantFrom('', '男', '1', '2026-13-01', '1990/3/7', '119999199003070018', 'H00000001', '=1', '\u0007'),
  fc.constantFrom(
    '护照',
    '居民户口',
    '91510100MAXY12340X',
    '-1',
    '四'.repeat(300),
    '入会',
    '退会',
    '2050-01-01',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const FAULTS = ['CELL_FORMULA', 'CELL_ERROR', 'CELL_MERGED', 'NUMBER_ROUNDED'] as const;
const anyCell: fc.Arbitrary<Cell> = fc.oneof(anyText, fc.constantFrom(...FAULTS.map((fault) => ({ fault }))));

const anyCells = <Column extends string>({ columns }: Form<Column>): fc.Arbitrary<Cells<Column>> =>
  fc.dictionary(fc.constantFrom(...columns), anyCell) as fc.Arbitrary<Cells<Column>>;

const assertKnown = (codes: readonly string[]): void => {
  for (const code of codes) expect(ERROR_CATALOGUE).to.have.property(code);
};

describe('every code that a form or a request is refused with is in the catalogue', () => {
  it('rows of members, by file and by counter', () => {
    fc.assert(
      fc.property(anyCells(MEMBER_FORM), (cells) => {
        const result = readMemberRow(cells, CONTEXT);
        assertKnown(result.ok ? [] : result.problems.map(({ code }) => code));
      }),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), anyText),
        fc.record({ name: anyText, sex: anyText }),
        (more, own) => {
          const result = readCounterEntry({ type: 'person.enrol', person: { ...own, more } }, CONTEXT.today);
          assertKnown(result.ok ? [] : result.faults.map(({ code }) => code));
        },
      ),
    );
  });

  it('rows of organisations', () => {
    fc.assert(
      fc.property(anyCells(ORGANISATION_FORM), (cells) => {
        const result = readOrganisationRow(cells, CONTEXT);
        assertKnown(result.ok ? [] : result.problems.map(({ code }) => code));
      }),
    );
  });

  it('headers and mappings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText, fc.constantFrom(...MEMBER_FORM.columns))),
        anyText,
        (header, text) => {
          assertKnown(matchHeader(MEMBER_FORM, header).problems.map(({ code }) => code));
          assertKnown(checkMapping(MEMBER_FORM, { 性别: { [text]: text } }).map(({ code }) => code));
        },
      ),
    );
  });

  it('fields of requests, whatever the library calls their faults', () => {
    const everyRule = z.strictObject({
      text: z.string().check(z.minLength(2), z.maxLength(3)),
      number: z.int().check(z.multipleOf(2)),
      list: z.array(z.enum(['a'])).check(z.minLength(1)),
      kind: z.literal('x'),
      either: z.union([z.string(), z.number()]),
      names: z.record(z.string().check(z.maxLength(1)), z.string()),
      email: z.email(),
      checked: z.unknown().check(z.refine(() => false)),
    });
    const schemas = [everyRule, personInput, prepareRequest, verifyRequest];
    fc.assert(
      fc.property(fc.constantFrom(...schemas), fc.anything({ maxDepth: 3 }), (schema, value) => {
        assertKnown(codesOf(() => parseWith(schema, value)));
      }),
    );
    const wrong = {
      text: 'x',
      number: 3,
      list: [],
      kind: 'y',
      either: null,
      names: { ab: 'c' },
      email: 'e',
      more: 1,
    };
    const codes = codesOf(() => parseWith(everyRule, { ...wrong, checked: 1 }));
    assertKnown(codes);
    expect(new Set(codes)).to.deep.equal(
      new Set(['FIELD_RANGE', 'FIELD_NOT_ALLOWED', 'FIELD_FORMAT', 'FIELD_UNKNOWN']),
    );
    expect(codesOf(() => parseWith(everyRule, { text: 1 }))).to.include.members([
      'FIELD_TYPE',
      'FIELD_MISSING',
    ]);
  });
});

/** Codes in the `fields` of a refusal. */
function codesOf(parse: () => unknown): string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { fields = [] } = error.details;
    return (fields as readonly string[]).map((field) => field.slice(field.lastIndexOf(': ') + 2));
  }
}
