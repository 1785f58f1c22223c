// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { canonicalJson, encodeUtf8 } from '@unionid/domain/encoding';
import { resultDigest } from '@unionid/domain/audit';
import { formatId } from '@unionid/domain/ids';
import { ITEMS_PER_RECORD, ledgerKey } from '@unionid/domain/ledger';
import { sm3 } from '@unionid/domain/sm';
import { expect } from 'chai';
import { AuditSource } from '#src/audits/audit-source.js';
import { runInParts } from '#src/audits/run-in-parts.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { traceItem } from '#src/traces/trace-item.js';
import { momentOf } from '#src/traces/trace-moment.js';
import { blockOf, idOf, writeOf } from '../support/ledger-blocks.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { recordQueries, type QueryLog } from '../support/record-queries.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/** `TRACE_ITEMS=100000` measures, too, and says what it found (docs/benchmarks.md). */
const ITEMS = Number(process.env.TRACE_ITEMS ?? 2_000);
const PER_PLAN = 250;
const TRACES = 2_000;
const [ORG, FUND, PROGRAMME] = [idOf('organisation', 'o'), idOf('fund', 'f'), idOf('programme', 'g')];
const DIGEST = 'A'.repeat(43);
const STEPS = ['plan.open', 'plan.lock', 'plan.check', 'plan.approve', 'plan.pay'] as const;
const STATUS = ['OPEN', 'LOCKED', 'CHECKED', 'APPROVED', 'PAYING'] as const;

const planIdOf = (plan: number): string => formatId('manifest', sm3(encodeUtf8(`plan ${String(plan)}`)));
const personOf = (item: number): string => formatId('identity', sm3(encodeUtf8(`person ${String(item)}`)));
const by = (type: string): string =>
  canonicalJson({ instruction: { type, actor: idOf('operator', 'p'), actorKeyId: 'a'.repeat(16) } });
const write = (key: string, value: unknown) => writeOf(key, canonicalJson(value), 'benefit');

function planRecord(version: number): object {
  return {
    ...{ v: version + 1, status: STATUS[version], province: '51', org: ORG, fund: FUND },
    ...{ programme: PROGRAMME, programmeVersion: 1, class: 'winter', on: '2026-03-01', window: '2026' },
    ...{ until: '2026-05-31', signed: { items: PER_PLAN, fen: PER_PLAN }, duties: { maker: personOf(0) } },
  };
}

async function fill(readModel: DatabaseReadModel): Promise<void> {
  let number = 0;
  const apply = (type: string, writes: ReturnType<typeof write>[]): Promise<void> =>
    readModel.apply(
      blockOf(number++, { chaincode: 'benefit', argument: by(type), function: type, writes }),
      () => Promise.resolve(),
    );
  const money = { org: ORG, source: 'union', document: DIGEST, fen: 1_000_000_000 };
  await apply('fund.open', [write(ledgerKey.fund(FUND), { v: 1, state: 'OPEN', province: '51', ...money })]);
  const rules = { from: '2026-01-01', until: '2026-12-31', itemFen: 1, windowFen: 1, publicDays: 0 };
  const programme = {
    ...{ v: 1, state: 'OPEN', province: '51', org: ORG, class: 'winter', document: DIGEST, ...rules },
    bands: [{ fen: 1, approvers: 1 }],
  };
  await apply('programme.publish', [write(ledgerKey.programme(PROGRAMME, 1), programme)]);
  for (let plan = 0; plan < ITEMS / PER_PLAN; plan += 1) {
    const planId = planIdOf(plan);
    const records = Array.from({ length: PER_PLAN / ITEMS_PER_RECORD }, (_, n) => n);
    await apply('plan.open', [
      write(ledgerKey.plan(planId), planRecord(0)),
      ...records.flatMap((n) => [
        write(ledgerKey.items(planId, n), { items: itemsOf(plan, n) }),
        write(ledgerKey.itemStates(planId, n), 'S'.repeat(ITEMS_PER_RECORD)),
      ]),
    ]);
    for (const [version, type] of STEPS.entries())
      if (version > 0) await apply(type, [write(ledgerKey.plan(planId), planRecord(version))]);
    const paid = records.map((n) => write(ledgerKey.itemStates(planId, n), 'P'.repeat(ITEMS_PER_RECORD)));
    await apply('plan.results', paid);
  }
}

