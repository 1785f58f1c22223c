// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestNetwork, type TestNetwork, type TestNetworkSetup } from '@unionid/test-network';

/** Set as soon as there is something to take down, also where the start fails. */
let opened: TestNetwork | undefined;
let started: Promise<TestNetwork> | undefined;

/** A network that runs already (`npm run up`) to test against and leave running, for work on a single test. */
const ATTACH_TO = process.env.UNIONID_E2E_RUN_DIR;
/** The same tests for both forms: UNIONID_RUNTIME=docker runs them on containers. */
export const RUNTIME = process.env.UNIONID_RUNTIME === 'docker' ? 'container' : 'process';

/** The one real network of the end-to-end tests: free ports, a folder with a space in its path; stopped after the last test. */
export function realNetwork(): Promise<TestNetwork> {
  started ??= ATTACH_TO === undefined ? start() : Promise.resolve(openTestNetwork({ runDir: ATTACH_TO }));
  return started;
}

/** The same network in the hands of somebody who has other bundles: who upgrades it. */
export function withBundles(
  { runDir, network }: TestNetwork,
  bundles: NonNullable<TestNetworkSetup['bundles']>,
): TestNetwork {
  const endWithCaller = ATTACH_TO === undefined;
  return openTestNetwork({ runDir, name: network.topology.name, bundles, endWithCaller });
}

async function start(): Promise<TestNetwork> {
  if (ATTACH_TO !== undefined) return openTestNetwork({ runDir: ATTACH_TO });
  const runDir = mkdtempSync(join(tmpdir(), 'union id chain '));
  // A test turns the ledger clock itself.
  const setup = { runDir, name: 'unionid-e2e', runtime: RUNTIME, endWithCaller: true, ticks: false } as const;
  const test = openTestNetwork(setup);
  opened = test;
  await test.startFabric();
  await test.bootstrap();
  await test.startGateways();
  await test.foundUnions();
  return test;
}

after(async function stop() {
  this.timeout(120_000);
  await opened?.reset();
});
