// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { verifySm2 } from '@unionid/domain/sm';
import { expectCode } from '@unionid/domain/testing';
import { newKeyFile, openKeyFile, readKeyFile, writeKeyFile, type KeyFile } from '#src/index.js';

const PASSWORD = '一个足够长的密码 long enough';

describe('a key file', () => {
  let folder: string;
  let path: string;
  let file: KeyFile;

  before(() => {
    file = newKeyFile(PASSWORD);
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unionid key '));
    path = join(folder, 'key.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives a signer whose signatures its public key verifies', async () => {
    await writeKeyFile(path, file);
    const signer = openKeyFile(await readKeyFile(path), PASSWORD);
    const message = Uint8Array.of(1, 2, 3);
    expect(verifySm2({ message, signature: await signer.sign(message), publicKey: file.publicKey })).to.equal(
      true,
    );
  });

  it('holds no private key in the clear and is for its owner only', async () => {
    await writeKeyFile(path, file);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    const text = await readFile(path, 'utf8');
    expect(text).not.to.match(/private/i);
    expect(Object.keys(JSON.parse(text) as object)).to.deep.equal([
      'v',
      'kind',
      'publicKey',
      'keyId',
      'kdf',
      'rounds',
      'salt',
      'sealed',
    ]);
  });

  it('is never written over', async () => {
    await writeKeyFile(path, file);
    let failure: unknown;
    await writeKeyFile(path, file).catch((error: unknown) => (failure = error));
    expect(failure).to.have.property('code', 'EEXIST');
  });

  it('stays shut with another password', () => {
    expectCode(() => openKeyFile(file, `${PASSWORD} `), 'KEY_PASSWORD_WRONG');
  });

  it('stays shut when its public key was swapped', () => {
    const other = newKeyFile(PASSWORD);
    const swapped = { ...file, publicKey: other.publicKey, keyId: other.keyId };
    expectCode(() => openKeyFile(swapped, PASSWORD), 'KEY_PASSWORD_WRONG');
  });

  it('with too few rounds is refused before any key is derived', () => {
    expectCode(() => openKeyFile({ ...file, rounds: 1 }, PASSWORD), 'KEY_FILE_INVALID');
  });

  const damaged: readonly [string, (file: KeyFile) => unknown][] = [
    ['is no JSON', () => undefined],
    ['is of another kind', (same) => ({ ...same, kind: 'pem' })],
    ['names another key id', (same) => ({ ...same, keyId: '0000000000000000' })],
    ['has a public key off the curve', (same) => ({ ...same, publicKey: `04${'1'.repeat(128)}` })],
    ['has no seal', (same) => ({ ...same, sealed: undefined })],
    ['has something more', (same) => ({ ...same, comment: 'x' })],
  ];
  for (const [what, damage] of damaged) {
    it(`is refused when it ${what}`, async () => {
      await writeFile(path, what === 'is no JSON' ? '{' : JSON.stringify(damage(file)));
      await expectCode(readKeyFile(path), 'KEY_FILE_INVALID');
    });
  }

  it('is refused when it is missing', () => expectCode(readKeyFile(path), 'KEY_FILE_INVALID'));
});
