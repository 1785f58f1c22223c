// SPDX-License-Identifier: Apache-2.0
// `npm run check`: what must hold before a commit, apart from the tests.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).workspaces;
const BIN = join(ROOT, 'node_modules/.bin');
const CHECKS = [
  ['types', 'tsc', ['-b']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint', ['--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint', '.']],
  [
    'architecture',
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', ...PACKAGES.map((name) => `${name}/src`)],
  ],
  ['citations', 'node', ['scripts/check-citations.mjs']],
  ['generated files', 'node', ['scripts/generate.mjs', '--check']],
];

let failed = 0;
for (const [title, program, args] of CHECKS) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(join(BIN, program), args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, PATH: `${BIN}:${process.env.PATH ?? ''}` },
  });
  console.log(`${status === 0 ? '✔' : '✘'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status === 0) continue;
  failed += 1;
  process.stdout.write(`${stdout}${stderr}`);
}
process.exit(failed === 0 ? 0 : 1);
