// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findSecretFiles, hasSecret } from './find-secrets.js';

describe('hasSecret', () => {
  it('finds a PEM key anywhere in a file', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(hasSecret(`${'\0'.repeat(100_000)}${pem}`)).to.equal(true);
  });

  it('finds the hex keys of a gateway, alone and as JSON', () => {
    const key = randomBytes(32).toString('hex');
    for (const text of [key, `${key}\n`, JSON.stringify({ person: key, name: key }, null, 2)])
      expect(hasSecret(text), text.length.toString()).to.equal(true);
  });

  it('takes neither the words nor a digest in a sentence for a key', () => {
    const digest = randomBytes(32).toString('hex');
    for (const text of ['-----BEGIN PRIVATE KEY-----\0', `sha256 ${digest}`, `{"sha256":"x"}`])
      expect(hasSecret(text), text).to.equal(false);
  });
});

describe('findSecretFiles', () => {
  it('looks into every folder, and through no link', () => {
    const folder = mkdtempSync(join(tmpdir(), 'unionid-secrets-'));
    try {
      const inside = join(folder, 'image', 'etc');
      mkdirSync(inside, { recursive: true });
      writeFileSync(join(inside, 'answer.key'), randomBytes(32).toString('hex'));
      writeFileSync(join(folder, 'outside.key'), randomBytes(32).toString('hex'));
      symlinkSync(folder, join(inside, 'link'));
      expect(findSecretFiles(join(folder, 'image'))).to.deep.equal([join(inside, 'answer.key')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
