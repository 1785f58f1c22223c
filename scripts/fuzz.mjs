// SPDX-License-Identifier: Apache-2.0
// `npm run fuzz [-- target] [--minutes N] [--runs N] [--seed N]`: every target, or those whose name has this text in it, for N minutes
// each (15), or so many runs; with the seed that an earlier one has told, the same again.
// A target is one file, `<package>/test/**/*.fuzz.test.ts`; `npm test` runs it in a short form.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).workspaces;

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '15' }, runs: { type: 'string' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error(`分钟数有误 not a number of minutes: ${values.minutes}`);
  process.exit(2);
}
if (values.runs !== undefined && !(Number(values.runs) > 0)) {
  console.error(`次数有误 not a number of runs: ${values.runs}`);
  process.exit(2);
}
if (values.seed !== undefined && !Number.isInteger(Number(values.seed))) {
  console.error(`种子有误 not a seed: ${values.seed}`);
  process.exit(2);
}
const length =
  values.runs === undefined
    ? { UNIONID_FUZZ_MINUTES: String(minutes) }
    : { UNIONID_FUZZ_RUNS: String(Number(values.runs)) };
const seed = values.seed === undefined ? {} : { UNIONID_FUZZ_SEED: values.seed };
const { status } = spawnSync(
  process.execPath,
  [
    '--enable-source-maps',
    '--disable-warning=ExperimentalWarning',
    join(ROOT, 'node_modules/mocha/bin/mocha.js'),
    ...['--timeout', '0', '--grep', `fuzz .*${RegExp.escape(positionals[0] ?? '')}`],
    ...PACKAGES.flatMap((name) => globSync(`${name}/dist-test/**/*.fuzz.test.js`, { cwd: ROOT })),
  ],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...length, ...seed } },
);
process.exit(status ?? 1);
