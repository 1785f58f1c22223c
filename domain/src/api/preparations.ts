// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { transferEvidence } from '../transfer/index.js';
import type { CounterDecision, CounterPerson } from '../forms/counter-entry.js';
import {
  codeField,
  creditCodeField,
  dateField,
  digestField,
  identityIdField,
  orgIdField,
  orNone,
  personKeyField,
  recordVersionField,
  tagField,
  timestampField,
  slotField,
  versionField,
} from '../schema/index.js';
import { rootedRecord } from './field-opening.js';

/** A cell of the member form. What it may be is the form's to judge, which also says what is wrong with it. */
const cell = z.string().check(z.maxLength(1_000));

/** One person as entered at the counter, in texts of the member form or codes of its drop-downs (domain/src/codes). */
export const personInput = z.strictObject({
  name: cell,
  /** A resident identity card where it is left out. */
  docType: z._default(cell, ''),
  docNumber: cell,
  mobile: cell,
  sex: cell,
  /** May be left out where the number tells it. */
  birthDate: z._default(cell, ''),
  householdType: cell,
  /** Further fields of the member form, by field name or by column. */
  more: z.optional(z.record(z.string().check(z.maxLength(32)), cell)),
}) satisfies z.ZodMiniType<CounterPerson>;

/** What the operator decides on the membership. */
export const enrolmentDecision = z.strictObject({
  joined: dateField,
  state: z.optional(z.enum(['ACTIVE', 'RETAINED'])),
  /** Date since which the state holds; the joining date where it is left out. */
  since: z.optional(dateField),
  /** 会籍变化类型; 1 (入会) where it is left out. */
  change: z.optional(codeField),
  /** 会籍变化原因; empty for none. */
  reason: z.optional(orNone(codeField)),
}) satisfies z.ZodMiniType<CounterDecision>;

/** POST /v1/preparations: what only the gateway can compute for enrolling one person (architecture.md §4.1). */
const prepared = { person: personInput, org: orgIdField };
export const prepareRequest = z.discriminatedUnion('type', [
  // The decision is judged with the person, and nothing else is taken signed: no way in has rules of its own.
  z.strictObject({ type: z.literal('person.enrol'), ...prepared, decision: enrolmentDecision }),
  z.strictObject({ type: z.literal('person.openAccount'), ...prepared, on: dateField }),
  // Of a member of another union: `org` is the one that is to have it.
  z.strictObject({
    ...{ type: z.literal('transfer.request'), ...prepared },
    ...{ evidence: transferEvidence, employer: orNone(creditCodeField) },
  }),
  // Of the true owner of a number that leads to another's account, who has none: `org` is the union before which they stand.
  z.strictObject({
    ...{ type: z.literal('claim.open'), ...prepared },
    ...{ kind: z.enum(['wrongDocument', 'notMe']), evidence: digestField },
  }),
]);

/** The opening of an account without membership in one object, as a file tells it. */
export const accountOpeningEntry = z.strictObject({ ...prepared, on: dateField });

/** An enrolment in one object, as a file tells it. */
export const enrolmentEntry = z.extend(enrolmentDecision, prepared);

export const preparedParts = z.object({
  preparationId: identityIdField,
  identityId: identityIdField,
  personKey: personKeyField,
  /** The key under the version before, while two are in force; the instruction names it as it is. */
  formerKey: z.exactOptional(personKeyField),
  nameTag: tagField,
  root: digestField,
  level: z.union([z.literal(0), z.literal(1)]),
  /** What `root` is over: what was entered as it was normalised and no other field, or the record that this province has of the account. */
  record: rootedRecord,
  expires: timestampField,
  /**
   * Of a transfer: the version that the instruction names, which of the person's transfers it will be, and which of the union's
   * open requests; without a slot only a release code helps.
   */
  transfer: z.optional(
    z.object({ version: versionField, number: versionField, slot: z.exactOptional(slotField) }),
  ),
  /** Of a claim: the account that the number leads to, and the version that the instruction names. */
  claim: z.optional(z.object({ identityId: identityIdField, version: versionField })),
  /** Of a person who joins on an account that there is: the version that the instruction names. */
  account: z.optional(z.object({ version: recordVersionField })),
});

export type PersonInput = z.output<typeof personInput>;
export type EnrolmentDecision = z.output<typeof enrolmentDecision>;
export type PrepareRequest = z.output<typeof prepareRequest>;
export type PreparedParts = z.output<typeof preparedParts>;
