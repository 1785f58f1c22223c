// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { fieldOpening } from '#src/api/field-opening.js';
import { canonicalBytes, toBase64url } from '#src/encoding/index.js';
import { auditPath, leafHash, rootFromPath } from '#src/merkle/index.js';
import {
  commitmentRoot,
  fieldSalt,
  openedFields,
  openFields,
  rootOfOpening,
  SEED_BYTES,
  type OpenedField,
} from '#src/privacy/index.js';
import { digestField, parseWith } from '#src/schema/index.js';

const seed = fc.uint8Array({ minLength: SEED_BYTES, maxLength: SEED_BYTES });
const text = fc.string({ unit: 'grapheme', maxLength: 10 });
const fields = fc.dictionary(text, text, { minKeys: 1, maxKeys: 12 });

describe('field commitments', () => {
  it('give one root whatever the order of the fields', () => {
    fc.assert(
      fc.property(fields, seed, (record, bytes) => {
        const reversed = Object.fromEntries(Object.entries(record).reverse());
        expect(commitmentRoot(reversed, bytes)).to.equal(commitmentRoot(record, bytes));
        expect(parseWith(digestField, commitmentRoot(record, bytes))).to.have.length(43);
      }),
    );
  });

  it('change with any value, name or seed', () => {
    fc.assert(
      fc.property(fields, seed, fc.nat(), (record, bytes, pick) => {
        const names = Object.keys(record);
        const name = names[pick % names.length]!;
        const { [name]: value, ...rest } = record;
        const root = commitmentRoot(record, bytes);
        const otherSeed = bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
        for (const [other, from] of [
          [{ ...record, [name]: `${value!}x` }, bytes],
          [{ ...rest, [`${names.join('')}x`]: value! }, bytes],
          [rest, bytes],
          [record, otherSeed],
        ] as const) {
          expect(commitmentRoot(other, from)).to.not.equal(root);
        }
      }),
    );
  });

  it('disclose one field by its salt and path, without the seed or any other field', () => {
    const record = { name: '张三', docNumber: '119999199003070019', mobile: '13800138000', sex: '1' };
    const bytes = Uint8Array.from({ length: SEED_BYTES }, (_, i) => i);
    const names = Object.keys(record).sort() as (keyof typeof record)[];
    const tree = names.map((name) => leafOf(name, fieldSalt(bytes, name), record[name]));
    const root = commitmentRoot(record, bytes);
    for (const [index, name] of names.entries()) {
      // All that the holder shows: position, salt, value, path.
      const shown = { index, size: names.length, path: auditPath(tree, index) };
      const salt = fieldSalt(bytes, name);
      expect(rootOf(leafOf(name, salt, record[name]), shown)).to.equal(root);
      expect(rootOf(leafOf(name, salt, '别的值'), shown)).to.not.equal(root);
      for (const other of names) {
        if (other !== name) expect(fieldSalt(bytes, other)).to.not.deep.equal(salt);
      }
    }
  });

  it('are opened in part: what is shown is of the root, and nothing else is told', () => {
    fc.assert(
      fc.property(fields, seed, fc.func(fc.boolean()), (record, bytes, isShown) => {
        const opening = openFields(record, bytes, isShown);
        expect(rootOfOpening(opening)).to.equal(commitmentRoot(record, bytes));
        const shown = Object.fromEntries(Object.entries(record).filter(([name]) => isShown(name)));
        expect(openedFields(opening)).to.deep.equal(shown);
        const altered = opening.map((leaf) => ('hash' in leaf ? leaf : { ...leaf, value: `${leaf.value}x` }));
        if (Object.keys(shown).length > 0)
          expect(rootOfOpening(altered)).to.not.equal(commitmentRoot(record, bytes));
        for (const leaf of opening)
          expect(Object.keys(leaf)).to.have.members('hash' in leaf ? ['hash'] : ['name', 'salt', 'value']);
      }),
    );
  });

  it('are opened field by field in one order, none of them twice', () => {
    const whole = fc.tuple(fields, seed, fc.nat(), fc.nat(), fc.string());
    fc.assert(
      fc.property(whole, ([record, bytes, from, before, value]) => {
        const opening = openFields(record, bytes, () => true);
        const shown = opening[from % opening.length] as OpenedField;
        const twice = opening.toSpliced(before % (opening.length + 1), 0, { ...shown, value });
        expect(() => openedFields(twice)).to.throw(RangeError);
        expect(fieldOpening.safeParse(twice).success).to.equal(false);
        expect(fieldOpening.safeParse(opening).success).to.equal(opening.length <= 64);
      }),
    );
  });

  it('say nothing without the seed: the same record has unrelated leaves under another', () => {
    const [one, two] = [new Uint8Array(SEED_BYTES), new Uint8Array(SEED_BYTES).fill(1)];
    expect(fieldSalt(one, 'name')).to.have.length(16);
    expect(leafOf('name', fieldSalt(one, 'name'), '张三')).to.not.deep.equal(
      leafOf('name', fieldSalt(two, 'name'), '张三'),
    );
  });
});

function leafOf(name: string, salt: Uint8Array, value: string): Uint8Array {
  return leafHash(canonicalBytes([name, toBase64url(salt), value]));
}

function rootOf(leaf: Uint8Array, shown: { index: number; size: number; path: Uint8Array[] }): string {
  const root = rootFromPath({ ...shown, leaf });
  return root === undefined ? '' : toBase64url(root);
}
