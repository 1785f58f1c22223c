// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import {
  configtx,
  connectionProfile,
  cryptoConfig,
  fabricNodeSpecs,
  type GenerateContext,
  parseTopology,
  placementOf,
  portsOf,
  PROCESSES,
  RunPaths,
  wholeOf,
} from '#src/index.js';
import { PILOT, SMALL } from '../fixtures/topologies.js';

// Next to the sources, not to the compiled tests.
const GOLDEN = fileURLToPath(new URL('../../test/golden/', import.meta.url));

describe('what is generated', () => {
  const small = contextOf(SMALL);
  const inContainers = { ...small, placement: placementOf('container', small.paths.root) };
  const [national] = small.topology.organizations;

  const files: readonly (readonly [string, unknown])[] = [
    ['crypto-config', cryptoConfig(small.topology)],
    [
      'crypto-config-chaincode-tls',
      cryptoConfig(contextOf({ ...SMALL, settings: { chaincodeTls: 'mutual' } }).topology),
    ],
    ['configtx', configtx(small)],
    ['configtx-pilot', configtx(contextOf(PILOT))],
    ['configtx-bft', configtx(contextOf({ ...PILOT, consensus: 'bft' }))],
    ['nodes', fabricNodeSpecs(small, { binDir: '/opt/fabric bin' })],
    ['nodes-containers', fabricNodeSpecs(inContainers, { binDir: null, builderDir: '/opt/unionid/builder' })],
    ['configtx-containers', configtx(inContainers)],
    ['connection', national && connectionProfile(small, national)],
  ];

  for (const [name, value] of files) {
    it(`is ${name}.json`, () => expect(value).to.deep.equal(golden(name, value)));
  }

  it('sets a limit of the gateway service only when told to', () => {
    const limited = contextOf({ ...SMALL, settings: { gatewayConcurrency: 900 } });
    const limits = (context: GenerateContext) =>
      fabricNodeSpecs(context, { binDir: '/bin' }).map(
        ({ env }) => env.CORE_PEER_LIMITS_CONCURRENCY_GATEWAYSERVICE,
      );
    expect(limits(limited)).to.deep.equal([undefined, '900', '900', '900']);
    expect(limits(small)).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});

function contextOf(input: unknown): GenerateContext {
  const topology = parseTopology(input);
  return {
    topology,
    ports: portsOf(topology, 20_000),
    paths: new RunPaths('/srv/run folder'),
    placement: PROCESSES,
    part: wholeOf(topology),
  };
}

function golden(name: string, value: unknown): unknown {
  const file = `${GOLDEN}${name}.json`;
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}
