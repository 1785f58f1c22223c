// SPDX-License-Identifier: Apache-2.0
// What chaincode imports must not draw randomness: followed here through the files themselves.
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../src/sm/', import.meta.url);
const RANDOMNESS =
  /\b(?:randomBytes|randomUUID|randomInt|getRandomValues|randomFill\w*|generateKey\w*|createSign|drawBytes)\b/;

describe('the entry for everyone', () => {
  it('reaches verification but neither sign.ts nor what imports it', () => {
    const reached = filesReachedFrom('index.ts');
    expect(reached).to.include('verify.ts').and.include('known-answer-test.ts');
    expect([...reached].filter((file) => file.startsWith('sign') || file === 'seal.ts')).to.deep.equal([]);
  });

  it('would notice: the signing entry reaches sign.ts', () => {
    expect(filesReachedFrom('../signing.ts')).to.include('sign.ts');
  });
});

describe('randomness', () => {
  it('is drawn in sign.ts only', () => {
    const drawing = readdirSync(folder).filter((file) => RANDOMNESS.test(importsFromNode(file)));
    expect(drawing).to.deep.equal(['sign.ts']);
  });
});

function importsFromNode(file: string): string {
  const imports = readSource(file).match(/import[^;]*from 'node:crypto'/g) ?? [];
  return imports.join('\n');
}

function filesReachedFrom(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const [, next = ''] of readSource(file).matchAll(/from '\.\/(?:sm\/)?([\w-]+)\.js'/g)) {
    filesReachedFrom(`${next}.ts`, reached);
  }
  return reached;
}

function readSource(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}
