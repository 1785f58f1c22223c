// SPDX-License-Identifier: Apache-2.0
// What chaincode imports must not draw randomness: followed here through the files themselves.
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const folder = new URL('../../src/sm/', import.meta.url);
/** Only for joining paths: files are named relative to it. */
const SM = '/src/sm';
const RANDOMNESS =
  /\b(?:randomBytes|randomUUID|randomInt|getRandomValues|randomFill\w*|generateKey\w*|createSign|drawBytes)\b/;

describe('the entry for everyone', () => {
  it('reaches verification but neither sign.ts nor what imports it', () => {
    const reached = filesReachedFrom('index.ts');
    expect(reached).to.include('verify.ts').and.include('known-answer-test.ts');
    expect([...reached].filter((file) => file.startsWith('sign') || file === 'seal.ts')).to.deep.equal([]);
  });

  it('reaches no WebAssembly: peers agree by one implementation', () => {
    const naming = [...filesReachedFrom('index.ts')].filter((file) =>
      readSource(file).includes('WebAssembly.'),
    );
    expect(naming).to.deep.equal([]);
  });

  it('would notice: the other entry reaches sign.ts, and WebAssembly is named where it is used', () => {
    expect(filesReachedFrom('../signing.ts')).to.include('sign.ts');
    expect(readSource('../../../sm2-wasm/src/sm2-core.ts')).to.include('WebAssembly.');
  });
});

describe('randomness', () => {
  it('is drawn in sign.ts only', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const drawing = files.filter((file) => RANDOMNESS.test(importsFromNode(file)));
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
  for (const [, next = ''] of readSource(file).matchAll(/from '(\.[\w/.-]+)\.js'/g)) {
    filesReachedFrom(relative(SM, join(SM, dirname(file), `${next}.ts`)), reached);
  }
  return reached;
}

function readSource(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}
