// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import {
  GRANTS,
  type GatewayKeyRecord,
  type NetworkRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OrganisationProfileRecord,
  type OrganisationRecord,
  type ProvinceRecord,
} from '../ledger/records.js';
import type { AddProvincePayload, BootstrapPayload, JoinProvincePayload } from './payloads.js';

/** Union node code of the national union. */
export const NATIONAL_CODE = '00';
/** Days that a seen instruction is kept after its day is over (architecture.md §4). */
export const RETENTION_DAYS = 30;

const DAY_MS = 86_400_000;
/** 基层工会类型 of a union federation, 总工会 (union-law.md §5.2). */
const FEDERATION = '05';

/** The first records of a union that governs: its organisation and the operator who answers for it. */
export interface Founding {
  readonly organisation: OrganisationRecord;
  readonly profile: OrganisationProfileRecord;
  readonly operator: OperatorRecord;
  readonly key: OperatorKeyRecord;
}

/** The network as its bootstrap names it. @throws DomainError ALREADY_BOOTSTRAPPED, INVALID_REQUEST */
export function bootstrapNetwork(
  payload: BootstrapPayload,
  { network, existing }: { readonly network: string; readonly existing: NetworkRecord | undefined },
): NetworkRecord {
  if (existing !== undefined) throw new DomainError('ALREADY_BOOTSTRAPPED');
  assertDistinctProvinces(payload);
  const { mspId, organisation, root } = payload;
  return {
    ...{ version: 1, network, nationalMspId: mspId },
    ...{ nationalOrg: organisation.orgId, rootOperator: root.operatorId },
  };
}

/** A province that has still to name its root operator. @throws DomainError PROVINCE_REGISTERED, INVALID_REQUEST */
export function addProvince(
  { code, mspId, name }: AddProvincePayload,
  existing: ProvinceRecord | undefined,
): ProvinceRecord {
  if (existing !== undefined) throw new DomainError('PROVINCE_REGISTERED', { province: code });
  if (code === NATIONAL_CODE) throw new DomainError('INVALID_REQUEST', { fields: ['code'] });
  return { version: 1, mspId, name };
}

/** The province with its root. @throws DomainError PROVINCE_UNKNOWN, PROVINCE_REGISTERED */
export function joinProvince(
  { province, organisation, root }: JoinProvincePayload,
  existing: ProvinceRecord | undefined,
): ProvinceRecord {
  if (existing === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
  if (existing.rootOperator !== undefined) throw new DomainError('PROVINCE_REGISTERED', { province });
  const { version } = existing;
  return { ...existing, version: version + 1, rootOrg: organisation.orgId, rootOperator: root.operatorId };
}

/** The records of a governing union and its root operator, who holds every grant. */
export function foundUnion(
  { organisation, root }: Pick<JoinProvincePayload, 'organisation' | 'root'>,
  { province, parent }: { readonly province: string; readonly parent: string },
): Founding {
  const level = province === NATIONAL_CODE ? 0 : 1;
  const { orgId, name, creditCode } = organisation;
  return {
    organisation: { version: 1, state: 'ACTIVE', province, parent, level },
    // It is older than its network, and by how much is not said here.
    profile: { version: 1, name, creditCode, kind: FEDERATION, foundedOn: '', contactRoot: '' },
    operator: {
      ...{ version: 1, org: orgId, province, role: 'superadmin', grants: [...GRANTS].sort() },
      ...{ state: 'ACTIVE', grantedBy: '', responsibility: '' },
    },
    key: { publicKey: root.publicKey, state: 'ACTIVE' },
  };
}

/** A gateway key out of use. @throws DomainError KEY_UNKNOWN, KEY_REVOKED */
export function revokeGatewayKey(key: GatewayKeyRecord | undefined): GatewayKeyRecord {
  if (key === undefined) throw new DomainError('KEY_UNKNOWN');
  if (key.state === 'REVOKED') throw new DomainError('KEY_REVOKED');
  return { ...key, version: key.version + 1, state: 'REVOKED' };
}

/** @throws DomainError RETENTION_TOO_EARLY unless the day, in UTC, is over by RETENTION_DAYS */
export function assertPrunable(day: string, time: number): void {
  const endOfDay = Date.parse(`${day}T00:00:00.000Z`) + DAY_MS;
  if (!(endOfDay + RETENTION_DAYS * DAY_MS <= time)) throw new DomainError('RETENTION_TOO_EARLY', { day });
}

function assertDistinctProvinces({ mspId, provinces }: BootstrapPayload): void {
  const codes = new Set([NATIONAL_CODE, ...provinces.map(({ code }) => code)]);
  const mspIds = new Set([mspId, ...provinces.map((province) => province.mspId)]);
  const wanted = provinces.length + 1;
  if (codes.size < wanted || mspIds.size < wanted)
    throw new DomainError('INVALID_REQUEST', { reason: 'repeated province' });
}
