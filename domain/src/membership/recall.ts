// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { assertDay } from '../organisation/index.js';
import {
  assertAllowed,
  CHANGE_ERRORS,
  CHANGE_SAMPLE,
  changeFields,
  type ChangeGround,
} from './change-membership.js';

/** A secondment or dispatch that ends before its last day. */
export const recallPayload = z.strictObject(changeFields);
export type RecallPayload = z.output<typeof recallPayload>;

export const recallInstruction = defineInstruction({
  type: 'membership.recall',
  chaincode: 'identity',
  payload: recallPayload,
  grant: 'member',
  subject: 'account',
  errors: [...CHANGE_ERRORS],
});

export const recallPresentation: PresentationOf<typeof recallInstruction> = {
  words: ({ identityId, on }) => ({
    zh: `会员 ${identityId} 自 ${on} 起结束借调或派遣`,
    en: `The secondment or dispatch of member ${identityId} ends on ${on}`,
  }),
  sample: () => CHANGE_SAMPLE,
};

/** The account of a member whom no other union serves any more. @throws DomainError as the definition lists them */
export function recallMembership({ on }: RecallPayload, ground: ChangeGround): AccountRecord {
  const { account, today } = ground;
  const { hosted, ...rest } = account;
  assertAllowed('recall', ground);
  assertDay('on', on, today);
  if (hosted !== undefined && on < hosted.on)
    throw new DomainError('DATES_INVALID', { field: 'on', since: hosted.on });
  return { ...rest, v: account.v + 1 };
}
