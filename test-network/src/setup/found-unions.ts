// SPDX-License-Identifier: Apache-2.0
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { keyClaimBytes } from '@unionid/domain/instruction';
import type { LedgerName } from '@unionid/domain/ledger';
import { newKeySigner, type Signer } from '@unionid/domain/signing';
import { ApiError, createClient, newInstruction, signInstruction, type Client } from '@unionid/sdk';
import { NATIONAL } from './topology.js';
import type { Governor } from './bootstrap.js';
import { gatewaySecretFiles, readKeyPair } from './secret-files.js';
import { newUnionEntry } from './union-entry.js';

const WAIT_SECONDS = 30;

/** A province's own client of its own gateway. */
export interface GovernorClient extends Governor {
  readonly client: Client;
  readonly url: string;
}

/** Opens a client of each union's gateway for its root operator. */
export function openClients(
  governors: readonly Governor[],
  urlOf: (organization: string) => string,
): readonly GovernorClient[] {
  return governors.map((governor) => {
    const url = urlOf(governor.union.organization);
    const { operator, signer } = governor;
    return {
      ...governor,
      url,
      client: createClient({ baseUrl: url, operatorId: operator.operatorId, signer }),
    };
  });
}

/** Signs and submits one decision of a union's root operator, and waits for its commit. */
export async function decide<T extends InstructionType>(
  { client, operator, signer }: GovernorClient,
  ledger: LedgerName,
  type: T,
  payload: PayloadOf<T>,
  subjectVersion = 0,
): Promise<number> {
  const instruction = newInstruction({
    ledger,
    type,
    payload,
    subjectVersion,
    actor: operator.operatorId,
    publicKey: signer.publicKey,
  });
  const signed = await signInstruction(instruction, signer);
  const { block = 0 } = await client.instructions.submit(signed, { waitSeconds: WAIT_SECONDS });
  return block + 1;
}

/** Waits until the gateway's read model has reached a height: who signs with a key that was registered below it is known there. */
export async function reachHeight({ client, operator }: GovernorClient, height: number): Promise<void> {
  await client.organisations.get(operator.orgId, { minHeight: height });
}

/** Puts each gateway's answer key on the ledger, so that its answers can be checked by anybody. Answers how many were new. */
export async function registerGatewayKeys(
  runDir: string,
  ledger: LedgerName,
  governors: readonly GovernorClient[],
): Promise<number> {
  const done = governors.map(async (governor) => {
    const { union } = governor;
    const { privateKey, publicKey } = readKeyPair(
      gatewaySecretFiles(runDir, union.organization).answerKeyFile,
    );
    const proof = await proveKey(ledger, union.mspId, newKeySigner(privateKey));
    return once('KEY_EXISTS', () =>
      decide(governor, ledger, 'governance.registerGatewayKey', { publicKey, proof }),
    );
  });
  return (await Promise.all(done)).filter(Boolean).length;
}

/** A city, a county and a basic union under each province's root, so that there is a tree to look at. */
export async function foundSmallTrees(
  ledger: LedgerName,
  governors: readonly GovernorClient[],
): Promise<number> {
  const done = governors
    .filter(({ union }) => union !== NATIONAL)
    .map((governor) => foundSmallTree(ledger, governor));
  return (await Promise.all(done)).reduce((sum, count) => sum + count, 0);
}

async function foundSmallTree(ledger: LedgerName, governor: GovernorClient): Promise<number> {
  const { client, union, operator } = governor;
  const existing = await client.organisations.list({ province: union.code, parent: operator.orgId });
  if (existing.items.length > 0) return 0;
  const names = [
    { name: `${union.province}示范市总工会`, level: 2 },
    { name: `${union.province}示范县总工会`, level: 3 },
    { name: `${union.province}示范机械厂工会委员会`, level: 5 },
  ] as const;
  let parent = operator.orgId;
  for (const { name, level } of names) {
    const entry = { ...newUnionEntry(governor, name), parent, level };
    await decide(governor, ledger, 'organisation.register', entry);
    parent = entry.orgId;
  }
  return names.length;
}

async function proveKey(ledger: LedgerName, mspId: string, signer: Signer): Promise<string> {
  return signer.sign(
    keyClaimBytes(ledger, { purpose: 'gateway-key', holder: mspId, publicKey: signer.publicKey }),
  );
}

export async function once(doneCode: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === doneCode) return false;
    throw error;
  }
}
