// SPDX-License-Identifier: Apache-2.0
// Runs every suite and prints as its last line `N passed, N failed`, from the runners' own counts.
// `npm test -- unit` runs the fast ones only, `npm test -- e2e` those on a real network of processes, `-- containers` the same
// on containers, a package's name just its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).workspaces;
const MOCHA = join(ROOT, 'node_modules/mocha/bin/mocha.js');

const E2E_OPTIONS = ['--timeout', '600000', '--bail'];

// Unit tests open thousands of databases, each of which waits for the disk at every commit: in memory they take half the time.
// What a power cut leaves is not theirs to tell; that of a killed process is the same there.
const MEMORY = '/dev/shm';
const MEMORY_NEEDED = 4 * 2 ** 30;

const unit = PACKAGES.map((name) => ({
  name,
  kind: 'unit',
  env: hasMemory() ? { TMPDIR: MEMORY } : {},
  args: [
    ...['--parallel', '--jobs', String(availableParallelism())],
    ...[`${name}/dist-test/**/*.test.js`, '--ignore', `${name}/dist-test/**/*.e2e.test.js`],
  ],
}));
const e2e = ['network', 'test-network'].map((name) => ({
  name: `${name} (real network)`,
  kind: 'e2e',
  args: [`${name}/dist-test/**/*.e2e.test.js`, '--ignore', '**/images/**', ...E2E_OPTIONS],
}));
// One pass through the main jobs with every node in a container, and the images themselves; what the contract refuses, who wins
// a race, what upgrades, older clients, two signatures, corrections, claims and transfers do is the same there as on processes, where the
// end-to-end tests run whole.
const containers = {
  name: 'containers',
  kind: 'containers',
  engine: true,
  env: { UNIONID_RUNTIME: 'docker' },
  args: [
    'test-network/dist-test/{images,e2e}/*.e2e.test.js',
    ...['--ignore', '**/e2e/{03,04,07,08,09,10,12,13,14,16,17,18,20,21,22}-*.js'],
    ...E2E_OPTIONS,
  ],
};
const check = { name: 'check', kind: 'check', script: 'scripts/check.mjs' };
const rules = { name: 'rules', kind: 'unit', args: ['scripts/test/*.test.mjs'] };
const go = { name: 'images/fabricaux', kind: 'unit', module: 'images/fabricaux' };
const suites = select([check, rules, ...unit, go, ...e2e, containers], process.argv[2]);

const counts = suites.map(runSuite);
counts.forEach(({ failures = [] }, index) => printFailures(suites[index].name, failures));
const total = (field) => counts.reduce((sum, count) => sum + count[field], 0);
for (const [index, { passed, failed, seconds }] of counts.entries()) {
  console.log(
    `${markOf(passed, failed)} ${suites[index].name}: ${passed} passed, ${failed} failed (${seconds} s)`,
  );
}
const failed = total('failed');
console.log(`${total('passed')} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** What failed, once more: the end of a long run's output is what people, and most logs, keep. */
function printFailures(suite, failures) {
  for (const { title, error } of failures) console.log(`\n✘ ${suite}: ${title}\n${error}`);
}

function markOf(passed, failed) {
  if (failed > 0) return '✘';
  return passed > 0 ? '✔' : '–';
}

function select(all, wanted) {
  if (wanted === undefined) return all;
  const chosen = all.filter(({ name, kind }) => kind === wanted || name.startsWith(wanted));
  if (chosen.length === 0) {
    console.error(`未知测试套件 unknown suite: ${wanted}`);
    process.exit(2);
  }
  return chosen;
}

function runSuite(suite) {
  console.log(`\n=== ${suite.name}`);
  const started = Date.now();
  return { ...runnerOf(suite)(suite), seconds: Math.round((Date.now() - started) / 1000) };
}

function runnerOf({ script, module, engine }) {
  if (script !== undefined) return runScript;
  if (engine && !hasEngine()) return reportNoEngine;
  return module === undefined ? runMocha : runGo;
}

function hasMemory() {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= MEMORY_NEEDED;
}

function hasEngine() {
  const answers = (...args) => spawnSync('docker', args, { stdio: 'ignore' }).status === 0;
  return answers('version', '--format', '{{.Server.Version}}') && answers('compose', 'version');
}

function reportNoEngine() {
  console.error(
    '\n!!! 没有可用的容器引擎，容器形式未测试\n!!! No container engine with Compose v2: the network in containers is NOT tested\n',
  );
  return { passed: 0, failed: 0 };
}

function runMocha({ args, env = {} }) {
  const folder = mkdtempSync(join(tmpdir(), 'unionid-test-'));
  const file = join(folder, 'counts.json');
  const { status } = spawnSync(
    process.execPath,
    [
      '--enable-source-maps',
      '--disable-warning=ExperimentalWarning',
      MOCHA,
      '--reporter',
      join(ROOT, 'scripts/mocha-reporter.cjs'),
      ...args,
    ],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env, UNIONID_TEST_COUNTS: file },
    },
  );
  const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1 };
  rmSync(folder, { recursive: true, force: true });
  // A runner that died, or found nothing to run, has failed whatever it counted.
  const sound = counts.failed > 0 || (status === 0 && counts.passed > 0);
  return sound ? counts : { passed: counts.passed, failed: counts.failed + 1 };
}

function runScript({ script }) {
  const { status } = spawnSync(process.execPath, [join(ROOT, script)], { cwd: ROOT, stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Format, vet and tests of a Go module; a test with tests inside it counts by these. */
function runGo({ module }) {
  const go = (program, ...args) =>
    spawnSync(program, args, {
      cwd: join(ROOT, module),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  if (go('go', 'version').status !== 0) {
    console.error(`\n!!! 找不到 Go，未测试 Go was not found, NOT tested: ${module}\n`);
    return { passed: 0, failed: 0 };
  }
  const unformatted = go('gofmt', '-l', '.').stdout;
  if (unformatted !== '') console.log(`not as gofmt writes it:\n${unformatted}`);
  const isClean = unformatted === '' && go('go', 'vet', './...').status === 0;
  const { status, stdout } = go('go', 'test', '-json', './...');
  const events = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const isLeaf = ({ Test }) => !events.some((other) => other.Test?.startsWith(`${Test}/`));
  const named = (action) => events.filter((event) => event.Action === action && event.Test && isLeaf(event));
  const [passed, failed] = [named('pass'), named('fail')];
  for (const { Test } of passed) console.log(`    ✔ ${Test}`);
  for (const { Test } of failed) console.log(`    ✘ ${Test}`);
  if (status !== 0) console.log(events.map(({ Output = '' }) => Output).join(''));
  const isSound = isClean && (status === 0 ? passed.length > 0 : failed.length > 0);
  return { passed: passed.length, failed: failed.length + (isSound ? 0 : 1) };
}
