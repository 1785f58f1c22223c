// SPDX-License-Identifier: Apache-2.0
// `npm run mutation [-- AREA …]`: changes the rules one small thing at a time and tells which changes no test notices. Works on a copy of
// what was compiled, in .cache/mutation, with Stryker and the mocha that it knows, which are no packages of the tree.
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

/** Rules and process tables of each area, and what the contracts' kernel checks. */
const AREAS = {
  transfer: ['domain/dist/transfer/*.js'],
  membership: ['domain/dist/membership/*.js'],
  person: ['domain/dist/person/*.js'],
  application: ['domain/dist/application/*.js'],
  claim: ['domain/dist/claim/*.js'],
  organisation: ['domain/dist/organisation/*.js'],
  operator: ['domain/dist/operator/*.js'],
  governance: ['domain/dist/governance/*.js'],
  decision: ['domain/dist/decision/*.js'],
  manifest: ['domain/dist/manifest/*.js'],
  kernel: [
    'chaincode/dist/kernel/{checks,relations,pending-decision,submitter,proposal,execute-instruction}.js',
  ],
};

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
process.exit(runStryker(wanted.length > 0 ? wanted : Object.keys(AREAS)));

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

function runStryker(areas) {
  const settings = {
    inPlace: true,
    testRunner: 'mocha',
    plugins: [`file://${join(TOOLS, 'node_modules/@stryker-mutator/mocha-runner/dist/src/index.js')}`],
    mochaOptions: {
      spec: ['domain/dist-test/**/*.test.js', 'chaincode/dist-test/**/*.test.js'],
      ignore: ['**/*.fuzz.test.js', '**/dist-test/{sm,table,text,encoding}/**'],
    },
    coverageAnalysis: 'perTest',
    mutate: areas.flatMap((area) => AREAS[area]),
    // Words for people and codes' spelling are held by tests of their own.
    mutator: { excludedMutations: ['StringLiteral'] },
    concurrency: availableParallelism(),
    disableTypeChecks: false,
    timeoutMS: 20_000,
    tempDirName: join(CACHE, 'temporary'),
    reporters: ['clear-text', 'json', 'progress-append-only'],
    jsonReporter: { fileName: join(CACHE, 'report.json') },
  };
  writeFileSync(join(WORK, 'stryker.config.json'), JSON.stringify(settings));
  const stryker = join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', 'stryker.config.json'], {
    cwd: WORK,
    stdio: 'inherit',
  });
  return status ?? 1;
}
