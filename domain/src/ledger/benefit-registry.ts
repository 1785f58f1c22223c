// SPDX-License-Identifier: Apache-2.0
import { manifestIdField } from '../schema/index.js';
import * as audits from './audit-schemas.js';
import * as benefits from './benefit-schemas.js';
import * as files from './file-schemas.js';
import { none, own, partOf } from './owners.js';

const ofBenefit = ['benefit'] as const;

/** The record types of chaincode `benefit`, for the table of all (registry.ts). */
export const BENEFIT_ROWS = {
  fund: {
    chaincodes: ofBenefit,
    schema: benefits.fundSchema,
    province: own,
    versions: true,
    owner: partOf('fund'),
  },
  line: {
    chaincodes: ofBenefit,
    schema: benefits.lineSchema,
    province: own,
    versions: true,
    owner: none,
  },
  allotment: {
    chaincodes: ofBenefit,
    schema: benefits.allotmentSchema,
    versions: true,
    // Nobody's alone: the giver makes it, the receiver accepts it, and what it does to either's line is watched there.
    owner: none,
    province: none,
  },
  programme: {
    chaincodes: ofBenefit,
    schema: benefits.programmeSchema,
    province: own,
    versions: true,
    owner: none,
  },
  plan: {
    chaincodes: ofBenefit,
    schema: benefits.planSchema,
    province: own,
    versions: true,
    owner: partOf('plan'),
  },
  items: {
    chaincodes: ofBenefit,
    schema: benefits.itemsSchema,
    province: none,
    // Written once: kept for what an auditor is shown, the block and the transaction.
    versions: true,
    owner: partOf('plan'),
  },
  itemStates: {
    chaincodes: ofBenefit,
    schema: benefits.itemStatesSchema,
    province: none,
    versions: true,
    owner: partOf('plan'),
  },
  granted: {
    chaincodes: ofBenefit,
    schema: benefits.grantedSchema,
    versions: false,
    // Of a person, whoever grants: each union adds what it has granted.
    owner: none,
    province: none,
  },
  voucher: {
    chaincodes: ofBenefit,
    schema: manifestIdField,
    versions: false,
    owner: none,
    province: none,
  },
  hardshipFile: {
    chaincodes: ofBenefit,
    schema: files.fileSchema,
    province: own,
    versions: true,
    owner: none,
  },
  household: {
    chaincodes: ofBenefit,
    schema: files.householdSchema,
    versions: false,
    // Of a person, whichever union files.
    owner: none,
    province: none,
  },
  correction: {
    chaincodes: ofBenefit,
    schema: benefits.correctionSchema,
    province: none,
    versions: true,
    owner: partOf('plan'),
  },
  receipt: {
    chaincodes: ofBenefit,
    schema: benefits.receiptSchema,
    province: none,
    versions: true,
    owner: partOf('plan'),
  },
  // The audited union's by what they are about, and written by auditors of any province: nobody's alone.
  finding: {
    chaincodes: ofBenefit,
    schema: audits.findingSchema,
    versions: true,
    owner: none,
    province: none,
  },
  unmask: { chaincodes: ofBenefit, schema: audits.unmaskSchema, versions: true, owner: none, province: none },
  sample: { chaincodes: ofBenefit, schema: audits.sampleSchema, versions: true, owner: none, province: none },
} as const;
