// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { NATIONAL_CODE, type AccountRecord, type OrganisationRecord } from '../ledger/index.js';
import { assertOpen } from '../organisation/index.js';
import { digestField, identityIdField, personKeyField, tagField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { identityIdFor } from './identity-id.js';

/** What every entry says about who it is. */
export const accountFields = {
  identityId: identityIdField,
  personKey: personKeyField,
  /** The same person's under the version before, while both are in force (ADR 0037). */
  formerKey: z.exactOptional(personKeyField),
  nameTag: tagField,
  /** Root over the salted field commitments of the real-name record in the vault. */
  root: digestField,
  /** Assurance at enrolment: L0 imported, L1 format and logic passed (union-law.md §8). */
  level: z.union([z.literal(0), z.literal(1)]),
};

export const ACCOUNT_SAMPLE = {
  identityId: SAMPLE.identityId,
  personKey: `1.${SAMPLE.digest}`,
  nameTag: SAMPLE.tag,
  root: SAMPLE.digest,
  level: 1,
} as const;

/** What the ledger knows of a person and of the union that admits it. */
export interface PersonGround {
  readonly org: OrganisationRecord | undefined;
  /** The account that the personKey leads to. */
  readonly known:
    | {
        readonly identityId: string;
        readonly account: AccountRecord;
        /** Where it leads there by a document that another has replaced. */
        readonly isFormer?: true;
      }
    | undefined;
  /** Today in China. */
  readonly today: string;
  /** Versions of the matching key in force. */
  readonly keyVersions: readonly number[];
}

/** All keys that an entry names its person by. */
export function personKeysOf({
  personKey,
  formerKey,
}: {
  readonly personKey: string;
  readonly formerKey?: string | undefined;
}): readonly string[] {
  return formerKey === undefined ? [personKey] : [personKey, formerKey];
}

/** Persons belong to provinces: the national union's own organisation holds none (architecture.md §5). */
export function assertHome<O extends Pick<OrganisationRecord, 'state' | 'closing' | 'province'>>(
  org: O | undefined,
  orgId: string,
): O {
  const open = assertOpen(org, orgId);
  if (open.province === NATIONAL_CODE) throw new DomainError('PROVINCE_FOREIGN', { province: NATIONAL_CODE });
  return open;
}

/** @throws DomainError IDENTITY_ID_UNBOUND */
export function assertBound(entry: {
  readonly identityId: string;
  readonly personKey: string;
  readonly root: string;
}): void {
  if (entry.identityId !== identityIdFor(entry)) throw new DomainError('IDENTITY_ID_UNBOUND');
}
