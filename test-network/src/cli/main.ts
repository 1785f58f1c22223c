#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IMAGE_SOURCES, isImageSource } from '../setup/images.js';
import { Progress, StepError } from './progress.js';
import { runDown, runReset, runStatus, runUp, type CliOptions } from './commands.js';

const DEFAULT_RUN_DIR = join(fileURLToPath(new URL('../../..', import.meta.url)), '.run/unionid');
const COMMANDS = { up: runUp, status: runStatus, down: runDown, reset: runReset } as const;
const HELP = `用法 usage: npm run up|status|down|reset [-- 选项 options]
  --json            机器可读输出 machine-readable output
  --no-tour         只启动，不演示 start only, no tour (up)
  --docker          以容器运行 as containers (up; also UNIONID_RUNTIME=docker)
  --images SOURCE   镜像来源 auto|local|official where images come from (default auto)
  --run-dir DIR     数据目录 folder for everything the network keeps (default .run/unionid)
  --port-base PORT  首个端口 first port (default: a free block)`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      'no-tour': { type: 'boolean', default: false },
      docker: { type: 'boolean', default: process.env.UNIONID_RUNTIME === 'docker' },
      images: { type: 'string', default: 'auto' },
      'run-dir': { type: 'string', default: DEFAULT_RUN_DIR },
      'port-base': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name = ''] = positionals;
  if (values.help || !Object.hasOwn(COMMANDS, name)) {
    process.stdout.write(`${HELP}\n`);
    return values.help ? 0 : 2;
  }
  const { images } = values;
  if (!isImageSource(images)) {
    process.stderr.write(`--images: ${IMAGE_SOURCES.join(' | ')}\n`);
    return 2;
  }
  const options: CliOptions = {
    json: values.json,
    tour: !values['no-tour'],
    ...(values.docker && { runtime: 'container' }),
    images,
    runDir: values['run-dir'],
    portBase: values['port-base'] === undefined ? 'auto' : Number(values['port-base']),
    progress: new Progress({ quiet: values.json }),
  };
  return COMMANDS[name as keyof typeof COMMANDS](options);
}

function report(error: unknown): number {
  const {
    step = '',
    logFile,
    next = '查看上面的信息后重试 see the message above and try again',
  } = error instanceof StepError ? error : {};
  const lines = [
    `✘ ${step}`,
    `  原因 cause: ${error instanceof Error ? error.message : String(error)}`,
    ...(logFile === undefined ? [] : [`  日志 log:   ${logFile}`]),
    `  下一步 next: ${next}`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}

process.exitCode = await main().catch(report);
