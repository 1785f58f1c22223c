// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  codeField,
  countField,
  creditCodeField,
  dateField,
  digestField,
  divisionField,
  identityIdField,
  keyIdField,
  mspIdField,
  operatorIdField,
  organisationNameField,
  orgIdField,
  orNone,
  provinceCodeField,
  publicKeyField,
  tagField,
  timestampField,
  slotField,
  versionField,
  recordVersionField,
} from '../schema/index.js';
import { APPLICATION_MEANS, APPLICATION_STATUSES, REFUSAL_REASONS } from './application-record.js';
import { decidedAgainst } from './claim-schema.js';
import { entitling } from './manifest-schemas.js';
import { FUND_SOURCES } from './benefit-records.js';
import { ACTOR_ROLES, GRANTS } from './operator-record.js';
import { CLOSING_GROUNDS, ORGANISATION_STATES } from './records.js';
import { TERMS } from './rule-records.js';
import {
  OBJECTION_GROUNDS,
  EARLIER_DECISIONS,
  RULES_OF_A_TRANSFER,
  TRANSFER_STATUSES,
  TRANSFER_WAYS,
} from './transfer-record.js';

export { claimSchema } from './claim-schema.js';
export { chunkSchema, manifestSchema } from './manifest-schemas.js';

// What each record must be before anybody believes it, the contract included; their shapes are explained in records.ts.

const lifecycle = z.enum(['ACTIVE', 'REVOKED']);