function itemsOf(plan: number, n: number): object[] {
  const first = plan * PER_PLAN + n * ITEMS_PER_RECORD;
  return Array.from({ length: ITEMS_PER_RECORD }, (_, at) => ({ id: personOf(first + at), fen: 1 }));
}

function share(times: readonly number[], of: number): string {
  const sorted = times.toSorted((one, other) => one - other);
  return `${(sorted[Math.floor(sorted.length * of)] ?? 0).toFixed(2)} ms`;
}

describeOnDatabases('traces among many items', function (dialect) {
  this.timeout(3_600_000);
  const folder = useTemporaryFolder();
  let log: QueryLog;
  let readModel: DatabaseReadModel;

  beforeEach(async () => {
    log = recordQueries(await testDatabase().open(folder()));
    readModel = await openReadModel(log.databases);
    await fill(readModel);
    log.queries.length = 0;
  });
  afterEach(() => readModel.close());

  // Whatever the page's end falls on: letters of 2,000 items are 160 versions, read by hundreds.
  it('and checks read all of them in pages, by indexes alone, to the same bytes', async () => {
    const scope = { org: ORG, sources: ['union'] as const };
    const height = await readModel.height();
    const start = performance.now();
    const run = (code: string) =>
      runInParts(new AuditSource(readModel, height), { code, scope, mostItems: ITEMS });
    const found = await run('DUP-1');
    expect(found.coverage).to.include({ plans: ITEMS / PER_PLAN, items: ITEMS });
    const took = performance.now() - start;
    // Nobody can read none of these: there is nothing to look up.
    const plans = (await log.explain()).filter((step) => !step.includes('unreadable'));
    expect(plans.filter((step) => /^SCAN (?!CONSTANT)|Seq Scan on/.test(step))).to.deep.equal([]);
    if (process.env.TRACE_ITEMS === undefined) {
      expect(resultDigest(await run('DUP-1'))).to.equal(resultDigest(found));
      return;
    }
    const { heapUsed, rss } = process.memoryUsage();
    const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
    const said = `${dialect}: DUP-1 over ${String(ITEMS)} items in ${took.toFixed(0)} ms, heap ${mib(heapUsed)}, rss ${mib(rss)}`;
    process.stdout.write(`${[said, ...new Set(plans)].join('\n')}\n`);
  });

  it('read as much as among few, by indexes alone', async () => {
    const moment = await momentOf(readModel, undefined);
    const trace = await traceItem(readModel, { planId: planIdOf(1), item: 7 }, moment);
    expect(trace).to.include({ identityId: personOf(PER_PLAN + 7), state: 'paid', status: 'PAYING' });
    expect(trace.steps).to.have.length(9);
    const plans = await log.explain();
    expect(plans.filter((step) => /^SCAN (?!CONSTANT)|Seq Scan on/.test(step))).to.deep.equal([]);
    if (process.env.TRACE_ITEMS === undefined) return;
    const [times, cpu]: [number[], number[]] = [[], []];
    for (let at = 0; at < TRACES; at += 1) {
      const item = (at * 7_919) % ITEMS;
      const name = { planId: planIdOf(Math.floor(item / PER_PLAN)), item: item % PER_PLAN };
      const [start, before] = [performance.now(), process.cpuUsage()];
      await traceItem(readModel, name, moment);
      times.push(performance.now() - start);
      const { user, system } = process.cpuUsage(before);
      cpu.push((user + system) / 1_000);
    }
    const said = [
      `${dialect}: ${String(ITEMS)} items, ${String(TRACES)} traces`,
      `p50 ${share(times, 0.5)}, p99 ${share(times, 0.99)}; of this process p50 ${share(cpu, 0.5)}, p99 ${share(cpu, 0.99)}`,
    ];
    process.stdout.write(`${[...said, ...new Set(plans)].join('\n')}\n`);
  });
});
