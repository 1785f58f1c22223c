// SPDX-License-Identifier: Apache-2.0
// What the contract itself costs for a member: chunks of 500 on the in-memory ledger, with the peer's messages encoded
// and decoded as on the wire. `node bench/scripts/chunk.mjs [chunks]`, after a build. Prints, asserts nothing.
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import {
  bootstrapTestLedger,
  newImport,
  newMemberEntry,
  newOrganisationEntry,
} from '@unionid/chaincode/testing';

const ROWS = 500;
const count = Number(process.argv[2] ?? 20);

const test = await bootstrapTestLedger();
const { root, orgId, mspId } = test.provinces['51'];
const unions = Array.from({ length: 50 }, () => newOrganisationEntry(test, orgId));
for (const union of unions) await test.submit('organisation.register', union, { by: root });
const members = Array.from({ length: ROWS * count }, (_, index) =>
  newMemberEntry(test, unions[index % unions.length].orgId, { person: String(index) }),
);
const { manifest, chunks } = newImport(test, members, { rowsPerChunk: ROWS });
await test.submit('person.import', manifest, { by: root });

const first = await run('enrolled');
const again = await run('recorded already');
console.log(
  JSON.stringify({ cpu: cpus()[0]?.model, node: process.version, rows: ROWS, chunks: count, first, again }),
);

async function run(title) {
  const times = [];
  for (const argument of chunks) {
    const started = performance.now();
    const endorsed = await test.ledger.endorse({
      function: 'person:importChunk',
      argument,
      submitter: { mspId },
    });
    times.push(performance.now() - started);
    test.ledger.commit([endorsed]);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  console.log(
    `${title}: median ${median.toFixed(1)} ms a chunk of ${ROWS}, ${Math.round((ROWS * 1000) / median)} members/s`,
  );
  return Number(median.toFixed(2));
}
