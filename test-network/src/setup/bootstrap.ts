// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { contractFunctionOf, instructionArgument } from '@unionid/domain/instruction';
import type { LedgerName } from '@unionid/domain/ledger';
import { randomBytes, type Signer } from '@unionid/domain/signing';
import { toHex } from '@unionid/domain/sm';
import { retryWhile, type Network } from '@unionid/network';
import { newInstruction, signInstruction } from '@unionid/sdk';
import { CHANNEL, IDENTITY, NATIONAL, PROVINCES, type Union } from './topology.js';
import { contractErrorOf } from './contract-error.js';
import { submitOnce } from './direct-submission.js';
import { ensureRootOperator, openRootSigner, type RootOperator } from './root-operators.js';
import { ensureFile } from './secret-files.js';

/** So that somebody who tries it out sees deadlines pass. */
export const WORKING_DAY_SECONDS = 6;
/** How long a peer that has just joined may be behind the others. */
const BEHIND_MS = 60_000;

/** A union with its operator's opened key. */
export interface Governor {
  readonly union: Union;
  readonly operator: RootOperator;
  readonly signer: Signer;
}

export function networkIdFile(runDir: string): string {
  return join(runDir, 'unions', 'network-id');
}

/** Name of this network on its ledger: random, so that nothing signed for another copy is accepted here. */
export function ensureNetworkId(runDir: string): string {
  const file = networkIdFile(runDir);
  ensureFile(file, () => `unionid-${toHex(randomBytes(6))}`);
  return readFileSync(file, 'utf8').trim();
}

/** The ledger that instructions of this network name. */
export function ledgerNameOf(networkId: string): LedgerName {
  return { network: networkId, channel: CHANNEL, chaincode: IDENTITY };
}

/** Opens the root operator's key of each of these unions, making what is missing. */
export function openGovernors(runDir: string, unions: readonly Union[]): readonly Governor[] {
  return unions.map((union) => {
    const operator = ensureRootOperator(runDir, union);
    return { union, operator, signer: openRootSigner(operator) };
  });
}

/**
 * Founds the network on its ledger: the national admin names the provinces, then each province registers its own root
 * operator. The governors are those whose nodes run here, national first. Repeating it changes nothing. Answers how many of the steps were new.
 */
export async function bootstrapGovernance(
  network: Network,
  ledger: LedgerName,
  governors: readonly Governor[],
): Promise<number> {
  let done = 0;
  for (const governor of governors) {
    done +=
      governor.union === NATIONAL
        ? await submitFounding(network, ledger, governor, 'governance.bootstrap', bootstrapPayload(governor))
        : await submitFounding(network, ledger, governor, 'governance.joinProvince', joinPayload(governor));
  }
  return done;
}

async function submitFounding<T extends InstructionType>(
  network: Network,
  ledger: LedgerName,
  { union, operator, signer }: Governor,
  type: T,
  payload: PayloadOf<T>,
): Promise<number> {
  const instruction = newInstruction({
    ledger,
    type,
    payload,
    actor: operator.operatorId,
    publicKey: signer.publicKey,
  });
  const signed = await signInstruction(instruction, signer);
  const submission = {
    organization: union.organization,
    user: 'Admin',
    endorserMsp: union === NATIONAL ? PROVINCES[0].mspId : union.mspId,
    function: contractFunctionOf(type),
    argument: instructionArgument(signed),
  } as const;
  // A province's own peer may not have the founding yet.
  const isNew = await retryWhile(
    () => submitOnce(network, submission, ['ALREADY_BOOTSTRAPPED', 'PROVINCE_REGISTERED']),
    { isTransient: (error) => contractErrorOf(error)?.code === 'PROVINCE_UNKNOWN', timeoutMs: BEHIND_MS },
  );
  return Number(isNew);
}

function bootstrapPayload({ union, operator }: Governor): PayloadOf<'governance.bootstrap'> {
  return {
    mspId: union.mspId,
    organisation: { orgId: operator.orgId, name: union.union, creditCode: '' },
    root: { operatorId: operator.operatorId, publicKey: operator.publicKey },
    provinces: PROVINCES.map(({ code, mspId, province }) => ({ code, mspId, name: province })),
    workingDaySeconds: WORKING_DAY_SECONDS,
  };
}

function joinPayload({ union, operator }: Governor): PayloadOf<'governance.joinProvince'> {
  return {
    province: union.code,
    organisation: { orgId: operator.orgId, name: union.union, creditCode: '' },
    root: { operatorId: operator.operatorId, publicKey: operator.publicKey },
  };
}
