// SPDX-License-Identifier: Apache-2.0
import type { PersonInput, VerifyRequest } from '@unionid/domain/api';
import type { TrustedKey } from '@unionid/sdk';
import {
  gatewaySecretFiles,
  readKeyPair,
  type RootOperator,
  type TestNetwork,
  unionOf,
} from '@unionid/test-network';
import type { BenchNetwork } from './bench-network.js';
import { cpuSecondsOf } from './process-cpu.js';
import { runChild } from './run-child.js';
import type { VerificationJob, VerificationOutcome } from './verification-job.js';

const PURPOSE = 'bench';
const PAGE = 100;

export interface VerificationLoad {
  /** Whose gateway is asked, by its own union's operator. */
  readonly organization: string;
  readonly requests: readonly VerifyRequest[];
  readonly inFlight: number;
  readonly seconds: number;
  readonly mayBeRefused?: boolean;
  /** Who asks, where it is not the union's root operator: each operator has its own budget of requests in five minutes. */
  readonly operator?: RootOperator;
}

export interface VerificationRun extends VerificationOutcome {
  /** CPU milliseconds of the gateway process for one answer; undefined where the system does not tell. */
  readonly gatewayCpuMs: number | undefined;
}

/** Has a client process ask a gateway as fast as it answers. */
export async function verifyOverHttp(
  { test }: BenchNetwork,
  { organization, requests, inFlight, seconds, mayBeRefused = false, operator }: VerificationLoad,
): Promise<VerificationRun> {
  const { operator: root, url } = test.clientOf(organization);
  const trustedKeys = [trustedKeyOf(test, organization)];
  const gateway = (await test.network.launcher.status()).find(
    ({ name }) => name === `gateway-${organization}`,
  );
  const before = cpuSecondsOf(gateway?.pid ?? null);
  const load = { requests, inFlight, seconds, mayBeRefused };
  const job: VerificationJob = { baseUrl: url, operator: operator ?? root, trustedKeys, ...load };
  const outcome = await runChild<VerificationOutcome>('verification-client', job);
  const after = cpuSecondsOf(gateway?.pid ?? null);
  const isKnown = before !== undefined && after !== undefined;
  return { ...outcome, gatewayCpuMs: isKnown ? ((after - before) * 1000) / outcome.asked : undefined };
}

/** Requests that name members of a union by document and name. */
export function byNumber(persons: readonly PersonInput[]): VerifyRequest[] {
  return persons.map(({ docType, docNumber, name }) => ({ docType, docNumber, name, purpose: PURPOSE }));
}

/** Requests that name members of 四川 by identityId, as its own gateway lists them. */
export async function byIdentityId({ test }: BenchNetwork, count: number): Promise<VerifyRequest[]> {
  const { client } = test.clientOf('sichuan');
  const requests: VerifyRequest[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.members.list({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    requests.push(...page.items.map(({ identityId }) => ({ identityId, purpose: PURPOSE })));
    cursor = page.next;
  } while (cursor !== undefined && requests.length < count);
  if (requests.length === 0) throw new RangeError('no member to ask about');
  return requests.slice(0, count);
}

function trustedKeyOf({ runDir }: TestNetwork, organization: string): TrustedKey {
  const { publicKey } = readKeyPair(gatewaySecretFiles(runDir, organization).answerKeyFile);
  return { mspId: unionOf(organization).mspId, publicKey };
}
