// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionArgument, keyIdOf } from '@unionid/domain/instruction';
import type { ChunkRecord } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import type { PlanRow } from '@unionid/domain/plan';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { newId, newInstruction, signInstruction } from '@unionid/sdk';
import {
  BENEFIT,
  decide,
  hireCadre,
  newMemberEntries,
  prepareImport,
  type GovernorClient,
} from '@unionid/test-network';
import { BENCH_CHAINCODE, type BenchNetwork } from './bench-network.js';
import { measureChainGrowth, readPlanBytes, waitForOneHeight } from './disk-use.js';
import { enrolEntries } from './enrol-chunks.js';
import { newPersons } from './people.js';
import { addTimings, runInFlight, type Timing } from './run-in-flight.js';

/** Beyond the persons of the other measurements. */
const FIRST_PERSON = 190_000;
const DOCUMENT = 'A'.repeat(43);
const FEN = 1_000;
const FUND_FEN = 100_000_000_000;
const CHUNK_ROWS = 250;
const WARM_UP = 1_000;
const QUESTIONS = 5;

export interface BenefitPlan {
  readonly rounds: number;
  /** Payees of each plan. */
  readonly items: number;
  readonly inFlight: number;
}

/** What a plan's chunks cost beside a contract without rules, in turns in one run. */
export interface BenefitRun {
  readonly ours: Timing;
  readonly bare: Timing;
  /** Growth of a peer's blocks by ours alone, their plans' opening included. */
  readonly chainBytes: number;
  /** Of all that was measured and the plan before that warmed both up, by type of record. */
  readonly stateBytes: Readonly<Record<string, number>>;
  readonly items: number;
  /** Whether 250 payees are eligible, asked in one call and in 250, each so often. */
  readonly together: Timing;
  readonly apart: Timing;
}

interface Ground {
  readonly bench: BenchNetwork;
  readonly maker: GovernorClient;
  readonly terms: Pick<
    PayloadOf<'plan.open'>,
    'org' | 'fund' | 'programme' | 'programmeVersion' | 'on' | 'until'
  >;
}

/** Plans of new members straight to the contract, in turns with the bare one; the gateways are stopped. */
export async function measureBenefits(bench: BenchNetwork, plan: BenefitPlan): Promise<BenefitRun> {
  const ground = await openGround(bench);
  const payees = await enrolPayees(bench, WARM_UP + plan.rounds * plan.items);
  await bench.stopGateways();
  const [ours, bare]: [Timing[], Timing[]] = [[], []];
  let chainBytes = 0;
  await comparePlan(ground, payees.slice(0, WARM_UP), plan.inFlight);
  for (let round = 0; round < plan.rounds; round += 1) {
    const from = WARM_UP + round * plan.items;
    const compared = await comparePlan(ground, payees.slice(from, from + plan.items), plan.inFlight);
    ours.push(compared.ours);
    bare.push(compared.bare);
    chainBytes += compared.chainBytes;
  }
  const asked = await askForFacts(bench, payees.slice(0, CHUNK_ROWS));
  bench.ledger.close();
  await bench.test.network.down();
  return {
    ...{ ours: addTimings(ours), bare: addTimings(bare), chainBytes, ...asked },
    ...{ stateBytes: readPlanBytes(bench.test.runDir), items: payees.length },
  };
}

/** A national fund with its programme, money of it in 四川, and a maker there. */
async function openGround(bench: BenchNetwork): Promise<Ground> {
  const { test } = bench;
  const [national, sichuan] = [test.clientOf('national'), test.clientOf('sichuan')];
  const [fund, programme, allotmentId] = [newId('fund'), newId('programme'), newId('allotment')];
  const [{ orgId: from }, { orgId: org }] = [national.operator, sichuan.operator];
  const document = DOCUMENT;
  const opened = { fundId: fund, org: from, source: 'union', document, fen: FUND_FEN } as const;
  await decide(national, test.ledger, 'fund.open', opened);
  const rules = { class: 'winter', document, from: '2026-01-01', until: '2099-12-31' } as const;
  await decide(national, test.ledger, 'programme.publish', {
    ...{ programmeId: programme, org: from, ...rules, itemFen: FEN, windowFen: FEN },
    ...{ publicDays: 0, bands: [{ fen: FUND_FEN, approvers: 1 }] },
  });
  const offer = { allotmentId, fund, from, to: org, fen: FUND_FEN, document };
  await decide(national, test.ledger, 'line.allot', offer);
  const isKnown = (): Promise<true | undefined> =>
    sichuan.client.lines.allotment(allotmentId).then(
      () => true as const,
      () => undefined,
    );
  await pollUntil(isKnown, { what: 'the offer in 四川', timeoutMs: 30_000 });
  await decide(sichuan, test.ledger, 'line.accept', { allotmentId }, 1);
  const [person] = newPersons(FIRST_PERSON, 1) as [PersonInput];
  const signer = newKeySigner(newSm2KeyPair().privateKey);
  const maker = await hireCadre(test, { organization: 'sichuan', org, grants: ['plan'], person }, signer);
  const [on, until] = [chinaDateAt(Date.now()), chinaDateAt(Date.now() + 30 * 86_400_000)];
  return { bench, maker, terms: { org, fund, programme, programmeVersion: 1, on, until } };
}

