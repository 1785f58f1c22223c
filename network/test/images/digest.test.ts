// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { digestOf, digestOfPath } from '#src/images/digest.js';
import { newTemporaryFolder } from '../fixtures/temporary-folder.js';

describe('digestOf', () => {
  it('keeps lists apart that have the same text', () => {
    expect(digestOf(['ab', 'c'])).not.to.equal(digestOf(['a', 'bc']));
  });
});

describe('digestOfPath', () => {
  let folder: string;

  beforeEach(() => {
    folder = newTemporaryFolder();
    mkdirSync(join(folder, 'below'));
    writeFileSync(join(folder, 'a.js'), 'one');
    writeFileSync(join(folder, 'below', 'b.js'), 'two');
  });

  it('changes with a content', async () => {
    const before = await digestOfPath(folder);
    writeFileSync(join(folder, 'below', 'b.js'), 'three');
    expect(await digestOfPath(folder)).not.to.equal(before);
  });

  it('changes with a name', async () => {
    const before = await digestOfPath(folder);
    renameSync(join(folder, 'below', 'b.js'), join(folder, 'below', 'c.js'));
    expect(await digestOfPath(folder)).not.to.equal(before);
  });

  it('does not change with where the folder lies', async () => {
    const before = await digestOfPath(folder);
    const elsewhere = join(newTemporaryFolder(), 'elsewhere');
    renameSync(folder, elsewhere);
    expect(await digestOfPath(elsewhere)).to.equal(before);
  });

  it('leaves out what is not wanted', async () => {
    const isWanted = (name: string): boolean => !name.endsWith('.map');
    const before = await digestOfPath(folder, isWanted);
    writeFileSync(join(folder, 'a.js.map'), '{}');
    expect(await digestOfPath(folder, isWanted)).to.equal(before);
  });
});
