// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ensureRootOperator, rootPasswordFile } from '#src/setup/root-operators.js';
import { UNIONS } from '#src/setup/topology.js';

describe('a root operator of the test network', () => {
  it('has its password where the closing words of `npm run up` say, of each union', () => {
    const runDir = mkdtempSync(join(tmpdir(), 'unionid-root-'));
    try {
      for (const union of UNIONS) {
        const { passwordFile } = ensureRootOperator(runDir, union);
        expect(passwordFile).to.equal(rootPasswordFile(runDir, union.organization));
        expect(readFileSync(passwordFile, 'utf8')).to.match(/^[\w-]{32}\n?$/);
      }
    } finally {
      rmSync(runDir, { recursive: true });
    }
  });
});
