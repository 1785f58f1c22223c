// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { cliReference } from '#src/cli/reference.js';

const FILE = new URL('../../../docs/reference/cli.md', import.meta.url);

describe('docs/reference/cli.md', () => {
  it('says what the command table says (npm run generate)', async () => {
    expect(await readFile(FILE, 'utf8')).to.equal(cliReference());
  });
});
