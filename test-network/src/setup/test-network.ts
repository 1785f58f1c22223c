// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { CHAINCODES, type ChaincodeName, type LedgerName } from '@unionid/domain/ledger';
import {
  createNetwork,
  generatedRuntime,
  pollUntil,
  type ContainerImages,
  type DeployedChaincode,
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
} from './bootstrap.js';
import { bundleFolders, deployOptionsOf, type BundleFolders } from './chaincode-bundles.js';
import { foundSmallTrees, openClients, registerGatewayKeys, type GovernorClient } from './found-unions.js';
import { writeCliSettings } from './cli-settings.js';
import { newDatabaseNodes } from './database-nodes.js';
import { gatewayUrl, newGatewayNode } from './gateway-nodes.js';
import { makeImages, type ImageSource } from './images.js';
import { ensureGatewaySecrets } from './secret-files.js';
import {
  NATIONAL,
  newTestTopology,
  UNIONS,
  unionOf,
  type TestNetworkOptions,
  type Union,
} from './topology.js';

const CATCH_UP_MS = 300_000;

export interface TestNetworkSetup extends TestNetworkOptions {
  readonly runDir: string;
  readonly onProgress?: ProgressListener;
  /** Told what a long step is at. */
  readonly onDetail?: (line: string) => void;
  /** Ends the network when this process ends, however it does: for tests. */
  readonly endWithCaller?: boolean;
  /** Whether gateways move the ledger clock on, as they do by default; a test may turn it itself. */
  readonly ticks?: boolean;
  /** What nodes run as; how the folder was generated, or processes, when absent. */
  readonly runtime?: Runtime;
  /** Organisations whose nodes run from this folder; how it was generated, or all, when absent. */
  readonly part?: readonly string[];
  /** Addresses of the hosts of the others, by organisation; for `here`, this host's own. */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Where the images of containers come from. */
  readonly images?: ImageSource;
  /** Folders of chaincode bundles in place of those built here: what an upgrade brings. */
  readonly bundles?: Partial<BundleFolders>;
}

/** The national and provincial test network with its chaincode, gateways and unions. */
export interface TestNetwork {
  readonly network: Network;
  readonly runDir: string;
  readonly ledger: LedgerName;
  /** Whose nodes run here: national first, then the provinces in the topology's order. */
  readonly unions: readonly Union[];
  /** Fabric, then every chaincode on each peer. */
  startFabric(): Promise<void>;
  /** Makes the bundles of these chaincodes the committed ones; the servers of the others go on. */
  deploy(chaincodes: readonly ChaincodeName[]): Promise<readonly DeployedChaincode[]>;
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
  const { ticks = true } = setup;
  const bundles = bundleFolders(setup.bundles);
  const network = openNetwork(setup, { runDir, bundles });
  const unions = UNIONS.filter(({ organization }) => network.part.has(organization));
  const organizations = unions.map(({ organization }) => organization);
  ensureSecrets(runDir, organizations);
  const ledger = ledgerNameOf(ensureNetworkId(runDir));
  // Opening the operators' keys takes seconds, and only who signs needs them.
  let opened: readonly Governor[] | undefined;
  const governors = (): readonly Governor[] => (opened ??= openGovernors(runDir, unions));
  const urlOf = (organization: string): string => gatewayUrl(network, organization);
  const gatewayNode = (organization: string): NodeSpec =>
    newGatewayNode({ network, networkId: ledger.network, union: unionOf(organization), ticks });
  const clients = (): readonly GovernorClient[] => openClients(governors(), urlOf);
  const deploy = (names: readonly ChaincodeName[]): Promise<readonly DeployedChaincode[]> =>
    network.deployChaincodes(names.map((name) => deployOptionsOf(name, bundles[name])));
  return {
    ...{ network, runDir, ledger, unions, gatewayNode, urlOf, clients, deploy },
    startFabric: async () => {
      await network.up();
      await deploy(CHAINCODES);
    },
    bootstrap: () => bootstrapGovernance(network, ledger, governors()),
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
    clientOf: (organization) =>
      openClients(
        governors().filter(({ union }) => union.organization === organization),
        urlOf,
      )[0] ?? fail(organization),
    reset: async () => {
      await network.reset();
      rmSync(runDir, { recursive: true, force: true });
    },
  };
}

function openNetwork(
  setup: TestNetworkSetup,
  { runDir, bundles }: { readonly runDir: string; readonly bundles: BundleFolders },
): Network {
  const { part, addresses, onProgress } = setup;
  const runtime = generatedRuntime(runDir) ?? setup.runtime ?? 'process';
  const chaincodeTls = runtime === 'process' ? 'off' : 'mutual';
  return createNetwork(newTestTopology({ chaincodeTls, ...setup }), {
    runDir,
    ...(setup.runtime && { runtime: setup.runtime }),
    ...(part && { part }),
    ...(addresses && { addresses }),
    images: () => imagesOf(setup, bundles),
    ...(onProgress && { onProgress }),
    endWithCaller: setup.endWithCaller ?? false,
  });
}

function imagesOf(
  { images: wanted = 'auto', onDetail = ignore }: TestNetworkSetup,
  bundles: BundleFolders,
): Promise<ContainerImages> {
  return makeImages({ wanted, bundles }, onDetail);
}

function ensureSecrets(runDir: string, organizations: readonly string[]): void {
  ensureGatewaySecrets(runDir, {
    national: organizations.find((name) => name === NATIONAL.organization),
    provinces: organizations.filter((name) => name !== NATIONAL.organization),
  });
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

function ignore(): void {
  // Nobody listens.
}

function fail(organization: string): never {
  throw new RangeError(`no union ${organization}`);
}
