// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import {
  codeField,
  countField,
  creditCodeField,
  dateField,
  digestField,
  fenField,
  identityIdField,
  keyIdField,
  mspIdField,
  operatorIdField,
  organisationNameField,
  orgIdField,
  provinceCodeField,
  publicKeyField,
  tagField,
  timestampField,
} from '../schema/index.js';
import { ACCOUNTS_PER_PAGE, parsePlace } from './account-page.js';
import type { KEY_PREFIX } from './keys.js';
import type { ChaincodeName } from './ledger-name.js';
import { FUND_SOURCES, GRANTS, type LedgerRecords, type LedgerType } from './records.js';

/** Kinds of records that others are part of: who answers for one of them answers for its parts. */
export type OwnerKind = 'account' | 'accountPage' | 'organisation' | 'operator' | 'fund';

/** Whose record a key is part of. */
export interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
}

/** One record type of the ledger. */
export interface LedgerRow<T extends LedgerType> {
  /** First part of its keys. */
  readonly prefix: (typeof KEY_PREFIX)[T];
  /** Chaincodes in whose state it stands. */
  readonly chaincodes: readonly ChaincodeName[];
  /** What a value must be before anybody outside the contract believes it. */
  readonly schema: z.ZodType<LedgerRecords[T]>;
  /** Whose record it is part of; undefined where it is nobody's but the network's, or says so itself. */
  readonly owner: (attributes: readonly string[], record: LedgerRecords[T] | undefined) => Owner | undefined;
  /** The province that the record names as its own; undefined where it names none. */
  readonly province: (record: LedgerRecords[T], attributes: readonly string[]) => string | undefined;
  /** Whether every version is kept, so that "as of" is a query; else only the newest counts. */
  readonly versions: boolean;
}

const version = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const orNone = <T extends z.ZodType>(field: T): z.ZodUnion<[T, z.ZodLiteral<''>]> =>
  z.union([field, z.literal('')]);
const lifecycle = z.enum(['ACTIVE', 'REVOKED']);
const membershipState = z.enum(['NONE', 'ACTIVE', 'RETAINED']);
const place = z.string().refine((text) => parsePlace(text) !== undefined, { error: 'not a place' });

const network = z.strictObject({
  version,
  network: z.string().min(1).max(64),
  nationalMspId: mspIdField,
  nationalOrg: orgIdField,
  rootOperator: operatorIdField,
});
const clock = z.strictObject({ v: version, hour: timestampField });
const province = z.strictObject({
  version,
  mspId: mspIdField,
  name: organisationNameField,
  rootOrg: orgIdField.exactOptional(),
  rootOperator: operatorIdField.exactOptional(),
});
const gatewayKey = z.strictObject({
  version,
  publicKey: publicKeyField,
  province: provinceCodeField,
  state: lifecycle,
});
const organisation = z.strictObject({
  version,
  state: z.enum(['ACTIVE', 'CLOSED']),
  province: provinceCodeField,
  parent: orNone(orgIdField),
  level: z.literal([0, 1, 2, 3, 4, 5]),
});
const organisationProfile = z.strictObject({
  version,
  name: organisationNameField,
  creditCode: orNone(creditCodeField),
  kind: codeField,
  foundedOn: orNone(dateField),
  address: organisationNameField.exactOptional(),
  contactRoot: orNone(digestField),
});
const employer = z.strictObject({
  name: organisationNameField,
  nature: orNone(codeField),
  economicType: codeField,
  industry: orNone(codeField),
  district: orNone(organisationNameField),
  headcount: countField,
});
const operator = z.strictObject({
  version,
  org: orgIdField,
  province: provinceCodeField,
  role: z.enum(['superadmin', 'cadre']),
  grants: z.array(z.enum(GRANTS)).max(GRANTS.length),
  state: lifecycle,
  grantedBy: orNone(operatorIdField),
  responsibility: orNone(digestField),
  person: identityIdField.exactOptional(),
});
const operatorKey = z.strictObject({ publicKey: publicKeyField, state: lifecycle });
const account = z.strictObject({
  v: version,
  state: membershipState,
  province: provinceCodeField,
  org: orgIdField,
  joined: orNone(dateField),
  since: dateField,
  loa: z.int().min(0).max(4),
  tag: tagField,
  root: digestField,
});
const accountPage = z.strictObject({
  province: provinceCodeField,
  org: orgIdField,
  state: membershipState,
  loa: z.int().min(0).max(4),
  accounts: z
    .array(z.string().regex(/^[0-9A-Z]{26}[\w-]{65}(?:\d{8}){1,2}$/))
    .min(1)
    .max(ACCOUNTS_PER_PAGE),
});
const seen = z.strictObject({ transactionId: z.string().regex(/^[0-9a-f]{64}$/), digest: digestField });
const pending = z.strictObject({
  v: version,
  type: z.string().max(64),
  digest: digestField,
  actorKeyId: keyIdField,
  org: orgIdField,
  province: provinceCodeField,
  until: timestampField,
});
const outcomes = z.record(z.string().max(64), z.int().min(0));
const manifest = z.strictObject({
  version,
  state: z.enum(['OPEN', 'CLOSED']),
  type: z.enum(['organisation.import', 'person.import']),
  actor: operatorIdField,
  actorKeyId: keyIdField,
  province: provinceCodeField,
  rows: z.int().min(1),
  chunks: z.int().min(1),
  root: digestField,
  expiresAt: timestampField,
  outcomes: outcomes.exactOptional(),
});
const chunk = z.strictObject({
  digest: digestField,
  rows: z.int().min(1),
  done: z.int().min(0),
  refused: z.record(z.string().max(64), z.array(z.int().min(0))),
});
const fund = z.strictObject({
  v: version,
  state: z.enum(['OPEN', 'CLOSED']),
  province: provinceCodeField,
  org: orgIdField,
  source: z.enum(FUND_SOURCES),
  document: digestField,
  fen: fenField,
});