/** Members of a bulk load, as most are, with where each stands. */
async function enrolPayees(bench: BenchNetwork, count: number): Promise<readonly PlanRow[]> {
  const { client, operator } = bench.test.clientOf('sichuan');
  const entries = newMemberEntries(count, operator.orgId);
  await enrolEntries(bench, entries, { rowsPerChunk: 500, inFlight: 8 });
  await waitForOneHeight(bench.test);
  const rows: PlanRow[] = [];
  const placeOf = async ({ identityId, root }: MemberEntry): Promise<void> => {
    const { place } = await pollUntil(() => client.accounts.get(identityId).catch(() => undefined), {
      ...{ what: 'the gateway knowing the members', timeoutMs: 120_000 },
    });
    rows.push({ identityId, place, root, fen: FEN });
  };
  await runInFlight(entries, { inFlight: 16, work: placeOf });
  return rows;
}

async function comparePlan(
  ground: Ground,
  rows: readonly PlanRow[],
  inFlight: number,
): Promise<{ readonly ours: Timing; readonly bare: Timing; readonly chainBytes: number }> {
  const { bench, maker } = ground;
  const { result, chainBytes } = await measureChainGrowth(bench.test, async () => {
    const chunks = await openPlan(ground, rows);
    return { chunks, ours: await submitPlan(bench, chunks, { inFlight, items: rows.length }) };
  });
  const { operatorId: actor, publicKey } = maker.operator;
  const signers = canonicalJson([{ actor, actorKeyId: keyIdOf(publicKey) }]);
  const { seconds } = await runInFlight(result.chunks, {
    inFlight,
    work: (chunk) =>
      bench.ledger.submit({
        ...{ chaincode: BENCH_CHAINCODE, function: 'benefit:openChunk', arguments: [chunk, signers] },
      }),
  });
  await waitForOneHeight(bench.test);
  return { ours: result.ours, chainBytes, bare: { count: rows.length, seconds } };
}

/** Answers the chunks. */
async function openPlan(
  { bench: { test, ledger }, maker, terms }: Ground,
  rows: readonly PlanRow[],
): Promise<readonly string[]> {
  const { manifest, chunks } = prepareImport(rows, CHUNK_ROWS);
  const { operator, signer } = maker;
  const context = { ledger: test.ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  const payload = { ...manifest, ...terms, fen: rows.length * FEN };
  const signed = await signInstruction(newInstruction({ ...context, type: 'plan.open', payload }), signer);
  const argument = instructionArgument(signed);
  await ledger.submit({ chaincode: BENEFIT, function: 'plan:open', arguments: [argument] });
  // Chunks are refused by a peer that has not applied the plan's block yet.
  const question = canonicalJson({ planId: manifest.manifestId });
  const read = { chaincode: BENEFIT, function: 'plan:read', arguments: [question] };
  await pollUntil(() => ledger.evaluateAtNational(read).catch(() => undefined), {
    ...{ what: 'the plan at the national peer', timeoutMs: 30_000 },
  });
  return chunks;
}

async function submitPlan(
  { ledger }: BenchNetwork,
  chunks: readonly string[],
  { inFlight, items }: { readonly inFlight: number; readonly items: number },
): Promise<Timing> {
  let done = 0;
  const { seconds } = await runInFlight(chunks, {
    inFlight,
    work: async (chunk) => {
      const call = { chaincode: BENEFIT, function: 'plan:openChunk', arguments: [chunk] };
      const record = JSON.parse(await ledger.submit(call)) as ChunkRecord;
      done += record.done;
    },
  });
  if (done !== items) throw new RangeError(`${String(done)} of ${String(items)} items stand`);
  return { count: items, seconds };
}

async function askForFacts(
  { ledger }: BenchNetwork,
  rows: readonly PlanRow[],
): Promise<Pick<BenefitRun, 'together' | 'apart'>> {
  const ask = async (questions: readonly (readonly PlanRow[])[]): Promise<Timing> => {
    const call = {
      chaincode: BENCH_CHAINCODE,
      function: 'benefit:facts',
      arguments: [canonicalJson(questions)],
    };
    const work = (): Promise<string> => ledger.evaluateAtNational(call);
    await work();
    return runInFlight(Array.from({ length: QUESTIONS }), { inFlight: 1, work });
  };
  return { together: await ask([rows]), apart: await ask(rows.map((row) => [row])) };
}
