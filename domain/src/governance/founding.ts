// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import {
  GRANTS,
  NATIONAL_CODE,
  PROVINCE_CODES,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OrganisationProfileRecord,
  type OrganisationRecord,
} from '../ledger/index.js';
import { assertCreditCode } from '../organisation/assert-codes.js';
import {
  creditCodeField,
  mspIdField,
  operatorIdField,
  orgIdField,
  orNone,
  provinceCodeField,
  publicKeyField,
  signedNameField,
} from '../schema/index.js';

/** 基层工会类型 of a union federation, 总工会 (union-law.md §5.2). */
const FEDERATION = '05';

/** A governing union and the operator who answers for it, as its founding names them. */
export const rootOperator = z.strictObject({ operatorId: operatorIdField, publicKey: publicKeyField });
export const rootOrganisation = z.strictObject({
  orgId: orgIdField,
  name: signedNameField,
  creditCode: orNone(creditCodeField),
});
export const province = z.strictObject({
  code: provinceCodeField.check(z.refine((code) => PROVINCE_CODES.includes(code), { error: 'not a node' })),
  mspId: mspIdField,
  name: signedNameField,
});

/** An MSP's identifier as it is compared: one that differs in case only would be read as the same organisation. */
export function mspWord(mspId: string): string {
  return mspId.toLowerCase();
}

export interface FoundingUnion {
  readonly organisation: z.output<typeof rootOrganisation>;
  readonly root: z.output<typeof rootOperator>;
}

/** The first records of a union that governs: its organisation and the operator who answers for it. */
export interface Founding {
  readonly organisation: OrganisationRecord;
  readonly profile: OrganisationProfileRecord;
  readonly operator: OperatorRecord;
  readonly key: OperatorKeyRecord;
}

/** The records of a governing union and its root operator, who holds every grant. @throws DomainError CREDIT_CODE_CHECK, CREDIT_CODE_KIND */
export function foundUnion(
  { organisation, root }: FoundingUnion,
  { province: code, parent }: { readonly province: string; readonly parent: string },
): Founding {
  const level = code === NATIONAL_CODE ? 0 : 1;
  const { orgId, name, creditCode } = organisation;
  assertCreditCode(creditCode);
  return {
    ...newRoot(root, { org: orgId, province: code }),
    organisation: { version: 1, state: 'ACTIVE', province: code, parent, level },
    // It is older than its network, and by how much is not said here.
    profile: { version: 1, name, creditCode, kind: FEDERATION, foundedOn: '', contactRoot: '' },
  };
}

/** The operator who answers for a governing union, and the key that it signs by. */
export function newRoot(
  { publicKey }: FoundingUnion['root'],
  { org, province: code }: { readonly org: string; readonly province: string },
): Pick<Founding, 'operator' | 'key'> {
  return {
    operator: {
      ...{ version: 1, org, province: code, role: 'superadmin', grants: [...GRANTS].sort() },
      ...{ state: 'ACTIVE', grantedBy: '', responsibility: '' },
    },
    key: { publicKey, state: 'ACTIVE' },
  };
}
