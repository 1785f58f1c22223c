// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pollUntil, type NodeSpec } from '@unionid/network';
import { openTestNetwork, type TestNetwork, UNIONS } from '@unionid/test-network';
import { openLedgerClient, type LedgerClient } from './ledger-client.js';
import type { ImportLoad } from './plan.js';

export const BENCH_CHAINCODE = 'bench';
const CATCH_UP_MS = 3_600_000;
// Only their place is asked for: two copies of Fabric's messages, the shim's and ours, do not fit into one process.
const CONTRACTS = fileURLToPath(new URL('./contracts/bench-contracts.js', import.meta.url));
const SHIM_CLI = createRequire(import.meta.url).resolve('fabric-shim/cli.js');

/** The test network with the contracts to compare with, and an open connection of 四川. */
export interface BenchNetwork {
  readonly test: TestNetwork;
  readonly ledger: LedgerClient;
  /** Does work while no gateway runs, and has them caught up again afterwards. */
  withoutGateways<T>(work: () => Promise<T>): Promise<T>;
  /** Stops the gateways for good, where only the ledger is asked from here on. */
  stopGateways(): Promise<void>;
  /** Seconds from nothing but the dependencies and the Fabric programs to gateways that answer. */
  readonly firstStart: number;
}

export interface BenchSetup {
  readonly runDir: string;
  readonly imports: readonly ImportLoad[];
  readonly say: (line: string) => void;
}

/** Starts everything; what goes down with this process is everything, too. */
export async function startBenchNetwork({ runDir, imports, say }: BenchSetup): Promise<BenchNetwork> {
  const test = openTestNetwork({
    runDir,
    name: 'unionid-bench',
    furtherChaincodes: [BENCH_CHAINCODE],
    endWithCaller: true,
    onProgress: ({ step, status, ms, detail }) => {
      if (status === 'done' || status === 'failed') say(`  ${step} ${(ms / 1000).toFixed(1)} s  ${detail}`);
    },
  });
  const firstStart = await startAll(test, imports);
  return openBench(test, { imports, firstStart });
}

/** Starts a network that was stopped; answers the seconds, too. */
export async function restartBenchNetwork(
  { test, firstStart }: BenchNetwork,
  imports: readonly ImportLoad[],
): Promise<{ readonly bench: BenchNetwork; readonly seconds: number }> {
  const seconds = await startAll(test, imports);
  return { bench: await openBench(test, { imports, firstStart }), seconds };
}

/** Starts the ledger of a network that was stopped, without its gateways. */
export async function resumeLedger({ test, firstStart }: BenchNetwork): Promise<BenchNetwork> {
  await test.startFabric();
  return openBench(test, { imports: [], firstStart });
}

async function openBench(
  test: TestNetwork,
  { imports, firstStart }: Pick<BenchSetup, 'imports'> & Pick<BenchNetwork, 'firstStart'>,
): Promise<BenchNetwork> {
  await deployBenchContracts(test);
  return {
    ...{ test, firstStart, ledger: openLedgerClient(test.network, 'sichuan') },
    withoutGateways: (work) => withoutGateways(test, imports, work),
    stopGateways: () => stopGateways(test, imports),
  };
}

/** What `npm run up` does up to its tour; answers the seconds. */
async function startAll(test: TestNetwork, imports: readonly ImportLoad[]): Promise<number> {
  const started = performance.now();
  await test.startFabric();
  await test.bootstrap();
  await startGateways(test, imports);
  await test.foundUnions();
  return (performance.now() - started) / 1000;
}

// Every gateway follows every block: with all of them on one machine, five projections would be measured along.
async function withoutGateways<T>(
  test: TestNetwork,
  imports: readonly ImportLoad[],
  work: () => Promise<T>,
): Promise<T> {
  await stopGateways(test, imports);
  const result = await work();
  await startGateways(test, imports);
  return result;
}

async function stopGateways(test: TestNetwork, imports: readonly ImportLoad[]): Promise<void> {
  await test.network.launcher.stop(gatewaysOf(test, imports).map(({ name }) => name));
}

async function startGateways(test: TestNetwork, imports: readonly ImportLoad[]): Promise<void> {
  await test.network.launcher.start(gatewaysOf(test, imports));
  await Promise.all(UNIONS.map(({ organization }) => waitReady(test.urlOf(organization))));
}

async function waitReady(url: string): Promise<void> {
  const isReady = async (): Promise<true | undefined> => {
    const { ok } = await fetch(`${url}/readyz`);
    return ok ? true : undefined;
  };
  await pollUntil(isReady, { what: `${url} having caught up`, timeoutMs: CATCH_UP_MS });
}

function gatewaysOf(test: TestNetwork, imports: readonly ImportLoad[]): NodeSpec[] {
  return UNIONS.map(({ organization }) => gatewayOf(test, organization, imports));
}

// The size of chunks is a setting of each gateway, so each load has one of its own.
function gatewayOf(test: TestNetwork, organization: string, imports: readonly ImportLoad[]): NodeSpec {
  const node = test.gatewayNode(organization);
  const load = imports.find((candidate) => candidate.organization === organization);
  const file = node.env.UNIONID_GATEWAY_CONFIG;
  if (load === undefined || file === undefined) return node;
  const config = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...config, importChunkRows: load.rowsPerChunk }, null, 2));
  return node;
}

async function deployBenchContracts({ network, runDir }: TestNetwork): Promise<void> {
  const folder = join(runDir, 'bench-chaincode');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'bench', version: '1', main: 'main.cjs' }),
  );
  writeFileSync(join(folder, 'main.cjs'), `module.exports = require(${JSON.stringify(CONTRACTS)});\n`);
  await network.deployChaincodes([
    {
      name: BENCH_CHAINCODE,
      version: '1',
      bundlePath: CONTRACTS,
      server: ({ address, packageId }) => ({
        command: process.execPath,
        args: [
          ...[SHIM_CLI, 'server', '--chaincode-address', address],
          ...['--chaincode-id', packageId, '--module-path', folder],
        ],
        env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error', NODE_ENV: 'production' },
      }),
    },
  ]);
}
