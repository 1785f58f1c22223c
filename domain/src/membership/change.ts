// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, MANIFEST_HOURS, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { chunkOf, MANIFEST_SAMPLE, manifestPayload, manifestWords } from '../manifest/index.js';
import { accountFields } from '../person/account.js';
import { versionField } from '../schema/index.js';
import type { ChangeGround } from './change-membership.js';
import { deceaseMembership, deceasePayload } from './decease.js';
import { expelMembership, expelPayload } from './expel.js';
import { leaveMembership, leavePayload } from './leave.js';
import { resumeMembership, resumePayload } from './resume.js';
import { retainMembership, retainPayload } from './retain.js';

/** Which account a row is of, and how it stood when the row was prepared. */
const seen = {
  /** The root that the account has: what was entered of the person was held against it, and nobody else's account has it. */
  root: accountFields.root,
  /** The account's: what has happened since, and be it that the very change was made and taken back, the list does not know (ADR 65). */
  version: versionField,
};

/** A change of one membership as a row of a list: whose, what its own instruction says, and which one that would be. */
export const changeRow = z.union([
  z.strictObject({ ...retainPayload.shape, ...seen, action: z.literal('retain') }),
  z.strictObject({ ...resumePayload.shape, ...seen, action: z.literal('resume') }),
  z.strictObject({ ...leavePayload.shape, ...seen, action: z.literal('leave') }),
  z.strictObject({ ...expelPayload.shape, ...seen, action: z.literal('expel') }),
  z.strictObject({ ...deceasePayload.shape, ...seen, action: z.literal('decease') }),
]);
export type ChangeRow = z.output<typeof changeRow>;

export const changeChunk = chunkOf(changeRow);
export type ChangeChunk = z.output<typeof changeChunk>;

/** 会籍变动名单: what a register (公安, 人社) or a union's own list says of many members, under one manifest. */
export const changeInstruction = defineInstruction({
  type: 'membership.change',
  chaincode: 'identity',
  payload: manifestPayload,
  grant: 'member',
  subject: undefined,
  // Among the rows are ends of memberships, which no one person decides: the second is of another union.
  secondSignature: TWO_UNIONS,
  maxHours: MANIFEST_HOURS,
  // An end that was endorsed in time and held back is none.
  hasDeadline: true,
  errors: ['MANIFEST_EXISTS', 'CHUNK_TOO_LARGE'],
});

export const changePresentation: PresentationOf<typeof changeInstruction> = {
  words: /* @__PURE__ */ manifestWords(
    { what: '批量办理会籍变动（保留、恢复、退会、除名、死亡）', rows: '人' },
    { what: 'Change memberships (retained, resumed, left, expelled, deceased)', rows: 'members' },
  ),
  sample: () => MANIFEST_SAMPLE,
};

type Rows = { readonly [A in ChangeRow['action']]: Extract<ChangeRow, { readonly action: A }> };

/** Each by the rule of its own instruction. */
const RULES: { readonly [A in keyof Rows]: (row: Rows[A], ground: ChangeGround) => AccountRecord } = {
  retain: retainMembership,
  resume: resumeMembership,
  leave: leaveMembership,
  expel: expelMembership,
  decease: deceaseMembership,
};

/**
 * The account once a row of a list is so.
 * @throws DomainError as the definition of the row's own instruction lists them; STALE_SUBJECT where the account is not as the row has seen it
 */
export function changeByRow(row: ChangeRow, ground: ChangeGround): AccountRecord {
  const { root, v: current } = ground.account;
  if (row.root !== root) throw new DomainError('STALE_SUBJECT');
  if (row.version !== current) throw new DomainError('STALE_SUBJECT', { seen: row.version, current });
  return changeBy(row.action, row, ground);
}

function changeBy<A extends keyof Rows>(action: A, row: Rows[A], ground: ChangeGround): AccountRecord {
  return RULES[action](row, ground);
}
