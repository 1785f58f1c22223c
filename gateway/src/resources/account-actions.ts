// SPDX-License-Identifier: Apache-2.0
import { accountActions, type AccountActions } from '@unionid/domain/api';
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import { assertSecondUnion, type FirstSigned } from '@unionid/domain/decision';
import { DomainError, refusalOf, type ErrorCode } from '@unionid/domain/errors';
import type { InstructionDefinition } from '@unionid/domain/instruction';
import {
  ABSENT_MONTHS,
  LATE_FACTS,
  MEMBERSHIP_ACTIONS,
  refusalOfChange,
  type ChangeGround,
  type MembershipAction,
} from '@unionid/domain/membership';
import { addMonths, chinaDateAt, timestampAt } from '@unionid/domain/values';
import type { Caller } from '../http/route.js';
import { firstSigned } from '../standing/first-signed.js';
import { ledgerNow } from '../standing/ledger-now.js';
import { requireOwnAccount } from './accounts.js';
import { accountParams } from './account-params.js';
import { operatorRoute } from './route-builders.js';

/** What a caller may do about a membership, by the very table that the contract decides by. */
export const accountActionRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/accounts/:identityId/actions',
    operationId: 'listAccountActions',
    summary: {
      zh: '对一名会员的会籍现在可办的事项，不可办的说明原因',
      en: 'What may be done about a membership now, and why not what may not',
    },
    tag: 'accounts',
    grant: 'member',
    params: accountParams,
    response: accountActions,
    status: 200,
    errors: ['ACCOUNT_UNKNOWN', 'PROVINCE_FOREIGN', 'OUT_OF_SCOPE'],
    handle: async ({ services, params: { identityId }, caller }) => {
      await requireOwnAccount(services, identityId, caller);
      const { readModel } = services;
      const written = await readModel.writtenAccount(identityId);
      if (written === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
      const known = await readModel.transfer(identityId);
      const ground = {
        ...{
          account: written.account,
          transfer: known?.transfer,
          time: timestampAt(await ledgerNow(services)),
        },
        isOwn: caller.operator.person === identityId,
        isOperator: await readModel.hasOperator(identityId),
        first: await firstSigned(caller.operator, written.account, readModel),
      };
      return {
        body: { identityId, actions: MEMBERSHIP_ACTIONS.map((each) => actionOf(each, ground, caller)) },
      };
    },
  }),
];

type Ground = Omit<ChangeGround, 'today'> & {
  /** Whether the account is of the caller's own person. */
  readonly isOwn: boolean;
  /** Whether somebody in service acts as this person. */
  readonly isOperator: boolean;
  /** Where the caller would sign first. */
  readonly first: FirstSigned;
};

function actionOf(
  action: MembershipAction,
  ground: Ground,
  { operator }: Caller,
): AccountActions['actions'][number] {
  const second = secondOf(action);
  const code =
    refusalOfChange(action, ground) ??
    refusalOfDay(action, ground) ??
    refusalOfOperator(action, ground) ??
    refusalOfCaller({ isOwn: ground.isOwn, isBound: operator.person !== undefined, second }) ??
    refusalOf(() => assertSecondUnion(INSTRUCTION_TYPES[`membership.${action}`], ground.first))?.code;
  return { action, second, ...(code === undefined ? { allowed: true } : { allowed: false, code }) };
}

/** Nobody is deemed to have left who has not been of the union for as long as that takes. */
function refusalOfDay(action: MembershipAction, { account, time }: Ground): ErrorCode | undefined {
  const isShort = addMonths(account.since, ABSENT_MONTHS) > chinaDateAt(Date.parse(time));
  return action === 'deem' && isShort ? 'ABSENCE_TOO_SHORT' : undefined;
}

/** Whoever acts as a person keeps its account. */
function refusalOfOperator(action: MembershipAction, { isOperator }: Ground): ErrorCode | undefined {
  return action === 'void' && isOperator ? 'ACCOUNT_OF_OPERATOR' : undefined;
}

function refusalOfCaller(caller: {
  readonly isOwn: boolean;
  readonly isBound: boolean;
  readonly second: AccountActions['actions'][number]['second'];
}): ErrorCode | undefined {
  if (caller.isOwn) return 'OWN_ACCOUNT';
  // One of two signers is a person.
  return caller.second === 'always' && !caller.isBound ? 'PERSON_UNBOUND' : undefined;
}

function secondOf(action: MembershipAction): AccountActions['actions'][number]['second'] {
  const { secondSignature }: Pick<InstructionDefinition, 'secondSignature'> =
    INSTRUCTION_TYPES[`membership.${action}`];
  if (secondSignature === undefined) return 'never';
  return secondSignature === LATE_FACTS ? 'late' : 'always';
}
