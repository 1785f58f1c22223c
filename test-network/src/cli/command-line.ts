// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Runtime } from '@unionid/network';
import { IMAGE_SOURCES, isImageSource, type ImageSource } from '../setup/images.js';
import { UNIONS } from '../setup/topology.js';

const DEFAULT_RUN_DIR = join(fileURLToPath(new URL('../../..', import.meta.url)), '.run/unionid');
const HERE = 'here';

/** The command line as typed, checked. */
export interface CommandLine {
  readonly command: string;
  readonly help: boolean;
  readonly json: boolean;
  readonly tour: boolean;
  readonly runDir: string;
  readonly portBase: number | 'auto';
  /** As the folder was generated when absent. */
  readonly runtime?: Runtime;
  readonly images: ImageSource;
  /** Organisations whose nodes run from this folder; all when absent. */
  readonly only?: readonly string[];
  readonly addresses: Readonly<Record<string, string>>;
  readonly to?: string;
}

/** An option that says nothing sensible; the message is in both languages. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws UsageError */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  const { images, only, to } = values;
  if (!isImageSource(images)) throw new UsageError(`--images: ${IMAGE_SOURCES.join(' | ')}`);
  return {
    command: positionals[0] ?? '',
    help: values.help,
    json: values.json,
    tour: !values['no-tour'],
    runDir: values['run-dir'],
    portBase: readPort(values['port-base']),
    ...(values.docker && { runtime: 'container' }),
    images,
    ...(only !== undefined && { only: only.split(',').map(readOrganization) }),
    addresses: Object.fromEntries(values.address.map(readAddress)),
    ...(to !== undefined && { to }),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        'no-tour': { type: 'boolean', default: false },
        docker: { type: 'boolean', default: process.env.UNIONID_RUNTIME === 'docker' },
        images: { type: 'string', default: 'auto' },
        only: { type: 'string' },
        address: { type: 'string', multiple: true, default: [] },
        to: { type: 'string' },
        'run-dir': { type: 'string', default: DEFAULT_RUN_DIR },
        'port-base': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(optionFault(error));
  }
}

/** Node says it in English sentences only; which option it is stands in them. */
function optionFault(error: unknown): string {
  const { code = '', message = '' } = error as Partial<Record<'code' | 'message', string>>;
  const [option = message] = /--?[\w-]+/.exec(message) ?? [];
  return code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
    ? `没有选项 no such option: ${option}`
    : `选项缺少值，或不带值 option without its value, or with one that it does not take: ${option}`;
}

function readPort(text: string | undefined): number | 'auto' {
  if (text === undefined) return 'auto';
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`--port-base: 不是端口 not a port: ${text}`);
  return Number(text);
}

function readOrganization(name: string): string {
  if (UNIONS.some(({ organization }) => organization === name)) return name;
  const known = UNIONS.map(({ organization }) => organization).join(' ');
  throw new UsageError(`没有这个机构 no organisation '${name}'; ${known}`);
}

function readAddress(text: string): readonly [string, string] {
  const [, name = '', host = ''] = /^([a-z-]+)=([A-Za-z0-9.:-]+)$/.exec(text) ?? [];
  if (host === '') throw new UsageError(`--address: 应为 机构=主机 wants ORGANISATION=HOST, not '${text}'`);
  return [name === HERE ? HERE : readOrganization(name), host];
}
