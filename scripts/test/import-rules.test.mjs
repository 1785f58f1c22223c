// SPDX-License-Identifier: Apache-2.0
// Every rule of .dependency-cruiser.cjs is tried with a planted breach, in a repository of a few files with the packages
// and doors of this one: a rule that nothing can break holds nothing.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { offLedger } from './off-ledger.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CRUISER = join(ROOT, 'node_modules/.bin/depcruise');
const CONFIG = '.dependency-cruiser.cjs';
const PACKAGES = readJson('package.json').workspaces;
const DOORS = readJson('domain/package.json').exports;

/** Rule, file that breaks it, what the file imports. */
const BREACHES = [
  ['no-cycles', 'domain/src/round/one.ts', './two.js'],
  ['no-folder-cycles', 'domain/src/left/one.ts', '../right/one.js'],
  ['no-folder-cycles', 'domain/src/right/two.ts', '../left/two.js'],
  ['no-import-of-what-stands-above', 'network/src/part/up.ts', '../root.js'],
  ['no-import-of-what-stands-above', 'network/src/part/deep/up.ts', '../one.js'],
  ['no-import-of-what-stands-above', 'sdk/src/part/up.ts', '../index.js'],
  ['no-import-of-what-stands-above', 'gateway/src/part/deep/up.ts', '../one.js'],
  ['resolvable', 'network/src/lost.ts', './nowhere.js'],
  ['domain-no-node-core', 'domain/src/values/digest.ts', 'node:crypto'],
  ['domain-no-node-core', 'domain/src/sm/gate.ts', 'node:buffer'],
  ['what-contracts-see-stays-lean', 'domain/src/ledger/words.ts', '../error-texts/index.js'],
  ['chaincode-no-io', 'chaincode/src/reads-files.ts', 'node:fs'],
  ['chaincode-never-signs', 'chaincode/src/signs.ts', '@unionid/domain/signing'],
  ['src-never-imports-test', 'sdk/src/tests.ts', '@unionid/domain/testing'],
  ['imports-of-domain', 'domain/src/values/asks.ts', '@unionid/sdk'],
  ['imports-of-sm2-wasm', 'sm2-wasm/src/asks.ts', '@unionid/gateway'],
  ['imports-of-chaincode', 'chaincode/src/fast.ts', '@unionid/sm2-wasm'],
  ['imports-of-gateway', 'gateway/src/rules.ts', '@unionid/chaincode/testing'],
  ['imports-of-sdk', 'sdk/src/server.ts', '@unionid/gateway'],
  ['imports-of-network', 'network/src/unions.ts', '@unionid/domain/values'],
  ['imports-of-ledger-scan', 'ledger-scan/src/asks.ts', '@unionid/network'],
  ['imports-of-test-network', 'test-network/src/asks.ts', '@unionid/ledger-scan'],
  ['imports-of-bench', 'bench/src/inside.ts', '@unionid/gateway'],
  ...offLedger
    .filter((door) => `./${door}` in DOORS)
    .map((door) => [
      'chaincode-sees-no-forms-words-or-addresses',
      `chaincode/src/${door}.ts`,
      `@unionid/domain/${door}`,
    ]),
];

/** What must pass. */
const LAWFUL = [
  ['domain/src/sm/sm3.ts', 'node:crypto'],
  ['domain/src/forms/form.ts', '../values/one.js'],
  ['chaincode/src/kernel.ts', '@unionid/domain/ledger'],
  ['gateway/src/engine.ts', '@unionid/sm2-wasm'],
  ['network/src/uses-part.ts', './part/one.js'],
  ['bench/src/asks.ts', '@unionid/test-network'],
];

/** What the others import. */
const TARGETS = [
  ['domain/src/round/two.ts', './one.js'],
  ...['left/two', 'right/one', 'values/one', 'error-texts/index'].map((name) => [`domain/src/${name}.ts`]),
  ...['root', 'part/one'].map((name) => [`network/src/${name}.ts`]),
  ['gateway/src/part/one.ts'],
];

describe('the import rules', () => {
  const root = mkdtempSync(join(tmpdir(), 'unionid-rules-'));
  let found;

  before(function () {
    this.timeout(30_000);
    buildSkeleton(root);
    for (const [file, target] of [...TARGETS, ...LAWFUL]) plant(root, file, target);
    for (const [, file, target] of BREACHES) plant(root, file, target);
    found = cruise(root);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  for (const [rule, file, target] of BREACHES) {
    it(`${rule}: ${file} may not import ${target}`, () => {
      expect(rulesBrokenBy(found, file)).to.include(rule);
    });
  }

  for (const [file, target] of LAWFUL) {
    it(`${file} may import ${target}`, () => {
      expect(rulesBrokenBy(found, file)).to.deep.equal([]);
    });
  }

  it('are all tried here', () => {
    const { forbidden } = createRequire(import.meta.url)(`../../${CONFIG}`);
    const tried = new Set(BREACHES.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).to.deep.equal([]);
  });
});

function buildSkeleton(root) {
  for (const name of [CONFIG, 'tsconfig.base.json']) copyFileSync(join(ROOT, name), join(root, name));
  mkdirSync(join(root, 'node_modules/@unionid'), { recursive: true });
  for (const name of PACKAGES) {
    plant(root, `${name}/src/index.ts`);
    const manifest = readJson(`${name}/package.json`);
    write(root, `${name}/package.json`, JSON.stringify(manifest));
    for (const door of Object.values(manifest.exports ?? {})) write(root, join(name, door), 'export {};\n');
    symlinkSync(join('../..', name), join(root, 'node_modules/@unionid', name));
  }
}

function cruise(root) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [CRUISER, '--config', CONFIG, '--output-type', 'json', ...PACKAGES.map((name) => `${name}/src`)],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).summary.violations;
}

/** Of folders, the rules that the file's folder breaks. */
function rulesBrokenBy(violations, file) {
  return violations
    .filter(({ from }) => from === file || from === dirname(file))
    .map(({ rule }) => rule.name);
}

function plant(root, file, target) {
  write(root, file, target === undefined ? 'export {};\n' : `import '${target}';\n`);
}

function write(root, file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function readJson(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}
