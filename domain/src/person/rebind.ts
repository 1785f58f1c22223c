// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { identityIdField, personKeyField, placeField, tagField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { personKeysOf } from './account.js';
import {
  assertNobodyAsks,
  assertSome,
  CORRECTION_ERRORS,
  CORRECTION_SAMPLE,
  correctedAccount,
  correctionFields,
  DOCUMENT_FIELDS,
  SETTLING_ERRORS,
  type CorrectionGround,
} from './correction.js';
import { correctionWords } from './correction-words.js';

/** 证件换绑: another document, or its number as it should have been. The account stays; another personKey leads to it. */
export const rebindPayload = z.strictObject({
  ...correctionFields,
  personKey: personKeyField,
  formerKey: z.exactOptional(personKeyField),
  /** Of the new document and the name. */
  nameTag: tagField,
  /** Keys of the document before, under each version in force: they lead to the account still. */
  replaces: z.exactOptional(z.array(personKeyField).check(z.minLength(1), z.maxLength(2))),
  /** The account that the number led to, where this settles a claim on it (ADR 66). */
  claimed: z.exactOptional(z.strictObject({ identityId: identityIdField, place: placeField })),
});
export type RebindPayload = z.output<typeof rebindPayload>;

export const rebindInstruction = defineInstruction({
  type: 'person.rebind',
  chaincode: 'identity',
  payload: rebindPayload,
  grant: 'member',
  subject: 'account',
  // One person alone makes nobody another: the second is of another union.
  secondSignature: TWO_UNIONS,
  errors: [...CORRECTION_ERRORS, ...(['TRANSFER_OPEN', 'ACCOUNT_EXISTS'] as const), ...SETTLING_ERRORS],
});

export const rebindPresentation: PresentationOf<typeof rebindInstruction> = {
  words: (payload) => {
    const { zh, en } = correctionWords({ zh: '换绑证件', en: 'Bind another document' }, payload);
    if (payload.claimed === undefined) return { zh, en };
    const { identityId } = payload.claimed;
    return {
      zh: `${zh}；号码由账户 ${identityId} 转来（认领）`,
      en: `${en}; the number comes from account ${identityId} by a claim`,
    };
  },
  sample: () => ({
    ...CORRECTION_SAMPLE,
    fields: ['docNumber'],
    personKey: `1.${SAMPLE.digest}`,
    nameTag: SAMPLE.tag,
  }),
};

export interface RebindGround extends CorrectionGround {
  /** Whose the keys of the new document are already, but for whom a claim takes them from, and those that it replaces. */
  readonly newer: readonly string[];
  readonly former: readonly (string | undefined)[];
  readonly keyVersions: readonly number[];
}

/**
 * The account once it is so.
 * @throws DomainError ACCOUNT_EXISTS where the new document is another account's, ACCOUNT_UNKNOWN where the old is not this one's;
 * MEMBERSHIP_STEP, CORRECTION_FIELDS, TRANSFER_OPEN, KEY_VERSION_NOT_IN_FORCE, FORMER_KEY_NEEDED
 */
export function rebindAccount(payload: RebindPayload, ground: RebindGround): AccountRecord {
  const { identityId, root, fields, nameTag: tag } = payload;
  assertSome(fields, DOCUMENT_FIELDS);
  assertNobodyAsks(ground);
  assertKeyVersions(personKeysOf(payload), ground.keyVersions);
  if (ground.newer.some((id) => id !== identityId)) throw new DomainError('ACCOUNT_EXISTS');
  if (ground.former.some((id) => id !== identityId)) throw new DomainError('ACCOUNT_UNKNOWN');
  return correctedAccount({ root, tag }, ground.account);
}