const none = (): undefined => undefined;
const own = ({ province: code }: { readonly province: string }): string => code;
const partOf =
  (kind: OwnerKind) =>
  ([id = '']: readonly string[]): Owner => ({ kind, id });
// Whom a personKey leads to is told by the value.
const personOwner = (_attributes: readonly string[], value: string | undefined): Owner | undefined => {
  if (value === undefined) return undefined;
  const found = parsePlace(value);
  return found === undefined ? { kind: 'account', id: value } : { kind: 'accountPage', id: found.pageId };
};
const ofIdentity = ['identity'] as const;
const ofBenefit = ['benefit'] as const;
const ofEach = ['identity', 'benefit'] as const;

/**
 * Every record type: one row each. Projector and foreign-change watch of the gateway, and auditors, go over these; contracts
 * need the keys only, so that no schema of what they wrote themselves is in their bundle.
 */
export const LEDGER = {
  network: {
    prefix: 'network',
    chaincodes: ofIdentity,
    schema: network,
    owner: none,
    province: none,
    versions: true,
  },
  clock: {
    prefix: 'clock',
    chaincodes: ofIdentity,
    schema: clock,
    owner: none,
    province: none,
    versions: false,
  },
  province: {
    ...{ prefix: 'province', chaincodes: ofIdentity, schema: province, owner: none, versions: true },
    // The national organisation names a province that has not joined yet, and nobody but it can.
    province: ({ rootOperator }, [code]) => (rootOperator === undefined ? undefined : code),
  },
  gatewayKey: {
    ...{ prefix: 'gateway-key', chaincodes: ofIdentity, schema: gatewayKey, owner: none, province: own },
    versions: true,
  },
  organisation: {
    ...{ prefix: 'o', chaincodes: ofIdentity, schema: organisation, province: own, versions: true },
    owner: partOf('organisation'),
  },
  organisationProfile: {
    ...{ prefix: 'op', chaincodes: ofIdentity, schema: organisationProfile, province: none, versions: true },
    owner: partOf('organisation'),
  },
  creditCode: {
    ...{ prefix: 'uscc', chaincodes: ofIdentity, schema: orgIdField, province: none, versions: false },
    owner: (_attributes, orgId) => (orgId === undefined ? undefined : { kind: 'organisation', id: orgId }),
  },
  employer: {
    ...{ prefix: 'e', chaincodes: ofIdentity, schema: employer, province: none, versions: true },
    owner: partOf('organisation'),
  },
  operator: {
    ...{ prefix: 'operator', chaincodes: ofIdentity, schema: operator, province: own, versions: true },
    owner: partOf('operator'),
  },
  operatorKey: {
    ...{
      prefix: 'operator-key',
      chaincodes: ofIdentity,
      schema: operatorKey,
      province: none,
      versions: true,
    },
    owner: partOf('operator'),
  },
  account: {
    ...{ prefix: 'a', chaincodes: ofIdentity, schema: account, province: own, versions: true },
    owner: partOf('account'),
  },
  accountPage: {
    ...{ prefix: 'ap', chaincodes: ofIdentity, schema: accountPage, province: own, versions: true },
    owner: partOf('accountPage'),
  },
  person: {
    ...{ prefix: 'p', chaincodes: ofIdentity, schema: z.union([identityIdField, place]), province: none },
    ...{ owner: personOwner, versions: false },
  },
  membership: {
    ...{
      prefix: 'm',
      chaincodes: ofIdentity,
      schema: z.int().min(-1).max(ACCOUNTS_PER_PAGE),
      province: none,
    },
    ...{ owner: partOf('organisation'), versions: false },
  },
  seen: { prefix: 'i', chaincodes: ofEach, schema: seen, owner: none, province: none, versions: false },
  pending: { prefix: 'pd', chaincodes: ofEach, schema: pending, owner: none, province: own, versions: false },
  manifest: {
    prefix: 'manifest',
    chaincodes: ofEach,
    schema: manifest,
    owner: none,
    province: own,
    versions: false,
  },
  chunk: { prefix: 'chunk', chaincodes: ofEach, schema: chunk, owner: none, province: none, versions: false },
  fund: {
    ...{ prefix: 'f', chaincodes: ofBenefit, schema: fund, province: own, versions: true },
    owner: partOf('fund'),
  },
} as const satisfies { readonly [T in LedgerType]: LedgerRow<T> };

/**
 * A value as it stands under a key of this type; undefined where it is no JSON or not of the record's schema: then its
 * subject is unreadable, and nobody may read it as absent.
 */
export function readLedgerValue<T extends LedgerType>(type: T, text: string): LedgerRecords[T] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { schema }: { readonly schema: z.ZodType } = LEDGER[type];
  const result = schema.safeParse(value);
  return result.success ? (result.data as LedgerRecords[T]) : undefined;
}

/** The record type's row, as one whose records are not told apart. */
export function rowOf<T extends LedgerType>(type: T): LedgerRow<T> {
  return LEDGER[type] as unknown as LedgerRow<T>;
}
