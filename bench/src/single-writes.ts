// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import { instructionArgument } from '@unionid/domain/instruction';
import type { MemberEntry } from '@unionid/domain/person';
import { newId, newInstruction, signInstruction } from '@unionid/sdk';
import { IDENTITY, newMemberEntries, prepareEnrolment, submitEnrolment } from '@unionid/test-network';
import { BENCH_CHAINCODE, type BenchNetwork } from './bench-network.js';
import { runInFlight, type Timing } from './run-in-flight.js';

/** CreateAsset by its own client: what a Fabric program without rules of its own reaches here. */
export async function createAssets(
  { ledger }: BenchNetwork,
  { count, inFlight }: { readonly count: number; readonly inFlight: number },
): Promise<Timing> {
  const ids = Array.from({ length: count }, () => newId('identity'));
  return runInFlight(ids, {
    inFlight,
    work: (id) =>
      ledger.submit({
        chaincode: BENCH_CHAINCODE,
        function: 'asset:createAsset',
        arguments: [id, 'blue', '5', 'Tomoko', '300'],
      }),
  });
}

/** Signed enrolments of random persons straight to the peers. */
export async function enrolDirectly(
  bench: BenchNetwork,
  { count, inFlight }: { readonly count: number; readonly inFlight: number },
): Promise<Timing> {
  const { operator } = bench.test.clientOf('sichuan');
  return runInFlight(newMemberEntries(count, operator.orgId), {
    inFlight,
    work: (entry) => enrolEntry(bench, entry),
  });
}

async function enrolEntry({ test, ledger }: BenchNetwork, entry: MemberEntry): Promise<void> {
  const { operator, signer } = test.clientOf('sichuan');
  const context = { ledger: test.ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  const instruction = newInstruction({ ...context, type: 'person.enrol', payload: entry });
  const argument = instructionArgument(await signInstruction(instruction, signer));
  await ledger.submit({ chaincode: IDENTITY, function: 'person:enrol', arguments: [argument] });
}

/** The whole of an enrolment at the counter: prepared by the gateway, rebuilt and signed by the client, committed. */
export async function enrolOverHttp(
  { test }: BenchNetwork,
  persons: readonly PersonInput[],
  inFlight: number,
): Promise<Timing> {
  const sichuan = test.clientOf('sichuan');
  return runInFlight(persons, {
    inFlight,
    work: async (person) => {
      const { status } = await submitEnrolment(await prepareEnrolment(sichuan, test.ledger, person));
      if (status !== 'COMMITTED') throw new RangeError(`an enrolment is ${status}`);
    },
  });
}
