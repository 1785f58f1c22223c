// SPDX-License-Identifier: Apache-2.0
// Entry of the flooding process: it signs nothing, so that a core of its own sends more than a gateway refuses.
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { FloodJob, FloodOutcome } from './flood-job.js';
import { repeat, runInFlight } from './run-in-flight.js';

process.once('message', (job) => {
  flood(job as FloodJob).then(
    (outcome) => process.send?.(outcome, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function flood(job: FloodJob): Promise<FloodOutcome> {
  const { inFlight, seconds: duration, silentSockets } = job;
  const silent = await Promise.allSettled(Array.from({ length: silentSockets }, () => openSilent(job)));
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const statuses = new Set<number>();
  const { count, seconds } = await runInFlight(repeat([job], duration), {
    inFlight,
    work: async () => statuses.add(await send(job, agent)),
  });
  const opened = silent.filter(({ status }) => status === 'fulfilled').length;
  return { count, seconds, statuses: [...statuses], opened };
}

async function openSilent({ url }: FloodJob): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  // The gateway may cut it at any time.
  socket.on('error', () => undefined);
  socket.write('POST /v1/verifications HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n');
  return socket;
}

async function send({ url, headers, body }: FloodJob, agent: Agent): Promise<number> {
  const answer = Promise.withResolvers<IncomingMessage>();
  const outgoing = request(url, { agent, method: 'POST', headers });
  outgoing.once('response', answer.resolve).once('error', answer.reject).end(body);
  const incoming = await answer.promise;
  incoming.resume();
  await once(incoming, 'end');
  return incoming.statusCode ?? 0;
}
