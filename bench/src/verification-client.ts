// SPDX-License-Identifier: Apache-2.0
// Entry of the client process: away from the gateway's, as a service that verifies members is. Each request is signed,
// each answer's signature and binding checked, by the SDK as anybody uses it.
import { createClient, type Client } from '@unionid/sdk';
import { openRootSigner } from '@unionid/test-network';
import { leanFetch } from './lean-fetch.js';
import { repeat, runInFlight } from './run-in-flight.js';
import type { VerificationJob, VerificationOutcome } from './verification-job.js';

const WARM_UP_SECONDS = 1;

process.once('message', (job) => {
  verify(job as VerificationJob).then(
    (outcome) => process.send?.(outcome, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function verify(job: VerificationJob): Promise<VerificationOutcome> {
  const { baseUrl, operator, trustedKeys } = job;
  const client = createClient({
    baseUrl,
    operatorId: operator.operatorId,
    signer: openRootSigner(operator),
    trustedKeys,
    fetch: leanFetch,
  });
  const warmUp = await ask(client, job, WARM_UP_SECONDS);
  const cpu = process.cpuUsage();
  const { latencies, refused, seconds } = await ask(client, job, job.seconds);
  const { user, system } = process.cpuUsage(cpu);
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  const count = latencies.length;
  const asked = warmUp.latencies.length + count;
  return {
    count,
    seconds,
    asked,
    refused: warmUp.refused + refused,
    cpuSeconds: (user + system) / 1e6,
    median: at(0.5),
    p99: at(0.99),
  };
}

async function ask(
  client: Client,
  { requests, inFlight, mayBeRefused = false }: VerificationJob,
  duration: number,
): Promise<{ readonly latencies: number[]; readonly refused: number; readonly seconds: number }> {
  const latencies: number[] = [];
  let refused = 0;
  const { seconds } = await runInFlight(repeat(requests, duration), {
    inFlight,
    work: async (request) => {
      const asked = performance.now();
      try {
        await askOne(client, request);
        latencies.push(performance.now() - asked);
      } catch (error) {
        if (!mayBeRefused) throw error;
        refused += 1;
      }
    },
  });
  return { latencies, refused, seconds };
}

async function askOne(client: Client, request: VerificationJob['requests'][number]): Promise<void> {
  const { result } = await client.verifications.create(request);
  if (result.isMember !== 'yes') throw new RangeError(`a member is answered ${result.isMember}`);
}
