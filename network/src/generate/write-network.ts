// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FabricBinaries } from '../binaries/ensure-fabric-binaries.js';
import { NetworkError, reasonOf } from '../base/errors.js';
import { runCommand } from '../base/run-command.js';
import { organizationsHere } from '../topology/part.js';
import { peerName } from '../topology/topology.js';
import { configtx, type GenerateContext } from './configtx.js';
import { connectionProfile } from './connection-profile.js';
import { chaincodeCryptoConfig, cryptoConfig } from './crypto-config.js';

const BUILDER_SCRIPTS = fileURLToPath(new URL('../../builder/bin/', import.meta.url));

/** Removes what an earlier start left half made, then makes the keys and certificates of all members. */
export async function writeCrypto(context: GenerateContext, binaries: FabricBinaries): Promise<void> {
  const { paths } = context;
  await Promise.all(
    ['config', 'crypto', 'data', 'builders', 'organizations', 'packages', 'nodes'].map((name) =>
      rm(join(paths.root, name), { recursive: true, force: true }),
    ),
  );
  const input = await writeJson(join(paths.config, 'crypto-config.yaml'), cryptoConfig(context.topology));
  await generate(context, {
    command: join(binaries.binDir, 'cryptogen'),
    args: ['generate', `--config=${input}`, `--output=${paths.crypto}`],
  });
  await makePrivate(paths.crypto);
}

/** Makes the certificates of chaincode servers that joined the topology after the others were made; often none. */
export async function writeMissingCertificates(
  context: GenerateContext,
  binaries: FabricBinaries,
): Promise<void> {
  const { topology, paths } = context;
  if (topology.settings.chaincodeTls === 'off') return;
  const missing = organizationsHere(context).filter((organization) =>
    topology.chaincodes.some(({ name }) => !existsSync(paths.chaincodeServerTls(organization, name))),
  );
  if (missing.length === 0) return;
  const config = chaincodeCryptoConfig(topology, missing);
  const input = await writeJson(join(paths.config, 'crypto-config-chaincodes.yaml'), config);
  await generate(context, {
    command: join(binaries.binDir, 'cryptogen'),
    args: ['extend', `--config=${input}`, `--input=${paths.crypto}`],
  });
  await makePrivate(paths.crypto);
}

/** Writes the configuration of nodes, the genesis block of each channel, builders and connection profiles. */
export async function writeConfiguration(context: GenerateContext, binaries: FabricBinaries): Promise<void> {
  const { paths, topology } = context;
  for (const name of ['core.yaml', 'orderer.yaml']) {
    await cp(join(binaries.sampleConfigDir, name), join(paths.config, name));
  }
  await writeJson(join(paths.config, 'configtx.yaml'), configtx(context));
  for (const { name } of topology.channels) await writeGenesisBlock(context, { channel: name, binaries });
  await writePartConfiguration(context);
}

/** What each organisation that runs from this folder needs: connection profile and builders of its peers. */
export async function writePartConfiguration(context: GenerateContext): Promise<void> {
  const { paths } = context;
  for (const organization of organizationsHere(context)) {
    await writeJson(paths.connectionProfile(organization.name), connectionProfile(context, organization));
    for (let index = 0; index < organization.peers; index += 1)
      await writeBuilder(context, peerName(organization, index));
  }
}

async function writeGenesisBlock(
  context: GenerateContext,
  { channel, binaries }: { channel: string; binaries: FabricBinaries },
): Promise<void> {
  await generate(context, {
    command: join(binaries.binDir, 'configtxgen'),
    args: [
      '-configPath',
      context.paths.config,
      '-profile',
      channel,
      '-channelID',
      channel,
      '-outputBlock',
      context.paths.genesisBlock(channel),
    ],
  });
}

async function writeBuilder({ paths }: GenerateContext, peer: string): Promise<void> {
  const bin = join(paths.builder(peer), 'bin');
  await mkdir(join(paths.builder(peer), 'connections'), { recursive: true, mode: 0o700 });
  await mkdir(bin, { recursive: true, mode: 0o700 });
  for (const name of await readdir(BUILDER_SCRIPTS)) {
    await writeFile(join(bin, name), await readFile(join(BUILDER_SCRIPTS, name)), { mode: 0o700 });
  }
}

async function generate(
  { paths }: GenerateContext,
  { command, args }: { command: string; args: string[] },
): Promise<void> {
  const logFile = paths.log('generate');
  try {
    await runCommand(command, args, {
      logFile,
      cwd: paths.root,
      env: { PATH: process.env.PATH, FABRIC_CFG_PATH: paths.config },
    });
  } catch (error) {
    throw new NetworkError('GENERATION_FAILED', { reason: reasonOf(error), logFile, cause: error });
  }
}

/** Writes data as indented JSON, readable by its owner only, and answers the path. */
export async function writeJson(file: string, value: unknown): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  return file;
}

async function makePrivate(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makePrivate(path);
    else await chmod(path, 0o600);
  }
}
