// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { identityIdField, orgIdField, personKeyField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { personKeysOf } from './account.js';

/** Accounts of one instruction: a page of the gateway's list, and less than a chunk writes. */
export const REKEY_ACCOUNTS = 200;

/** An account, and its person's keys under both versions in force. */
export const rekeyEntry = z.strictObject({
  identityId: identityIdField,
  personKey: personKeyField,
  formerKey: personKeyField,
});
export type RekeyEntry = z.output<typeof rekeyEntry>;

/** Accounts of a union are led to the newer version of the matching key; they and what they say stay as they are. */
export const rekeyPayload = z.strictObject({
  org: orgIdField,
  accounts: z.array(rekeyEntry).check(z.minLength(1), z.maxLength(REKEY_ACCOUNTS)),
});
export type RekeyPayload = z.output<typeof rekeyPayload>;

export const rekeyInstruction = defineInstruction({
  type: 'person.rekey',
  chaincode: 'identity',
  payload: rekeyPayload,
  grant: 'member',
  // Accounts are not changed: which keys lead to them is.
  subject: undefined,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ACCOUNT_UNKNOWN', 'ACCOUNT_EXISTS'] as const),
    ...(['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED'] as const),
  ],
});

export const rekeyPresentation: PresentationOf<typeof rekeyInstruction> = {
  words: ({ org, accounts }) => ({
    zh: `为 ${org} 的 ${accounts.length} 个账户登记新版全国匹配值（标识、会籍与历史不变）`,
    en: `Lead ${accounts.length} accounts of ${org} to the newer matching key; identifiers, memberships and history stay`,
  }),
  sample: () => ({
    ...{ org: SAMPLE.orgId },
    accounts: [
      {
        ...{ identityId: SAMPLE.identityId, personKey: `2.${SAMPLE.digest}` },
        formerKey: `1.${SAMPLE.digest}`,
      },
    ],
  }),
};

interface Known {
  readonly identityId: string;
  readonly account: AccountRecord;
}

/** What the ledger knows of an entry. */
export interface RekeyGround {
  /** The union that the instruction names. */
  readonly org: string;
  /** Where the key under each version leads. */
  readonly former: Known | undefined;
  readonly newer: Known | undefined;
  readonly keyVersions: readonly number[];
}

/**
 * That the newer key may lead to the account; it may already.
 * @throws DomainError KEY_VERSION_NOT_IN_FORCE, FORMER_KEY_NEEDED; ACCOUNT_UNKNOWN where the older key does not lead to this
 * account of this union, ACCOUNT_EXISTS where the newer leads to another
 */
export function assertRekeyed(entry: RekeyEntry, { org, former, newer, keyVersions }: RekeyGround): void {
  assertKeyVersions(personKeysOf(entry), keyVersions);
  const { identityId } = entry;
  if (former?.identityId !== identityId || former.account.org !== org)
    throw new DomainError('ACCOUNT_UNKNOWN', { identityId });
  if (newer !== undefined && newer.identityId !== identityId)
    throw new DomainError('ACCOUNT_EXISTS', { identityId });
}
