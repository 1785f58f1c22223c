// SPDX-License-Identifier: Apache-2.0
import { readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LedgerName } from '@unionid/domain/instruction';
import {
  createNetwork,
  generatedRuntime,
  pollUntil,
  type ChaincodeServerContext,
  type ChaincodeServerCommand,
  type Network,
  type NodeSpec,
  type ProgressListener,
  type Runtime,
} from '@unionid/network';
import {
  bootstrapGovernance,
  ensureNetworkId,
  ledgerNameOf,
  openGovernors,
  type Governor,
} from './setup/bootstrap.js';
import {
  foundSmallTrees,
  openClients,
  registerGatewayKeys,
  type GovernorClient,
} from './setup/found-unions.js';
import { writeCliSettings } from './setup/cli-settings.js';
import { newDatabaseNodes } from './setup/database-nodes.js';
import { gatewayUrl, newGatewayNode } from './setup/gateway-nodes.js';
import { makeImages, type ImageSource } from './setup/images.js';
import { ensureGatewaySecrets } from './setup/secret-files.js';
import {
  CHAINCODE,
  NATIONAL,
  newTestTopology,
  UNIONS,
  unionOf,
  type TestNetworkOptions,
} from './topology.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUNDLE_DIR = join(ROOT, 'build/chaincode', CHAINCODE);
const SHIM_CLI = createRequire(join(ROOT, 'chaincode/package.json')).resolve('fabric-shim/cli.js');

// Where the chaincode's image has them (images/chaincode/Dockerfile).
const SHIM_CLI_IN_IMAGE = '/app/node_modules/fabric-shim/cli.js';
const BUNDLE_IN_IMAGE = '/app/identity';

const CATCH_UP_MS = 300_000;

export interface TestNetworkSetup extends TestNetworkOptions {
  readonly runDir: string;
  readonly onProgress?: ProgressListener;
  /** Told what a long step is at. */
  readonly onDetail?: (line: string) => void;
  /** Ends the network when this process ends, however it does: for tests. */
  readonly endWithCaller?: boolean;
  /** What nodes run as; how the folder was generated, or processes, when absent. */
  readonly runtime?: Runtime;
  /** Organisations whose nodes run from this folder; how it was generated, or all, when absent. */
  readonly part?: readonly string[];
  /** Addresses of the hosts of the others, by organisation; for `here`, this host's own. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Where the images of containers come from. */
  readonly images?: ImageSource;
}

/** The national and provincial test network with its chaincode, gateways and unions. */
export interface TestNetwork {
  readonly network: Network;
  readonly runDir: string;
  readonly ledger: LedgerName;
  /** Of the unions here: national first, then the provinces in the topology's order. */
  readonly governors: readonly Governor[];
  /** Fabric, then chaincode `identity` on each peer. */
  startFabric(): Promise<void>;
  /** Founds the network on its ledger; answers how many steps were new. */
  bootstrap(): Promise<number>;
  /** One gateway an organisation, healthy when this resolves. */
  startGateways(): Promise<void>;
  /** Gateway keys and a small union tree; answers how many records were new. */
  foundUnions(): Promise<number>;
  gatewayNode(organization: string): NodeSpec;
  urlOf(organization: string): string;
  /** Each union's own client of its own gateway. */
  clients(): readonly GovernorClient[];
  clientOf(organization: string): GovernorClient;
  /** Stops everything and deletes it: ledger, keys, vaults, logs. */
  reset(): Promise<void>;
}

