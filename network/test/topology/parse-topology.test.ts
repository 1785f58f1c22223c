// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { NetworkError, parseTopology, type TopologyInput } from '#src/index.js';
import { PILOT, SMALL } from '../fixtures/topologies.js';

describe('parseTopology', () => {
  it('fills in what was left out', () => {
    const topology = parseTopology(SMALL);
    expect(topology).to.include({ consensus: 'raft', portBase: 'auto' });
    expect(topology.organizations.map(({ peers }) => peers)).to.deep.equal([1, 1, 1]);
    expect(topology.channels[0]).to.deep.equal({
      name: 'union-main',
      endorsingProvinces: 1,
      batch: {
        timeoutMs: 250,
        maxMessageCount: 500,
        preferredMaxBytes: 2_097_152,
        absoluteMaxBytes: 20_971_520,
      },
    });
    expect(topology.settings).to.deep.equal({
      logging: 'grpc,comm.grpc.server,gossip=warning:info',
      raftTickMs: 300,
      chaincodeTls: 'off',
    });
  });

  it('keeps what was given', () => {
    const topology = parseTopology({ ...PILOT, portBase: 20_000, settings: { gatewayConcurrency: 900 } });
    expect(topology.portBase).to.equal(20_000);
    expect(topology.settings.gatewayConcurrency).to.equal(900);
  });

  const [national, beijing, sichuan] = SMALL.organizations as [Org, Org, Org];
  const [ordering] = SMALL.orderers as [Orderer];
  const wrong: readonly (readonly [string, unknown])[] = [
    ['a topology is an object', 'text'],
    ['organizations must be a list', { ...SMALL, organizations: undefined }],
    ['topology.colour is not a field of a topology', { ...SMALL, colour: 'red' }],
    [
      'organizations[1].mspId must be a string',
      { ...SMALL, organizations: [national, { ...beijing, mspId: 1 }] },
    ],
    [
      'organizations[0].kind must be one of national, province',
      { ...SMALL, organizations: [{ ...national, kind: 'city' }] },
    ],
    ['settings.chaincodeTls must be one of off, mutual', { ...SMALL, settings: { chaincodeTls: 'on' } }],
    ["portBase must be a number or 'auto'", { ...SMALL, portBase: '7050' }],
    ["name 'Union Main' must be lower-case letters, digits and hyphens", { ...SMALL, name: 'Union Main' }],
    [
      "MSP id 'Beijing MSP' of beijing is not allowed",
      { ...SMALL, organizations: [national, { ...beijing, mspId: 'Beijing MSP' }] },
    ],
    [
      "MSP id 'B' of beijing is not allowed",
      { ...SMALL, organizations: [national, { ...beijing, mspId: 'B' }] },
    ],
    [
      "MSP id 'NationalMSP' is used twice",
      { ...SMALL, organizations: [national, { ...beijing, mspId: 'NationalMSP' }] },
    ],
    [
      'exactly one national organisation is needed, found 2',
      { ...SMALL, organizations: [national, { ...beijing, kind: 'national' }, sichuan] },
    ],
    ['at least one province is needed', { ...SMALL, organizations: [national] }],
    [
      'province beijing needs a provinceCode of two digits',
      { ...SMALL, organizations: [national, { ...beijing, provinceCode: '110' }] },
    ],
    [
      "provinceCode '51' is used twice",
      { ...SMALL, organizations: [national, { ...beijing, provinceCode: '51' }, sichuan] },
    ],
    [
      'national is national and has no provinceCode',
      { ...SMALL, organizations: [{ ...national, provinceCode: '10' }, beijing] },
    ],
    ['beijing needs at least one peer', { ...SMALL, organizations: [national, { ...beijing, peers: 0 }] }],
    [
      "run by the unknown organisation 'hebei'",
      { ...SMALL, orderers: [{ ...ordering, operatedBy: 'hebei' }] },
    ],
    ['bft needs at least 4 orderers, found 1', { ...SMALL, consensus: 'bft' }],
    [
      'endorsingProvinces must be from 1 to 2, found 3',
      { ...SMALL, channels: [{ name: 'union-main', endorsingProvinces: 3 }] },
    ],
    [
      'preferredMaxBytes <= absoluteMaxBytes',
      { ...SMALL, channels: [{ name: 'union-main', batch: { preferredMaxBytes: 99_000_000 } }] },
    ],
    ["unknown channel 'other'", { ...SMALL, chaincodes: [{ name: 'basic', channel: 'other' }] }],
    ['must lie between 1024 and 32767', { ...SMALL, portBase: 32_760 }],
  ];

  for (const [problem, input] of wrong) {
    it(`says: ${problem}`, () => {
      expect(() => parseTopology(input))
        .to.throw(NetworkError)
        .that.satisfies(
          (error: NetworkError) => error.code === 'TOPOLOGY_INVALID' && error.reason.includes(problem),
        );
    });
  }

  it('lists all problems at once', () => {
    const input = {
      ...SMALL,
      consensus: 'bft',
      organizations: [national],
      chaincodes: [{ name: 'basic', channel: 'x' }],
    };
    expect(() => parseTopology(input)).to.throw(/province is needed; .*4 orderers.*; .*unknown channel/);
  });
});

type Org = TopologyInput['organizations'][number];
type Orderer = TopologyInput['orderers'][number];
