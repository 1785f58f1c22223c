// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { INSTRUCTION_TYPES } from '#src/catalogue/index.js';
import { IMPORT_KIND_NAMES, IMPORT_KINDS, type ImportKind } from '#src/forms/index.js';

describe('kinds of files to import', () => {
  for (const kind of IMPORT_KIND_NAMES) {
    const { instructionType, grant, form, chunk, words } = IMPORT_KINDS[kind];

    it(`${kind}: whoever may hand a file in may sign its manifest`, () => {
      expect(INSTRUCTION_TYPES[instructionType].grant).to.equal(grant);
    });

    it(`${kind}: have a form, a form of their chunks, and words in both languages`, () => {
      expect(form.columns).to.include.members([...form.requiredColumns]);
      expect(chunk.safeParse({ rows: [] }).success).to.equal(false);
      expect(words.zh).to.match(/\p{Script=Han}/u);
      expect(words.en).to.match(/^[a-z ]+$/);
    });
  }

  it('are asked for by every table: one that forgets a kind does not compile', () => {
    type Table = Readonly<Record<ImportKind, string>>;
    const kinds = { members: '', changes: '', transfers: '', requests: '', plans: '', results: '' };
    // @ts-expect-error organisations are missing
    const forgetful = kinds satisfies Table;
    expect(Object.keys(forgetful)).to.have.lengthOf(IMPORT_KIND_NAMES.length - 1);
  });
});
