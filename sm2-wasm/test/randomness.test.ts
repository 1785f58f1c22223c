// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../src/', import.meta.url);

describe('randomness', () => {
  it("is drawn by the domain's generator only: nothing of Node's core is imported here", () => {
    const sources = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);
    expect(sources.filter(([, text]) => /from 'node:|getRandomValues/.test(text))).to.deep.equal([]);
    const drawing = sources.filter(([, text]) => text.includes('fillRandomly')).map(([file]) => file);
    expect(drawing).to.deep.equal(['fast-sign.ts']);
  });
});
