// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { identityIdField, orgIdField } from '../schema/index.js';
import { ACCOUNTS_PER_PAGE, parsePlace } from './account-page.js';
import * as accounts from './account-schemas.js';
import type { LedgerRows } from './ledger-row.js';
import { none, own, partOf, type Owner } from './owners.js';
import { parseLead } from './person-lead.js';
import * as schemas from './record-schemas.js';

// Whose it is stands first in the key.
const scoped = (_record: unknown, [scope]: readonly string[]): string | undefined => scope;
// Whom a personKey leads to is told by the value.
const personOwner = (_attributes: readonly string[], value: string | undefined): Owner | undefined => {
  if (value === undefined) return undefined;
  const { holder } = parseLead(value);
  const found = parsePlace(holder);
  return found === undefined ? { kind: 'account', id: holder } : { kind: 'accountPage', id: found.pageId };
};
const ofIdentity = ['identity'] as const;

/** The record types of chaincode `identity`, for the table of all (registry.ts). */
export const IDENTITY_ROWS = {
  network: {
    chaincodes: ofIdentity,
    schema: schemas.networkSchema,
    owner: none,
    province: none,
    versions: true,
  },
  clock: {
    chaincodes: ofIdentity,
    schema: schemas.clockSchema,
    owner: none,
    province: none,
    versions: false,
  },
  province: {
    chaincodes: ofIdentity,
    schema: schemas.provinceSchema,
    owner: none,
    versions: true,
    // The national organisation names a province that has not joined yet, and nobody but it can.
    province: ({ rootOperator }, [code]) => (rootOperator === undefined ? undefined : code),
  },
  gatewayKey: {
    chaincodes: ofIdentity,
    schema: schemas.gatewayKeySchema,
    owner: none,
    province: own,
    versions: true,
  },
  organisation: {
    chaincodes: ofIdentity,
    schema: schemas.organisationSchema,
    province: own,
    versions: true,
    owner: partOf('organisation'),
  },
  organisationProfile: {
    chaincodes: ofIdentity,
    schema: schemas.organisationProfileSchema,
    province: none,
    versions: true,
    owner: partOf('organisation'),
  },
  creditCode: {
    chaincodes: ofIdentity,
    schema: orgIdField,
    province: none,
    versions: false,
    owner: (_attributes, orgId) => (orgId === undefined ? undefined : { kind: 'organisation', id: orgId }),
  },
  employer: {
    chaincodes: ofIdentity,
    schema: schemas.employerSchema,
    province: none,
    versions: true,
    owner: partOf('organisation'),
  },
  subordinate: {
    chaincodes: ofIdentity,
    schema: z.literal(1),
    province: none,
    versions: false,
    owner: partOf('organisation'),
  },
  operator: {
    chaincodes: ofIdentity,
    schema: schemas.operatorSchema,
    province: own,
    versions: true,
    owner: partOf('operator'),
  },
  operatorKey: {
    chaincodes: ofIdentity,
    schema: schemas.operatorKeySchema,
    province: none,
    versions: true,
    owner: partOf('operator'),
  },
  personOperator: {
    chaincodes: ofIdentity,
    schema: z.literal(1),
    owner: none,
    province: none,
    versions: false,
  },
  account: {
    chaincodes: ofIdentity,
    schema: accounts.accountSchema,
    province: own,
    versions: true,
    owner: partOf('account'),
  },
  accountPage: {
    chaincodes: ofIdentity,
    schema: accounts.accountPageSchema,
    province: own,
    versions: true,
    owner: partOf('accountPage'),
  },
  person: {
    chaincodes: ofIdentity,
    schema: accounts.personSchema,
    province: none,
    owner: personOwner,
    versions: false,
  },
  membership: {
    chaincodes: ofIdentity,
    schema: z.int().check(z.gte(-1), z.lte(ACCOUNTS_PER_PAGE)),
    province: none,
    owner: partOf('organisation'),
    versions: false,
  },
  application: {
    chaincodes: ofIdentity,
    schema: schemas.applicationSchema,
    versions: true,
    owner: none,
    province: own,
  },
  transfer: {
    chaincodes: ofIdentity,
    schema: schemas.transferSchema,
    versions: true,
    // Nobody's alone: either side writes it, and what it does to the account is watched there.
    owner: none,
    province: none,
  },
  transferSlot: {
    chaincodes: ofIdentity,
    schema: identityIdField,
    versions: false,
    owner: none,
    province: none,
  },
  policy: {
    chaincodes: ofIdentity,
    schema: schemas.policySchema,
    versions: true,
    owner: none,
    province: scoped,
  },
  calendar: {
    chaincodes: ofIdentity,
    schema: schemas.calendarSchema,
    versions: true,
    owner: none,
    province: scoped,
  },
  claim: {
    chaincodes: ofIdentity,
    schema: schemas.claimSchema,
    versions: true,
    // Nobody's alone, like a transfer: what it does to the number is watched there.
    owner: none,
    province: none,
  },
  filing: {
    chaincodes: ofIdentity,
    schema: schemas.filingSchema,
    versions: true,
    // Whoever gives the receipt writes it, whosever the account is.
    owner: none,
    province: own,
  },
} as const satisfies Partial<LedgerRows>;
