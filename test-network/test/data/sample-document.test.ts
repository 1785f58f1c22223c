// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { documentOf, documentTextOf } from '#src/data/sample-document.js';

const SOURCES = new URL('../../src/', import.meta.url);

describe('a made-up document', () => {
  it('has the SM3 of its text, each title another', () => {
    const text = documentTextOf('关于设立资金的批复');
    expect(text).to.include('关于设立资金的批复').and.to.include('演示');
    const digest = createHash('sm3').update(text).digest('base64url');
    expect(documentOf('关于设立资金的批复')).to.equal(digest);
    expect(documentOf('关于下拨资金的通知')).to.not.equal(digest);
  });

  it('stands wherever the sample network names a document: no digest is made of one character', async () => {
    const files = (await readdir(SOURCES, { recursive: true })).filter((name) => name.endsWith('.ts'));
    expect(files).to.include('tour/plan-steps.ts');
    for (const file of files)
      expect(await readFile(new URL(file, SOURCES), 'utf8'), file).to.not.match(/'[\w-]+'\.repeat\(43\)/);
  });
});
