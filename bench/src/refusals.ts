// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonInput, VerifyRequest } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { keyIdOf } from '@unionid/domain/instruction';
import { randomBytes } from '@unionid/domain/signing';
import { newKeyFile } from '@unionid/sdk';
import { gatewayMetricsUrl, hireCadre, openRootSigner, type RootOperator } from '@unionid/test-network';
import type { BenchNetwork } from './bench-network.js';
import type { FloodJob, FloodOutcome } from './flood-job.js';
import { cpuSecondsOf } from './process-cpu.js';
import { newPersons } from './people.js';
import { forgetPeak, peakBytesOf } from './process-memory.js';
import { newRefusedRequest, REFUSED, type Refused, type RefusedRequest } from './refused-requests.js';
import { runChild } from './run-child.js';
import { verifyOverHttp, type VerificationRun } from './verifications.js';

export interface RefusalLoad {
  /** What honest callers ask, all about members of 四川. */
  readonly requests: readonly VerifyRequest[];
  readonly inFlight: number;
  /** Of each measurement. */
  readonly seconds: number;
  readonly rounds: number;
}

export interface RefusalRun {
  /** CPU milliseconds of the gateway for one honest answer and for one refusal, measured in turns: one of each a round. */
  readonly cpuMs: Readonly<Record<'honest' | Refused, readonly number[]>>;
  readonly flood: FloodRun;
}

/** Honest callers beside a flood of unsigned requests and connections that say nothing. */
export interface FloodRun {
  readonly honest: VerificationRun;
  readonly flood: FloodOutcome;
  /** Seconds that the event loop was late: of the slowest turn but one in a hundred, and of the slowest. */
  readonly loopDelay: { readonly p99: number; readonly max: number };
  /** Resident memory of the gateway at its highest meanwhile. */
  readonly peakBytes: number;
}

const ORGANIZATION = 'sichuan';
export const SILENT_SOCKETS = 400;
const HONEST_IN_FLIGHT = 4;
/** Beyond the persons of the other measurements. */
const CALLER_PERSON = 119_990;

/** What refusing costs beside answering, and whether whoever is refused keeps others away. */
export async function measureRefusals(bench: BenchNetwork, load: RefusalLoad): Promise<RefusalRun> {
  const refused = await newRequests(bench);
  const cpuMs: Record<'honest' | Refused, number[]> = {
    honest: [],
    unsigned: [],
    stranger: [],
    falselySigned: [],
  };
  for (let round = 0; round < load.rounds; round += 1) {
    cpuMs.honest.push(
      (await verifyOverHttp(bench, { organization: ORGANIZATION, ...load })).gatewayCpuMs ?? NaN,
    );
    for (const kind of REFUSED) cpuMs[kind].push(await cpuOfRefusal(bench, refused[kind], load));
  }
  return { cpuMs, flood: await withFlood(bench, refused.unsigned, load) };
}

async function newRequests({ test }: BenchNetwork): Promise<Record<Refused, RefusedRequest>> {
  const { operator, url } = test.clientOf(ORGANIZATION);
  const pretended = {
    ...{ url, operatorId: operator.operatorId },
    keyId: keyIdOf(openRootSigner(operator).publicKey),
  };
  const entries = await Promise.all(
    REFUSED.map(async (kind) => [kind, await newRefusedRequest(kind, pretended)] as const),
  );
  return Object.fromEntries(entries) as Record<Refused, RefusedRequest>;
}

async function cpuOfRefusal(
  bench: BenchNetwork,
  request: RefusedRequest,
  { inFlight, seconds }: RefusalLoad,
): Promise<number> {
  const pid = await gatewayPid(bench);
  const before = cpuSecondsOf(pid) ?? NaN;
  const { count } = await flood(bench, request, { inFlight, seconds, silentSockets: 0 });
  return (((cpuSecondsOf(pid) ?? NaN) - before) * 1000) / count;
}

async function withFlood(
  bench: BenchNetwork,
  request: RefusedRequest,
  { requests, inFlight, seconds }: RefusalLoad,
): Promise<FloodRun> {
  const pid = await gatewayPid(bench);
  const operator = await hireCaller(bench);
  forgetPeak(pid);
  // Each look begins a new histogram.
  await loopDelay(bench);
  const [flooded, honest] = await Promise.all([
    flood(bench, request, { inFlight, seconds: seconds + 2, silentSockets: SILENT_SOCKETS }),
    verifyOverHttp(bench, {
      ...{ organization: ORGANIZATION, requests, inFlight: HONEST_IN_FLIGHT, seconds, mayBeRefused: true },
      operator,
    }),
  ]);
  const peakBytes = peakBytesOf(pid) ?? NaN;
  return { honest, flood: flooded, loopDelay: await loopDelay(bench), peakBytes };
}

/** Whoever has asked nothing yet: what the measurements before took of an operator's budget must not look like the flood's doing. */
async function hireCaller({ test }: BenchNetwork): Promise<RootOperator> {
  const folder = join(test.runDir, 'bench-files');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [keyFile, passwordFile] = [join(folder, 'caller-key.json'), join(folder, 'caller-password')];
  const password = toBase64url(randomBytes(24));
  writeFileSync(passwordFile, password, { mode: 0o600 });
  writeFileSync(keyFile, JSON.stringify(newKeyFile(password)), { mode: 0o600 });
  const { orgId: org } = test.clientOf(ORGANIZATION).operator;
  const [person] = newPersons(CALLER_PERSON, 1) as [PersonInput];
  const cadre = { organization: ORGANIZATION, org, grants: ['verify' as const], person };
  const signer = openRootSigner({ ...test.clientOf(ORGANIZATION).operator, keyFile, passwordFile });
  const { operator } = await hireCadre(test, cadre, signer);
  return { ...operator, keyFile, passwordFile };
}

async function flood(
  { test }: BenchNetwork,
  request: RefusedRequest,
  load: Pick<FloodJob, 'inFlight' | 'seconds' | 'silentSockets'>,
): Promise<FloodOutcome> {
  const job: FloodJob = { url: `${test.urlOf(ORGANIZATION)}/v1/verifications`, ...request, ...load };
  const outcome = await runChild<FloodOutcome>('flood-client', job);
  // Else something else was measured.
  if (outcome.statuses.some((status) => status !== 401))
    throw new RangeError(`a refusal was ${outcome.statuses.join(', ')}`);
  return outcome;
}

async function gatewayPid({ test }: BenchNetwork): Promise<number | null> {
  const nodes = await test.network.launcher.status();
  return nodes.find(({ name }) => name === `gateway-${ORGANIZATION}`)?.pid ?? null;
}

async function loopDelay({ test }: BenchNetwork): Promise<FloodRun['loopDelay']> {
  const text = await (await fetch(gatewayMetricsUrl(test.network, ORGANIZATION))).text();
  const of = (name: string): number =>
    Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  return { p99: of('p99'), max: of('max') };
}
