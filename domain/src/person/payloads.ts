// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import {
  codeField,
  dateField,
  digestField,
  identityIdField,
  orgIdField,
  personKeyField,
  tagField,
} from '../schema/index.js';

const account = {
  identityId: identityIdField,
  personKey: personKeyField,
  nameTag: tagField,
  /** Root over the salted field commitments of the real-name record in the vault. */
  root: digestField,
  /** Assurance at enrolment: L0 imported, L1 format and logic passed (union-law.md §8). */
  level: z.union([z.literal(0), z.literal(1)]),
};

/** An identity account without membership: a registered user or a person in need. */
export const openAccountPayload = z.strictObject({ ...account, org: orgIdField, on: dateField });

/** One member, alone or as a row of a chunk. */
export const memberEntry = z.strictObject({
  ...account,
  org: orgIdField,
  state: z.enum(['ACTIVE', 'RETAINED']),
  joined: dateField,
  since: dateField,
  /** 会籍变化类型 and 原因 (union-law.md §5.4), kept in the block for reports. */
  change: codeField,
  reason: codeField.or(z.literal('')),
});
export const enrolMemberPayload = memberEntry;

export type OpenAccountPayload = z.output<typeof openAccountPayload>;
export type MemberEntry = z.output<typeof memberEntry>;
