// SPDX-License-Identifier: Apache-2.0
import { INSTRUCTION_TYPES, type InstructionType } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import {
  assertGrant,
  assertInService,
  type Instruction,
  type InstructionDefinition,
} from '@unionid/domain/instruction';
import type { ReadModel } from '../read-model/read-model.js';

export interface RightsGround {
  readonly readModel: Pick<ReadModel, 'account' | 'isWithin' | 'operator' | 'organisation'>;
}

interface Decided {
  readonly type: InstructionType;
  readonly payload: unknown;
}

/**
 * That whoever signed may decide about a person, as far as the ledger is known here, before a refusal tells something of the person that
 * only a gateway knows. The contract asks the same again, of whoever signs second too.
 * @throws DomainError KEY_UNKNOWN, KEY_REVOKED, OPERATOR_REVOKED, ORGANISATION_UNKNOWN, ACCOUNT_UNKNOWN, PROVINCE_FOREIGN, OUT_OF_SCOPE,
 * GRANT_MISSING; RECORD_UNREADABLE
 */
export async function assertMayDecide(
  { type, payload }: Decided,
  signer: Pick<Instruction, 'actor' | 'actorKeyId'>,
  { readModel }: RightsGround,
): Promise<void> {
  const operator = await readModel.operator(signer.actor);
  const key = operator?.keys.find(({ keyId }) => keyId === signer.actorKeyId);
  if (operator === undefined || key === undefined) throw new DomainError('KEY_UNKNOWN');
  assertInService(operator, key);
  const { org, province } = await subjectOf(payload, readModel);
  if (province !== operator.province) throw new DomainError('PROVINCE_FOREIGN', { province });
  if (!(await readModel.isWithin(org, operator.org))) throw new DomainError('OUT_OF_SCOPE');
  const definition: Pick<InstructionDefinition, 'grant'> = INSTRUCTION_TYPES[type];
  assertGrant(definition, operator);
}

/** The union that the decision is about, as the contract finds it: the one it names, else that of the account. */
async function subjectOf(
  payload: unknown,
  readModel: RightsGround['readModel'],
): Promise<{ readonly org: string; readonly province: string }> {
  const {
    org,
    to,
    identityId = '',
  } = payload as Readonly<Partial<Record<'org' | 'to' | 'identityId', string>>>;
  const named = org ?? to;
  if (named === undefined) {
    const account = await readModel.account(identityId);
    if (account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
    return account;
  }
  const union = await readModel.organisation(named);
  if (union === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId: named });
  return { org: named, province: union.province };
}
