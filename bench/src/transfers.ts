// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportView, PersonInput } from '@unionid/domain/api';
import { toSignedInstruction, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { instructionDigest } from '@unionid/domain/instruction';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { newInstruction, signInstruction } from '@unionid/sdk';
import {
  foundReceivingUnion,
  handInFile,
  hireCadre,
  prepareTransferParts,
  signTransferRequest,
  waitWhile,
  type GovernorClient,
  type Receiver,
} from '@unionid/test-network';
import type { BenchNetwork } from './bench-network.js';
import { measureChainGrowth } from './disk-use.js';
import { importPersons } from './import-path.js';
import { memberFile, newPersons } from './people.js';
import { addTimings, runInFlight, type Timing } from './run-in-flight.js';
import { enrolOverHttp } from './single-writes.js';

/** Beyond the persons of the other measurements. */
const FIRST_PERSON = 120_000;
const OLD_UNION = '四川示范机械厂工会委员会';
const NEW_UNION = '安徽示范接收厂工会委员会';

export interface TransferPlan {
  readonly rounds: number;
  /** Members of each file, who join in 四川 and then move to 安徽. */
  readonly members: number;
  readonly singles: number;
  readonly inFlight: number;
}

/** What moving costs beside joining, in turns in one run. */
export interface TransferRun {
  readonly imports: Timing;
  readonly importBytes: number;
  readonly batches: Timing;
  /** The same by round, as the ledger grows. */
  readonly batchRounds: readonly Timing[];
  readonly batchBytes: number;
  readonly enrolments: Timing;
  readonly enrolmentBytes: number;
  /** Each of three instructions: requested, let go, completed. */
  readonly transfers: Timing;
  readonly transferBytes: number;
}

interface Sides {
  readonly from: string;
  readonly old: GovernorClient;
  readonly receiver: Receiver;
}

interface Measured {
  readonly timing: Timing;
  readonly bytes: number;
}

/** Imports and batches of the same members, then single enrolments and transfers of others, all through the gateways. */
export async function measureTransfers(bench: BenchNetwork, plan: TransferPlan): Promise<TransferRun> {
  const sides = await openSides(bench);
  const [imports, batches]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < plan.rounds; round += 1) {
    const persons = newPersons(FIRST_PERSON + round * plan.members, plan.members);
    const text = memberFile(persons, OLD_UNION);
    imports.push(await grown(bench, () => importPersons(bench, { persons, organization: 'sichuan', text })));
    batches.push(await grown(bench, () => moveTogether(bench, sides, persons)));
  }
  const [enrolments, transfers]: [Measured[], Measured[]] = [[], []];
  for (let round = 0; round < 2 * plan.rounds; round += 1) {
    const persons = newPersons(
      FIRST_PERSON + plan.rounds * plan.members + round * plan.singles,
      plan.singles,
    );
    enrolments.push(await grown(bench, () => enrolOverHttp(bench, persons, plan.inFlight)));
    transfers.push(await grown(bench, () => moveSingly(bench, sides, { persons, inFlight: plan.inFlight })));
  }
  const sum = (runs: readonly Measured[]): number => runs.reduce((total, { bytes }) => total + bytes, 0);
  const all = (runs: readonly Measured[]): Timing => addTimings(runs.map(({ timing }) => timing));
  return {
    ...{ imports: all(imports), importBytes: sum(imports) },
    ...{ batches: all(batches), batchBytes: sum(batches), batchRounds: batches.map(({ timing }) => timing) },
    ...{ enrolments: all(enrolments), enrolmentBytes: sum(enrolments) },
    ...{ transfers: all(transfers), transferBytes: sum(transfers) },
  };
}

async function grown({ test }: BenchNetwork, work: () => Promise<Timing>): Promise<Measured> {
  const { result, chainBytes } = await measureChainGrowth(test, work);
  return { timing: result, bytes: chainBytes };
}