export const networkSchema = z.strictObject({
  version: recordVersionField,
  network: z.string().check(z.minLength(1), z.maxLength(64)),
  nationalMspId: mspIdField,
  nationalOrg: orgIdField,
  rootOperator: operatorIdField,
  keyVersions: z.exactOptional(
    z.readonly(z.array(z.int().check(z.gte(1), z.lte(9999))).check(z.minLength(1), z.maxLength(2))),
  ),
  workingDaySeconds: z.exactOptional(z.int().check(z.gte(1), z.lte(3600))),
});
export const clockSchema = z.strictObject({ v: recordVersionField, hour: timestampField });
export const provinceSchema = z.strictObject({
  version: recordVersionField,
  mspId: mspIdField,
  name: organisationNameField,
  rootOrg: z.exactOptional(orgIdField),
  rootOperator: z.exactOptional(operatorIdField),
});
export const gatewayKeySchema = z.strictObject({
  version: recordVersionField,
  publicKey: publicKeyField,
  province: provinceCodeField,
  state: lifecycle,
});
export const organisationSchema = z.strictObject({
  version: recordVersionField,
  state: z.enum(ORGANISATION_STATES),
  province: provinceCodeField,
  parent: orNone(orgIdField),
  level: z.literal([0, 1, 2, 3, 4, 5]),
  foundedOn: z.exactOptional(dateField),
  division: z.exactOptional(divisionField),
  closing: z.exactOptional(
    z.strictObject({
      ground: z.enum(CLOSING_GROUNDS),
      heir: orgIdField,
      on: dateField,
      evidence: digestField,
    }),
  ),
});
export const organisationProfileSchema = z.strictObject({
  version: recordVersionField,
  name: organisationNameField,
  creditCode: orNone(creditCodeField),
  kind: codeField,
  foundedOn: orNone(dateField),
  address: z.exactOptional(organisationNameField),
  contactRoot: orNone(digestField),
});
export const employerSchema = z.strictObject({
  name: organisationNameField,
  nature: orNone(codeField),
  economicType: codeField,
  industry: orNone(codeField),
  district: orNone(organisationNameField),
  headcount: countField,
});
export const auditScopeSchema = z.strictObject({
  org: orgIdField,
  sources: z.readonly(
    z.array(z.enum(FUND_SOURCES)).check(
      z.minLength(1),
      z.maxLength(FUND_SOURCES.length),
      z.refine((list) => new Set(list).size === list.length, { error: 'repeated source' }),
    ),
  ),
});
export const operatorSchema = z.strictObject({
  version: recordVersionField,
  org: orgIdField,
  province: provinceCodeField,
  role: z.enum(ACTOR_ROLES),
  grants: z.array(z.enum(GRANTS)).check(z.maxLength(GRANTS.length)),
  state: lifecycle,
  grantedBy: orNone(operatorIdField),
  responsibility: orNone(digestField),
  person: z.exactOptional(identityIdField),
  audits: z.exactOptional(auditScopeSchema),
});
export const operatorKeySchema = z.strictObject({ publicKey: publicKeyField, state: lifecycle });
export const seenSchema = z.strictObject({
  transactionId: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  digest: digestField,
});
export const pendingSchema = z.strictObject({
  v: recordVersionField,
  type: z.string().check(z.maxLength(64)),
  digest: digestField,
  actorKeyId: keyIdField,
  org: orgIdField,
  province: provinceCodeField,
  old: z.exactOptional(z.strictObject({ org: orgIdField, province: provinceCodeField })),
  national: z.exactOptional(z.literal(true)),
  about: z.exactOptional(identityIdField),
  until: timestampField,
});
export const applicationSchema = z.strictObject({
  v: recordVersionField,
  status: z.enum(APPLICATION_STATUSES),
  province: provinceCodeField,
  means: z.enum(APPLICATION_MEANS),
  evidence: digestField,
  asked: timestampField,
  due: timestampField,
  lapsesAt: timestampField,
  since: dateField,
  joined: orNone(dateField),
  nth: z.exactOptional(recordVersionField),
  reason: z.exactOptional(z.enum(REFUSAL_REASONS)),
});
const rulesOfATransfer = z.exactOptional(
  z.readonly(z.array(versionField).check(z.length(RULES_OF_A_TRANSFER))),
);
const completedBefore = z.strictObject({
  way: z.enum(TRANSFER_WAYS),
  from: orgIdField,
  fromProvince: provinceCodeField,
  asked: timestampField,
  due: timestampField,
  evidence: z.exactOptional(entitling),
  by: z.exactOptional(operatorIdField),
  let: z.exactOptional(operatorIdField),
  moved: z.exactOptional(timestampField),
  root: z.exactOptional(digestField),
  tag: z.exactOptional(tagField),
  undoUntil: timestampField,
  appealUntil: z.exactOptional(timestampField),
  rules: rulesOfATransfer,
});
const silentBefore = z.strictObject({
  from: orgIdField,
  fromProvince: provinceCodeField,
  to: orgIdField,
  toProvince: provinceCodeField,
  asked: timestampField,
  due: timestampField,
  evidence: z.exactOptional(entitling),
  by: z.exactOptional(operatorIdField),
  moved: z.exactOptional(timestampField),
  root: z.exactOptional(digestField),
  tag: z.exactOptional(tagField),
  appealUntil: timestampField,
  rules: rulesOfATransfer,
});
export const transferSchema = z.strictObject({
  v: recordVersionField,
  number: recordVersionField,
  nth: z.exactOptional(recordVersionField),
  status: z.enum(TRANSFER_STATUSES),
  way: z.enum(TRANSFER_WAYS),
  from: orgIdField,
  fromProvince: provinceCodeField,
  to: orNone(orgIdField),
  toProvince: orNone(provinceCodeField),
  asked: timestampField,
  due: timestampField,
  silentAt: timestampField,
  lapsesAt: timestampField,
  evidence: z.exactOptional(entitling),
  by: z.exactOptional(operatorIdField),
  let: z.exactOptional(operatorIdField),
  decided: z.exactOptional(decidedAgainst),
  earlier: z.exactOptional(
    z.readonly(z.array(decidedAgainst).check(z.minLength(1), z.maxLength(EARLIER_DECISIONS))),
  ),
  silent: z.exactOptional(silentBefore),
  root: z.exactOptional(digestField),
  tag: z.exactOptional(tagField),
  slot: z.exactOptional(slotField),
  moved: z.exactOptional(timestampField),
  undoUntil: z.exactOptional(timestampField),
  appealUntil: z.exactOptional(timestampField),
  codeKey: z.exactOptional(publicKeyField),
  codeUntil: z.exactOptional(timestampField),
  codeBy: z.exactOptional(operatorIdField),
  objection: z.exactOptional(
    z.strictObject({
      ...{ ground: z.enum(OBJECTION_GROUNDS), digest: digestField, until: timestampField },
      by: z.exactOptional(operatorIdField),
    }),
  ),
  judge: z.exactOptional(orgIdField),
  rules: rulesOfATransfer,
  before: z.exactOptional(completedBefore),
});
const termDay = z.int().check(z.gte(1), z.lte(30));
export const termDays = z.strictObject(
  Object.fromEntries(TERMS.map((term) => [term, z.exactOptional(termDay)])) as Record<
    (typeof TERMS)[number],
    z.ZodMiniExactOptional<typeof termDay>
  >,
);
/** How many days of a year a province may have off beside the national ones. */
export const furtherHolidays = z.int().check(z.gte(0), z.lte(60));
export const policySchema = z.strictObject({
  v: recordVersionField,
  days: termDays,
  floor: z.exactOptional(termDays),
  cap: z.exactOptional(termDays),
  holidays: z.exactOptional(furtherHolidays),
});
/** Days of one year's calendar. */
export const calendarDays = z.array(dateField).check(z.maxLength(60));
export const calendarSchema = z.strictObject({
  v: recordVersionField,
  holidays: z.readonly(calendarDays),
  workdays: z.readonly(calendarDays),
});
export const filingSchema = z.strictObject({
  v: recordVersionField,
  since: dateField,
  of: z.exactOptional(recordVersionField),
  on: dateField,
  org: orgIdField,
  province: provinceCodeField,
  evidence: digestField,
});
