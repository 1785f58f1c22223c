// SPDX-License-Identifier: Apache-2.0
// The door from a clean clone: works on the machine's own Node (20 or newer) with nothing installed, brings dependencies
// and build up to date, then runs the command on the Node that the repository pins.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInPlace } from './in-place.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PINNED_NODE = join(ROOT, 'node_modules/node/bin/node');
const STAMP = join(ROOT, 'node_modules/.unionid-lock-digest');
const LOGS = join(ROOT, '.cache/logs');

/** What each command runs once everything is in place. */
const COMMANDS = {
  up: ['test-network/dist/cli/main.js', 'up'],
  status: ['test-network/dist/cli/main.js', 'status'],
  down: ['test-network/dist/cli/main.js', 'down'],
  reset: ['test-network/dist/cli/main.js', 'reset'],
  kit: ['test-network/dist/cli/main.js', 'kit'],
  bench: ['bench/dist/main.js'],
  test: ['scripts/test.mjs'],
  fuzz: ['scripts/fuzz.mjs'],
  campaign: ['scripts/campaign.mjs'],
  mutation: ['scripts/mutation.mjs'],
  check: ['scripts/check.mjs'],
  generate: ['scripts/generate.mjs'],
  build: undefined,
  unionid: ['sdk/dist/cli/main.js'],
};

const [command = '', ...rest] = process.argv.slice(2);
const target = COMMANDS[command];
if (!Object.hasOwn(COMMANDS, command))
  fail(`未知命令 unknown command: ${command}`, `可用 available: ${Object.keys(COMMANDS).join(', ')}`);
requireNode(20);
step('安装依赖 dependencies', installDependencies);
if (command === 'generate') step('指令清单 instruction lists', listInstructions);
step('编译 build', build);
if (target === undefined) process.exit(0);
runInPlace(
  PINNED_NODE,
  ['--disable-warning=ExperimentalWarning', join(ROOT, target[0]), ...target.slice(1), ...rest],
  {
    // Paths that a person types are meant from where that person stands.
    cwd: command === 'unionid' ? (process.env.INIT_CWD ?? ROOT) : ROOT,
    env: { ...process.env, PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH ?? ''}` },
    isTied: command === 'unionid',
  },
);

function installDependencies() {
  const digest = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && existsSync(PINNED_NODE) && readFileSync(STAMP, 'utf8') === digest)
    return 'unchanged';
  run(
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    'npm-ci.log',
    '检查网络与 npm 源后重试 check the network and the npm registry, then try again',
  );
  writeFileSync(STAMP, digest);
  return 'installed';
}

// Before the build, which needs them.
function listInstructions() {
  run(PINNED_NODE, ['scripts/index-instructions.mjs'], 'lists.log', '见日志 see the log');
}

function build() {
  // What runs the network needs no tests compiled.
  const projects = ['test', 'fuzz', 'campaign', 'mutation', 'check', 'build'].includes(command)
    ? []
    : ['chaincode', 'gateway', 'sdk', command === 'bench' ? 'bench' : 'test-network'];
  run(
    PINNED_NODE,
    ['node_modules/typescript/bin/tsc', '-b', ...projects],
    'build.log',
    '修正编译错误 mend the compile errors',
  );
  run(PINNED_NODE, ['scripts/bundle-chaincode.mjs'], 'bundle.log', '见日志 see the log');
  return 'built';
}

// Quiet where nothing is to be said: commands with --json must print nothing else on standard output.
function step(title, work) {
  const started = Date.now();
  const interactive = process.stderr.isTTY === true;
  if (interactive) process.stderr.write(`… ${title}`);
  const outcome = work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (interactive) process.stderr.write('\r\u001b[K');
  if (outcome === 'installed' || Number(seconds) > 5) process.stderr.write(`✔ ${title}  ${seconds} s\n`);
}

function run(program, args, logName, next) {
  mkdirSync(LOGS, { recursive: true });
  const log = join(LOGS, logName);
  const result = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  writeFileSync(
    log,
    `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? String(result.error) : ''}`,
  );
  if (result.status === 0) return;
  process.stderr.write(`\n${tail(readFileSync(log, 'utf8'), 20)}\n`);
  fail(`失败 failed: ${program} ${args.join(' ')}`, `日志 log: ${log}\n  下一步 next: ${next}`);
}

function requireNode(major) {
  if (Number(process.versions.node.split('.')[0]) < major) {
    fail(
      `Node.js ${process.versions.node} 过旧 is too old`,
      `安装 Node.js ${major} 或更新版本 install Node.js ${major} or newer`,
    );
  }
}

function tail(text, lines) {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

function fail(what, next) {
  process.stderr.write(`✘ ${what}\n  ${next}\n`);
  process.exit(2);
}
