// SPDX-License-Identifier: Apache-2.0
import { NetworkError } from '../base/errors.js';
import { checkShape } from './check-shape.js';
import { FIRST_PORT, LAST_PORT, MAX_CHAINCODES, MAX_ORDERERS, portCount } from './ports.js';
import { nationalOf, provincesOf, type Topology, type TopologyInput, withDefaults } from './topology.js';

const NAME = /^[a-z][a-z0-9-]{0,29}$/;
// As the ledger takes it (domain/src/schema/fields.ts).
const MSP_ID = /^[A-Za-z][A-Za-z0-9.-]{1,62}$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const CHANNEL = /^[a-z][a-z0-9.-]{0,248}$/;
const PROVINCE_CODE = /^\d{2}$/;

/** Checks a topology of unknown origin, fills in defaults, and lists every problem at once when it is not valid. */
export function parseTopology(input: unknown): Topology {
  const shapeProblems = checkShape(input);
  if (shapeProblems.length > 0) throw invalid(shapeProblems);
  const topology = withDefaults(input as TopologyInput);
  const problems = crossCheck(topology);
  if (problems.length > 0) throw invalid(problems);
  return topology;
}

function invalid(problems: readonly string[]): NetworkError {
  return new NetworkError('TOPOLOGY_INVALID', { reason: problems.join('; ') });
}

function crossCheck(topology: Topology): string[] {
  return [
    ...checkNames(topology),
    ...checkOrganizations(topology),
    ...checkOrderers(topology),
    ...checkChannels(topology),
    ...checkChaincodes(topology),
    ...checkSettings(topology),
  ];
}

function checkNames({ name, organizations, orderers, channels, chaincodes }: Topology): string[] {
  const members = [...organizations, ...orderers];
  return [
    ...(NAME.test(name) ? [] : [`name '${name}' must be lower-case letters, digits and hyphens`]),
    ...members.filter((m) => !NAME.test(m.name)).map((m) => `organisation name '${m.name}' is not allowed`),
    ...members
      .filter((m) => !MSP_ID.test(m.mspId))
      .map((m) => `MSP id '${m.mspId}' of ${m.name} is not allowed`),
    ...members
      .filter((m) => !DOMAIN.test(m.domain))
      .map((m) => `domain '${m.domain}' of ${m.name} is not allowed`),
    ...channels.filter((c) => !CHANNEL.test(c.name)).map((c) => `channel name '${c.name}' is not allowed`),
    ...chaincodes.filter((c) => !NAME.test(c.name)).map((c) => `chaincode name '${c.name}' is not allowed`),
    ...duplicates(
      'organisation name',
      members.map((m) => m.name),
    ),
    ...duplicates(
      'MSP id',
      members.map((m) => m.mspId),
    ),
    ...duplicates(
      'domain',
      members.map((m) => m.domain),
    ),
    ...duplicates(
      'channel',
      channels.map((c) => c.name),
    ),
    ...duplicates(
      'chaincode',
      chaincodes.map((c) => c.name),
    ),
  ];
}

function checkOrganizations({ organizations }: Topology): string[] {
  const nationals = organizations.filter(({ kind }) => kind === 'national');
  const provinces = organizations.filter(({ kind }) => kind === 'province');
  const codes = provinces.map(({ provinceCode }) => provinceCode ?? '');
  return [
    ...(nationals.length === 1
      ? []
      : [`exactly one national organisation is needed, found ${nationals.length}`]),
    ...(provinces.length > 0 ? [] : ['at least one province is needed']),
    ...provinces
      .filter(({ provinceCode = '' }) => !PROVINCE_CODE.test(provinceCode))
      .map(({ name }) => `province ${name} needs a provinceCode of two digits`),
    ...nationals
      .filter(({ provinceCode }) => provinceCode !== undefined)
      .map(({ name }) => `${name} is national and has no provinceCode`),
    ...duplicates('provinceCode', codes.filter(Boolean)),
    ...organizations
      .filter(({ peers }) => !Number.isInteger(peers) || peers < 1)
      .map(({ name }) => `${name} needs at least one peer`),
  ];
}

function checkOrderers({ orderers, organizations, consensus }: Topology): string[] {
  const names = new Set(organizations.map(({ name }) => name));
  // 3f+1 with f = 1: fewer ordering nodes tolerate no faulty one.
  const minimum = consensus === 'bft' ? 4 : 1;
  return [
    ...(orderers.length >= minimum
      ? []
      : [`${consensus} needs at least ${minimum} orderers, found ${orderers.length}`]),
    ...(orderers.length <= MAX_ORDERERS ? [] : [`at most ${MAX_ORDERERS} orderers fit the port layout`]),
    ...orderers
      .filter(({ operatedBy }) => !names.has(operatedBy))
      .map(({ name, operatedBy }) => `orderer ${name} is run by the unknown organisation '${operatedBy}'`),
  ];
}

function checkChannels(topology: Topology): string[] {
  if (topology.organizations.length === 0) return [];
  const provinces = provincesOf(topology).length;
  return topology.channels.flatMap(({ name, endorsingProvinces: k, batch }) => [
    ...(Number.isInteger(k) && k >= 1 && k <= provinces
      ? []
      : [`channel ${name}: endorsingProvinces must be from 1 to ${provinces}, found ${k}`]),
    ...(batch.timeoutMs > 0 && batch.maxMessageCount > 0
      ? []
      : [`channel ${name}: batch limits must be positive`]),
    ...(batch.preferredMaxBytes <= batch.absoluteMaxBytes && batch.absoluteMaxBytes <= 49 * 1024 * 1024
      ? []
      : [`channel ${name}: preferredMaxBytes <= absoluteMaxBytes <= 49 MiB must hold`]),
  ]);
}

function checkChaincodes({ chaincodes, channels }: Topology): string[] {
  const names = new Set(channels.map(({ name }) => name));
  return [
    ...(chaincodes.length <= MAX_CHAINCODES
      ? []
      : [`at most ${MAX_CHAINCODES} chaincodes fit the port layout`]),
    ...chaincodes
      .filter(({ channel }) => !names.has(channel))
      .map(({ name, channel }) => `chaincode ${name} is on the unknown channel '${channel}'`),
  ];
}

function checkSettings(topology: Topology): string[] {
  const { portBase } = topology;
  if (portBase === 'auto') return [];
  const last = portBase + portCount(topology) - 1;
  if (Number.isInteger(portBase) && portBase >= FIRST_PORT && last <= LAST_PORT) return [];
  return [`ports ${portBase} to ${last} must lie between ${FIRST_PORT} and ${LAST_PORT}`];
}

function duplicates(what: string, values: readonly string[]): string[] {
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(repeated)].map((value) => `${what} '${value}' is used twice`);
}

/** The organisation of that name; an unknown name is the caller's mistake. */
export function organizationOf(topology: Topology, name: string): Topology['organizations'][number] {
  const organization = topology.organizations.find((candidate) => candidate.name === name);
  if (organization === undefined) {
    throw new NetworkError('TOPOLOGY_INVALID', {
      reason: `no organisation '${name}' beside ${nationalOf(topology).name}, ${provincesOf(topology)
        .map((p) => p.name)
        .join(', ')}`,
    });
  }
  return organization;
}