/** Prepares everything that needs no running network; nothing is started before `startFabric`. */
export function openTestNetwork(setup: TestNetworkSetup): TestNetwork {
  const runDir = resolve(setup.runDir);
  const runtime = generatedRuntime(runDir) ?? setup.runtime ?? 'process';
  const chaincodeTls = runtime === 'process' ? 'off' : 'mutual';
  const network = createNetwork(newTestTopology({ chaincodeTls, ...setup }), {
    runDir,
    ...(setup.runtime && { runtime: setup.runtime }),
    ...(setup.part && { part: setup.part }),
    ...(setup.addresses && { addresses: setup.addresses }),
    images: () => makeImages(setup.images ?? 'auto', setup.onDetail ?? (() => undefined)),
    ...(setup.onProgress && { onProgress: setup.onProgress }),
    ...(setup.endWithCaller && { endWithCaller: true }),
  });
  const unions = UNIONS.filter(({ organization }) => network.part.has(organization));
  const organizations = unions.map(({ organization }) => organization);
  ensureGatewaySecrets(runDir, {
    national: organizations.find((name) => name === NATIONAL.organization),
    provinces: organizations.filter((name) => name !== NATIONAL.organization),
  });
  const ledger = ledgerNameOf(ensureNetworkId(runDir));
  const governors = openGovernors(runDir, unions);
  const urlOf = (organization: string): string => gatewayUrl(network, organization);
  const gatewayNode = (organization: string): NodeSpec =>
    newGatewayNode({ network, networkId: ledger.network, union: unionOf(organization) });
  const clients = (): readonly GovernorClient[] => openClients(governors, urlOf);
  return {
    network,
    runDir,
    ledger,
    reset: async () => {
      await network.reset();
      rmSync(runDir, { recursive: true, force: true });
    },
    governors,
    startFabric: () => startFabric(network),
    bootstrap: () => bootstrapGovernance(network, ledger, governors),
    startGateways: async () => {
      await network.launcher.start(organizations.flatMap((name) => newDatabaseNodes(network, name)));
      await network.launcher.start(organizations.map(gatewayNode));
      await Promise.all(organizations.map((name) => waitCaughtUp(urlOf(name))));
    },
    foundUnions: async () => {
      const governorClients = clients();
      writeCliSettings(runDir, governorClients);
      const keys = await registerGatewayKeys(runDir, ledger, governorClients);
      return keys + (await foundSmallTrees(ledger, governorClients));
    },
    gatewayNode,
    urlOf,
    clients,
    clientOf: (organization) =>
      openClients(
        governors.filter(({ union }) => union.organization === organization),
        urlOf,
      )[0] ?? fail(organization),
  };
}

async function startFabric(network: Network): Promise<void> {
  await network.up();
  const { version } = JSON.parse(readFileSync(join(BUNDLE_DIR, 'bundle.json'), 'utf8')) as {
    readonly version: string;
  };
  await network.deployChaincodes([
    { name: CHAINCODE, version, bundlePath: join(BUNDLE_DIR, 'index.js'), server: chaincodeServer },
  ]);
}

function chaincodeServer({
  runtime,
  address,
  packageId,
  tls,
}: ChaincodeServerContext): ChaincodeServerCommand {
  const isProcess = runtime === 'process';
  return {
    command: isProcess ? process.execPath : 'node',
    args: [
      isProcess ? SHIM_CLI : SHIM_CLI_IN_IMAGE,
      'server',
      ...['--chaincode-address', address],
      ...['--chaincode-id', packageId],
      ...['--module-path', isProcess ? BUNDLE_DIR : BUNDLE_IN_IMAGE],
      ...(tls === undefined ? [] : tlsArguments(tls)),
    ],
    env: { CORE_CHAINCODE_LOGGING_LEVEL: 'error', NODE_ENV: 'production' },
  };
}

function tlsArguments({
  keyPath,
  certPath,
  clientCaCertPath,
}: NonNullable<ChaincodeServerContext['tls']>): string[] {
  return [
    ...['--chaincode-tls-key-file', keyPath],
    ...['--chaincode-tls-cert-file', certPath],
    ...['--chaincode-tls-client-cacert-file', clientCaCertPath],
  ];
}

/** Resolves when a gateway has read every block its peer has: before that it knows no operators. */
async function waitCaughtUp(url: string): Promise<void> {
  const isCaughtUp = async (): Promise<true | undefined> => {
    const response = await fetch(`${url}/readyz`);
    const { peerHeight, readModelHeight } = (await response.json()) as Partial<Record<string, number>>;
    return response.ok && peerHeight !== undefined && peerHeight === readModelHeight ? true : undefined;
  };
  await pollUntil(isCaughtUp, { what: `${url} up to date`, timeoutMs: CATCH_UP_MS, intervalMs: 250 });
}

function fail(organization: string): never {
  throw new RangeError(`no union ${organization}`);
}
