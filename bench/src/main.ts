#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Progress } from '@unionid/test-network';
import { benefitSection } from './benefit-section.js';
import { measureBenefits } from './benefits.js';
import { startBenchNetwork, type BenchNetwork } from './bench-network.js';
import { toTable, type Section } from './figure.js';
import { describeMachine } from './machine.js';
import { measureAll } from './measure.js';
import { FULL, MILLION, QUICK, type Plan } from './plan.js';
import { toMarkdown, writeReport, type Report } from './report.js';
import { toSections, transferSection } from './sections.js';
import { measureTransfers } from './transfers.js';

const DOCUMENT = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));
const HELP = `用法 usage: npm run bench [-- 选项 options]
  (默认 default)   完整测量并改写 docs/benchmarks.md, measures all and rewrites docs/benchmarks.md
  --quick          短测，只打印 a short run that is only printed
  --million        账本先增至一百万会员 fills the ledger up to a million members before the last measurement
  --transfers N    只测接转，每个名单 N 人，只打印 transfers only, N members a list, only printed
  --benefits N     只测发放计划，每个计划 N 人，只打印 plans of grants only, N payees a plan, only printed
  --print          只打印 prints only
  --seconds N      每项 SM2 测速秒数 CPU seconds of each SM2 measurement`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      million: { type: 'boolean', default: false },
      print: { type: 'boolean', default: false },
      transfers: { type: 'string' },
      benefits: { type: 'string' },
      seconds: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  if (values.transfers !== undefined) {
    process.stdout.write(`\n${toTable(await runTransfers(Number(values.transfers)))}\n`);
    return 0;
  }
  if (values.benefits !== undefined) {
    process.stdout.write(`\n${toTable(await runBenefits(Number(values.benefits)))}\n`);
    return 0;
  }
  const report = await run(planOf(values), commandOf(values));
  if (values.quick || values.print) process.stdout.write(`\n${toMarkdown(report)}\n`);
  else writeReport(DOCUMENT, report);
  return 0;
}

function planOf({ quick, million, seconds }: { quick: boolean; million: boolean; seconds?: string }): Plan {
  const plan = quick ? QUICK : million ? MILLION : FULL;
  return seconds === undefined ? plan : { ...plan, signatureSeconds: Number(seconds) };
}

function commandOf({ quick, million }: { quick: boolean; million: boolean }): string {
  if (quick) return 'npm run bench -- --quick';
  return million ? 'npm run bench -- --million' : 'npm run bench';
}

async function run(plan: Plan, command: string): Promise<Report> {
  const progress = new Progress({ quiet: false });
  const measured = await onNetwork(plan.imports, progress, (bench) => measureAll(bench, { plan, progress }));
  return { machine: await describeMachine(), command, sections: toSections(measured) };
}

/** In three rounds of lists, and six of single ones, a fiftieth of a list each but not more than fifty. */
async function runTransfers(members: number): Promise<Section> {
  const plan = { rounds: 3, members, singles: Math.min(50, Math.ceil(members / 50)), inFlight: 16 };
  const progress = new Progress({ quiet: false });
  return transferSection(await onNetwork([], progress, (bench) => measureTransfers(bench, plan)));
}

async function runBenefits(items: number): Promise<Section> {
  const progress = new Progress({ quiet: false });
  const plan = { rounds: 4, items, inFlight: 8 };
  return benefitSection(await onNetwork([], progress, (bench) => measureBenefits(bench, plan)));
}

async function onNetwork<T>(
  imports: Plan['imports'],
  progress: Progress,
  work: (bench: BenchNetwork) => Promise<T>,
): Promise<T> {
  const runDir = mkdtempSync(join(tmpdir(), 'unionid-bench-'));
  try {
    const say = (line: string): void => progress.say(line);
    const bench = await startBenchNetwork({ runDir, imports, say });
    try {
      return await work(bench);
    } finally {
      bench.ledger.close();
      await bench.test.network.reset();
    }
  } finally {
    rmSync(runDir, { recursive: true, force: true });
  }
}

process.exitCode = await main();
