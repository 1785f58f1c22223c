// SPDX-License-Identifier: Apache-2.0

type Field = 'string' | 'number' | 'string?' | 'number?' | readonly string[];
type Shape = Readonly<Record<string, Field>>;

const TOP: Shape = { name: 'string' };
const LISTS: Readonly<Record<string, Shape>> = {
  organizations: {
    name: 'string',
    displayName: 'string',
    mspId: 'string',
    domain: 'string',
    kind: ['national', 'province'],
    provinceCode: 'string?',
    peers: 'number?',
  },
  orderers: { name: 'string', mspId: 'string', domain: 'string', operatedBy: 'string' },
  channels: { name: 'string', endorsingProvinces: 'number?' },
  chaincodes: { name: 'string', channel: 'string' },
};
const NESTED = ['batch'];
const OPTIONAL_TOP = ['consensus', 'portBase', 'settings'];

/** Problems in the shape of a topology read from a file: missing, unknown and mistyped fields, each with its path. */
export function checkShape(input: unknown): string[] {
  if (!isRecord(input)) return ['a topology is an object'];
  return [
    ...checkRecord(input, TOP, { path: 'topology', others: [...Object.keys(LISTS), ...OPTIONAL_TOP] }),
    ...Object.entries(LISTS).flatMap(([name, shape]) => checkList(input[name], shape, name)),
    ...checkOptions(input),
  ];
}

function checkOptions({ consensus, portBase, settings }: Record<string, unknown>): string[] {
  return [
    ...checkField(consensus ?? 'raft', ['raft', 'bft'], 'consensus'),
    ...(portBase === undefined || portBase === 'auto' || typeof portBase === 'number'
      ? []
      : ["portBase must be a number or 'auto'"]),
    ...(settings === undefined ? [] : checkSettings(settings)),
  ];
}

function checkSettings(settings: unknown): string[] {
  if (!isRecord(settings)) return ['settings must be an object'];
  const shape: Shape = { logging: 'string?', raftTickMs: 'number?', gatewayConcurrency: 'number?' };
  return [
    ...checkRecord(settings, shape, { path: 'settings', others: ['chaincodeTls'] }),
    ...checkField(settings.chaincodeTls ?? 'off', ['off', 'mutual'], 'settings.chaincodeTls'),
  ];
}

function checkList(list: unknown, shape: Shape, path: string): string[] {
  if (!Array.isArray(list)) return [`${path} must be a list`];
  return list.flatMap((item: unknown, index) => {
    const itemPath = `${path}[${index}]`;
    return isRecord(item)
      ? checkRecord(item, shape, { path: itemPath, others: NESTED })
      : [`${itemPath} must be an object`];
  });
}

function checkRecord(
  record: Record<string, unknown>,
  shape: Shape,
  { path, others }: { path: string; others: readonly string[] },
): string[] {
  const unknownFields = Object.keys(record).filter((name) => !(name in shape) && !others.includes(name));
  return [
    ...unknownFields.map((name) => `${path}.${name} is not a field of a topology`),
    ...Object.entries(shape).flatMap(([name, field]) => checkField(record[name], field, `${path}.${name}`)),
  ];
}

function checkField(value: unknown, field: Field, path: string): string[] {
  if (typeof field !== 'string') {
    return field.includes(String(value)) ? [] : [`${path} must be one of ${field.join(', ')}`];
  }
  const isOptional = field.endsWith('?');
  if (isOptional && value === undefined) return [];
  const type = isOptional ? field.slice(0, -1) : field;
  return typeof value === type ? [] : [`${path} must be a ${type}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
