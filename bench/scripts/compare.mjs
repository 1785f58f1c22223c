// SPDX-License-Identifier: Apache-2.0
// Two checkouts of this project against each other, in alternating rounds, each round on a network of its own:
//   node bench/scripts/compare.mjs BEFORE AFTER [ROUNDS]
// Both are built (`npm ci && npm run build`). Prints what each round found and, for each figure, the median of AFTER ÷ BEFORE
// over the rounds with its spread; figures that a round measured beside the bare contract or CreateAsset are held
// against these first, so that a drift of the machine within a pair does not count.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PLAN = {
  chunk: 500,
  members: 12_000,
  singles: 320,
  imported: 6_000,
  warmUp: 2_000,
  inFlight: 8,
  seconds: 6,
};
/** Where the benchmark's modules lie, by age of the checkout. */
const FOLDERS = ['bench/dist', 'test-network/dist/bench'];
/** Of these less is better. */
const COSTS = /ms|seconds/;

const [first, second, third] = process.argv.slice(2);
if (first === '--round') await round(second);
else await compare([resolve(first), resolve(second)], Number(third ?? 7));

async function compare(checkouts, rounds) {
  const found = [[], []];
  for (let turn = 0; turn < rounds; turn += 1) {
    // Who begins changes, too.
    for (const at of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      const figures = await measure(checkouts[at]);
      found[at].push(figures);
      console.log(`${turn + 1} ${at === 0 ? 'before' : 'after '} ${JSON.stringify(figures)}`);
    }
  }
  for (const name of Object.keys(found[0][0])) console.log(lineOf(name, found));
}

function lineOf(name, [before, after]) {
  const of = (runs) => runs.map((figures) => figures[name]);
  const ratios = of(before).map((value, at) =>
    COSTS.test(name) ? value / of(after)[at] : of(after)[at] / value,
  );
  const [low, median, high] = spread(ratios).map((ratio) => ratio.toFixed(2));
  const medians = [before, after].map((runs) => spread(of(runs))[1].toPrecision(4));
  return `| ${name} | ${medians.join(' | ')} | ${median} × | ${low} to ${high} |`;
}

function spread(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return [sorted[0], (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2, sorted.at(-1)];
}

/** One round in a process of its own: nothing of one checkout's modules is left for the other. */
function measure(checkout) {
  return new Promise((done, failed) => {
    const node = join(checkout, 'node_modules/.bin/node');
    const child = spawn(node, [fileURLToPath(import.meta.url), '--round', checkout], {
      cwd: checkout,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.on('close', (code) =>
      code === 0
        ? done(JSON.parse(output.trim().split('\n').at(-1)))
        : failed(new Error(`round ended with ${code}\n${output}`)),
    );
  });
}

async function round(checkout) {
  const folder = FOLDERS.map((name) => join(checkout, name)).find((name) =>
    existsSync(join(name, 'bench-network.js')),
  );
  const load = (name) => import(pathToFileURL(join(folder, `${name}.js`)).href);
  const { startBenchNetwork } = await load('bench-network');
  const runDir = mkdtempSync(join(tmpdir(), 'unionid-compare-'));
  const imports = [
    {
      rowsPerChunk: PLAN.chunk,
      members: PLAN.imported,
      rounds: 1,
      warmUp: PLAN.warmUp,
      organization: 'sichuan',
    },
  ];
  const bench = await startBenchNetwork({ runDir, imports, say: () => {} });
  try {
    const figures = await measureAll(bench, { load });
    console.log(JSON.stringify(figures));
  } finally {
    bench.ledger.close();
    await bench.test.network.reset();
    rmSync(runDir, { recursive: true, force: true });
  }
}

async function measureAll(bench, { load }) {
  const contract = await bench.withoutGateways(() => contractFigures(bench, load));
  return { ...contract, ...(await gatewayFigures(bench, load)), 'start, seconds': bench.firstStart };
}

async function contractFigures(bench, load) {
  const { compareChunks, enrolChunks, enrolBare } = await load('enrol-chunks');
  const { createAssets, enrolDirectly } = await load('single-writes');
  const chunks = { members: PLAN.members, rowsPerChunk: PLAN.chunk, inFlight: PLAN.inFlight };
  await enrolChunks(bench, { ...chunks, members: 3_000 });
  await enrolBare(bench, { ...chunks, members: 3_000 });
  const { ours, bare } = await compareChunks(bench, chunks);
  const { waitForOneHeight } = await load('disk-use');
  await waitForOneHeight(bench.test);
  const cpu = await cpuOf(bench, load, () => enrolChunks(bench, chunks));
  const [assets, singles] = await inTurns(
    (count) => createAssets(bench, { count, inFlight: 32 }),
    (count) => enrolDirectly(bench, { count, inFlight: 32 }),
  );
  return {
    'contract, members/s': rate(ours),
    'contract ÷ bare contract': rate(ours) / rate(bare),
    'contract, CPU ms a member': (cpu * 1000) / PLAN.members,
    'single writes, tx/s': singles,
    'single writes ÷ CreateAsset': singles / assets,
  };
}

async function inTurns(...kinds) {
  for (const kind of kinds) await kind(100);
  const totals = kinds.map(() => ({ count: 0, seconds: 0 }));
  for (let turn = 0; turn < 4; turn += 1) {
    for (const [at, kind] of kinds.entries()) {
      const { count, seconds } = await kind(PLAN.singles / 4);
      totals[at] = { count: totals[at].count + count, seconds: totals[at].seconds + seconds };
    }
  }
  return totals.map(rate);
}

async function gatewayFigures(bench, load) {
  const { importPersons, unionNameOf } = await load('import-path');
  const { memberFile, newPersons } = await load('people');
  const { byIdentityId, byNumber, verifyOverHttp } = await load('verifications');
  const persons = newPersons(0, PLAN.warmUp + PLAN.imported);
  const importNext = (part) =>
    importPersons(bench, {
      persons: part,
      organization: 'sichuan',
      text: memberFile(part, unionNameOf('sichuan')),
    });
  await importNext(persons.slice(0, PLAN.warmUp));
  const rows = persons.slice(PLAN.warmUp);
  let imported;
  const cpu = await cpuOf(bench, load, async () => (imported = await importNext(rows)));
  const ask = (requests) =>
    verifyOverHttp(bench, { organization: 'sichuan', requests, inFlight: 32, seconds: PLAN.seconds });
  const [byId, number] = [await ask(await byIdentityId(bench, 1_000)), await ask(byNumber(rows))];
  return {
    'import path, members/s': rate(imported),
    'import path, CPU ms a member': (cpu * 1000) / PLAN.imported,
    'verification by identityId, /s': rate(byId),
    'verification by number, /s': rate(number),
    'gateway, CPU ms a verification by identityId': byId.gatewayCpuMs,
    'gateway, CPU ms a verification by number': number.gatewayCpuMs,
  };
}

/** CPU seconds of all processes of the network while something is done. */
async function cpuOf(bench, load, work) {
  const { cpuSecondsOf } = await load('process-cpu');
  const total = async () =>
    (await bench.test.network.launcher.status()).reduce(
      (sum, { pid }) => sum + (pid === null ? 0 : (cpuSecondsOf(pid) ?? 0)),
      0,
    );
  const before = await total();
  await work();
  return (await total()) - before;
}

function rate({ count, seconds }) {
  return count / seconds;
}
