#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { failureOf } from '../progress/failure.js';
import { Progress } from '../progress/progress.js';
import { runDown, runKit, runReset, runStatus, runUp } from './commands.js';
import { readCommandLine, UsageError } from './command-line.js';

const COMMANDS = { up: runUp, status: runStatus, down: runDown, reset: runReset, kit: runKit } as const;
const HELP = `用法 usage: npm run up|status|down|reset|kit [-- 选项 options]
  --json            机器可读输出 machine-readable output
  --no-tour         只启动，不演示 start only, no tour (up)
  --docker          以容器运行 as containers (up; also UNIONID_RUNTIME=docker)
  --images SOURCE   镜像来源 auto|local|official where images come from (default auto)
  --only NAMES      只运行这些机构的节点 nodes of these organisations only: national,beijing,… (up, kit)
  --address A=HOST  其他机构主机的地址，可重复；here=本机 address of another organisation's host, repeatable;
                    here=this one's own (up, kit)
  --to DIR          节点包写到哪里 where the node kit is written (kit)
  --run-dir DIR     数据目录 folder for everything the network keeps (default .run/unionid)
  --port-base PORT  首个端口 first port (default: a free block)`;

async function main(): Promise<number> {
  const line = readCommandLine(process.argv.slice(2));
  const { command } = line;
  if (line.help || !isCommand(command)) {
    process.stdout.write(`${HELP}\n`);
    return line.help ? 0 : 2;
  }
  return COMMANDS[command]({ ...line, progress: new Progress({ quiet: line.json }) });
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

function report(error: unknown): number {
  if (error instanceof UsageError) {
    process.stderr.write(`✘ ${error.message}\n${HELP}\n`);
    return 2;
  }
  const { step, cause, logFile, next } = failureOf(error, process.argv[2] ?? '');
  const lines = [
    `✘ ${step}`,
    `  原因 cause: ${cause}`,
    ...(logFile === undefined ? [] : [`  日志 log:   ${logFile}`]),
    `  下一步 next: ${next}`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}

process.exitCode = await main().catch(report);
