// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHAINCODES, type ChaincodeName } from '@unionid/domain/ledger';
import type { ChaincodeServerCommand, ChaincodeServerContext, DeployOptions } from '@unionid/network';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BUILT = join(ROOT, 'build/chaincode');
const SHIM_CLI = createRequire(join(ROOT, 'chaincode/package.json')).resolve('fabric-shim/cli.js');

// Where a chaincode's image has them (images/chaincode/Dockerfile).
const SHIM_CLI_IN_IMAGE = '/app/node_modules/fabric-shim/cli.js';
export const BUNDLE_IN_IMAGE = 'chaincode';

/** The folder of a chaincode's bundle: index.js, its launcher, package.json and bundle.json. */
export type BundleFolders = Readonly<Record<ChaincodeName, string>>;

/** The bundles that were built here, or others in their place. */
export function bundleFolders(others: Partial<BundleFolders> = {}): BundleFolders {
  const folders = CHAINCODES.map((name) => [name, others[name] ?? join(BUILT, name)] as const);
  return Object.fromEntries(folders) as BundleFolders;
}

/** Version and npm packages that a bundle says it is and needs. */
export function readBundleManifest(folder: string): {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
} {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as ReturnType<
    typeof readBundleManifest
  >;
}

/** How a bundle is brought to the peers. */
export function deployOptionsOf(name: ChaincodeName, folder: string): DeployOptions {
  return {
    name,
    version: readBundleManifest(folder).version,
    bundlePath: join(folder, 'index.js'),
    server: (context) => serverCommand(context, folder),
  };
}

function serverCommand(
  { runtime, address, packageId, tls }: ChaincodeServerContext,
  folder: string,
): ChaincodeServerCommand {
  const isProcess = runtime === 'process';
  return {
    command: isProcess ? process.execPath : 'node',
    args: [
      isProcess ? SHIM_CLI : SHIM_CLI_IN_IMAGE,
      'server',
      ...['--chaincode-address', address],
      ...['--chaincode-id', packageId],
      ...['--module-path', isProcess ? folder : `/app/${BUNDLE_IN_IMAGE}`],
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
