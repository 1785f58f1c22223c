// SPDX-License-Identifier: Apache-2.0
// Without the comparison of what is read with what a file of this key says it finds a file that says something else within 100 runs;
// without the question whether the public key is a point, one that no key has within 500.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyIdOf } from '@unionid/domain/instruction';
import { parsePublicKey } from '@unionid/domain/sm';
import { damage, damageOfText, fuzz } from '@unionid/domain/testing';
import { DomainError } from '@unionid/domain/errors';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { newKeyFile, readKeyFile, type KeyFile } from '#src/index.js';

const FIELDS = ['v', 'kind', 'publicKey', 'keyId', 'kdf', 'rounds', 'salt', 'sealed', 'more'] as const;
const MARKS = ['"', '\\', '{', '}', ':', ',', '0', 'null', '测', '\u0000'];

type Members = Record<string, unknown>;

const anyValue = fc.jsonValue({ maxDepth: 1 }).map((value) => (): unknown => value);
const otherDigit = fc
  .tuple(fc.nat(), fc.constantFrom('0', '1', 'a', 'A'))
  .map(([at, digit]) => (old: unknown = ''): unknown => {
    const text = typeof old === 'string' ? old : JSON.stringify(old);
    const place = at % Math.max(text.length, 1);
    return text.slice(0, place) + digit + text.slice(place + 1);
  });
/** Another value of one member: of any type, or the old one with one character changed. */
const change: fc.Arbitrary<(file: Members) => Members> = fc
  .tuple(fc.constantFrom(...FIELDS), fc.oneof(anyValue, otherDigit))
  .map(([name, other]) => (file) => ({ ...file, [name]: other(file[name]) }));
/** Another public key, which its keyId fits: few are points of the curve. */
const otherKey: fc.Arbitrary<(file: Members) => Members> = fc
  .stringMatching(/^04[0-9a-f]{128}$/)
  .map((publicKey) => (file) => ({ ...file, publicKey, keyId: keyIdOf(publicKey) }));
const changes = fc.array(fc.oneof(change, change, otherKey), { maxLength: 2 });
const ofTexts = fc.array(damageOfText(MARKS), { maxLength: 1 });
const ofBytes = fc.array(damage, { maxLength: 1 });

describe('key files', () => {
  let folder: string;
  let whole: KeyFile;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unionid-key-'));
    whole = newKeyFile('一个足够长的密码 long enough');
  });
  after(() => rmSync(folder, { recursive: true }));

  fuzz(
    'key file',
    fc.asyncProperty(changes, ofTexts, ofBytes, async (ofMembers, ofText, ofByte) => {
      const file = ofMembers.reduce<Members>((one, next) => next(one), { ...whole });
      const text = ofText.reduce((one, next) => next(one), JSON.stringify(file));
      const path = join(folder, 'key.json');
      const bytes = ofByte.reduce<Uint8Array>((one, next) => next(one), new TextEncoder().encode(text));
      writeFileSync(path, bytes);
      const read = await outcomeOf(path);
      if (read === undefined) return;
      expect(parsePublicKey(read.publicKey)).not.to.equal(undefined);
      expect(read.keyId).to.equal(keyIdOf(read.publicKey));
      expect(read).to.deep.equal(JSON.parse(new TextDecoder().decode(bytes)));
    }),
    { runs: 2_000 },
  );
});

async function outcomeOf(path: string): Promise<KeyFile | undefined> {
  try {
    return await readKeyFile(path);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).to.equal('KEY_FILE_INVALID');
    return undefined;
  }
}
