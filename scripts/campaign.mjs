// SPDX-License-Identifier: Apache-2.0
// `npm run campaign -- NAME [--minutes N] [--rounds N] [--seed TEXT]`: all sides at once on a real network while nodes are killed and cut
// off, for N minutes (30), or of what goes by rounds for so many (50). A campaign is one file, `test-network/test/campaign/NAME.campaign.ts`; it is no part of `npm test`.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SUFFIX = '.campaign.js';

const names = globSync(`test-network/dist-test/campaign/*${SUFFIX}`, { cwd: ROOT }).map((file) =>
  basename(file, SUFFIX),
);
const { values, positionals } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string' },
  },
  allowPositionals: true,
});
const [name] = positionals;
if (!names.includes(name))
  fail(`没有这个演练 no such campaign: ${name ?? ''}`, `可用 available: ${names.join(', ')}`);
if (!(Number(values.minutes) > 0)) fail(`分钟数有误 not a number of minutes: ${values.minutes}`);
if (!(Number(values.rounds) > 0)) fail(`轮数有误 not a number of rounds: ${values.rounds}`);

const { status } = spawnSync(
  process.execPath,
  [
    ...['--enable-source-maps', '--disable-warning=ExperimentalWarning'],
    join(ROOT, 'node_modules/mocha/bin/mocha.js'),
    ...['--timeout', '0', join('test-network/dist-test/campaign', `${name}${SUFFIX}`)],
  ],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      UNIONID_CAMPAIGN_MINUTES: values.minutes,
      UNIONID_CAMPAIGN_ROUNDS: values.rounds,
      ...(values.seed !== undefined && { UNIONID_CAMPAIGN_SEED: values.seed }),
    },
  },
);
process.exit(status ?? 1);

function fail(...lines) {
  console.error(lines.join('\n'));
  process.exit(2);
}
