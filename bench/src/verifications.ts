// SPDX-License-Identifier: Apache-2.0
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { PersonInput, VerifyRequest } from '@unionid/domain/api';
import type { TrustedKey } from '@unionid/sdk';
import { gatewaySecretFiles, readKeyPair, type TestNetwork, unionOf } from '@unionid/test-network';
import type { BenchNetwork } from './bench-network.js';
import { cpuSecondsOf } from './process-cpu.js';
import type { VerificationJob, VerificationOutcome } from './verification-job.js';

const CLIENT = fileURLToPath(new URL('./verification-client.js', import.meta.url));
const PURPOSE = 'bench';
const PAGE = 100;

export interface VerificationLoad {
  /** Whose gateway is asked, by its own union's operator. */
  readonly organization: string;
  readonly requests: readonly VerifyRequest[];
  readonly inFlight: number;
  readonly seconds: number;
}

export interface VerificationRun extends VerificationOutcome {
  /** CPU milliseconds of the gateway process for one answer; undefined where the system does not tell. */
  readonly gatewayCpuMs: number | undefined;
}

/** Has a client process ask a gateway as fast as it answers. */
export async function verifyOverHttp(
  { test }: BenchNetwork,
  { organization, requests, inFlight, seconds }: VerificationLoad,
): Promise<VerificationRun> {
  const { operator, url } = test.clientOf(organization);
  const trustedKeys = [trustedKeyOf(test, organization)];
  const gateway = (await test.network.launcher.status()).find(
    ({ name }) => name === `gateway-${organization}`,
  );
  const before = cpuSecondsOf(gateway?.pid ?? null);
  const outcome = await runClient({ baseUrl: url, operator, trustedKeys, requests, inFlight, seconds });
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

async function runClient(job: VerificationJob): Promise<VerificationOutcome> {
  const child = fork(CLIENT);
  const answered = once(child, 'message') as Promise<[VerificationOutcome]>;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.send(job);
  const first = await Promise.race([answered, ended]);
  const [outcome] = first;
  if (outcome === null || typeof outcome === 'number') throw new Error('the verifying client failed');
  await ended;
  return outcome;
}