/** A union that takes, with a cadre of its own, and a cadre above the one that lets go: whoever signs a batch is a person. */
async function openSides({ test }: BenchNetwork): Promise<Sides> {
  const { union } = await foundReceivingUnion(test, 'anhui', NEW_UNION);
  const [one, two] = newPersons(FIRST_PERSON - 2, 2) as [PersonInput, PersonInput];
  const signer = (): ReturnType<typeof newKeySigner> => newKeySigner(newSm2KeyPair().privateKey);
  const grants = ['member' as const];
  const { orgId: from } = test.clientOf('sichuan').operator;
  const old = await hireCadre(test, { organization: 'sichuan', org: from, grants, person: one }, signer());
  const governor = await hireCadre(
    test,
    { organization: 'anhui', org: union, grants, person: two },
    signer(),
  );
  return { from, old, receiver: { governor, union } };
}

async function moveTogether(
  { test }: BenchNetwork,
  { from, old, receiver: { governor, union: to } }: Sides,
  persons: readonly PersonInput[],
): Promise<Timing> {
  const folder = join(test.runDir, 'bench-files');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'movers.csv');
  writeFileSync(file, memberFile(persons, NEW_UNION), { mode: 0o600 });
  const began = performance.now();
  const job = { kind: 'transfers', file, sides: { from, to } } as const;
  const handedIn = await handInFile(governor, test.ledger, job);
  const { importId } = handedIn;
  const waiting = await waitWhile(governor, importId, ['SUBMITTING']);
  await confirm({ test }, old, waiting);
  const done = await waitWhile(governor, importId, ['CONFIRMING', 'SUBMITTING']);
  if (done.state !== 'DONE' || done.counts.done !== persons.length)
    throw new RangeError(`batch ${importId}: ${done.state}, ${String(done.counts.done)} done`);
  return { count: persons.length, seconds: (performance.now() - began) / 1000 };
}

async function confirm(
  { test }: Pick<BenchNetwork, 'test'>,
  by: GovernorClient,
  { importId, second }: ImportView,
): Promise<void> {
  if (second === undefined) throw new RangeError(`batch ${importId} waits for nobody`);
  const { block, decision } = await by.client.decisions.get(second.actor, second.instructionId);
  await by.client.organisations.get(by.operator.orgId, { minHeight: block + 1 });
  const signed = toSignedInstruction(decision);
  const payload = { decision: signed, digest: instructionDigest(signed.instruction) };
  await submit({ test }, by, { type: 'decision.confirm', payload, subjectVersion: 1 });
}

/** Requested by the new side, let go by the old one, completed. */
function moveSingly(
  bench: Pick<BenchNetwork, 'test'>,
  { old, receiver }: Sides,
  { persons, inFlight }: { readonly persons: readonly PersonInput[]; readonly inFlight: number },
): Promise<Timing> {
  const { governor } = receiver;
  return runInFlight(persons, {
    inFlight,
    work: async (person) => {
      const parts = await prepareTransferParts(receiver, person);
      const signed = await signTransferRequest(bench.test, receiver, { person, parts });
      const { block = 0 } = await governor.client.instructions.submit(signed, { waitSeconds: 30 });
      const named = { identityId: parts.identityId, after: block };
      const released = await act(bench, old, { ...named, type: 'transfer.release' });
      await act(bench, governor, { ...named, after: released, type: 'transfer.complete' });
    },
  });
}

interface Act {
  readonly type: 'transfer.release' | 'transfer.complete';
  readonly identityId: string;
  /** The block that its gateway must have seen. */
  readonly after: number;
}

async function act(
  bench: Pick<BenchNetwork, 'test'>,
  by: GovernorClient,
  { type, identityId, after }: Act,
): Promise<number> {
  const { place, version } = await by.client.transfers.get(identityId, { minHeight: after + 1 });
  return submit(bench, by, { type, payload: { identityId, place }, subjectVersion: version });
}

async function submit<T extends InstructionType>(
  { test }: Pick<BenchNetwork, 'test'>,
  { client, operator, signer }: GovernorClient,
  act: { readonly type: T; readonly payload: PayloadOf<T>; readonly subjectVersion: number },
): Promise<number> {
  const common = { ledger: test.ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  const signed = await signInstruction(newInstruction({ ...common, ...act }), signer);
  const { status, block = 0 } = await client.instructions.submit(signed, { waitSeconds: 30 });
  if (status !== 'COMMITTED') throw new RangeError(`${act.type} is ${status}`);
  return block;
}
