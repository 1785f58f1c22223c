// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { REKEY_ACCOUNTS, rekeyEntry } from '../person/rekey.js';
import { identityIdField, orgIdField } from '../schema/index.js';
import { cursorField } from './page.js';

/** POST /v1/rekeyings: which accounts of a union are to be led to the newer version of the matching key, page by page. */
export const rekeyingRequest = z.strictObject({
  org: orgIdField,
  limit: z._default(z.int().check(z.gte(1), z.lte(REKEY_ACCOUNTS)), REKEY_ACCOUNTS),
  cursor: z.optional(z.string().check(z.maxLength(512))),
});

export const rekeyingPage = z.object({
  /** As `person.rekey` names them. */
  items: z.array(rekeyEntry),
  /** Accounts of the page that the newer key leads to already. */
  led: z.int(),
  /** Accounts that can not be led: the record is erased, or the ledger knows the person otherwise than the vault. */
  left: z.array(z.object({ identityId: identityIdField, because: z.enum(['ERASED', 'DIFFERS']) })),
  next: z.optional(cursorField),
});

export type RekeyingRequest = z.output<typeof rekeyingRequest>;
export type RekeyingPage = z.output<typeof rekeyingPage>;
