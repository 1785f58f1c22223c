// SPDX-License-Identifier: Apache-2.0
import type { InstructionStatus, PersonInput, PreparedParts } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { LedgerName } from '@unionid/domain/ledger';
import { rebuildEnrolment, signInstruction } from '@unionid/sdk';
import type { GovernorClient } from './found-unions.js';

export interface PreparedEnrolment {
  readonly governor: GovernorClient;
  readonly parts: PreparedParts;
  readonly signed: SignedInstruction;
}

/** Prepares and signs one enrolment, into the operator's own union where no other is named, as its client does. */
export async function prepareEnrolment(
  governor: GovernorClient,
  ledger: LedgerName,
  person: PersonInput,
  {
    org = governor.operator.orgId,
    joined = '2020-01-01',
  }: { readonly org?: string; readonly joined?: string } = {},
): Promise<PreparedEnrolment> {
  const { client, operator, signer } = governor;
  const decision = { joined };
  const parts = await client.preparations.create({ type: 'person.enrol', person, org, decision });
  const context = { ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  const instruction = rebuildEnrolment({ person, decision: { org, ...decision }, parts, context });
  return { governor, parts, signed: await signInstruction(instruction, signer) };
}

/** Submits it and waits for its commit. */
export function submitEnrolment({ governor, signed }: PreparedEnrolment): Promise<InstructionStatus> {
  return governor.client.instructions.submit(signed, { waitSeconds: 30 });
}
