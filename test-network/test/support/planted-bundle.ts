// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENEFIT } from '@unionid/test-network';

/** The bundle of `benefit` as it was built. */
export const BUILT = fileURLToPath(new URL(`../../../build/chaincode/${BENEFIT}`, import.meta.url));

/**
 * The bundle of `benefit` under another version and with one contract more, in a folder of the repository, because a server that is a
 * process finds its packages there; answers the folder.
 * @param methods of the contract's class, as they stand in its source
 */
export function plantContract({
  folder,
  version,
  contract,
  methods,
}: {
  readonly folder: string;
  readonly version: string;
  readonly contract: string;
  readonly methods: string;
}): string {
  const to = fileURLToPath(new URL(`../../../build/${folder}/${BENEFIT}`, import.meta.url));
  cpSync(BUILT, to, { recursive: true });
  const code = `${readFileSync(join(BUILT, 'index.js'), 'utf8')}\n${planted(contract, methods)}`;
  writeFileSync(join(to, 'index.js'), code);
  const digests = { sha256: digest('sha256', code), sm3: digest('sm3', code) };
  for (const [file, change] of [
    ['package.json', { version }],
    ['bundle.json', { version, ...digests }],
  ] as const) {
    const manifest = JSON.parse(readFileSync(join(BUILT, file), 'utf8')) as object;
    writeFileSync(join(to, file), JSON.stringify({ ...manifest, ...change }, null, 2));
  }
  return to;
}

/** Hands what it is given on to `identity`: `CARRY` of a planted contract. */
export const CARRY = `
  async carry(ctx, call) {
    const { name, argument } = JSON.parse(call);
    const answer = await ctx.stub.invokeChaincode('identity', [name, argument], ctx.stub.getChannelID());
    if (answer.status !== 200) throw new Error(answer.message);
    return Buffer.from(answer.payload).toString();
  }`;

function planted(contract: string, methods: string): string {
  return `
const { Contract: PlantedContract } = require('fabric-contract-api');
class Planted extends PlantedContract {
  constructor() {
    super('${contract}');
  }
${methods}
}
module.exports = { ...module.exports, contracts: [...module.exports.contracts, Planted] };
`;
}

function digest(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
