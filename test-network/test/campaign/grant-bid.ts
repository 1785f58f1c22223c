// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PersonInput } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { instructionArgument } from '@unionid/domain/instruction';
import type { ChunkRecord } from '@unionid/domain/ledger';
import { newInstruction, signInstruction } from '@unionid/sdk';
import {
  approvePatiently,
  BENEFIT,
  codeOf,
  patiently,
  prepareFile,
  prepareImport,
  submitDirectly,
  unionOf,
  type GovernorClient,
  type TestNetwork,
} from '@unionid/test-network';
import { PROVINCES, termsOf, type Contender, type RacedClass, type RaceField } from './race-field.js';

const PAUSE_MS = 1_000;
const PATIENCE_MS = 180_000;
/** What an identifier that was taken by the first attempt is refused with. */
const TAKEN = ['MANIFEST_EXISTS', 'INSTRUCTION_REPLAYED'];

export const GRANTED = 'GRANTED';

/** Somebody to be granted something. */
export interface Payee {
  readonly identityId: string;
  readonly person: PersonInput;
  /** As the ledger has it. */
  readonly root: string;
}

export interface Bid {
  readonly contender: Contender;
  /** Past its gateway: straight to the peers, as a gateway that lies would. */
  readonly isPast: boolean;
  /** '' where nothing came to be signed. */
  readonly planId: string;
  /** Carries it out; answers GRANTED or why not. */
  readonly go: () => Promise<string>;
}

export interface BidFor {
  readonly payee: Payee;
  readonly raced: RacedClass;
  readonly fen: number;
  readonly folder: string;
}

/** A plan of one payee, read, compared and signed: only the gateway's word is missing. */
export async function prepareBid(field: RaceField, contender: Contender, wanted: BidFor): Promise<Bid> {
  const { maker, org } = contender;
  const { ledger } = field.test;
  const { name, docNumber } = wanted.payee.person;
  const file = join(wanted.folder, `${maker.operator.operatorId}.csv`);
  const yuan = (wanted.fen / 100).toFixed(2);
  writeFileSync(file, `姓名,证件号码,金额\n${name},${docNumber},${yuan}\n`);
  const terms = termsOf(field, { org, raced: wanted.raced });
  const job = { kind: 'plans', file, terms } as const;
  const prepared = await patiently(() => prepareFile(maker, ledger, job)).catch(codeOf);
  // The national gateway takes no lists: it has nobody's real names.
  if (typeof prepared === 'string')
    return { contender, isPast: false, planId: '', go: () => Promise.resolve(prepared) };
  const { importId: planId } = prepared.view;
  return {
    ...{ contender, isPast: false, planId: prepared.signed === undefined ? '' : planId },
    go: async () => {
      if (prepared.signed === undefined) return problemOf(maker, planId);
      return (await approvePatiently(maker, prepared)) ? GRANTED : problemOf(maker, planId);
    },
  };
}

/** The same by a certificate of the organisation: rules of the gateway do not count. */
export async function prepareBidPast(field: RaceField, contender: Contender, wanted: BidFor): Promise<Bid> {
  const { maker, org, organization } = contender;
  const { payee, fen, raced } = wanted;
  const row = { identityId: payee.identityId, place: '', root: payee.root, fen };
  const { manifest, chunks } = prepareImport([row], 250);
  const payload = { ...manifest, ...termsOf(field, { org, raced }), fen };
  const { ledger } = field.test;
  const common = { ledger, actor: maker.operator.operatorId, publicKey: maker.signer.publicKey };
  const signed = await signInstruction(
    newInstruction({ ...common, type: 'plan.open', payload }),
    maker.signer,
  );
  const send = (name: string, argument: string): Promise<string> =>
    sendPatiently(field.test, { organization, name, argument });
  return {
    ...{ contender, isPast: true, planId: manifest.manifestId },
    go: async () => {
      await send('plan:open', instructionArgument(signed));
      const { done, refused } = JSON.parse(await send('plan:openChunk', chunks[0] ?? '')) as ChunkRecord;
      return done === 1 ? GRANTED : (Object.keys(refused)[0] ?? 'NOTHING');
    },
  };
}

async function problemOf({ client }: GovernorClient, importId: string): Promise<string> {
  const { items } = await patiently(() => client.imports.report(importId));
  return items[0]?.problems[0]?.code ?? 'NO_PROBLEM';
}

/** Submits past the gateways until a peer has answered. @throws DomainError that the contract refused with */
export async function sendPatiently(
  { network }: Pick<TestNetwork, 'network'>,
  call: { readonly organization: string; readonly name: string; readonly argument: string },
): Promise<string> {
  const { organization, name, argument } = call;
  // A province's peer has to endorse beside the national one, whichever.
  const { mspId: endorserMsp } = unionOf(organization === 'national' ? PROVINCES[0] : organization);
  const submission = { organization, endorserMsp, user: 'User1', chaincode: BENEFIT } as const;
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      return await submitDirectly(network, { ...submission, function: name, argument });
    } catch (error) {
      if (error instanceof DomainError && TAKEN.includes(error.code)) return '';
      if (error instanceof DomainError && !LATE.includes(error.code)) throw error;
      if (Date.now() > end) throw error;
    }
    await sleep(PAUSE_MS);
  }
}

/** What a peer says that has not applied the block before, or whose `identity` was killed while `benefit` asked it. */
const LATE = ['MANIFEST_UNKNOWN', 'PLAN_UNKNOWN', 'INTERNAL'];
