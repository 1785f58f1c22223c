// SPDX-License-Identifier: Apache-2.0
// `npm run mutation [-- AREA …]`: changes the rules one small thing at a time and tells which changes no test notices. Works on a copy of
// what was compiled, in .cache/mutation, with Stryker and the mocha that it knows, which are no packages of the tree. One area after
// the other, each held against its own tests: a change that only a test of something else would notice counts as unnoticed.
// Fuzz tests are left out: they would find most changes, slowly, and the others are to find them, too.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, '.cache/mutation');
const TOOLS = join(CACHE, 'tools');
const WORK = join(CACHE, 'work');
const STAMP = join(TOOLS, 'node_modules/.installed');

/** Rules and process tables of each area, what the contracts' kernel checks, and the contract's tests that are about them. */
const AREAS = {
  transfer: rulesOf('transfer', ['transfer', 'request-many', 'batch', 'rules', 'closing']),
  membership: rulesOf('membership', ['membership', 'membership-change', 'leavers', 'correction']),
  filing: rulesOf('filing', ['filing']),
  person: rulesOf('person', ['person', 'correction', 'rebind', 'rekey', 'import', 'rules-on-every-way']),
  application: rulesOf('application', ['application']),
  claim: rulesOf('claim', ['claim']),
  organisation: rulesOf('organisation', [
    ...['organisation', 'revise', 'closing', 'districts', 'import', 'rules-on-every-way'],
  ]),
  operator: rulesOf('operator', ['operator', 'bind-person', 'powers']),
  governance: rulesOf('governance', ['governance', 'key-versions', 'rules', 'clock', 'powers']),
  decision: rulesOf('decision', ['decision', 'membership-change']),
  fund: rulesOf('fund', ['fund', 'line', 'plan-bank']),
  line: rulesOf('line', ['line', 'fund', 'plan', 'plan-rules', 'plan-bank']),
  programme: rulesOf('programme', ['programme', 'districts', 'plan-rules', 'plan-files']),
  plan: rulesOf('plan', [
    ...['plan', 'plan-rules', 'plan-bank', 'plan-files', 'plan-goods', 'plan-paid-once'],
    ...['districts', 'one-person-twice', 'merged-persons', 'unreadable-rows', 'audit-types', 'powers'],
  ]),
  file: rulesOf('file', ['file', 'plan-files']),
  item: rulesOf('item', ['plan-bank', 'plan-files', 'plan-rules']),
  receipt: rulesOf('receipt', ['plan-bank', 'plan-rules']),
  auditor: rulesOf('auditor', ['auditor', 'audit-types']),
  finding: rulesOf('finding', ['audit-types']),
  unmask: rulesOf('unmask', ['audit-types']),
  sample: rulesOf('sample', ['audit-types', 'plan-rules']),
  manifest: rulesOf('manifest', ['import', 'batch', 'membership-change', 'request-many']),
  kernel: {
    mutate: [
      'chaincode/dist/kernel/{checks,relations,pending-decision,submitter,proposal,execute-instruction}.js',
    ],
    tests: contractTests([
      ...['kernel-checks', 'instruction-checks', 'contracts', 'decision', 'clock', 'fund', 'operator'],
      ...['relation-matrix', 'relation-matrix-benefit', 'powers', 'concurrency', 'batch', 'filing'],
      'governance',
    ]),
  },
};

/** Every file of an area, with its own tests, the contract's, and those that go over all definitions. */
function rulesOf(area, contract) {
  return {
    mutate: [`domain/dist/${area}/*.js`],
    tests: [
      ...[area, 'types', 'instruction'].map((folder) => `domain/dist-test/${folder}/**/*.test.js`),
      ...contractTests(contract),
    ],
  };
}

function contractTests(names) {
  return names.map((name) => `chaincode/dist-test/${name}.test.js`);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((area) => !Object.hasOwn(AREAS, area));
if (unknown.length > 0) {
  console.error(
    `没有这个范围 no such area: ${unknown.join(', ')}\n可用 available: ${Object.keys(AREAS).join(', ')}`,
  );
  process.exit(2);
}
installTools();
copyCompiled();
const statuses = (wanted.length > 0 ? wanted : Object.keys(AREAS)).map(runStryker);
process.exit(Math.max(...statuses));

function installTools() {
  mkdirSync(TOOLS, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    cpSync(join(ROOT, 'mutation', file), join(TOOLS, file));
  const digest = createHash('sha256')
    .update(readFileSync(join(TOOLS, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return;
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: TOOLS, stdio: 'inherit' });
  if (status !== 0) process.exit(2);
  writeFileSync(STAMP, digest);
}

/** What is changed, with its tests, beside the packages that they use; `mocha` is the tools' own. */
function copyCompiled() {
  rmSync(WORK, { recursive: true, force: true });
  for (const name of ['domain', 'sm2-wasm', 'chaincode'])
    for (const part of ['package.json', 'dist', 'dist-test', 'test'])
      if (existsSync(join(ROOT, name, part)))
        cpSync(join(ROOT, name, part), join(WORK, name, part), { recursive: true });
  writeFileSync(join(WORK, 'package.json'), '{"private":true,"type":"module"}');
  const modules = join(WORK, 'node_modules');
  mkdirSync(join(modules, '@unionid'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')).filter(
    (each) => !['@unionid', 'mocha'].includes(each),
  ))
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  for (const name of ['domain', 'sm2-wasm', 'chaincode'])
    symlinkSync(join(WORK, name), join(modules, '@unionid', name));
  symlinkSync(join(TOOLS, 'node_modules/mocha'), join(modules, 'mocha'));
}

function runStryker(area) {
  const { mutate, tests } = AREAS[area];
  const settings = {
    inPlace: true,
    testRunner: 'mocha',
    plugins: [`file://${join(TOOLS, 'node_modules/@stryker-mutator/mocha-runner/dist/src/index.js')}`],
    mochaOptions: {
      spec: tests,
      ignore: ['**/*.fuzz.test.js'],
    },
    coverageAnalysis: 'perTest',
    mutate,
    // Words for people and codes' spelling are held by tests of their own.
    mutator: { excludedMutations: ['StringLiteral'] },
    concurrency: availableParallelism(),
    disableTypeChecks: false,
    timeoutMS: 20_000,
    tempDirName: join(CACHE, 'temporary'),
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: join(CACHE, `${area}.json`) },
  };
  writeFileSync(join(WORK, 'stryker.config.json'), JSON.stringify(settings));
  const stryker = join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', 'stryker.config.json'], {
    cwd: WORK,
    stdio: 'inherit',
  });
  return status ?? 1;
}
