// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, MANIFEST_HOURS, type PresentationOf } from '../instruction/index.js';
import {
  NATIONAL_CODE,
  type AccountRecord,
  type ManifestRecord,
  type OrganisationRecord,
  type TransferRecord,
} from '../ledger/index.js';
import {
  chunkOf,
  MANIFEST_SAMPLE,
  manifestPayload,
  openManifest,
  type ManifestOrigin,
} from '../manifest/index.js';
import { accountFields, assertHome, personKeysOf } from '../person/account.js';
import { orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { currentOf, moveOf, withoutCode, type TransferGround } from './ground.js';
import { moveAccount } from './move-account.js';
import { hasMoved, isOpen } from './process.js';
import { assertSamePerson, type RequestGround } from './request.js';

const { identityId, personKey, formerKey, nameTag, root } = accountFields;

/** A member of a batch, whose document and name the new union has before it, as in a request. */
export const batchRow = z.strictObject({
  ...{ identityId, personKey, formerKey, nameTag },
  /** Of the real-name record in the new union's vault. */
  root,
  /** The union that is to have the member: that of the batch, or one below it. */
  to: orgIdField,
});
export type BatchRow = z.output<typeof batchRow>;

export const batchChunk = chunkOf(batchRow);
export type BatchChunk = z.output<typeof batchChunk>;

/** Members who change from one union, or those below it, to another, or those below that: both sides sign the same root. */
export const batchPayload = z.strictObject({ ...manifestPayload.shape, from: orgIdField, to: orgIdField });
export type BatchPayload = z.output<typeof batchPayload>;

export const batchInstruction = defineInstruction({
  type: 'transfer.batch',
  chaincode: 'identity',
  payload: batchPayload,
  grant: 'member',
  subject: undefined,
  secondSignature: { needed: () => true, relation: 'oldSide', days: 7 },
  hasDeadline: true,
  maxHours: MANIFEST_HOURS,
  errors: [
    'MANIFEST_EXISTS',
    'CHUNK_TOO_LARGE',
    'ORGANISATION_UNKNOWN',
    'ORGANISATION_CLOSED',
    'SIDES_OVERLAP',
  ],
});

export const batchPresentation: PresentationOf<typeof batchInstruction> = {
  words: ({ manifestId, rows, chunks, from, to }) => ({
    zh: `批量接转：${rows} 名会员由工会 ${from} 转入工会 ${to}，双方同意后立即生效、不设撤销期（清单 ${manifestId}，${chunks} 个分块）`,
    en: `Transfer ${rows} members from union ${from} to union ${to}, at once and without an undo once both sides agree (manifest ${manifestId}, ${chunks} chunks)`,
  }),
  sample: () => ({ ...MANIFEST_SAMPLE, from: SAMPLE.orgId, to: SAMPLE.otherOrgId }),
};

/** What the ledger knows when a batch is opened. */
export interface BatchGround {
  readonly existing: ManifestRecord | undefined;
  readonly from: OrganisationRecord | undefined;
  readonly to: OrganisationRecord | undefined;
  /** Whether one side is the other or stands below it: who belongs to both would be moved by who has them. */
  readonly overlap: boolean;
}

/** The manifest that both sides have signed. @throws DomainError as the definition lists them, PROVINCE_FOREIGN */
export function openBatch(
  payload: BatchPayload,
  origin: ManifestOrigin,
  { existing, from, to, overlap }: BatchGround,
): ManifestRecord {
  const { province: fromProvince } = assertOldSide(payload.from, from);
  assertHome(to, payload.to);
  if (overlap) throw new DomainError('SIDES_OVERLAP');
  const sides = { from: payload.from, fromProvince, to: payload.to };
  return { ...openManifest(payload, origin, existing), sides };
}

/** A union that ends may let go of its members, too. @throws DomainError ORGANISATION_UNKNOWN, PROVINCE_FOREIGN */
export function assertOldSide(orgId: string, org: OrganisationRecord | undefined): OrganisationRecord {
  if (org === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  if (org.province === NATIONAL_CODE) throw new DomainError('PROVINCE_FOREIGN', { province: NATIONAL_CODE });
  return org;
}

/** What the ledger knows of a batch's member. */
export interface AgreedGround
  extends Pick<TransferGround, 'transfer' | 'now'>, Pick<RequestGround, 'known' | 'org' | 'keyVersions'> {
  /** Whether the member's union is the batch's old one or below it, and the row's the new one or below that. */
  readonly isOfOld: boolean;
  readonly isOfNew: boolean;
  /** The persons behind the two who signed. */
  readonly signers: readonly string[];
  /** Today in China. */
  readonly today: string;
}

/** What a row leaves on the ledger. */
export interface AgreedSwitch {
  readonly account: AccountRecord;
  /** The end of what was open between the same unions, or by time; a batch leaves no transfer of its own. */
  readonly transfer?: TransferRecord;
}

/**
 * The switch of one row: at once, because both sides have agreed, and without a way back of its own.
 * @throws DomainError KEY_VERSION_NOT_IN_FORCE, FORMER_KEY_NEEDED, MEMBER_NOT_FOUND, MEMBERSHIP_NONE, MEMBER_UNCHANGED, OUT_OF_SCOPE,
 * OWN_ACCOUNT, STALE_SUBJECT, TRANSFER_OPEN, TRANSFER_APPEALED, TRANSFER_RECALLED, ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, PROVINCE_FOREIGN
 */
export function transferAgreed(row: BatchRow, ground: AgreedGround): AgreedSwitch {
  const { known, org, keyVersions, isOfOld, isOfNew, signers, today } = ground;
  const home = assertHome(org, row.to);
  const { province } = home;
  if (!isOfNew) throw new DomainError('OUT_OF_SCOPE');
  assertKeyVersions(personKeysOf(row), keyVersions);
  const account = assertSamePerson(row, { known, home });
  if (!isOfOld) throw new DomainError('MEMBER_NOT_FOUND');
  if (signers.includes(row.identityId)) throw new DomainError('OWN_ACCOUNT');
  const ended = endOfOpen(row, { ...ground, account });
  return {
    account: moveAccount(account, { org: row.to, province, root: row.root, today }),
    ...(ended !== undefined && { transfer: ended }),
  };
}

/**
 * What is open between the same unions ends by the batch, a release code too; what another union asked for, or an appeal, stands in
 * its way. What time has ended already is written as ended: a clock that is behind would find it open once the member has come back.
 */
function endOfOpen({ to }: BatchRow, ground: Omit<TransferGround, 'rules'>): TransferRecord | undefined {
  const current = currentOf(ground);
  if (current === undefined) return undefined;
  if (!isOpen(current.status))
    return current.status === ground.transfer?.status ? undefined : { ...current, v: current.v + 1 };
  if (current.to !== to || hasMoved(current.status)) moveOf('request', ground);
  return { ...withoutCode(current), v: current.v + 1, status: 'CANCELLED' };
}
